"""Lists of documents: of a group, of all one's groups."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.core.multilingual import sorted_by
from network.core.views import page_of
from network.members.gate import MemberRequest
from network.members.models import WorkingGroup

from ..forms import FilterDocumentsForm
from ..models import Document, DocumentQuerySet
from ..rules import (
    can_add_document,
)
from .spaces import about_space


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
    groups = WorkingGroup.objects.visible_to(request.user).select_related("space")
    group = get_object_or_404(groups, pk=pk)
    rows = Document.objects.visible_to(request.user).filter(group=group)
    context = {
        "group": group,
        "crumbs": [(group, group.get_absolute_url())],
        "may_add": can_add_document(request.actor, group),
        **about_space(request, group),
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
        "page": page_of(request, rows),
        "order": order,
        "orders": [(value, label) for value, (label, _field) in orders.items()],
    }
