"""
Mosaic covers for pages without a picture: a field of eight-point stars, some of them lit.

The same seed gives the same mosaic for ever: seeded by its key, a page keeps its cover.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

CELL = 46
COLUMNS, ROWS = 10, 4
WIDTH, HEIGHT = 414, 152
# The middle of the first star: the field begins with half a star on each side.
FIRST_X, FIRST_Y = 0, 7
# Around its middle, two squares laid across one another, and the hole in it.
STAR = (
    "M0-22l6 7h9v9l7 6-7 6v9h-9l-6 7-6-7h-9v-9l-7-6 7-6v-9h9z"
    "M0-7l-2 2h-3v3l-2 2 2 2v3h3l2 2 2-2h3v-3l2-2-2-2v-3h-3z"
)


@dataclass(frozen=True)
class ColourWay:
    """The colours of a mosaic; `name` is also the CSS class of what goes with it."""

    name: str
    ground: str
    star: str
    lit: str
    bright: str


SPARK = "#e3ae45"
COLOUR_WAYS = [
    ColourWay("green", ground="#0b3b34", star="#0f5c50", lit="#2b8472", bright="#dcebe4"),
    ColourWay("blue", ground="#123c5c", star="#1d5b87", lit="#4f93c0", bright="#dfebf4"),
    ColourWay("brick", ground="#6f2414", star="#a03a24", lit="#c9694d", bright="#f8e5dc"),
]


@dataclass(frozen=True)
class Mosaic:
    """What the template draws: the lit stars, over a pattern of stars that are not."""

    seed: int
    colours: ColourWay
    stars: SafeString


def colour_way(seed: int) -> ColourWay:
    """Pages made one after the other get different colours."""
    return COLOUR_WAYS[seed % len(COLOUR_WAYS)]


def mosaic(seed: int) -> Mosaic:
    return Mosaic(
        seed=seed,
        colours=colour_way(seed),
        stars=format_html_join(
            "", '<use href="#star-{}" x="{}" y="{}" fill="{}"/>', _lit_stars(seed)
        ),
    )


def _lit_stars(seed: int) -> Iterator[tuple[int, int, int, str]]:
    """The stars that light falls on, brighter towards the corner it comes from."""
    colours = colour_way(seed)
    # A byte a star: chance, but the same for the same seed on every machine.
    chances = blake2b(str(seed).encode(), digest_size=COLUMNS * ROWS).digest()
    corner = 2 + seed % 3
    for place, chance in enumerate(chances):
        column, row = divmod(place, ROWS)
        distance = (COLUMNS - corner - column if column < COLUMNS - corner else 0) + row
        light = chance / 255 - distance / 5
        if chance % 23 == 0:
            colour = SPARK
        elif light > 0.35:
            colour = colours.bright
        elif light > -0.35:
            colour = colours.lit
        else:
            continue
        yield seed, FIRST_X + column * CELL, FIRST_Y + row * CELL, colour
