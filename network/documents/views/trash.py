"""The trash of a group: what could be brought back, and until when."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from network.core.conf import trash_days
from network.core.views import page_of
from network.members.gate import MemberRequest
from network.members.models import WorkingGroup

from ..models import Document, Folder
from ..operations import restore
from ..rules import theirs_among
from .places import crumbs_of


@require_safe
def trash(request: MemberRequest, pk: int) -> HttpResponse:
    """The folders that were removed, then a page of the documents; the latest first."""
    group = get_object_or_404(WorkingGroup.objects.visible_to(request.user), pk=pk)
    folders = Folder.objects.restorable_by(request.user).filter(group=group)
    documents = Document.objects.restorable_by(request.user).filter(group=group)
    page = page_of(request, _latest_first(documents).select_related("current"))
    shown = list(_latest_first(folders)) if page.number == 1 else []
    for thing in [*shown, *page]:
        thing.gone_at = thing.removed_at + timedelta(days=trash_days())
    context = {
        "group": group,
        "crumbs": crumbs_of(group),
        "folders": shown,
        "page": page,
        "days": trash_days(),
        # Who acts for another organisation sees what is there, and no buttons.
        "own_folders": theirs_among(request.actor, group, shown),
        "own_documents": theirs_among(request.actor, group, list(page)),
    }
    return render(request, "network/documents/trash.html", context)


def _latest_first(rows: Any) -> Any:
    return rows.select_related("removed_by__network_profile").order_by("-removed_at", "-pk")


@require_POST
def document_restore(request: MemberRequest, pk: int) -> HttpResponse:
    rows = Document.objects.restorable_by(request.user).select_related("group")
    return _restore(request, get_object_or_404(rows, pk=pk))


@require_POST
def folder_restore(request: MemberRequest, pk: int) -> HttpResponse:
    rows = Folder.objects.restorable_by(request.user).select_related("group")
    return _restore(request, get_object_or_404(rows, pk=pk))


def _restore(request: MemberRequest, thing: Document | Folder) -> HttpResponse:
    try:
        restore(thing, by=request.actor)
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
        return redirect(reverse("network:trash", args=[thing.group_id]))
    messages.success(request, _("It is back where it was."))
    return redirect(thing)
