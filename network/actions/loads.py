"""How much is on whom: the open tasks of each organisation, counted."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from network.members.models import Organisation

from .models import JointAction, Task, TaskQuerySet

# How soon a date is near.
SOON_DAYS = 30


@dataclass(frozen=True)
class Load:
    """An organisation, and what it has to do."""

    organisation: Organisation
    open: int
    late: int
    soon: int
    unassigned: int


def which(name: str) -> Q | None:
    """The open tasks that are `late`, due `soon`, or nobody's (`unassigned`); None for a word that
    says nothing."""
    today = timezone.localdate()
    match name:
        case "late":
            return Q(due_on__lt=today)
        case "soon":
            last = today + datetime.timedelta(days=SOON_DAYS)
            return Q(due_on__gte=today, due_on__lte=last)
        case "unassigned":
            return Q(person=None)
    return None


def open_tasks(user: Any) -> TaskQuerySet:
    """All that somebody sees and that are still to be done, to be counted.

    By a list of the actions, and not by a join: that would read a long row of an action for each
    of its tasks.
    """
    actions = JointAction.objects.visible_to(user).filter(state__in=JointAction.OPEN)
    pks = actions.order_by().values("pk")
    return Task.objects.filter(action__in=pks, state__in=Task.OPEN).order_by()


def counted(user: Any) -> list[dict[str, Any]]:
    """A row for each organisation that has an open task which somebody sees, the most first."""
    counts = {name: Count("pk", filter=which(name)) for name in ("late", "soon", "unassigned")}
    rows = open_tasks(user).values("organisation").annotate(open=Count("pk"), **counts)
    # A few numbers each: to count them for the pages would cost as much again.
    return list(rows.order_by("-open", "organisation"))


def loads(rows: Iterable[dict[str, Any]]) -> list[Load]:
    """These rows of `counted` with the organisations, which are in sight as their tasks are: one
    that is no member any more has them still."""
    rows = list(rows)
    pks = [row["organisation"] for row in rows]
    found = Organisation.objects.only("name", "status").in_bulk(pks)
    return [Load(**(row | {"organisation": found[row["organisation"]]})) for row in rows]
