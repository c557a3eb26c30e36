"""What is found for somebody, by what it is: of each kind how many, and which.

Counts too are of what one sees: that a word stands somewhere else is nobody's to learn here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Count, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from network.actions.models import JointAction, Task
from network.documents.models import Document
from network.members.models import Organisation, Profile, WorkingGroup
from network.text import normalise

# Of each kind beside the others.
SHOWN = 5


@dataclass
class Found:
    """What was found of one kind."""

    KINDS: ClassVar = {
        "documents": (_("Documents"), "document"),
        "actions": (_("Joint actions"), "flag"),
        "tasks": (_("Tasks"), "task"),
        "people": (_("People"), "person"),
        "organisations": (_("Organisations"), "building"),
        "groups": (_("Working groups"), "people"),
    }

    kind: str
    rows: QuerySet
    count: int

    @property
    def label(self) -> str:
        return str(self.KINDS[self.kind][0])

    @property
    def icon(self) -> str:
        return self.KINDS[self.kind][1]

    @cached_property
    def first(self) -> list[Any]:
        return list(self.rows[:SHOWN])

    @property
    def has_more(self) -> bool:
        return self.count > SHOWN


def words_of(query: str) -> list[str]:
    """What is looked for. One letter alone is no word: it would find nearly everything."""
    words = normalise(query).split()
    return words if any(len(word) > 1 for word in words) else []


def find(user: Any, query: str, kinds: Iterable[str] = tuple(Found.KINDS)) -> list[Found]:
    """What the user sees that has every word of the query, of each of these kinds."""
    if not words_of(query):
        return []
    rows = {kind: _rows(kind, user, query) for kind in kinds}
    counts = _counts(rows)
    return [Found(kind, found, counts[kind]) for kind, found in rows.items()]


def _counts(rows: Mapping[str, QuerySet]) -> dict[str, int]:
    """How many rows there are of each kind: in one query for all of them."""
    first, *others = [
        found.order_by()
        .annotate(of_kind=Value(kind))
        .values("of_kind")
        .annotate(found=Count("pk"))
        .values_list("of_kind", "found")
        for kind, found in rows.items()
    ]
    return dict(first.union(*others, all=True))


def _rows(kind: str, user: Any, query: str) -> QuerySet:
    match kind:
        case "documents":
            return Document.objects.visible_to(user).matching(query).with_what_a_line_shows()
        case "actions":
            actions = JointAction.objects.visible_to(user).matching(query)
            return actions.with_what_a_list_shows().in_order()
        case "tasks":
            return Task.objects.visible_to(user).matching(query).with_what_a_list_shows().by_date()
        case "people":
            people = Profile.objects.visible_to(user).matching(query)
            return people.select_related("user").in_order()
        case "organisations":
            return Organisation.objects.visible_to(user).matching(query).in_order()
        case _:
            return WorkingGroup.objects.visible_to(user).matching(query).in_order()
