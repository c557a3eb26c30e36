"""The documents: of a group, of all one's groups, and one from its upload to its removal."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.core import audit, once
from network.core.changes import lock
from network.core.files import receives_files, serve
from network.core.multilingual import sorted_by
from network.core.once import OnceForm
from network.members.gate import MemberRequest
from network.members.models import WorkingGroup
from network.members.reasons import why_seen

from .forms import AddVersionForm, EditDocumentForm, FilterDocumentsForm, UploadDocumentForm
from .models import Document, DocumentQuerySet, Version
from .operations import (
    DOWNLOADED,
    add_document,
    add_version,
    change_document,
    record_download,
    remove_document,
)
from .rules import (
    can_add_document,
    can_add_version,
    can_change_document,
    can_read_downloads,
    can_remove_document,
)

A_PAGE = 20
form_view = require_http_methods(["GET", "HEAD", "POST"])


# Lists


@require_safe
def documents(request: MemberRequest) -> HttpResponse:
    """All that one sees, whichever group it belongs to."""
    form = FilterDocumentsForm(request.GET, user=request.user)
    chosen = form.chosen
    rows = Document.objects.visible_to(request.user)
    if "group" in chosen:
        rows = rows.filter(group=chosen["group"])
    if "q" in chosen:
        rows = rows.matching(chosen["q"])
    context = {"form": form, "is_filtered": bool(chosen), **_list(request, rows)}
    return render(request, "network/documents/list.html", context)


@require_safe
def group_documents(request: MemberRequest, pk: int) -> HttpResponse:
    """Those of one working group."""
    group = get_object_or_404(WorkingGroup.objects.visible_to(request.user), pk=pk)
    rows = Document.objects.visible_to(request.user).filter(group=group)
    context = {
        "group": group,
        "crumbs": [(group, group.get_absolute_url())],
        "may_add": can_add_document(request.actor, group),
        **_list(request, rows),
    }
    return render(request, "network/documents/group.html", context)


def _list(request: MemberRequest, rows: DocumentQuerySet) -> dict[str, Any]:
    """One page of these, in the order that was asked for."""
    orders: dict[str, tuple[str, Any]] = {
        "date": (_("Latest first"), "-updated_at"),
        "name": (_("By name"), sorted_by("title_keys")),
        "size": (_("Largest first"), "-current__size"),
    }
    order = request.GET.get("order", "")
    order = order if order in orders else "date"
    rows = rows.with_what_a_list_shows().order_by(orders[order][1], "-pk")
    return {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "order": order,
        "orders": [(value, label) for value, (label, _field) in orders.items()],
    }


# One document


@require_safe
def document(request: MemberRequest, pk: int) -> HttpResponse:
    """A paper: what it is, its file, its versions, and why one sees it."""
    found = _find(request, pk)
    versions = found.versions.select_related("author__network_profile", "organisation")
    context = {
        **_about(found),
        "page": Paginator(versions, A_PAGE).get_page(request.GET.get("page")),
        "why_seen": why_seen(request.user, found.group),
        "may_add_version": can_add_version(request.actor, found),
        "may_change": can_change_document(request.actor, found),
        "may_remove": can_remove_document(request.actor, found),
    }
    return render(request, "network/documents/detail.html", context)


@require_safe
def history(request: MemberRequest, pk: int) -> HttpResponse:
    """What was done to a paper; who took a copy, for those who look after it."""
    found = _find(request, pk)
    entries = audit.history(found)
    if not can_read_downloads(request.actor, found):
        entries = entries.exclude(action=DOWNLOADED)
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "network/documents/history.html", {**_about(found), "page": page})


def _find(request: MemberRequest, pk: int) -> Document:
    rows = Document.objects.visible_to(request.user).with_what_a_page_shows()
    return get_object_or_404(rows, pk=pk)


def _about(found: Document) -> dict[str, Any]:
    """What every page of a paper shows around it."""
    return {"document": found, "crumbs": _crumbs(found.group)}


def _crumbs(group: WorkingGroup) -> list[tuple[Any, str]]:
    return [(group, group.get_absolute_url()), (_("Documents"), _list_of(group))]


def _list_of(group: WorkingGroup) -> str:
    return reverse("network:group-documents", args=[group.pk])


# Files that come in


@receives_files
@form_view
def upload(request: MemberRequest, pk: int) -> HttpResponse:
    """Bring a paper to a working group."""
    group = get_object_or_404(WorkingGroup.objects.visible_to(request.user), pk=pk)
    if not can_add_document(request.actor, group):
        raise PermissionDenied
    form = UploadDocumentForm(*_sent(request))
    if form.is_valid():

        def make() -> str:
            values = form.cleaned_data
            added = add_document(
                group,
                title=values["title"],
                description=values["description"],
                languages=values["languages"],
                note=values["note"],
                upload=values["file"],
                by=request.actor,
            )
            return added.get_absolute_url()

        if url := _do_once(request, form, make):
            messages.success(request, _("The document is here, and the group will hear of it."))
            return _lead_to(request, url)
    context = {"group": group, "form": form, "crumbs": _crumbs(group), "back_url": _list_of(group)}
    return render(request, "network/documents/upload.html", context)


@receives_files
@form_view
def version_new(request: MemberRequest, pk: int) -> HttpResponse:
    """Go on with a paper."""
    found = _find(request, pk)
    if not can_add_version(request.actor, found):
        raise PermissionDenied
    initial = {"seen": found.current.number, "languages": found.current.languages.split()}
    form = AddVersionForm(*_sent(request), initial=initial)
    if form.is_valid():
        added: list[Version] = []

        def make() -> str:
            values = form.cleaned_data
            version = add_version(
                found,
                upload=values["file"],
                languages=values["languages"],
                note=values["note"],
                by=request.actor,
            )
            added.append(version)
            return found.get_absolute_url()

        if url := _do_once(request, form, make):
            _say_added(request, added, form.cleaned_data["seen"])
            return _lead_to(request, url)
    return render(request, "network/documents/version_new.html", {**_about(found), "form": form})


def _sent(request: MemberRequest) -> tuple[Any, Any]:
    """What a form was sent with, if it was."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _do_once(request: MemberRequest, form: OnceForm, make: Callable[[], str]) -> str:
    """Where what was made is; empty where it was refused, which the form then says."""
    try:
        return once.do(form.cleaned_data["once"], request.user, make, form=once.content_of(request))
    except ValidationError as error:
        for name, problems in error.update_error_dict({}).items():
            # What is said of no field of the form is said at its top.
            form.add_error(name if name in form.fields else None, problems)
        return ""


