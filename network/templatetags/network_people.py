"""Writing who did something, and for which organisation."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from network.core.people import address_of, name_of

register = template.Library()


@register.simple_tag
def who(person: Any, organisation: Any = None) -> str:
    """`{% who document.author document.organisation as person %}`: as plain text, for a sentence.

    Who has left the network is known by the organisation they did it for.
    """
    name = name_of(person) if person else ""
    if name and organisation:
        return f"{name} ({organisation})"
    return name or (str(organisation) if organisation else gettext("The system"))


@register.simple_tag
def by(person: Any, organisation: Any = None) -> SafeString:
    """The same for a page: the name, and the organisation below it."""
    if person and organisation:
        return format_html(
            '<bdi>{}</bdi><span class="meta"><bdi>{}</bdi></span>', name_of(person), organisation
        )
    return format_html("<bdi>{}</bdi>", who(person, organisation))


@register.filter
def shown_address(profile: Any) -> str:
    """The e-mail address of somebody who shows it to members; empty otherwise."""
    return address_of(profile.user) if profile.shows_email else ""
