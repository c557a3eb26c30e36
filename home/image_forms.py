"""
What a picture goes through when it is uploaded, by whichever of Wagtail's ways.

It is decoded and written anew: a broken file shows here and not on a page, and what hides in one
(the place where it was taken, other metadata, something after its end) does not get published.
"""

from io import BytesIO
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from pillow_heif import HeifImagePlugin  # noqa: F401  (Pillow reads HEIC once it is imported.)
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

# No screen shows more of a page's picture; larger ones are scaled down to it.
LONGEST_SIDE = 2560
# Nothing else is opened, whatever Pillow knows.
FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "AVIF", "HEIF"]
# What each is written as. Browsers show no HEIC, which is what iPhones make; of an animation the
# first picture stays, as nobody could stop it. MPO is a JPEG with more pictures behind the first.
WRITTEN_AS = {"MPO": "JPEG", "HEIF": "JPEG", "AVIF": "WEBP", "GIF": "PNG"}
EXTENSIONS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}


class PictureField(WagtailImageField):
    """Wagtail's field for an image's file; it also decodes the picture and writes it anew."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.error_messages["file_too_many_pixels"] = _(
            "This picture has too many pixels: at most %(limit)s megapixels are accepted. "
            "Make it smaller and send it again."
        ) % {"limit": self.max_image_pixels // 1_000_000}

    def check_image_pixel_size(self, f):
        # The head of the file says it; Wagtail would decode all of it, and every frame.
        with Image.open(f, formats=FORMATS) as picture:
            width, height = picture.size
        if width * height > self.max_image_pixels:
            raise self.refusal("file_too_many_pixels")

    def refusal(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)

    def to_python(self, data):
        try:
            f = super().to_python(data)
            if f is not None:
                write_anew(f)
        except ValidationError:
            raise
        # Pillow's own limits, far above ours, which it applies on opening a file.
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise self.refusal("file_too_many_pixels") from error
        except Exception as error:  # Decoders raise whatever a broken file leads them to.
            raise self.refusal("invalid_image") from error
        return f


def write_anew(upload: UploadedFile) -> None:
    """
    Replace the upload's content by its picture: upright, not too large, without metadata.

    The upload itself is changed: Wagtail keeps it aside where the form is not complete yet.
    """
    upload.seek(0)
    with Image.open(upload, formats=FORMATS) as picture:
        image_format = WRITTEN_AS.get(picture.format, picture.format)
        content = BytesIO()
        upright(picture).save(content, image_format, quality=90)
    upload.seek(0)
    upload.truncate()
    upload.write(content.getvalue())
    upload.flush()
    upload.size = content.tell()
    upload.name = str(Path(upload.name).with_suffix(EXTENSIONS[image_format]))
    upload.content_type = f"image/{image_format.lower()}"
    upload.seek(0)


def upright(picture: Image.Image) -> Image.Image:
    """The picture as it is seen, its longest side at most `LONGEST_SIDE`, and nothing around it."""
    if picture.mode == "CMYK":
        picture.info.pop("icc_profile", None)  # It says what inks are, not colours of a screen.
    if picture.mode.startswith("I"):
        # Sixteen bits of grey, as scanners write: Pillow would cut what is above 255 to white.
        picture = picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
    elif picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")
    # A JPEG is read at half or a quarter of its size where that is enough: `reducing_gap`.
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=1)
    ImageOps.exif_transpose(picture, in_place=True)
    # The profile is part of the colours; all else that came along stays behind.
    picture.info = {name: picture.info[name] for name in ("icc_profile",) if name in picture.info}
    return picture


class SiteImageForm(BaseImageForm):
    """Wagtail's form of an image, in every place where it asks for one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if wagtail_field := self.fields.get("file"):
            self.fields["file"] = PictureField(
                label=wagtail_field.label,
                widget=wagtail_field.widget,
                required=wagtail_field.required,
            )

    def clean_alt_fr(self):
        return self.words("alt_fr")

    def clean_alt_ar(self):
        return self.words("alt_ar")

    def words(self, name: str) -> str:
        """The alternative text, which says something: spaces and marks alone would pass for one."""
        text = self.cleaned_data[name]
        if not any(character.isalnum() for character in text):
            raise ValidationError(_("Say in words what the picture shows."))
        return text
