"""A task is given, changed, moved."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.core import once
from network.core.changes import lock, show_errors
from network.core.lines import sentence
from network.core.views import form_view, redirect_back, sent
from network.members.gate import MemberRequest

from ...forms import AddTaskForm, EditTaskForm, MoveTaskForm
from ...models import Task
from ...operations import add_task, change_task, lock_action, move_task
from ...rules import can_add_task, can_change_task, can_move_task
from ..around import among_tasks, find
from .one import about_task, find_task


@form_view
def task_new(request: MemberRequest, pk: int) -> HttpResponse:
    """Give an organisation of the action something to do."""
    found = find(request, pk)
    if not can_add_task(request.actor, found):
        raise PermissionDenied
    form = AddTaskForm(*sent(request), action=found, by=request.actor)
    if form.is_valid():

        def make() -> str:
            values = {name: form.cleaned_data[name] for name in form.fields if name != "once"}
            return add_task(found, by=request.actor, **values).get_absolute_url()

        if url := once.do_form(request, form, make):
            messages.success(request, _("The task is here."))
            return redirect(url)
    tasks_url = reverse("network:action-tasks", args=[found.pk])
    context = {
        **among_tasks(request, found),
        "form": form,
        "cancel_url": tasks_url,
    }
    return render(request, "network/actions/tasks/new.html", context)


@form_view
def task_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Say otherwise what it is, whose, or by when."""
    found = find_task(request, pk)
    if not can_change_task(request.actor, found):
        raise PermissionDenied
    if request.method != "POST":
        form = EditTaskForm(instance=found, by=request.actor)
    else:
        with transaction.atomic():
            # The action first, as every operation that changes tasks does.
            lock_action(found.action)
            locked = lock(Task.objects.visible_to(request.user), pk)
            locked.action = found.action
            form = EditTaskForm(request.POST, instance=locked, by=request.actor)
            if form.is_valid():
                try:
                    change_task(locked, form.changes, by=request.actor)
                except ValidationError as error:
                    show_errors(form, error)
                else:
                    messages.success(request, _("The task is saved."))
                    return redirect(locked)
    context = {**about_task(request, found), "form": form}
    return render(request, "network/actions/tasks/edit.html", context)


@require_POST
def task_move(request: MemberRequest, pk: int) -> HttpResponse:
    """Say how far it is; and back to where that was said."""
    found = find_task(request, pk)
    if not can_move_task(request.actor, found):
        raise PermissionDenied
    form = MoveTaskForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This cannot be chosen."))
    else:
        _move(request, found, form)
    return redirect_back(request, found.get_absolute_url())


def _move(request: MemberRequest, found: Task, form: MoveTaskForm) -> None:
    state, seen = form.cleaned_data["state"], form.cleaned_data["seen"]
    try:
        move_task(found, state, seen=seen, by=request.actor)
    except ValidationError as error:
        for words in error.messages:
            messages.warning(
                request, sentence(_("{task}: {reason}"), task=found.title, reason=words)
            )
        return
    said = sentence(_("{task}: {state}"), task=found.title, state=found.get_state_display())
    messages.success(request, said)
    if found.is_open and found.is_waiting:
        messages.warning(request, _("It still waits for another task."))
