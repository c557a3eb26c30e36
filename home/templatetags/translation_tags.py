"""What the translators' screens say of a page."""

import json

from django import template

from home.translation.status import State

register = template.Library()


@register.filter
def state_label(value: str) -> str:
    """The words for a translation's state."""
    return State(value).label


@register.filter
def without_alias(props: str) -> str:
    """
    The properties of wagtail-localize's editor, without its button that makes an alias of the page.

    It throws the translation away, and stands first for who may not publish.
    """
    values = json.loads(props)
    values["links"]["convertToAliasUrl"] = None
    return json.dumps(values)
