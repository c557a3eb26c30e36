"""One document: what it is, what was done to it, how it is changed and removed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.core import audit, once
from network.core.changes import lock
from network.core.conf import trash_days
from network.core.files import size_in_words
from network.core.once import OnceForm
from network.core.views import form_view, page_of, sent
from network.members.gate import MemberRequest

from ..following import follow_of
from ..forms import EditDocumentForm
from ..models import Document, Version, preview_of
from ..operations import (
    DOWNLOADED,
    change_document,
    remove_document,
)
from ..reasons import who_sees, why_seen
from ..rules import (
    can_add_version,
    can_change_document,
    can_decide_about,
    can_lift_reservation,
    can_read_downloads,
    can_read_history,
    can_remove_document,
    can_reserve,
)
from .places import crumbs_to, way_back
from .publicity import publicity_of


def find(request: MemberRequest, pk: int) -> Document:
    rows = Document.objects.visible_to(request.user).with_what_a_page_shows()
    return get_object_or_404(rows, pk=pk)


def about(request: MemberRequest, found: Document) -> dict[str, Any]:
    """What every page of a paper shows around it."""
    return {"document": found, "crumbs": crumbs_to(request, found.group, found.folder)}


@require_safe
def document(request: MemberRequest, pk: int) -> HttpResponse:
    """A paper: what it is, its file, its versions, and why one sees it."""
    found = find(request, pk)
    around = about(request, found)
    context = {
        **around,
        # The way to it has the folder, if the reader sees that.
        "folder_seen": next(
            (name for name, _url in around["crumbs"] if name == found.folder), None
        ),
        "page": _versions(request, found),
        "preview": preview_of(found.current),
        "domains": found.domains.all(),
        "who_sees": who_sees(request.user, found),
        "why_seen": why_seen(request.user, found),
        "url": request.build_absolute_uri(found.get_absolute_url()),
        "may_add_version": can_add_version(request.actor, found),
        "may_reserve": can_reserve(request.actor, found),
        "may_release": can_lift_reservation(request.actor, found),
        "may_change": can_change_document(request.actor, found),
        "may_decide": can_decide_about(request.actor, found),
        "may_remove": can_remove_document(request.actor, found),
        "may_read_downloads": can_read_downloads(request.actor, found),
        "follow": follow_of(request.user, found),
        "may_read_history": can_read_history(request.actor, found),
        "publicity": publicity_of(request, found),
    }
    return render(request, "network/documents/detail.html", context)


def _versions(request: MemberRequest, found: Document) -> Page:
    """A page of them, each with how much it grew since the one before."""
    before = Version.objects.filter(
        document=OuterRef("document"), number=OuterRef("number") - 1
    ).values("size")
    rows = found.versions.with_what_a_list_shows().annotate(size_before=Subquery(before[:1]))
    # They are numbered from one on, and none is ever deleted alone.
    page = page_of(request, rows, found.current.number)
    for version in page:
        if version.size_before is not None:
            version.growth = growth_in_words(version.size - version.size_before)
    return page


def growth_in_words(size: int) -> str:
    """By how much a file is larger or smaller: +12 KB, −3 KB."""
    if not size:
        return _("same size")
    sign = "+" if size > 0 else "\u2212"
    return f"{sign}{size_in_words(abs(size))}"


@require_safe
def history(request: MemberRequest, pk: int) -> HttpResponse:
    """What was done to a paper; who took a copy, for those who look after it."""
    found = find(request, pk)
    if not can_read_history(request.actor, found):
        raise PermissionDenied
    entries = audit.history(found)
    if not can_read_downloads(request.actor, found):
        entries = entries.exclude(action=DOWNLOADED)
    page = page_of(request, entries)
    context = {**about(request, found), "page": page, "thing": found}
    return render(request, "network/documents/history.html", context)


@form_view
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what a paper is called, and what it is about."""
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
    return render(request, "network/documents/edit.html", {**about(request, found), "form": form})


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
        **about(request, found),
        "form": form,
        "heading": _("Remove this document?"),
        "object_name": found.title,
        "text": _(
            "Nobody in the group will see it any more, nor any of its versions. For %(days)s days "
            "it can be taken out of the trash."
        )
        % {"days": trash_days()},
        "submit": _("Remove"),
        "cancel_url": found.get_absolute_url(),
    }
    return render(request, "network/components/confirm.html", context)


def _remove(request: MemberRequest, pk: int) -> str:
    found = find(request, pk)
    url = way_back(request, found)
    remove_document(found, by=request.actor)
    return url
