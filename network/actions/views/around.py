"""What stands around each page of an action: the way to it, and its tabs."""

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.members.gate import MemberRequest

from ..models import JointAction


@dataclass(frozen=True)
class Tab:
    """One page of an action."""

    label: str
    url: str
    is_current: bool


def find(request: MemberRequest, pk: int) -> JointAction:
    """The action, with all that the top of its pages shows. Raises Http404."""
    rows = JointAction.objects.visible_to(request.user).with_what_a_page_shows()
    return get_object_or_404(rows, pk=pk)


def about(request: MemberRequest, action: JointAction) -> dict[str, Any]:
    """What every page of an action shows around it: for `network/actions/action_base.html`."""
    group = action.group
    return {
        "action": action,
        "group": group,
        "crumbs": [
            (group, group.get_absolute_url()),
            (_("Joint actions"), reverse("network:group-actions", args=[group.pk])),
        ],
        "tabs": _tabs(request, action),
    }


def inside(request: MemberRequest, action: JointAction) -> dict[str, Any]:
    """What a page about something of an action shows around it: with the way to the action."""
    context = about(request, action)
    crumbs = [*context["crumbs"], (action, action.get_absolute_url())]
    return {**context, "crumbs": crumbs}


def among_tasks(request: MemberRequest, action: JointAction) -> dict[str, Any]:
    """What a page about a task of an action, or about several, shows around it."""
    context = inside(request, action)
    tasks = (_("Tasks"), reverse("network:action-tasks", args=[action.pk]))
    return {**context, "crumbs": [*context["crumbs"], tasks]}


def _tabs(request: MemberRequest, action: JointAction) -> list[Tab]:
    pages = (
        (pgettext("of an action", "Overview"), "action"),
        (_("Tasks"), "action-tasks"),
        (_("Budget"), "action-budget"),
        (pgettext("of an action", "Progress"), "action-progress"),
        (_("Documents"), "action-documents"),
    )
    tabs = []
    for label, name in pages:
        url = reverse(f"network:{name}", args=[action.pk])
        tabs.append(Tab(label, url, url == request.path))
    return tabs
