"""One document: what it is, what was done to it, how it is changed and removed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.core import audit, once
from network.core.changes import lock
from network.core.once import OnceForm
from network.core.views import form_view, page_of, sent
from network.members.gate import MemberRequest
from network.members.models import WorkingGroup
from network.members.reasons import why_seen

from ..forms import EditDocumentForm
from ..models import Document
from ..operations import (
    DOWNLOADED,
    change_document,
    remove_document,
)
from ..rules import (
    can_add_version,
    can_change_document,
    can_read_downloads,
    can_remove_document,
)
from .publicity import publicity_of


def find(request: MemberRequest, pk: int) -> Document:
    rows = Document.objects.visible_to(request.user).with_what_a_page_shows()
    return get_object_or_404(rows, pk=pk)


def about(found: Document) -> dict[str, Any]:
    """What every page of a paper shows around it."""
    return {"document": found, "crumbs": crumbs_of(found.group)}


def crumbs_of(group: WorkingGroup) -> list[tuple[Any, str]]:
    return [(group, group.get_absolute_url()), (_("Documents"), list_of(group))]


def list_of(group: WorkingGroup) -> str:
    return reverse("network:group-documents", args=[group.pk])


@require_safe
def document(request: MemberRequest, pk: int) -> HttpResponse:
    """A paper: what it is, its file, its versions, and why one sees it."""
    found = find(request, pk)
    versions = found.versions.select_related("author__network_profile", "organisation")
    context = {
        **about(found),
        "page": page_of(request, versions),
        "why_seen": why_seen(request.user, found.group),
        "may_add_version": can_add_version(request.actor, found),
        "may_change": can_change_document(request.actor, found),
        "may_remove": can_remove_document(request.actor, found),
        "publicity": publicity_of(request, found),
    }
    return render(request, "network/documents/detail.html", context)


@require_safe
def history(request: MemberRequest, pk: int) -> HttpResponse:
    """What was done to a paper; who took a copy, for those who look after it."""
    found = find(request, pk)
    entries = audit.history(found)
    if not can_read_downloads(request.actor, found):
        entries = entries.exclude(action=DOWNLOADED)
    page = page_of(request, entries)
    return render(request, "network/documents/history.html", {**about(found), "page": page})


@form_view
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what a paper is called."""
    found = find(request, pk)
    if not can_change_document(request.actor, found):
        raise PermissionDenied
    if request.method != "POST":
        form = EditDocumentForm(instance=found)
    else:
        with transaction.atomic():
            locked = lock(Document.objects.visible_to(request.user), pk)
            form = EditDocumentForm(request.POST, instance=locked)
            if form.is_valid():
                change_document(locked, form.changes, by=request.actor)
                messages.success(request, _("The document is saved."))
                return redirect(locked)
    return render(request, "network/documents/edit.html", {**about(found), "form": form})


@form_view
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask, and take a paper out of everybody's sight."""
    form = OnceForm(*sent(request))
    # All of it once: after the first click the second one would find nothing.
    if form.is_valid() and (url := once.do_form(request, form, lambda: _remove(request, pk))):
        messages.success(request, _("The document is removed."))
        return redirect(url)
    found = find(request, pk)
    if not can_remove_document(request.actor, found):
        raise PermissionDenied
    context = {
        **about(found),
        "form": form,
        "heading": _("Remove this document?"),
        "object_name": found.title,
        "text": _("Nobody in the group will see it any more, nor any of its versions."),
        "submit": _("Remove"),
        "cancel_url": found.get_absolute_url(),
    }
    return render(request, "network/components/confirm.html", context)


def _remove(request: MemberRequest, pk: int) -> str:
    found = find(request, pk)
    remove_document(found, by=request.actor)
    return list_of(found.group)
