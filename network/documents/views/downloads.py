"""Who took copies of documents, for those who look after them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from network.core import sheets
from network.core.views import page_of
from network.members.gate import MemberRequest
from network.members.models import WorkingGroup

from ..downloads import as_copies, as_single_copies, copies_in, copies_of
from ..exports import copies_as_xlsx
from ..forms import FilterDownloadsForm
from ..rules import can_read_downloads, can_read_downloads_of
from .documents import about, find
from .places import crumbs_of


@require_safe
def of_document(request: MemberRequest, pk: int) -> HttpResponse:
    """Who took copies of a document: which version, how often, when last."""
    found = find(request, pk)
    if not can_read_downloads(request.actor, found):
        raise PermissionDenied
    page = page_of(request, copies_of(found))
    context = {
        **about(request, found),
        "page": page,
        "copies": as_copies(list(page)),
        "may_read_all": can_read_downloads_of(request.actor, found.group),
    }
    return render(request, "network/documents/downloads.html", context)


@require_safe
def of_group(request: MemberRequest, pk: int) -> HttpResponse:
    """Who took copies of a group's documents, the latest first."""
    group = _find_group(request, pk)
    form = FilterDownloadsForm(request.GET)
    page = page_of(request, copies_in(group, request.user, form.asked.get("q", "")))
    context: dict[str, Any] = {
        "group": group,
        "form": form,
        "page": page,
        "copies": as_single_copies(request.user, page),
        "crumbs": crumbs_of(group),
    }
    return render(request, "network/documents/group_downloads.html", context)


@require_safe
def export(request: MemberRequest, pk: int) -> HttpResponse:
    """The same as a spreadsheet, all of it."""
    group = _find_group(request, pk)
    entries = copies_in(group, request.user, FilterDownloadsForm(request.GET).asked.get("q", ""))
    workbook = copies_as_xlsx(as_single_copies(request.user, entries))
    answer = HttpResponse(workbook, content_type=sheets.XLSX)
    answer["Content-Disposition"] = f'attachment; filename="downloads-{group.pk}.xlsx"'
    return answer


def _find_group(request: MemberRequest, pk: int) -> WorkingGroup:
    found = get_object_or_404(WorkingGroup.objects.visible_to(request.user), pk=pk)
    if not can_read_downloads_of(request.actor, found):
        raise PermissionDenied
    return found
