"""The steps of a task: written as lines, and ticked off one by one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network.core import once
from network.core.lines import is_number
from network.core.views import form_view, sent
from network.members.gate import MemberRequest

from ..forms import StepsForm
from ..models import Step, Task
from ..operations import lock_action, set_steps, tick_step
from ..rules import can_move_task
from .tasks.one import about_task, find_task


@form_view
def task_steps(request: MemberRequest, pk: int) -> HttpResponse:
    """Tick one, add some, or write them otherwise."""
    found = find_task(request, pk)
    if not can_move_task(request.actor, found):
        raise PermissionDenied
    for name in ("tick", "untick"):
        if name in request.POST:
            _tick(request, found, request.POST[name], is_done=name == "tick")
            return redirect(found)
    # One after the other: what is compared with the form is what is changed then.
    with transaction.atomic():
        if request.method == "POST":
            lock_action(found.action)
        form = StepsForm(*sent(request), steps=found.steps.all())
        if form.is_valid():

            def make() -> str:
                set_steps(
                    found, texts=form.texts, added=form.cleaned_data["added"], by=request.actor
                )
                return found.get_absolute_url()

            if url := once.do_form(request, form, make):
                messages.success(request, _("The steps are saved."))
                return redirect(url)
    context = {**about_task(request, found), "form": form}
    return render(request, "network/actions/tasks/steps.html", context)


def _tick(request: MemberRequest, found: Task, number: str, *, is_done: bool) -> None:
    steps = Step.objects.visible_to(request.user).filter(task=found)
    step = steps.filter(pk=number).first() if is_number(number) else None
    if step is None:
        messages.warning(request, _("This step is not there any more."))
        return
    step.task = found
    tick_step(step, is_done=is_done, by=request.actor)
