"""
What is drawn in the page itself: icons, the mosaic covers, the region.

A drawing depends on nothing but what it is drawn from, so each process draws it once.
"""

from functools import lru_cache
from typing import NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from home import region
from home.mosaic import STAR
from home.mosaic import colour_way as colour_way_of
from home.mosaic import mosaic as make_mosaic

register = template.Library()

# Lines on a grid of 24 points.
ICONS = {
    "arrow": '<path d="M5 12h14m-5.5-5.5L19 12l-5.5 5.5"/>',
    "download": '<path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 20h14"/>',
    "fax": '<path d="M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z"/>',
    "feed": (
        '<path d="M5 11a8 8 0 0 1 8 8M5 5a14 14 0 0 1 14 14"/><circle cx="6" cy="18" r="1.2"/>'
    ),
    "key": ('<circle cx="8" cy="15.5" r="4"/><path d="M10.8 12.7 19.5 4M16 7.5l3 3M13.5 10l2 2"/>'),
    "mail": '<rect x="3.5" y="5.5" width="17" height="13" rx="2"/><path d="m4 7.5 8 6 8-6"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "mobile": '<rect x="7" y="3" width="10" height="18" rx="2"/><path d="M11 17.5h2"/>',
    "outside": '<path d="M9 5H5v14h14v-4M13 5h6v6m0-6-8.5 8.5"/>',
    "phone": (
        '<path d="M6 3.5h3l1.5 5L8 10.5c1 2.5 3 4.5 5.5 5.5l2-2.5 5 1.5v3'
        'a2.5 2.5 0 0 1-2.5 2.5C10.5 20 4 13.5 3.5 6A2.5 2.5 0 0 1 6 3.5z"/>'
    ),
    "pin": (
        '<path d="M12 21s-7-6-7-11a7 7 0 0 1 14 0c0 5-7 11-7 11z"/>'
        '<circle cx="12" cy="10" r="2.5"/>'
    ),
    "play": '<circle cx="12" cy="12" r="9"/><path d="M10 8.5v7l5.5-3.5z"/>',
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
    "web": (
        '<circle cx="12" cy="12" r="8.5"/>'
        '<path d="M3.5 12h17M12 3.5c6 6 6 11 0 17-6-6-6-11 0-17z"/>'
    ),
}
# They point, so they are mirrored where one reads from the right.
POINTING = {"arrow", "outside"}


@register.simple_tag
@lru_cache
def icon(name: str) -> SafeString:
    """An icon beside words, which say the same: it is hidden from those who do not see it."""
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        "i dir" if name in POINTING else "i",
        mark_safe(ICONS[name]),  # noqa: S308  (one of the constants above)
    )


@register.simple_tag
@lru_cache(maxsize=500)
def mosaic(seed: int) -> SafeString:
    """The cover of a page without a picture; the seed is the page's own, such as its pk."""
    return render_to_string("components/mosaic.html", {"mosaic": make_mosaic(seed), "star": STAR})


@register.simple_tag
def colour_way(seed: int) -> str:
    """The CSS class of what stands with the mosaic of this seed: green, blue or brick."""
    return colour_way_of(seed).name


# From a shape that is too small to the label beside it.
LEADER = "M2680 660L3180 480"


class NamedTerritory(NamedTuple):
    """What the drawing reads of a territory's record, in the reader's language."""

    code: str
    name: str


@register.simple_tag
def region_map(territories, label: str, marked: str = "") -> SafeString:
    """
    The region's eight territories, named by their records, as a picture with that label.

    `marked` is the code of the one to stand out; the others then step back.
    """
    named = tuple(NamedTerritory(record.code, str(record.name)) for record in territories)
    return _region_map(named, label, marked, get_language())


@register.inclusion_tag("components/region_counts.html", takes_context=True)
def region_counts(context, territories, places) -> dict:
    """
    The region's eight territories, each with the number of its place, if there is one among
    `places`, and a link that leaves what is there.
    """
    width, height = region.size()
    by_code = {place.code: place for place in places}
    shapes = region.shapes(NamedTerritory(row.code, str(row.name)) for row in territories)
    return {
        "request": context["request"],
        "counted": [(shape, by_code.get(shape.code)) for shape in shapes],
        "width": width,
        "height": height,
        "leader": LEADER,
    }


@lru_cache(maxsize=50)
def _region_map(
    named: tuple[NamedTerritory, ...], label: str, marked: str, language: str
) -> SafeString:
    """The drawing; the template's own words are in the `language` that is active."""
    width, height = region.size()
    return render_to_string(
        "components/region.html",
        {
            "shapes": region.shapes(named),
            "label": label,
            "marked": marked,
            "width": width,
            "height": height,
            "leader": LEADER,
        },
    )
