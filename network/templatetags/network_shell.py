"""`{% shell as shell %}`: what stands around a page of the private area."""

from typing import Any

from django import template

from network.workspace.shell import Shell

register = template.Library()


@register.simple_tag(takes_context=True)
def shell(context: dict[str, Any]) -> Shell:
    """For the request of the page; a page that has `group`, or a `document` of one, is in it."""
    document = context.get("document")
    return Shell(context.get("request"), context.get("group") or getattr(document, "group", None))
