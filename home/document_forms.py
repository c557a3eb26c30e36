"""
The documents that editors publish: for everybody to read, and of the kind that their name says.

Wagtail's documents lie in the public folder of files; a restriction on their collection would keep
the page from showing them, and not the folder. So the site offers none.
"""

import codecs
import zipfile
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

PUBLIC_ONLY = _(
    "Documents here are public: anyone may read them. Members’ papers belong in the workspace."
)
# The part that makes a ZIP file a document of each kind, and how it begins.
PARTS = {
    ".docx": ("word/document.xml", b"<?xml"),
    ".xlsx": ("xl/workbook.xml", b"<?xml"),
    ".pptx": ("ppt/presentation.xml", b"<?xml"),
    ".odt": ("mimetype", b"application/vnd.oasis.opendocument.text"),
    ".ods": ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
    ".odp": ("mimetype", b"application/vnd.oasis.opendocument.presentation"),
}


class SiteDocumentForm(BaseDocumentForm):
    """Wagtail's form of a document, in every place where it asks for one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            field.help_text = format_lazy("{} {}", PUBLIC_ONLY, field.help_text)

    def clean_file(self):
        file = self.cleaned_data["file"]
        # What was stored before is not looked at again.
        if isinstance(file, UploadedFile) and not is_what_it_says(file):
            extension = Path(file.name).suffix.upper().lstrip(".")
            raise ValidationError(
                _("This file is no %(extension)s, whatever its name says."),
                params={"extension": extension},
            )
        return file


def is_what_it_says(file: UploadedFile) -> bool:
    """Whether the content is what the name's extension promises; Wagtail refuses the others."""
    extension = Path(file.name).suffix.lower()
    file.seek(0)
    head = file.read(8192)
    file.seek(0)
    if extension == ".pdf":
        return head.startswith(b"%PDF-")
    if extension in (".csv", ".txt"):
        # Excel writes Arabic tables in UTF-16. No letters that a text begins with make it another
        # kind of file («BMCE Bank» is no bitmap): only a program or a picture has NULs.
        return b"\0" not in head or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if extension in PARTS:
        return has_part(file, *PARTS[extension])
    return True


def has_part(file: UploadedFile, name: str, beginning: bytes) -> bool:
    """Whether the ZIP file has a part of this name that begins so; little of it is unpacked."""
    try:
        with zipfile.ZipFile(file) as archive, archive.open(name) as part:
            return part.read(len(beginning)) == beginning
    except Exception:  # Broken archives raise whatever they lead the decoders to.
        return False
    finally:
        file.seek(0)
