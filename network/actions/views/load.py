"""The load: how many tasks each organisation has."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.core.views import page_of
from network.members.gate import MemberRequest

from ..loads import counted, loads
from ..rules import can_see_network


@require_safe
def load(request: MemberRequest) -> HttpResponse:
    """By organisation, of the tasks that one sees; each number leads to what it counts."""
    page = page_of(request, counted(request.user))
    context = {
        "page": page,
        "loads": loads(page),
        "may_see_network": can_see_network(request.actor),
    }
    return render(request, "network/actions/load.html", context)
