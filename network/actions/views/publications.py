"""An action made public, and taken back: by the coordination."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network.core import once
from network.core.once import OnceForm
from network.core.public_pages import page_for_reader
from network.core.views import form_view, sent
from network.members.gate import MemberRequest

from ..drafts import draft_of
from ..forms import PublishActionForm
from ..models import ActionPublication, Photo
from ..operations import publish_action, withdraw_action
from ..public import ShowsJointActions, address_below
from ..rules import can_publish_action, can_withdraw_action
from .around import find, inside


@form_view
def publish(request: MemberRequest, pk: int) -> HttpResponse:
    """What everybody would read of an action, exactly; and the button that makes it so."""
    action = find(request, pk)
    if not can_publish_action(request.actor, action):
        raise PermissionDenied
    public = ActionPublication.objects.public().filter(action=action).first()
    rows = Photo.objects.visible_to(request.user).filter(note__action=action)
    form = PublishActionForm(*sent(request), photos=rows, public=public)

    def make() -> str:
        chosen, seen = form.cleaned_data["photos"], form.cleaned_data["seen"]
        publish_action(action, chosen, by=request.actor, seen=seen)
        return action.get_absolute_url()

    if form.is_valid() and (url := once.do_form(request, form, make)):
        messages.success(request, _("The action is public."))
        return redirect(url)
    draft, photos = draft_of(action), list(rows)
    context = {
        **inside(request, action),
        "form": form,
        "draft": draft,
        "photos": _choices(form, photos),
        "missing": draft.missing(photos),
        "public": public,
        "public_url": public_url(request, public) if public else "",
        "changes": draft.changes_since(public) if public else [],
    }
    return render(request, "network/actions/publications/publish.html", context)


@form_view
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask, and take an action out of public sight."""
    action = find(request, pk)
    public = ActionPublication.objects.public().filter(action=action).first()
    # Who may not is told so also where there is nothing to withdraw: 404 would say which.
    if not can_withdraw_action(request.actor, public or ActionPublication(action=action)):
        raise PermissionDenied
    form = OnceForm(*sent(request))

    def make() -> str:
        if public:
            withdraw_action(public, by=request.actor)
        return action.get_absolute_url()

    if form.is_valid() and (url := once.do_form(request, form, make)):
        messages.success(request, _("The action is no longer public."))
        return redirect(url)
    if public is None:
        raise Http404
    context = {
        **inside(request, action),
        "form": form,
        "heading": _("Take this action back from the public?"),
        "object_name": public.title,
        "text": _("Its page and its photos answer nobody any more; who took a copy keeps it."),
        "submit": _("Take the action back"),
        "cancel_url": action.get_absolute_url(),
    }
    return render(request, "network/components/confirm.html", context)


def public_url(request: MemberRequest, publication: ActionPublication) -> str:
    """The action's address for everybody; empty where the site shows no joint actions."""
    page = page_for_reader(ShowsJointActions)
    return address_below(page.get_url(request), publication) if page else ""


def _choices(form: PublishActionForm, photos: list[Photo]) -> list[tuple[Any, Photo]]:
    """Each photo with its box to tick."""
    by_key = {photo.pk: photo for photo in photos}
    return [(box, by_key[box.data["value"].value]) for box in form["photos"]]
