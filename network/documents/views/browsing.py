"""What is in a folder, or at the top of a group; and lists of documents in the order asked for."""

from collections import Counter
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from network.core.multilingual import sorted_by
from network.core.views import page_of
from network.members.gate import MemberRequest
from network.members.models import WorkingGroup

from ..forms import SearchHereForm
from ..models import Document, DocumentQuerySet, Folder, FolderQuerySet
from ..rules import can_add_document, theirs_among

# Of the folders that were found by their names, above what was found.
FOLDERS_FOUND = 5


def listing(
    request: MemberRequest, rows: DocumentQuerySet, count: int | None = None
) -> dict[str, Any]:
    """One page of these, in the order that was asked for; `count`, where it is known."""
    orders: dict[str, tuple[str, Any]] = {
        "date": (_("Latest first"), "-updated_at"),
        "name": (_("By name"), sorted_by("title_keys")),
        "size": (_("Largest first"), "-current__size"),
    }
    order = request.GET.get("order", "")
    order = order if order in orders else "date"
    rows = rows.with_what_a_list_shows().order_by(orders[order][1], "-pk")
    return {
        "page": page_of(request, rows, count),
        "order": order,
        "orders": [(value, label) for value, (label, _field) in orders.items()],
    }


def contents(request: MemberRequest, group: WorkingGroup, folder: Folder | None) -> dict[str, Any]:
    """The folders in here and a page of the documents; or, of words that are looked for, what has
    them in here, however deep."""
    form = SearchHereForm(request.GET)
    words = form.asked.get("q", "")
    folders = Folder.objects.visible_to(request.user).filter(group=group)
    documents = Document.objects.visible_to(request.user).filter(group=group)
    if words:
        inner = folders.below(folder).exclude(pk=folder.pk) if folder else folders
        if folder:
            documents = documents.filter(folder__path__startswith=folder.path)
        shown = folders_found(inner, words)
        listed = listing(request, documents.matching(words))
    else:
        inside = _counts_below(documents, folder)
        listed = listing(request, documents.filter(folder=folder), inside[""])
        is_first = listed["page"].number == 1
        shown = _folders_in(folders, folder, inside) if is_first else []
    may_add = can_add_document(request.actor, group)
    return {
        **listed,
        "search": form,
        "words": words,
        "folders": shown,
        "may_add": may_add,
        # Which of them one may choose, to move or remove several at once.
        "own_folders": theirs_among(request.actor, group, shown) if may_add else set(),
        "own_documents": (
            theirs_among(request.actor, group, list(listed["page"])) if may_add else set()
        ),
    }


def folders_found(rows: FolderQuerySet, words: str) -> list[Folder]:
    """The first of these folders that have the words in their name."""
    found = rows.matching(words).with_what_a_list_shows().in_order()
    return list(found[:FOLDERS_FOUND])


def _folders_in(
    folders: FolderQuerySet, folder: Folder | None, inside: Counter[str]
) -> list[Folder]:
    """Those right in it, each with how many documents one sees in it, however deep."""
    rows = list(folders.filter(parent=folder).with_what_a_list_shows().in_order())
    for row in rows:
        row.document_count = inside[str(row.pk)]  # type: ignore[attr-defined]
    return rows


def _counts_below(documents: DocumentQuerySet, folder: Folder | None) -> Counter[str]:
    """How many of these are in each folder right in here, by its number; in none, by "": in one
    query."""
    start = "/"
    if folder:
        start, documents = folder.path, documents.filter(folder__path__startswith=folder.path)
    counts: Counter[str] = Counter()
    for path, count in documents.order_by().values_list("folder__path").annotate(Count("pk")):
        counts[(path or start)[len(start) :].partition("/")[0]] += count
    return counts
