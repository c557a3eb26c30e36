"""The beginning of a text, in whichever of the encodings of this country it was written."""

import codecs
import re
import unicodedata
from pathlib import Path

TEXT_BYTES = 100 * 1024

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Arabic words are made of these bytes alone; in French they stand one by one between others.
_ARABIC_WORDS = re.compile(rb"[\x80-\xff]{2,}")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


def draw_text(path: Path) -> dict:
    with path.open("rb") as file:
        return {"text": readable(decoded(file.read(TEXT_BYTES)))}


def decoded(head: bytes) -> str:
    """The text of these bytes, the last letter of which may be cut off."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return _decode(head, encoding, "replace")
    if wide := _without_mark(head):
        return _decode(head, wide, "replace")
    try:
        return _decode(head, "utf-8", "strict")
    except UnicodeDecodeError:
        return _decode(head, "cp1256" if _is_arabic(head) else "cp1252", "replace")


def readable(text: str) -> str:
    """Without what no page shows and no database keeps; lines and tabs stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in _UNSEEN
    )


# Controls, halves of letters, and what has no meaning; not the marks that Arabic needs.
_UNSEEN = ("Cc", "Cs", "Co", "Cn")


def _decode(head: bytes, encoding: str, errors: str) -> str:
    # Not final: it may end inside a letter.
    return codecs.getincrementaldecoder(encoding)(errors).decode(head)


def _without_mark(head: bytes) -> str:
    """UTF-16 that does not say so: spaces and lines have a zero on one side."""
    if not head or head.count(0) * 50 < len(head):
        return ""
    odd, even = head[1::2].count(0), head[0::2].count(0)
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_arabic(head: bytes) -> bool:
    in_words = sum(map(len, _ARABIC_WORDS.findall(head)))
    return in_words * 2 > len(_BEYOND_ASCII.findall(head))
