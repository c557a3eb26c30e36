"""One task: who does it by when, its steps, what it waits for, what was done to it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from network.core import audit
from network.core.views import page_of
from network.members.gate import MemberRequest

from ...forms import StepsForm
from ...models import Task
from ...rules import can_change_task, can_hand_over, can_move_task
from ..around import among_tasks


def find_task(request: MemberRequest, pk: int) -> Task:
    """The task, with all that its pages show. Raises Http404."""
    rows = Task.objects.visible_to(request.user).with_what_a_page_shows()
    return get_object_or_404(rows, pk=pk)


def about_task(request: MemberRequest, found: Task) -> dict[str, Any]:
    """What every page of a task shows around it."""
    return {**among_tasks(request, found.action), "task": found}


@require_safe
def task(request: MemberRequest, pk: int) -> HttpResponse:
    """All that there is to know of it."""
    found = find_task(request, pk)
    may_move = can_move_task(request.actor, found)
    steps = list(found.steps.all())
    context = {
        **about_task(request, found),
        "steps": steps,
        "done_count": sum(step.done_at is not None for step in steps),
        # A line to add one, beside those there are.
        "form": StepsForm(steps=()) if may_move else None,
        "waiting": Task.objects.filter(waits_for=found).only("title", "state").by_date(),
        "page": page_of(request, audit.history(found)),
        "may_move": may_move,
        "may_change": can_change_task(request.actor, found),
        "may_hand_over": found.is_orphaned and can_hand_over(request.actor, found.action),
    }
    return render(request, "network/actions/tasks/detail.html", context)
