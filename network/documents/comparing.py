"""What is different in two versions of a document; for texts, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from network.core.files import private_storage
from network.core.previews.texts import decoded, readable

from .models import Version

# A text that is longer is compared in a program for it.
MOST_BYTES = 200 * 1024
MOST_LINES = 1000
AROUND = 3

# What SequenceMatcher says: of what kind, from and to in the old one, from and to in the new one.
Step = tuple[str, int, int, int, int]


@dataclass(frozen=True)
class Line:
    """A line of one of two texts: with its number in the old one, in the new one, or in both.
    A `gap` stands for lines that are the same in both, and left out."""

    kind: str
    old: int | None = None
    new: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Comparison:
    is_same: bool
    # Empty where the files are no texts, or too long.
    lines: list[Line] = field(default_factory=list)
    is_too_long: bool = False


def compared(old: Version, new: Version) -> Comparison:
    """What two versions have in common, and what not."""
    if (old.sha256, old.size) == (new.sha256, new.size):
        return Comparison(is_same=True)
    if not (_is_text(old) and _is_text(new)):
        return Comparison(is_same=False)
    if max(old.size, new.size) > MOST_BYTES:
        return Comparison(is_same=False, is_too_long=True)
    try:
        before, after = _lines_of(old), _lines_of(new)
    except FileNotFoundError:
        # Whoever asks for the file itself is told so.
        return Comparison(is_same=False)
    start, end = _same_around(before, after)
    if max(len(before), len(after)) - start - end > MOST_LINES:
        return Comparison(is_same=False, is_too_long=True)
    return Comparison(is_same=False, lines=list(_lines(before, after, start, end)))


def _is_text(version: Version) -> bool:
    return version.content_type.startswith("text/")


def _lines_of(version: Version) -> list[str]:
    with private_storage().open(version.file.name) as file:
        return readable(decoded(file.read(MOST_BYTES + 1))).split("\n")


def _same_around(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many lines both begin with, and then end with: mostly nearly all, and quickly said."""
    most = min(len(old), len(new))
    start = next((n for n in range(most) if old[n] != new[n]), most)
    most -= start
    end = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    return start, end


def _lines(old: list[str], new: list[str], start: int, end: int) -> Iterator[Line]:
    matcher = SequenceMatcher(
        None, old[start : len(old) - end], new[start : len(new) - end], autojunk=True
    )
    steps: list[Step] = [
        (tag, a + start, b + start, c + start, d + start)
        for tag, a, b, c, d in matcher.get_opcodes()
    ]
    steps = [("equal", 0, start, 0, start), *steps]
    steps.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    if all(tag == "equal" for tag, *_rest in steps):
        return
    for tag, a, b, c, d in _merged(steps):
        if tag == "equal":
            is_first, is_last = a == c == 0, b == len(old) and d == len(new)
            yield from _same(old, a, b, c, is_first=is_first, is_last=is_last)
        else:
            yield from (Line("del", old=n + 1, text=old[n]) for n in range(a, b))
            yield from (Line("ins", new=n + 1, text=new[n]) for n in range(c, d))


def _merged(steps: list[Step]) -> Iterator[Step]:
    """The same steps, with what is equal in one after the other as one, and nothing empty."""
    last: Step | None = None
    for step in steps:
        tag, a, b, c, d = step
        if a == b and c == d:
            continue
        if last and tag == "equal" == last[0]:
            last = (tag, last[1], b, last[3], d)
            continue
        if last:
            yield last
        last = step
    if last:
        yield last


def _same(
    old: list[str], a: int, b: int, c: int, *, is_first: bool, is_last: bool
) -> Iterator[Line]:
    """A few lines before and after what is different, and a gap for the others."""
    head = a if is_first else min(b, a + AROUND)
    tail = b if is_last else max(head, b - AROUND)
    yield from (Line("same", n + 1, n - a + c + 1, old[n]) for n in range(a, head))
    if tail > head:
        yield Line("gap")
    yield from (Line("same", n + 1, n - a + c + 1, old[n]) for n in range(tail, b))
