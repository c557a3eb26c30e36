"""The board: the actions by their state."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.members.gate import MemberRequest

from ..boards import board_of
from ..forms import FilterActionsForm
from ..models import JointAction
from ..rules import can_see_network


@require_safe
def board(request: MemberRequest) -> HttpResponse:
    """A column for each state, its first cards in it; a menu on each card moves it."""
    form = FilterActionsForm(request.GET, user=request.user, only=("q", "group"))
    columns = board_of(form.narrowed(JointAction.objects.visible_to(request.user)), request.actor)
    context = {
        "form": form,
        "columns": columns,
        "with_group": not form.chosen("group"),
        "back": quote(request.get_full_path()),
        "count": sum(column.count for column in columns),
        "may_see_network": can_see_network(request.actor),
    }
    return render(request, "network/actions/board.html", context)
