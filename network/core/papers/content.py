"""What a paper says, as its template takes it.

A paper has one side, or two of two languages that stand beside each other. Both are made by the
same function, once under each language, so that they have the same parts in the same order:

    Paper(sides=(side_in("fr"), side_in("ar")), title=…)

A passage is what one language says in one place; a part is a section with a heading.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from .. import lines
from ..multilingual import MultilingualText, Origin
from ..multilingual.texts import direction_of, is_known_to_django

_FIRST_STRONG_ISOLATE, _END = "\u2068", "\u2069"


@dataclass(frozen=True)
class Passage:
    """Words in one language; `note` says what they are, where a reader would wonder."""

    body: str
    lang: str
    dir: str
    note: str = ""


@dataclass(frozen=True)
class Facts:
    """Labels with what they stand for. With a heading, a section of its own."""

    rows: Sequence[tuple[Passage, Passage]]
    heading: Passage | None = None
    kind: str = "facts"


@dataclass(frozen=True)
class Prose:
    """A text of several lines under its heading."""

    heading: Passage
    text: Passage
    kind: str = "prose"


@dataclass(frozen=True)
class Table:
    """Rows under a heading, the columns as wide as `widths` says, in parts of the whole; `numbers`
    are the positions of those columns whose cells stand under one another by their end; the last
    `totals` rows sum up the others."""

    heading: Passage
    head: Sequence[Passage]
    rows: Sequence[Sequence[Passage]]
    widths: Sequence[float]
    numbers: Sequence[int] = ()
    totals: int = 0
    kind: str = "table"


@dataclass(frozen=True)
class Side:
    """A paper in one language. `tag` is the state of what it is about, in colours of `tone`."""

    lang: str
    dir: str
    kind: Passage
    title: Passage
    tag: Passage
    tone: str
    parts: Sequence[Facts | Prose | Table]
    # When and by whom it was made; how pages are counted, with {page} and {pages}.
    made: Passage
    counted: str


@dataclass(frozen=True)
class Paper:
    sides: Sequence[Side]
    # What programs call it.
    title: str
    # Whose paper it is.
    house: str

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def said(words: object) -> Passage:
    """Words of ours, in the language that is active."""
    language = _language()
    return Passage(str(words), language, direction_of(language))


def named(name: object) -> Passage:
    """A name, or what else people typed, of whichever script: it runs as its letters do."""
    if isinstance(name, MultilingualText):
        side = name.shown
        return Passage(side.body, _bare(side.language), _dir(side.dir, side.body))
    body = str(name)
    return Passage(body, _language(), _dir("auto", body))


def written(text: MultilingualText, *, is_long: bool = False) -> Passage:
    """A text in the active language; where it is not there, the original's, with the language said,
    as is that a machine translated it."""
    side = text.shown
    note = ""
    if side.is_fallback and side.body:
        name = _language_name(side.language)
        note = _("Original text: %(language)s") % {"language": name} if is_long else name
    elif side.origin == Origin.MACHINE and is_long:
        note = _("This is a machine translation.")
    return Passage(side.body, _bare(side.language), _dir(side.dir, side.body), note)


def isolated(name: object) -> str:
    """A name, a reference or a number inside a sentence, which keeps its own order."""
    return f"{_FIRST_STRONG_ISOLATE}{name}{_END}"


def listed(names: Iterable[object]) -> Passage:
    """Several names, as the active language sets them apart."""
    return said(lines.listed(isolated(name) for name in names))


def _language() -> str:
    return _bare(get_language() or settings.LANGUAGE_CODE)


def _bare(code: str) -> str:
    """Typst takes a language without its country or script."""
    return code.partition("-")[0]


def _language_name(code: str) -> str:
    return str(get_language_info(code)["name_translated"]) if is_known_to_django(code) else code


def _dir(known: str, body: str) -> str:
    """Typst has no `auto`: the first letter that has a direction says it."""
    if known != "auto":
        return known
    for letter in body:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return direction_of(_language())
