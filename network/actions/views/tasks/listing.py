"""The tasks of an action, by its milestones or by their dates."""

from dataclasses import dataclass, field

from django.db.models import Case, F, Value, When
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.core.views import page_of
from network.members.gate import MemberRequest

from ...doers import organisations_of
from ...forms import FilterTasksForm
from ...models import JointAction, Milestone, Task, TaskQuerySet
from ...rules import can_add_task, can_hand_over
from ..around import about, find
from ..task_rows import Row, rows_of


@dataclass
class Section:
    """The tasks of a milestone, as far as the page has them; or those of none."""

    milestone: Milestone | None
    rows: list[Row] = field(default_factory=list)


@require_safe
def action_tasks(request: MemberRequest, pk: int) -> HttpResponse:
    """All of them, or those that were asked for; what is ended after what is to be done."""
    found = find(request, pk)
    milestones = {milestone.pk: milestone for milestone in found.milestones.all()}
    order = request.GET.get("order")
    if order not in ("date", "milestone"):
        order = "milestone" if milestones else "date"
    form = FilterTasksForm(request.GET, action=found)
    tasks = Task.objects.visible_to(request.user).filter(action=found)
    page = page_of(request, _ordered(form.narrowed(tasks), order).with_what_a_list_shows())
    for task in page:
        # It knows its group and its lead, which the rules ask for.
        task.action = found
    rows = rows_of(list(page), request.actor)
    context = {
        **about(request, found),
        "form": form,
        "page": page,
        "sections": _sections(rows, milestones) if order == "milestone" else [Section(None, rows)],
        "order": order,
        "orders": [("milestone", _("By milestone")), ("date", _("By date"))] if milestones else [],
        "may_add": can_add_task(request.actor, found),
        "may_hand_over": can_hand_over(request.actor, found),
        "orphan_count": orphaned_in(found).count(),
    }
    return render(request, "network/actions/tasks/list.html", context)


def orphaned_in(action: JointAction) -> TaskQuerySet:
    """What is to be done by organisations that have left the network, or the action."""
    able = organisations_of(action).order_by().values("pk")
    return Task.objects.open().filter(action=action).exclude(organisation__in=able)


def _ordered(rows: TaskQuerySet, order: str) -> TaskQuerySet:
    is_ended = Case(When(state__in=Task.OPEN, then=Value(0)), default=Value(1))
    by_date = (is_ended, F("due_on").asc(nulls_last=True), "pk")
    if order == "date":
        return rows.order_by(*by_date)
    return rows.order_by(F("milestone__due_on").asc(nulls_last=True), "milestone", *by_date)


def _sections(rows: list[Row], milestones: dict[int, Milestone]) -> list[Section]:
    sections: list[Section] = []
    for row in rows:
        milestone = milestones.get(row.task.milestone_id) if row.task.milestone_id else None
        if not sections or sections[-1].milestone != milestone:
            sections.append(Section(milestone))
        sections[-1].rows.append(row)
    return sections
