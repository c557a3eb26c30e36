"""The room of a group's files: how much is taken, and how much there is."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network.core.changes import show_errors
from network.core.conf import trash_days
from network.core.views import form_view, sent
from network.members.gate import MemberRequest
from network.members.models import WorkingGroup

from ..forms import SetQuotaForm
from ..models import space_of
from ..operations import set_quota
from ..rules import can_set_quota
from .places import crumbs_of, list_of


def about_space(request: MemberRequest, group: WorkingGroup) -> dict[str, Any]:
    """What `network/documents/_space.html` shows of a group. Select `space` with the group."""
    return {
        "group": group,
        "space": space_of(group),
        "trash_days": trash_days(),
        "may_set_quota": can_set_quota(request.actor, group),
    }


@form_view
def space(request: MemberRequest, pk: int) -> HttpResponse:
    """Give a group more room, or less."""
    groups = WorkingGroup.objects.visible_to(request.user).select_related("space")
    group = get_object_or_404(groups, pk=pk)
    if not can_set_quota(request.actor, group):
        raise PermissionDenied
    data, _files = sent(request)
    form = SetQuotaForm(data, quota=space_of(group).quota)
    if form.is_valid():
        try:
            set_quota(group, form.quota, by=request.actor)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, _("The group’s room is saved."))
            return redirect(list_of(group))
    context = {
        **about_space(request, group),
        "form": form,
        "crumbs": crumbs_of(group),
        "cancel_url": list_of(group),
    }
    return render(request, "network/documents/space.html", context)