def _say_added(request: MemberRequest, added: list[Version], seen: int | None) -> None:
    # Of a second click nothing was added: the first one said it, and was not heard.
    number = added[0].number if added else None
    if number and seen and number > seen + 1:
        messages.warning(
            request,
            _(
                "Yours is version %(number)s: somebody else added one in the meantime. "
                "Look whether both are needed."
            )
            % {"number": number},
        )
    else:
        messages.success(request, _("The new version is here, and the group will hear of it."))


def _lead_to(request: MemberRequest, url: str) -> HttpResponse:
    """There: the page's script, which shows how far a file has come, goes by itself. Led on, it
    would fetch the next page unseen, and with it what that page has to say once."""
    if "X-Progress" in request.headers:
        return HttpResponse(status=201, headers={"Location": url})
    return redirect(url)


# Changes


@form_view
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what a paper is called."""
    found = _find(request, pk)
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
    return render(request, "network/documents/edit.html", {**_about(found), "form": form})


@form_view
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask, and take a paper out of everybody's sight."""
    form = OnceForm(*_sent(request))
    # All of it once: after the first click the second one would find nothing.
    if form.is_valid() and (url := _do_once(request, form, lambda: _remove(request, pk))):
        messages.success(request, _("The document is removed."))
        return redirect(url)
    found = _find(request, pk)
    if not can_remove_document(request.actor, found):
        raise PermissionDenied
    context = {
        **_about(found),
        "form": form,
        "heading": _("Remove this document?"),
        "object_name": found.title,
        "text": _("Nobody in the group will see it any more, nor any of its versions."),
        "submit": _("Remove"),
        "cancel_url": found.get_absolute_url(),
    }
    return render(request, "network/components/confirm.html", context)


def _remove(request: MemberRequest, pk: int) -> str:
    found = _find(request, pk)
    remove_document(found, by=request.actor)
    return _list_of(found.group)


# Files that go out


@require_safe
def download(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The file that a paper is now."""
    return _send(request, _find(request, pk).current)


@require_safe
def version_download(request: MemberRequest, pk: int, number: int) -> HttpResponseBase:
    """The file that a paper was once."""
    versions = Version.objects.visible_to(request.user).select_related("document")
    return _send(request, get_object_or_404(versions, document=pk, number=number))


def _send(request: MemberRequest, version: Version) -> HttpResponseBase:
    answer = serve(
        request,
        version.file.name,
        name=version.name,
        content_type=version.content_type,
        size=version.size,
        sha256=version.sha256,
    )
    if request.method == "GET" and answer.status_code < 400:
        record_download(version, by=request.actor)
    return answer
