"""What the things that an action holds have in common: a form that makes one, a form over one, and
the question before one is removed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from network.core import once
from network.core.changes import EditForm, lock, show_errors
from network.core.once import OnceForm
from network.core.views import sent
from network.members.gate import MemberRequest

from ..models import JointAction
from ..operations import lock_action
from .around import find, inside

FORM = "network/actions/form.html"


def find_part(request: MemberRequest, model: Any, pk: int) -> Any:
    """One thing of an action, with the action as its pages show it. Raises Http404."""
    found = get_object_or_404(model.objects.visible_to(request.user), pk=pk)
    found.action = find(request, found.action_id)
    return found


def add_part(
    request: MemberRequest,
    action: JointAction,
    form: Any,
    make: Callable[[dict[str, Any]], Any],
    *,
    back_url: str,
    said: str,
    **context: Any,
) -> HttpResponse:
    """Show a form for a new one, and take it; `make` is given what the form holds of the model."""

    def done() -> str:
        make({name: form.cleaned_data[name] for name in form.Meta.fields})
        return back_url

    if form.is_valid() and (url := once.do_form(request, form, done)):
        messages.success(request, said)
        return redirect(url)
    context = {**inside(request, action), "form": form, "back_url": back_url, **context}
    return render(request, FORM, context)


def change_part(
    request: MemberRequest,
    found: Any,
    form_class: type[EditForm],
    change: Callable[[Any, dict[str, Any]], None],
    *,
    back_url: str,
    said: str,
    **context: Any,
) -> HttpResponse:
    """Show a form over one, and take it, with the row locked."""
    form = form_class(instance=found)
    if request.method == "POST":
        with transaction.atomic():
            # The action first, as every operation on what it holds does.
            lock_action(found.action)
            locked = lock(type(found).objects.visible_to(request.user), found.pk)
            locked.action = found.action
            form = form_class(request.POST, instance=locked)
            if form.is_valid() and _is_done(form, lambda: change(locked, form.changes)):
                messages.success(request, said)
                return redirect(back_url)
    context = {**inside(request, found.action), "form": form, "back_url": back_url, **context}
    return render(request, FORM, context)


def _is_done(form: EditForm, change: Callable[[], None]) -> bool:
    try:
        with transaction.atomic():
            change()
    except ValidationError as error:
        show_errors(form, error)
        return False
    return True


def remove_part(
    request: MemberRequest,
    find_it: Callable[[], Any],
    rule: Callable[[Any], bool],
    remove: Callable[[Any], None],
    *,
    back_url: Callable[[Any], str],
    said: str,
    **context: Any,
) -> HttpResponse:
    """Ask, and remove one."""
    form = OnceForm(*sent(request))

    def done() -> str:
        found = find_it()
        remove(found)
        return back_url(found)

    # All of it once: after the first click the second one would find nothing.
    if form.is_valid() and (url := once.do_form(request, form, done)):
        messages.success(request, said)
        return redirect(url)
    found: models.Model = find_it()
    if not rule(found):
        raise PermissionDenied
    context = {
        **inside(request, found.action),  # type: ignore[attr-defined]
        "form": form,
        "object_name": found,
        "cancel_url": back_url(found),
        **context,
    }
    return render(request, "network/components/confirm.html", context)
