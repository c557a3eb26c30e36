"""An action from one state to the next: what that asks for, and who was first."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from network.core import once
from network.core.lines import sentence
from network.core.views import form_view, way_back
from network.members.gate import MemberRequest

from ..forms import MoveActionForm
from ..models import JointAction
from ..operations import indicators_without_value, move_action
from ..rules import can_change_action, moves_of
from .around import about, find

State = JointAction.State


def label_of_move(action: JointAction, state: str) -> str:
    """What one does who has an action be in this state next: for a button."""
    match action.state, state:
        case State.STOPPED, _state:
            return _("Take it up again")
        case State.DONE, _state:
            return _("Go on with it")
        case _before, State.PLANNED:
            return _("Take it on")
        case _before, State.RUNNING:
            return _("Begin it")
        case _before, State.DONE:
            return _("Say that it is done")
    return _("Stop it")


def _text_of_move(action: JointAction, state: str) -> str:
    """What follows from it."""
    match action.state, state:
        case State.STOPPED, _state:
            return _("It is planned again, and the reason for stopping is taken away.")
        case State.DONE, _state:
            return _("It is running again. What came of it so far stays written down.")
        case _before, State.PLANNED:
            return _("The group takes it on: it is planned from now on, and no longer a proposal.")
        case _before, State.RUNNING:
            return _("It is under way from now on.")
        case _before, State.DONE:
            return _("Its tasks can no longer be moved. What came of it is written down here.")
    return _(
        "Its tasks can no longer be moved. If everybody could read of it, that ends now. Those who "
        "facilitate the group can take it up again."
    )


@form_view
def move(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask for what a move needs, and do it; without a state, show which moves there are."""
    found = find(request, pk)
    if not can_change_action(request.actor, found):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else request.GET
    state, back = sent.get("state", ""), way_back(request)
    if request.method == "POST" and state in State.values:
        return _move(request, found, state, back)
    form = None
    if state in moves_of(request.actor, found):
        form = MoveActionForm(action=found, state=state, next=back)
    return _show(request, found, state, form, back)


def _move(request: MemberRequest, found: JointAction, state: str, back: str) -> HttpResponse:
    form = MoveActionForm(request.POST, action=found, state=state, next=back)
    if not form.is_complete:
        # From where there is no room to write: here there is.
        query = urlencode({"state": state, "next": back})
        return HttpResponseRedirect(f"{reverse('network:action-move', args=[found.pk])}?{query}")
    if form.is_valid() and once.do_form(request, form, lambda: _do(request, found, form)):
        found = find(request, found.pk)
        facts = {"title": found.title, "state": found.get_state_display()}
        messages.success(request, sentence(_("“{title}”: {state}."), **facts))
        return HttpResponseRedirect(back or found.get_absolute_url())
    found = find(request, found.pk)
    if not form.ASKED.get(state):
        # Nothing was typed that would be lost.
        for error in [error for errors in form.errors.values() for error in errors]:
            messages.error(request, error)
        return HttpResponseRedirect(back or found.get_absolute_url())
    form.show_again(found)
    return _show(request, found, state, form, back)


def _do(request: MemberRequest, found: JointAction, form: MoveActionForm) -> str:
    values = form.cleaned_data
    move_action(
        found,
        values["state"],
        seen=values["seen"],
        by=request.actor,
        results=values.get("results"),
        reason=values.get("reason", ""),
    )
    return found.get_absolute_url()


def _show(
    request: MemberRequest,
    found: JointAction,
    state: str,
    form: MoveActionForm | None,
    back: str,
) -> HttpResponse:
    moves = moves_of(request.actor, found)
    context = {
        **about(request, found),
        "form": form,
        "state": state,
        "heading": label_of_move(found, state) if state in moves else _("Change the state"),
        "text": _text_of_move(found, state) if state in moves else "",
        "moves": [(move, label_of_move(found, move)) for move in moves],
        "is_stop": state == State.STOPPED,
        "missing": indicators_without_value(found) if state == State.DONE and form else [],
        "cancel_url": back or found.get_absolute_url(),
    }
    return render(request, "network/actions/move.html", context)
