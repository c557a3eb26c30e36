"""Photos of people and logos: small pictures, drawn anew, with nothing hidden in them."""

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

from .files import FileType, UploadField, discard, store, type_of
from .pixels import MAX_PIXELS, upright

# No page shows a face or a logo larger.
LONGEST_SIDE = 512
# A telephone's photograph has up to 15 MB.
MAX_BYTES = 15 * 1024 * 1024
# Nothing else is opened, whatever Pillow knows.
FORMATS = ["JPEG", "PNG", "WEBP"]
_TYPES = ("image/jpeg", "image/png", "image/webp")


class PictureField(UploadField):
    """Asks for a picture, and gives a WebP of at most `LONGEST_SIDE` each way, upright and without
    its metadata: a telephone's photograph says where somebody lives."""

    default_error_messages = {
        "not_a_picture": _("Choose a picture: a JPEG, PNG or WebP file."),
        "broken": _("This picture cannot be read. Open it, save it again, and send that."),
        "too_many_pixels": _(
            "This picture has too many pixels: at most %(limit)s megapixels are accepted. "
            "Make it smaller and send it again."
        ),
    }

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
            content = self._drawn_anew(upload)
        # Pillow's own limits, above ours, which it applies on opening a file.
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise self._refusal("too_many_pixels") from error
        except ValidationError:
            raise
        except Exception as error:  # Decoders raise whatever a broken file leads them to.
            raise self._refusal("broken") from error
        picture: Any = SimpleUploadedFile("picture.webp", content, "image/webp")
        picture.type = FileType("image/webp", upload.type.label, ".webp")
        return picture

    def _drawn_anew(self, upload: UploadedFile) -> bytes:
        upload.seek(0)
        with Image.open(upload, formats=FORMATS) as picture:
            # The head of the file says it, before anything is decoded.
            if picture.width * picture.height > MAX_PIXELS:
                raise self._refusal("too_many_pixels")
            content = BytesIO()
            upright(picture, LONGEST_SIDE).save(content, "WEBP", quality=80)
        return content.getvalue()

    def _refusal(self, code: str) -> ValidationError:
        limit = number_format(MAX_PIXELS // 1_000_000)
        return ValidationError(self.error_messages[code], code=code, params={"limit": limit})


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
