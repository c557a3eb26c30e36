"""Who took copies of documents: read from their history."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Max, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from network.core import audit
from network.core.audit import AuditEntry
from network.members.models import Profile, WorkingGroup

from .models import Document
from .operations import DOWNLOADED


@dataclass(frozen=True)
class Copies:
    """How often one person, for one organisation, took one version: `entry` is the last time."""

    entry: AuditEntry
    number: int
    times: int


@dataclass(frozen=True)
class Copy:
    """One time that somebody took a copy of a document."""

    entry: AuditEntry
    number: int
    document: Document


def copies_of(document: Document) -> QuerySet:
    """Of each person, version and organisation the number of the last entry, and how many there
    are; the latest first."""
    return (
        audit.history(document)
        .filter(action=DOWNLOADED)
        .order_by()
        .annotate(version=KT("data__number"), for_whom=KT("data__organisation__id"))
        .values("user", "version", "for_whom")
        .annotate(times=Count("pk"), last=Max("pk"))
        .order_by("-last")
    )


def as_copies(rows: list[dict[str, int]]) -> list[Copies]:
    """Those of one page, with who it was."""
    entries = AuditEntry.objects.select_related("user__network_profile").in_bulk(
        [row["last"] for row in rows]
    )
    return [
        Copies(entries[row["last"]], entries[row["last"]].data["number"], row["times"])
        for row in rows
    ]


def copies_in(group: WorkingGroup, user: Any, query: str = "") -> QuerySet[AuditEntry]:
    """Every time that a copy was taken of what somebody sees of a group's documents, the latest
    first; only by people whose name has these words."""
    seen = Document.objects.visible_to(user).filter(group=group).order_by()
    numbers = seen.annotate(number=Cast("pk", CharField(max_length=255))).values("number")
    rows = AuditEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Document),
        object_id__in=numbers,
        action=DOWNLOADED,
    )
    if query:
        people = Profile.objects.visible_to(user).matching(query)
        rows = rows.filter(user__in=people.order_by().values("user"))
    return rows.select_related("user__network_profile").order_by("-timestamp", "-pk")


def as_single_copies(user: Any, entries: Iterable[AuditEntry]) -> list[Copy]:
    """These, with the documents they are about."""
    rows = list(entries)
    documents = Document.objects.visible_to(user).in_bulk({int(row.object_id) for row in rows})
    return [
        Copy(row, row.data["number"], documents[int(row.object_id)])
        for row in rows
        if int(row.object_id) in documents
    ]
