"""What the account's pages and mails ask: whom to write to, a browser's name, a key to copy."""

import re
from dataclasses import dataclass

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Site

from home.models import SiteSettings

from ..accounts.groups import role_name

register = template.Library()
register.filter("role_name", role_name)

# The first that fits: Edge, Opera and Samsung's say that they are Chrome too, and Chrome that it is
# Safari; an iPad or a telephone says that it is a Macintosh or Linux too.
BROWSERS = {
    r"Edg(e|A|iOS)?/": "Edge",
    r"OPR/|Opera|OPT/": "Opera",
    r"SamsungBrowser/": "Samsung Internet",
    r"Firefox/|FxiOS/": "Firefox",
    r"Chrome/|CriOS/": "Chrome",
    r"Version/.+Safari/": "Safari",
}
SYSTEMS = {
    r"iPhone": "iPhone",
    r"iPad": "iPad",
    r"Android": "Android",
    r"Windows": "Windows",
    r"Macintosh|Mac OS X": "macOS",
    r"Linux|X11": "Linux",
}


@register.filter
def browser_name(user_agent: str | None) -> str:
    """“Firefox, Windows” from what a browser says of itself; it can say anything."""
    names = (
        next((name for sign, name in signs.items() if re.search(sign, user_agent or "")), "")
        for signs in (BROWSERS, SYSTEMS)
    )
    separator = _(", ")
    return separator.join(filter(None, names)) or _("unknown browser")


@register.filter
def in_fours(secret: str) -> str:
    """A long secret as somebody copies it by hand."""
    return " ".join(re.findall(".{1,4}", secret))


@register.filter
def inline_svg(document: str) -> SafeString:
    """The drawing of an SVG file that the site has made, without what only a file has."""
    return mark_safe(document[document.index("<svg") :])  # noqa: S308  (the site's own)


@register.simple_tag
def coordination_address() -> str:
    """The address of the site's settings, for a mail: it belongs to no request."""
    site = Site.objects.filter(is_default_site=True).first()
    return SiteSettings.for_site(site).email if site else ""


@dataclass(frozen=True)
class Part:
    """A paragraph of a mail; one that ends with the mail's link is a button."""

    text: str
    is_button: bool


@register.filter
def mail_parts(text: str, link: str | None) -> list[Part]:
    """The paragraphs of a mail's text, without its signature."""
    body, _dashes, _signature = text.partition("\n-- \n")
    parts = []
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        words, _newline, last = paragraph.rpartition("\n")
        is_button = bool(link) and last.strip() == link
        parts.append(Part(words.rstrip(" \u00a0:") if is_button else paragraph, is_button))
    return parts
