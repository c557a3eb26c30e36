"""The timeline: when which action goes on."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.core.views import page_of
from network.members.gate import MemberRequest

from ..forms import FilterActionsForm
from ..models import JointAction
from ..rules import can_see_network
from ..timelines import Year, in_year, rows_of, today_in


@require_safe
def timeline(request: MemberRequest) -> HttpResponse:
    """A year of actions; by its arrows, a quarter earlier or later."""
    form = FilterActionsForm(request.GET, user=request.user, only=("group", "state"))
    year = Year.asked(request.GET.get("from", ""))
    actions = form.narrowed(JointAction.objects.visible_to(request.user))
    page = page_of(request, in_year(actions, year).with_what_a_list_shows())
    is_current = year == Year.current()
    context = {
        "form": form,
        "kept": [] if is_current else [("from", year.code)],
        "year": year,
        "is_current": is_current,
        "page": page,
        "rows": rows_of(list(page), year, request.user),
        "today": today_in(year),
        # They have no place on it: that they are there is said.
        "undated": actions.filter(starts_on=None, ends_on=None).count(),
        "may_see_network": can_see_network(request.actor),
    }
    return render(request, "network/actions/timeline.html", context)
