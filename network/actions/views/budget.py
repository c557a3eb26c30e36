"""The budget of an action: its lines, and what they come to."""

from decimal import Decimal
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.core.views import form_view, page_of, sent
from network.members.gate import MemberRequest

from ..forms.budget import AddBudgetLineForm, EditBudgetLineForm
from ..models import BudgetLine, Currency
from ..operations import add_budget_line, change_budget_line, remove_budget_line
from ..rules import can_change_action
from .around import about, find
from .parts import add_part, change_part, find_part, remove_part


@require_safe
def budget(request: MemberRequest, pk: int) -> HttpResponse:
    """What it costs, line by line, and what that comes to in each currency."""
    action = find(request, pk)
    lines = BudgetLine.objects.visible_to(request.user).filter(action=action)
    totals = _totals(lines)
    page = page_of(request, lines, sum(total["count"] for total in totals))
    for line in page:
        line.left = None if line.spent is None else line.planned - line.spent
    context = {
        **about(request, action),
        "page": page,
        "totals": totals,
        "may_change": can_change_action(request.actor, action),
    }
    return render(request, "network/actions/budget.html", context)


def _totals(lines: QuerySet[BudgetLine]) -> list[dict[str, Any]]:
    """For each currency by itself: nobody knows at what rate one is to become another."""
    sums = lines.order_by().values("currency").annotate(
        planned=Sum("planned"), spent=Sum("spent"), count=Count("pk")
    )  # fmt: skip
    totals: list[dict[str, Any]] = [
        {
            **row,
            "left": row["planned"] - (row["spent"] or Decimal(0)),
            "currency_name": Currency(row["currency"]).label,
        }
        for row in sums
    ]
    return sorted(totals, key=lambda total: Currency.values.index(total["currency"]))


def _budget_url(action_pk: int) -> str:
    return reverse("network:action-budget", args=[action_pk])


@form_view
def line_new(request: MemberRequest, pk: int) -> HttpResponse:
    """Add a line."""
    action = find(request, pk)
    if not can_change_action(request.actor, action):
        raise PermissionDenied
    data, _files = sent(request)
    return add_part(
        request,
        action,
        AddBudgetLineForm(data, instance=BudgetLine(action=action)),
        partial(add_budget_line, action, by=request.actor),
        heading=_("New budget line"),
        said=_("The line is in the budget."),
        back_url=_budget_url(pk),
    )


@form_view
def line_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change a line."""
    found = find_part(request, BudgetLine, pk)
    if not can_change_action(request.actor, found.action):
        raise PermissionDenied
    return change_part(
        request,
        found,
        EditBudgetLineForm,
        partial(change_budget_line, by=request.actor),
        heading=_("Change this budget line"),
        said=_("The line is saved."),
        back_url=_budget_url(found.action_id),
    )


@form_view
def line_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask, and take a line out."""
    return remove_part(
        request,
        partial(find_part, request, BudgetLine, pk),
        lambda line: can_change_action(request.actor, line.action),
        partial(remove_budget_line, by=request.actor),
        heading=_("Remove this budget line?"),
        text=_("What was planned and spent on it no longer counts in the totals."),
        submit=_("Remove"),
        said=_("The line is removed."),
        back_url=lambda line: _budget_url(line.action_id),
    )
