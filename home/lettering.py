"""
Text in a drawing: letters that its font has, in lines that fit.

A page's own text is set by the browser; a drawing made here has nobody to break its lines.
"""

from functools import cache
from pathlib import Path
from unicodedata import normalize

from PIL import ImageFont
from wagtail.coreutils import string_to_ascii

FONTS = Path(__file__).parent / "data" / "fonts"
HEAD, BODY = FONTS / "card-head.ttf", FONTS / "card-body.ttf"
ELLIPSIS = "…"
MEASURED_SIZE = 100
# One Moroccan letter has two codes, and looks the same in both.
SAME_LETTERS = str.maketrans({"\u0763": "\u06ad"})


@cache
def _font(path: Path) -> ImageFont.FreeTypeFont:
    # The basic layout: the other needs libraries of the system, which a bare machine has not.
    return ImageFont.truetype(path, MEASURED_SIZE, layout_engine=ImageFont.Layout.BASIC)


def drawable(text: str, font: Path) -> str:
    """
    `text` with the letters that `font` has, so that none comes out as an empty box.

    Another letter becomes the plain one beneath its marks (Ḥ, H), or is spelled in Latin letters
    (ⵣ, z); a sign that is no letter is left out, and so are the invisible ones.
    """
    text = normalize("NFC", text).translate(SAME_LETTERS)
    letters = "".join(_drawable_letter(letter, font) for letter in text)
    return " ".join(part for part in letters.split(" ") if part)


@cache
def _has(letter: str, font: Path) -> bool:
    return letter == " " or _font(font).getmask(letter).getbbox() is not None


def _drawable_letter(letter: str, font: Path) -> str:
    if letter.isspace():
        return "\N{NO-BREAK SPACE}" if letter in "\xa0\u202f" else " "
    if _has(letter, font):
        return letter
    plain = "".join(part for part in normalize("NFKD", letter) if _has(part, font))
    return plain or (string_to_ascii(letter) if letter.isalpha() else "")


def width(text: str, font: Path, size: float) -> float:
    """
    How wide a line is, at the most.

    Arabic letters are measured as they stand alone, and are narrower where they are joined.
    """
    return _font(font).getlength(text) * size / MEASURED_SIZE


def lines(text: str, font: Path, size: float, room: float) -> list[str]:
    """`text` in lines no wider than `room`; a word that is wider is broken."""
    done, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, font, size) <= room:
            line = longer
            continue
        if line:
            done.append(line)
        while width(word, font, size) > room:
            part = _beginning(word, font, size, room)
            done.append(part)
            word = word[len(part) :]
        line = word
    return [*done, line]


def shortened(text: str, font: Path, size: float, room: float) -> str:
    """`text` in one line: whole, or the words there is room for before an ellipsis."""
    if width(text, font, size) <= room:
        return text
    beginning = _beginning(text, font, size, room - width(ELLIPSIS, font, size))
    return (beginning.rpartition(" ")[0] or beginning) + ELLIPSIS


def _beginning(text: str, font: Path, size: float, room: float) -> str:
    """The letters of `text` that fit, one at the least."""
    end = len(text)
    while end > 1 and width(text[:end], font, size) > room:
        end -= 1
    return text[:end]
