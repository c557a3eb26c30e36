"""The documents of an action: those that were said to belong to it, and its own folder."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from network.core.views import form_view, page_of
from network.documents.models import Document, DocumentQuerySet, Folder
from network.members.gate import MemberRequest

from ..forms.papers import ChooseDocumentsForm, FindDocumentsForm
from ..models import JointAction
from ..operations import link_documents, make_folder, unlink_documents
from ..rules import can_link_document, can_make_folder
from .around import about, find, inside

# Of its folder, which has a page of its own.
IN_FOLDER = 20


def _documents_url(action: JointAction) -> str:
    return reverse("network:action-documents", args=[action.pk])


def _linked(request: MemberRequest, action: JointAction) -> DocumentQuerySet:
    return Document.objects.visible_to(request.user).filter(actions=action)


@require_safe
def documents(request: MemberRequest, pk: int) -> HttpResponse:
    """What one sees of the documents that belong to it."""
    action = find(request, pk)
    folder = _seen_folder(request, action)
    page = page_of(request, _linked(request, action).with_what_a_list_shows())
    may_link = can_link_document(request.actor, action)
    inside_it: Any = []
    if folder:
        rows = Document.objects.visible_to(request.user).filter(folder=folder)
        inside_it = rows.with_what_a_list_shows()[:IN_FOLDER]
    # One that is gone is as if there had been none; one that is kept from the reader is there.
    is_without = action.folder is None or action.folder.removed_at is not None
    context = {
        **about(request, action),
        "folder": folder,
        "in_folder": inside_it,
        "page": page,
        "own_documents": {document.pk for document in page} if may_link else set(),
        "may_link": may_link,
        "may_make_folder": is_without and can_make_folder(request.actor, action),
        "may_upload": folder is not None and can_make_folder(request.actor, action),
    }
    return render(request, "network/actions/documents.html", context)


def _seen_folder(request: MemberRequest, action: JointAction) -> Folder | None:
    """Its own folder, if the reader sees it."""
    if action.folder is None:
        return None
    return Folder.objects.visible_to(request.user).filter(pk=action.folder.pk).first()


@form_view
def link(request: MemberRequest, pk: int) -> HttpResponse:
    """Look for documents of the group, and say that some belong to it."""
    action = find(request, pk)
    if not can_link_document(request.actor, action):
        raise PermissionDenied
    search = FindDocumentsForm(request.GET)
    rows = Document.objects.visible_to(request.user).filter(group=action.group)
    data = request.POST if request.method == "POST" else None
    form = ChooseDocumentsForm(data, documents=rows)
    if form.is_valid():
        count = link_documents(action, form.cleaned_data["document"], by=request.actor)
        sentence = ngettext(
            "%(count)s document now belongs to the action.",
            "%(count)s documents now belong to the action.",
            count,
        )
        messages.success(request, sentence % {"count": count})
        return redirect(_documents_url(action))
    words = search.asked.get("q", "")
    found = rows.exclude(pk__in=action.documents.values("pk"))
    page = page_of(request, (found.matching(words) if words else found).with_what_a_list_shows())
    context = {
        **inside(request, action),
        "search": search,
        "words": words,
        "form": form,
        "page": page,
        "own_documents": {document.pk for document in page},
        "back_url": _documents_url(action),
    }
    return render(request, "network/actions/document_link.html", context)


@require_POST
def unlink(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that some do not belong to it after all."""
    action = find(request, pk)
    if not can_link_document(request.actor, action):
        raise PermissionDenied
    form = ChooseDocumentsForm(request.POST, documents=_linked(request, action))
    if form.is_valid():
        count = unlink_documents(action, form.cleaned_data["document"], by=request.actor)
        sentence = ngettext(
            "%(count)s document no longer belongs to the action. It stays where it is.",
            "%(count)s documents no longer belong to the action. They stay where they are.",
            count,
        )
        messages.success(request, sentence % {"count": count})
    else:
        for error in form.errors["document"]:
            messages.warning(request, str(error))
    return redirect(_documents_url(action))


@require_POST
def folder(request: MemberRequest, pk: int) -> HttpResponse:
    """Make a folder for what belongs to it alone, and go there."""
    action = find(request, pk)
    return redirect(make_folder(action, by=request.actor))
