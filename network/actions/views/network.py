"""The state of the network's actions, for the coordination."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.members.gate import MemberRequest

from ..rules import can_see_network
from ..state_of_network import state_of_network


@require_safe
def network(request: MemberRequest) -> HttpResponse:
    """On one page, which is printed on one sheet or two."""
    if not can_see_network(request.actor):
        raise PermissionDenied
    context = {
        "state": state_of_network(request.user),
        "today": timezone.localdate(),
        "may_see_network": True,
    }
    return render(request, "network/actions/network.html", context)
