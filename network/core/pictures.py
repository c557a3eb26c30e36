"""Photos and logos: pictures of a size, drawn anew, with nothing hidden in them."""

from functools import partial
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import models, transaction
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from PIL import Image

from .files import (
    FileType,
    SeveralFilesInput,
    SeveralMixin,
    UploadField,
    discard,
    store,
    type_of,
)
from .pixels import MAX_PIXELS, upright

# No page shows a face or a logo larger.
LONGEST_SIDE = 512
# A photo that is looked at for what is on it: as wide as a page.
LONGEST_SIDE_OF_A_PHOTO = 1600
# As many as are drawn anew while their sender waits.
MOST_AT_ONCE = 10
# A telephone's photograph has up to 15 MB.
MAX_BYTES = 15 * 1024 * 1024
# Nothing else is opened, whatever Pillow knows.
FORMATS = ["JPEG", "PNG", "WEBP"]
_TYPES = ("image/jpeg", "image/png", "image/webp")


class PictureField(UploadField):
    """Asks for a picture, and gives a WebP of at most `longest_side` each way, upright and without
    its metadata: a telephone's photograph says where somebody lives. The cleaned value has its
    `width` and `height`, in pixels.

    What an iPhone keeps as HEIC it sends as JPEG to a form that does not accept it; here it is not
    opened, for its decoder is one to run apart: see `previews`.
    """

    default_error_messages = {
        "not_a_picture": _("Choose a picture: a JPEG, PNG or WebP file."),
        "broken": _("This picture cannot be read. Open it, save it again, and send that."),
        "too_many_pixels": _(
            "This picture has too many pixels: at most %(limit)s megapixels are accepted. "
            "Make it smaller and send it again."
        ),
    }

    def __init__(self, *, longest_side: int = LONGEST_SIDE, **kwargs: Any) -> None:
        self.longest_side = longest_side
        super().__init__(**kwargs)

    def limit(self) -> int:
        return min(super().limit(), MAX_BYTES)

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": ",".join(_TYPES)}

    def type_of(self, upload: UploadedFile) -> FileType:
        found = type_of(upload, str(upload.name))
        if found.mime not in _TYPES:
            raise self._refusal("not_a_picture")
        return found

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        if upload is None:
            return None
        try:
            content, size = self._drawn_anew(upload)
        # Pillow's own limits, above ours, which it applies on opening a file.
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise self._refusal("too_many_pixels") from error
        except ValidationError:
            raise
        except Exception as error:  # Decoders raise whatever a broken file leads them to.
            raise self._refusal("broken") from error
        picture: Any = SimpleUploadedFile("picture.webp", content, "image/webp")
        picture.type = FileType("image/webp", upload.type.label, ".webp")
        picture.width, picture.height = size
        return picture

    def _drawn_anew(self, upload: UploadedFile) -> tuple[bytes, tuple[int, int]]:
        upload.seek(0)
        with Image.open(upload, formats=FORMATS) as picture:
            # The head of the file says it, before anything is decoded.
            if picture.width * picture.height > MAX_PIXELS:
                raise self._refusal("too_many_pixels")
            content = BytesIO()
            drawn = upright(picture, self.longest_side)
            drawn.save(content, "WEBP", quality=80)
            return content.getvalue(), drawn.size

    def _refusal(self, code: str) -> ValidationError:
        limit = number_format(MAX_PIXELS // 1_000_000)
        return ValidationError(self.error_messages[code], code=code, params={"limit": limit})


class PhotosField(SeveralMixin, PictureField):
    """Asks for several photos at once; the cleaned value is a list."""

    widget: Any = SeveralFilesInput
    default_error_messages = {"too_many": _("Send at most %(limit)d photos at a time.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(longest_side=LONGEST_SIDE_OF_A_PHOTO, **kwargs)

    def to_python(self, data: Any) -> list[Any]:
        # Before any of them is opened.
        if len(data or ()) > MOST_AT_ONCE:
            message, limit = self.error_messages["too_many"], {"limit": MOST_AT_ONCE}
            raise ValidationError(message, code="too_many", params=limit)
        return super().to_python(data)


def replace_picture(row: models.Model, name: str, picture: File | None) -> None:
    """Let a row's file field hold this picture, or none; for an operation, in its transaction.

    The old file goes once that is through. Raises ValidationError where there is no room.
    """
    old = getattr(row, name).name
    kept = store(picture, "pictures").name if picture else ""
    try:
        setattr(row, name, kept)
        row.save(update_fields=[name])
    except BaseException:
        discard(kept)
        raise
    if old:
        transaction.on_commit(partial(discard, old))
