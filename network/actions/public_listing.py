"""The public actions that a reader chooses, and how many of them there are where."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page as PageOfRows
from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from network.core.lines import one_line
from network.core.views import page_of
from network.members.models import ActivityDomain, Territory

from .models import ActionPublication, ActionPublicationQuerySet, JointAction

LONGEST_QUERY = 200


@dataclass(frozen=True)
class Place:
    """A territory, and how many of the actions that the other filters leave are there."""

    code: str
    name: str
    count: int
    is_chosen: bool


class Listing:
    """The public actions that a reader chooses. Nothing is read before it is shown; a filter that
    names nothing known is no filter."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def q(self) -> str:
        return one_line(self.request.GET.get("q", "")[:LONGEST_QUERY])

    # Each filter offers what something public is of.

    @cached_property
    def states(self) -> list[tuple[str, str]]:
        rows = ActionPublication.objects.public().order_by()
        used = set(rows.values_list("state", flat=True).distinct())
        return [(code, str(label)) for code, label in JointAction.State.choices if code in used]

    @cached_property
    def domains(self) -> list[tuple[str, str]]:
        used = ActionPublication.objects.public().order_by().values("domains")
        return [(row.code, str(row)) for row in ActivityDomain.objects.filter(pk__in=used)]

    @cached_property
    def territories(self) -> list[tuple[str, str]]:
        """By code: one that changed has a row for each of its periods, of which the last counts."""
        used = ActionPublication.objects.public().order_by().values("territories")
        names: dict[str, str] = {}
        for row in Territory.objects.filter(pk__in=used):
            if row.code not in names or row.valid_to is None:
                names[row.code] = str(row.name)
        return list(names.items())

    @cached_property
    def years(self) -> list[tuple[str, str]]:
        """From the first one to the last, the latest first."""
        ends = Min(_first_day()), Max(_last_day())
        found = ActionPublication.objects.public().order_by().aggregate(first=ends[0], last=ends[1])
        if found["first"] is None:
            return []
        numbers = range(found["last"].year, found["first"].year - 1, -1)
        return [(str(number), str(number)) for number in numbers]

    @cached_property
    def chosen(self) -> dict[str, str]:
        """What was chosen from the lists, by name; empty where nothing was."""
        choices = {
            "state": self.states,
            "domain": self.domains,
            "territory": self.territories,
            "year": self.years,
        }
        asked = {name: self.request.GET.get(name, "") for name in choices}
        return {
            name: asked[name] if asked[name] in dict(known) else ""
            for name, known in choices.items()
        }

    @property
    def is_filtered(self) -> bool:
        return bool(self.q or any(self.chosen.values()))

    @cached_property
    def page(self) -> PageOfRows:
        """The page of the list that the reader is on, the newest first."""
        rows = self._rows()
        if code := self.chosen["territory"]:
            there = ActionPublication.objects.filter(territories__code=code).order_by()
            rows = rows.filter(pk__in=there.values("pk"))
        return page_of(self.request, rows.with_what_a_list_shows())

    @cached_property
    def places(self) -> list[Place]:
        """The territories in their order; those where the other filters leave none have a 0."""
        counted = self._rows().order_by().values_list("territories__code")
        counts = dict(counted.annotate(total=Count("pk", distinct=True)))
        chosen = self.chosen["territory"]
        return [
            Place(code, name, counts.get(code, 0), code == chosen)
            for code, name in self.territories
        ]

    def _rows(self) -> ActionPublicationQuerySet:
        """What is left by all filters but that of territories."""
        rows = ActionPublication.objects.public()
        if self.q:
            rows = rows.matching(self.q)
        if state := self.chosen["state"]:
            rows = rows.filter(state=state)
        if domain := self.chosen["domain"]:
            rows = rows.filter(domains__code=domain)
        if year := self.chosen["year"]:
            rows = rows.filter(_in_year(int(year)))
        return rows.order_by("-published_at", "-pk")


def _first_day() -> Coalesce:
    return Coalesce("starts_on", "ends_on")


def _last_day() -> Coalesce:
    return Coalesce("ends_on", "starts_on")


def _in_year(year: int) -> Q:
    """Of an action with one day alone, in that day's year; of one without any, in none."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    begins = Q(starts_on__lte=last) | Q(starts_on=None, ends_on__lte=last)
    ends = Q(ends_on__gte=first) | Q(ends_on=None, starts_on__gte=first)
    return begins & ends
