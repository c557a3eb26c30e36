"""Lists of actions: of all one's groups, of one group; and what one often looks for in them."""

from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from network.core.multilingual import sorted_by
from network.core.views import page_of
from network.members.gate import MemberRequest
from network.members.models import WorkingGroup
from network.members.standing import standing_of

from ..counts import count_tasks
from ..forms import FilterActionsForm
from ..models import JointAction, JointActionQuerySet
from ..rules import can_propose_action, can_see_network
from ..timelines import quarter_of
from .around import Tab


@require_safe
def actions(request: MemberRequest) -> HttpResponse:
    """All that one sees, whichever group it belongs to."""
    form = FilterActionsForm(request.GET, user=request.user)
    rows = JointAction.objects.visible_to(request.user)
    context = {
        **_listing(request, form, rows),
        "with_group": True,
        "may_see_network": can_see_network(request.actor),
    }
    return render(request, "network/actions/list.html", context)


@require_safe
def group_actions(request: MemberRequest, pk: int) -> HttpResponse:
    """Those of one working group."""
    group = get_object_or_404(WorkingGroup.objects.visible_to(request.user), pk=pk)
    form = FilterActionsForm(request.GET)
    rows = JointAction.objects.visible_to(request.user).filter(group=group)
    context = {
        **_listing(request, form, rows),
        "group": group,
        "crumbs": [(group, group.get_absolute_url())],
        "may_propose": can_propose_action(request.actor, group),
    }
    return render(request, "network/actions/group.html", context)


def _listing(
    request: MemberRequest, form: FilterActionsForm, rows: JointActionQuerySet
) -> dict[str, Any]:
    """One page of those of these actions that were asked for, in the order that was asked for."""
    views, view = _views(request)
    order, orders = _order(request, view)
    found = asked_of(request, form, rows).with_what_a_list_shows()
    page = page_of(request, found.order_by(orders[order][1], "-pk"))
    count_tasks(page)
    return {
        "form": form,
        "is_filtered": bool(form.asked),
        "view": view,
        "views": _tabs(request, views, view),
        "order": order,
        "orders": [(value, label) for value, (label, _column) in orders.items()],
        "page": page,
    }


def asked_of(
    request: MemberRequest, form: FilterActionsForm, rows: JointActionQuerySet
) -> JointActionQuerySet:
    """Those of these actions that the address asks for: by the form, and by a view."""
    views, view = _views(request)
    return form.narrowed(views[view][1](rows))


def _views(request: MemberRequest) -> tuple[dict[str, tuple[str, Any]], str]:
    """What somebody often looks for: what it is called, and which of the actions; and the one that
    the address asks for."""
    organisations = standing_of(request.user).organisation_ids
    views: dict[str, tuple[str, Any]] = {
        "": (pgettext("joint actions", "All"), lambda rows: rows),
        "mine": (pgettext("joint actions", "Mine"), lambda rows: rows.of_person(request.user)),
    }
    if organisations:
        views["organisation"] = (
            _("Of my organisation"),
            lambda rows: rows.of_organisations(organisations),
        )
    views["late"] = (pgettext("joint actions", "Late"), lambda rows: rows.late())
    views["quarter"] = (_("Ending this quarter"), _ending_this_quarter)
    view = request.GET.get("view", "")
    return views, view if view in views else ""


def _ending_this_quarter(rows: JointActionQuerySet) -> JointActionQuerySet:
    """What was stopped ends no more."""
    period = quarter_of(timezone.localdate())
    return rows.filter(ends_on__range=period).exclude(state=JointAction.State.STOPPED)


def _tabs(request: MemberRequest, views: dict[str, tuple[str, Any]], view: str) -> list[Tab]:
    tabs = []
    for name, (label, _rows) in views.items():
        query = request.GET.copy()
        for key in ("page", "view", "order"):
            query.pop(key, None)
        if name:
            query["view"] = name
        tabs.append(Tab(label, f"{request.path}?{query.urlencode()}", name == view))
    return tabs


def _order(request: MemberRequest, view: str) -> tuple[str, dict[str, tuple[str, Any]]]:
    """The order that was asked for; of what is to end, the end comes first by itself."""
    orders: dict[str, tuple[str, Any]] = {
        "latest": (pgettext("joint actions", "Latest first"), F("updated_at").desc()),
        "name": (_("By name"), sorted_by("title_keys")),
        "end": (_("By their end"), F("ends_on").asc(nulls_last=True)),
    }
    order = request.GET.get("order", "")
    if order not in orders:
        order = "end" if view in ("late", "quarter") else "latest"
    return order, orders
