"""What is in a ZIP, by its table of contents: nothing is unpacked to find out."""

import unicodedata
import zipfile
from pathlib import Path

MOST_BYTES = 300 * 1024 * 1024
MOST_MEMBERS = 10_000
# Texts and tables become twenty times as large, seldom fifty times; a bomb a thousand times.
MOST_GROWTH = 200
# What is so small may grow as it likes.
SMALL = 20 * 1024 * 1024
MOST_NAMES = 200

_MANIFEST = "META-INF/manifest.xml"
_MANIFEST_BYTES = 1024 * 1024


def draw_names(path: Path) -> dict:
    """The names in an archive, a line each; three dots where there are more."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    lines = [_shown(name) for name in names[:MOST_NAMES]]
    return {"text": "\n".join([*lines, *(["…"] if len(names) > MOST_NAMES else [])])}


def look_into_office(path: Path) -> dict:
    """Whether LibreOffice may open it: an empty reason says so."""
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        size = sum(member.file_size for member in members)
        grows = size > SMALL and size > MOST_GROWTH * path.stat().st_size
        if size > MOST_BYTES or len(members) > MOST_MEMBERS or grows:
            return {"reason": "too_big"}
        return {"reason": "encrypted" if _is_encrypted(archive) else ""}


def _is_encrypted(archive: zipfile.ZipFile) -> bool:
    """Whether an OpenDocument is: its manifest says of each part how."""
    if _MANIFEST not in archive.namelist():
        return False
    with archive.open(_MANIFEST) as manifest:
        return b"encryption-data" in manifest.read(_MANIFEST_BYTES)


def _shown(name: str) -> str:
    """A name on one line, without what nobody sees or what turns it around."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFC", name[:300])
        if unicodedata.category(letter)[0] != "C"
    )
