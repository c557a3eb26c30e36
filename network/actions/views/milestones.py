"""Milestones: made, changed, reached and removed. The page of the action shows them."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from network.core.views import form_view, sent
from network.members.gate import MemberRequest

from ..forms.milestones import AddMilestoneForm, EditMilestoneForm
from ..models import Milestone
from ..operations import add_milestone, change_milestone, remove_milestone
from ..rules import can_change_action
from .around import find
from .parts import add_part, change_part, find_part, remove_part


@form_view
def milestone_new(request: MemberRequest, pk: int) -> HttpResponse:
    """Add one."""
    action = find(request, pk)
    if not can_change_action(request.actor, action):
        raise PermissionDenied
    data, _files = sent(request)
    return add_part(
        request,
        action,
        AddMilestoneForm(data, instance=Milestone(action=action)),
        partial(add_milestone, action, by=request.actor),
        heading=_("New milestone"),
        said=_("The milestone is here."),
        back_url=action.get_absolute_url(),
    )


@form_view
def milestone_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change one, or say that it is reached."""
    found = find_part(request, Milestone, pk)
    if not can_change_action(request.actor, found.action):
        raise PermissionDenied
    return change_part(
        request,
        found,
        EditMilestoneForm,
        partial(change_milestone, by=request.actor),
        heading=_("Change this milestone"),
        said=_("The milestone is saved."),
        remove_url=reverse("network:milestone-remove", args=[pk]),
        back_url=found.action.get_absolute_url(),
    )


@form_view
def milestone_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask, and remove one."""
    return remove_part(
        request,
        partial(find_part, request, Milestone, pk),
        lambda milestone: can_change_action(request.actor, milestone.action),
        partial(remove_milestone, by=request.actor),
        heading=_("Remove this milestone?"),
        text=_("The tasks that lead to it stay."),
        submit=_("Remove"),
        said=_("The milestone is removed."),
        back_url=lambda milestone: milestone.action.get_absolute_url(),
    )
