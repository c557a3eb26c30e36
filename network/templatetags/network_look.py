"""What every page of the private area draws: icons; and what the site is called."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Lines on a grid of 24 points.
ICONS = {
    "arrow": '<path d="M5 12h14m-5.5-5.5L19 12l-5.5 5.5"/>',
    "bell": '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4"/>',
    "building": '<path d="M5 20.5V4h9v16.5M14 9h5v11.5M3.5 20.5h17M8 8h3M8 12h3M8 16h3"/>',
    "calendar": (
        '<rect x="4" y="5.5" width="16" height="15" rx="2"/><path d="M4 10h16M8.5 3v4M15.5 3v4"/>'
    ),
    "chart": '<path d="M4.5 20h15M7 20v-6M12 20V6M17 20v-9"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "camera": ('<path d="M4 8h3.5l1.5-2.5h6L16.5 8H20v11H4z"/><circle cx="12" cy="13.2" r="3.2"/>'),
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>',
    "close": '<path d="M6 6l12 12M18 6 6 18"/>',
    "copy": (
        '<rect x="8.5" y="8.5" width="11.5" height="12" rx="2"/>'
        '<path d="M15.5 5.5v-1a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1V15a1 1 0 0 0 1 1h.5"/>'
    ),
    "document": '<path d="M7 3.5h7l4.5 4.5v12.5H7zM14 3.5V8h4.5"/>',
    "download": '<path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 20h14"/>',
    "edit": '<path d="m5 19 1-4L16 5l3 3L9 18z"/>',
    "flag": '<path d="M6 21V4M6 5h11l-2.5 4L17 13H6"/>',
    "folder": '<path d="M3.5 19V5.5h6l2 2.5h9V19z"/>',
    "globe": (
        '<circle cx="12" cy="12" r="8.5"/>'
        '<path d="M3.5 12h17M12 3.5c6 6 6 11 0 17-6-6-6-11 0-17z"/>'
    ),
    "history": '<path d="M4.5 8A8.5 8.5 0 1 1 3.5 12M4 3.5V8h4.5M12 7.5V12l3 2"/>',
    "home": '<path d="M4 11.5 12 5l8 6.5M6.5 10v9.5h11V10"/>',
    "columns": '<rect x="4" y="5" width="16" height="14" rx="2"/><path d="M9.5 5v14M14.5 5v14"/>',
    "link": (
        '<path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7'
        'M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17"/>'
    ),
    "lock": (
        '<rect x="5.5" y="10.5" width="13" height="10" rx="2"/>'
        '<path d="M8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3M12 14.5v2"/>'
    ),
    "list": '<path d="M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.1M4.5 12h.1M4.5 17.5h.1"/>',
    "mail": '<rect x="3.5" y="5.5" width="17" height="13" rx="2"/><path d="m4 7.5 8 6 8-6"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "move": '<path d="M3.5 11V5.5h6l2 2.5h9V19H13M3.5 16H11m-3.5-3.5L11 16l-3.5 3.5"/>',
    "people": (
        '<circle cx="9" cy="9" r="3.2"/><path d="M3.5 19c.4-3.3 2.6-5 5.5-5s5.1 1.7 5.5 5'
        'M15.5 6.2a3 3 0 0 1 0 5.7M17 14.3c2 .5 3.3 2.1 3.5 4.7"/>'
    ),
    "person": '<circle cx="12" cy="8.5" r="3.7"/><path d="M5 20c.5-4 3.2-6 7-6s6.5 2 7 6"/>',
    "phone": (
        '<path d="M6 3.5h3l1.5 5L8 10.5c1 2.5 3 4.5 5.5 5.5l2-2.5 5 1.5v3'
        'a2.5 2.5 0 0 1-2.5 2.5C10.5 20 4 13.5 3.5 6A2.5 2.5 0 0 1 6 3.5z"/>'
    ),
    "pin": (
        '<path d="M12 21c4-4.6 6-8 6-11a6 6 0 0 0-12 0c0 3 2 6.4 6 11z"/>'
        '<circle cx="12" cy="10" r="2.2"/>'
    ),
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
    "settings": (
        '<path d="M4 8h8M18 8h2M4 16h2M12 16h8"/><circle cx="15" cy="8" r="2.5"/>'
        '<circle cx="9" cy="16" r="2.5"/>'
    ),
    "sign-out": '<path d="M13 5H5v14h8M10 12h10m-4-4 4 4-4 4"/>',
    "task": '<rect x="4" y="4" width="16" height="16" rx="2.5"/><path d="m8 12.5 3 3L16.5 9"/>',
    "trash": '<path d="M4.5 7h15M9.5 7V4h5v3M6.5 7l1 13.5h9l1-13.5M10 11v5.5M14 11v5.5"/>',
    "upload": '<path d="M12 15.5V4m-4.5 4.5L12 4l4.5 4.5M5 20h14"/>',
    "warning": '<path d="M12 4 3 19.5h18zM12 10v4.5M12 17v.1"/>',
}
# They point, so they are mirrored where one reads from the right.
POINTING = {"arrow", "move", "sign-out"}


@register.simple_tag
@lru_cache
def icon(name: str, extra: str = "") -> SafeString:
    """An icon beside words, which say the same: it is hidden from those who do not see it.

    `extra` is a CSS class; `back` turns one that points the other way.
    """
    classes = ["i", *(["dir"] if name in POINTING and not extra else []), extra]
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        " ".join(filter(None, classes)),
        mark_safe(ICONS[name]),  # noqa: S308  (one of the constants above)
    )


@register.simple_tag
def site_name() -> str:
    """What the site calls itself, as Wagtail has it."""
    return getattr(settings, "WAGTAIL_SITE_NAME", "")
