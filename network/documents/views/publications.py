"""Documents made public: asked for on the document's page, answered by the coordination."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.core import once
from network.core.once import OnceForm
from network.core.views import form_view, page_of, sent
from network.members.gate import MemberRequest
from network.members.rules import can_coordinate

from ..forms import AnswerPublicationForm, PublishDocumentForm
from ..models import Publication
from ..operations import ask_to_publish, decline, publish, why_not_to_publish, withdraw
from ..rules import (
    can_ask_to_publish,
    can_change_document,
    can_decide_publication,
    can_withdraw_publication,
)
from .documents import about, find
from .publicity import public_url


@form_view
def ask(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask that a document become public as it is now."""
    found = find(request, pk)
    if not can_ask_to_publish(request.actor, found):
        raise PermissionDenied
    form = PublishDocumentForm(*sent(request))
    if form.is_valid():

        def make() -> str:
            asked = ask_to_publish(found, form.cleaned_data["message"], by=request.actor)
            may_decide = can_decide_publication(request.actor, asked)
            return asked.get_absolute_url() if may_decide else found.get_absolute_url()

        if url := once.do_form(request, form, make):
            messages.success(request, _("The coordination is asked. It will answer you here."))
            return redirect(url)
    context = {**about(request, found), "form": form, "why_not": why_not_to_publish(found)}
    return render(request, "network/documents/publish.html", context)


@require_safe
def publications(request: MemberRequest) -> HttpResponse:
    """What waits for the coordination's answer, the oldest first; and what is public."""
    if not can_coordinate(request.actor):
        raise PermissionDenied
    rows = Publication.objects.visible_to(request.user).with_what_a_page_shows()
    state = "published" if request.GET.get("state") == "published" else "asked"
    order = ["-decided_at", "-pk"] if state == "published" else ["asked_at", "pk"]
    context = {
        "page": page_of(request, rows.filter(state=state).order_by(*order)),
        "state": state,
        "states": [("asked", _("Waiting for an answer")), ("published", _("Public"))],
    }
    return render(request, "network/documents/publications.html", context)


@form_view
def publication(request: MemberRequest, pk: int) -> HttpResponse:
    """What would be public, exactly; and the coordination's yes or no."""
    found = _find(request, pk)
    may_decide = can_decide_publication(request.actor, found)
    if not may_decide and not can_change_document(request.actor, found.document):
        raise PermissionDenied
    form = AnswerPublicationForm(*sent(request))
    if request.method == "POST":
        if not may_decide:
            raise PermissionDenied
        answer = partial(_answer, request, pk, form)
        if form.is_valid() and (url := once.do_form(request, form, answer)):
            return redirect(url)
        # Somebody may have answered meanwhile.
        found = _find(request, pk)
    context = {
        **about(request, found.document),
        "publication": found,
        "form": form,
        "may_answer": may_decide and found.is_asked,
        "may_withdraw": can_withdraw_publication(request.actor, found)
        and (found.is_asked or found.is_published),
        "public_url": public_url(request, found) if found.is_published else "",
    }
    return render(request, "network/documents/publication.html", context)


def _answer(request: MemberRequest, pk: int, form: AnswerPublicationForm) -> str:
    found = _find(request, pk)
    if form.cleaned_data["answer"] == "yes":
        publish(found, by=request.actor)
        messages.success(request, _("The document is public."))
    else:
        decline(found, form.cleaned_data["reason"], by=request.actor)
        messages.success(request, _("Your answer is kept, and who asked will hear of it."))
    return found.get_absolute_url()


@form_view
def publication_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask, and take a document out of public sight."""
    found = _find(request, pk)
    if not can_withdraw_publication(request.actor, found):
        raise PermissionDenied
    form = OnceForm(*sent(request))

    def make() -> str:
        withdraw(found, by=request.actor)
        return found.document.get_absolute_url()

    if form.is_valid() and (url := once.do_form(request, form, make)):
        messages.success(request, _("It is no longer public."))
        return redirect(url)
    context = {
        **about(request, found.document),
        "form": form,
        "heading": _("Take this document back from the public?"),
        "object_name": found.title,
        "text": _("Its address answers nobody any more; who took a copy keeps it."),
        "submit": _("Take it back"),
        "cancel_url": found.document.get_absolute_url(),
    }
    if found.is_asked:
        context["heading"] = _("No longer ask to make this document public?")
        context["text"] = _("The coordination need not answer then. You can ask again.")
    return render(request, "network/components/confirm.html", context)


def _find(request: MemberRequest, pk: int) -> Publication:
    rows = Publication.objects.visible_to(request.user).with_what_a_page_shows()
    return get_object_or_404(rows, pk=pk)
