"""What stands around a page of the private area, and what a page shows of groups."""

from typing import Any

from django import template

from network.members.models import WorkingGroup
from network.members.standing import standing_of
from network.workspace.shell import Shell

register = template.Library()


@register.simple_tag(takes_context=True)
def shell(context: dict[str, Any]) -> Shell:
    """`{% shell as shell %}`: for the request of the page; one that has `group`, or a `document`,
    `folder`, `action` or `task` of one, is in it."""
    task = context.get("task")
    thing = task.action if task else _first(context, "document", "folder", "action")
    group = context.get("group") or (thing and seen_group(context, thing))
    return Shell(context.get("request"), group)


@register.simple_tag(takes_context=True)
def seen_group(context: dict[str, Any], thing: Any) -> WorkingGroup | None:
    """`{% seen_group document as group %}`: its group, for who sees that. What is shared with all
    members is read by people who are not to know of the group that it comes from."""
    standing = standing_of(context["request"].user)
    return thing.group if standing.sees_group(thing.group_id) else None


def _first(context: dict[str, Any], *names: str) -> Any:
    return next((thing for name in names if (thing := context.get(name))), None)
