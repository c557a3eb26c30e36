"""
The card of a page: the picture that others show where its address is shared.

An SVG of the site's own look, made into a PNG on the server. Its address holds a digest of all
that is drawn, so a card may be kept for ever, and nobody can have one drawn that no page has.
"""

from base64 import b64encode
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO

import resvg_py
from django.core.cache import cache
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language_info, override
from PIL import Image

from .lettering import BODY, HEAD, drawable, lines, shortened
from .models import SitePage, SiteSettings

# Raise it when the drawing changes: a card is kept, by everybody, for as long as its address is.
LOOK = 1
WIDTH, HEIGHT = 1200, 630
# Where the picture or the mosaic stands, at the end of the lines.
PANEL = 360
MARGIN = 64
TEXT_ROOM = WIDTH - PANEL - 2 * MARGIN
BRAND_ROOM = TEXT_ROOM - 92
# The title's last line stands at the bottom, however many there are.
TITLE_TOP, TITLE_BOTTOM = 160, 560
TITLE_SIZES = (72, 64, 56, 48, 42)
LINE_HEIGHT = {"ltr": 1.16, "rtl": 1.36}
KICKER_SIZE, KICKER_HEIGHT = 26, 52

MAX_BYTES = 100_000
# A drawing looks the same in 256 colours; a photograph that would weigh too much takes fewer.
COLOURS = (256, 128, 64, 32)
# Three quarters of the panel: drawn larger, it has less grain, and a PNG weighs its grain.
PHOTOGRAPH = "fill-270x459|format-jpeg|jpegquality-85"
KEPT_SECONDS = 30 * 24 * 60 * 60


@dataclass(frozen=True)
class Line:
    """A line of the title and where it stands."""

    text: str
    y: float


class Card:
    """What is drawn for a page, in the page's own language."""

    def __init__(self, page: SitePage, site: SiteSettings):
        self.page, self.name = page, site.name
        self.language = page.locale.language_code
        with override(self.language):
            self.title, self.kicker, self.tagline = page.shared_title, page.kicker, site.tagline

    @property
    def alt(self) -> str:
        """What can be read on the card, for those who do not see it."""
        return " – ".join(part for part in (self.title, self.name, self.tagline) if part)

    @property
    def digest(self) -> str:
        """It changes with whatever changes the drawing."""
        image = self.page.image
        picture = (image.file.name, image.get_focal_point()) if image else None
        words = (self.language, self.kicker, self.title, self.name, self.tagline)
        drawn = repr((LOOK, self.page.pk, words, picture))
        return blake2b(drawn.encode(), digest_size=12).hexdigest()

    @property
    def path(self) -> str:
        with override(self.language):
            return reverse("card", args=[self.page.pk, self.digest])

    def png(self) -> bytes:
        """The card, drawn once and then kept."""
        return cache.get_or_set(f"card-{self.digest}", lambda: _png(self._svg()), KEPT_SECONDS)

    def _svg(self) -> str:
        direction = "rtl" if get_language_info(self.language)["bidi"] else "ltr"
        title, size = self._title(LINE_HEIGHT[direction])
        return render_to_string(
            "card.svg",
            {
                "rtl": direction == "rtl",
                "kicker": shortened(drawable(self.kicker, BODY), BODY, KICKER_SIZE, TEXT_ROOM),
                "kicker_y": title[0].y - size * 0.95 - 22,
                "title": title,
                "size": size,
                "name": shortened(drawable(self.name, HEAD), HEAD, 36, BRAND_ROOM),
                "tagline": shortened(drawable(self.tagline, BODY), BODY, 22, BRAND_ROOM),
                "picture": self._picture(),
                "seed": self.page.pk,
            },
        )

    def _title(self, line_height: float) -> tuple[list[Line], int]:
        """The title's lines, in the greatest size in which it fits; the last one ends in place."""
        text = drawable(self.title, HEAD)
        room = TITLE_BOTTOM - TITLE_TOP - (KICKER_HEIGHT if self.kicker else 0)
        for size in TITLE_SIZES:
            broken = lines(text, HEAD, size, TEXT_ROOM)
            fitting = int(room / (size * line_height))
            if len(broken) <= fitting:
                break
        else:
            rest = " ".join(broken[fitting - 1 :])
            broken = [*broken[: fitting - 1], shortened(rest, HEAD, size, TEXT_ROOM)]
        height = size * line_height
        first = TITLE_BOTTOM - height * (len(broken) - 1)
        return [Line(text, first + height * n) for n, text in enumerate(broken)], size

    def _picture(self) -> str:
        """The page's photograph, cut to the panel, as a `data:` address; empty without one."""
        image = self.page.image
        rendition = image.rendition_or_none(PHOTOGRAPH) if image else None
        if not rendition:
            return ""
        with rendition.file.open() as file:
            return f"data:image/jpeg;base64,{b64encode(file.read()).decode()}"


def _png(svg: str) -> bytes:
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg, skip_system_fonts=True, font_files=[str(HEAD), str(BODY)]
    )
    picture = Image.open(BytesIO(bytes(drawn))).convert("RGB")
    for colours in COLOURS:
        file = BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(file, "PNG")
        if file.tell() <= MAX_BYTES:
            break
    return file.getvalue()
