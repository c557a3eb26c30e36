"""The timeline: a year of actions, each with where its bar is drawn, in hundredths of the year.

Every month takes as much room as the others, so that a line of twelve names stands over the bars.
"""

import datetime
import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format

from .models import JointAction, JointActionQuerySet, Milestone

MONTHS = 12
# Narrower, nobody sees it.
NARROWEST = 0.7
_WRITTEN = re.compile(r"([12]\d{3})-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True)
class Month:
    name: str
    number: int


@dataclass(frozen=True)
class Year:
    """Twelve months from the beginning of a quarter on."""

    first: datetime.date

    @classmethod
    def asked(cls, text: str) -> Self:
        """As an address says it, `2026-04`; this calendar year where it says nothing of use."""
        if (found := _WRITTEN.fullmatch(text)) and int(found[1]) >= 1900:
            return cls(quarter_of(datetime.date(int(found[1]), int(found[2]), 1))[0])
        return cls.current()

    @classmethod
    def current(cls) -> Self:
        return cls(timezone.localdate().replace(month=1, day=1))

    @property
    def last(self) -> datetime.date:
        return _months_on(self.first, MONTHS) - datetime.timedelta(days=1)

    @property
    def code(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def before(self) -> str:
        """The code of the one that begins a quarter earlier."""
        return Year(_months_on(self.first, -3)).code

    @property
    def after(self) -> str:
        return Year(_months_on(self.first, 3)).code

    @property
    def months(self) -> list[Month]:
        days = [_months_on(self.first, number) for number in range(MONTHS)]
        return [Month(date_format(day, "N"), day.month) for day in days]

    def place(self, day: datetime.date) -> float:
        """Where that day begins, in hundredths; what is outside is at the edge."""
        if day < self.first:
            return 0
        if day > self.last:
            return 100
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        return (months + (day.day - 1) / monthrange(day.year, day.month)[1]) * 100 / MONTHS


@dataclass(frozen=True)
class Part:
    """A part of a row, as SVG has it; `is_open` where one of its days was not said."""

    x: str
    width: str
    is_open: bool = False


@dataclass(frozen=True)
class Mark:
    """A milestone, and where it stands."""

    milestone: Milestone
    x: str
    is_late: bool


@dataclass(frozen=True)
class Row:
    """An action: the bar of its days, what it is late, and its milestones."""

    action: JointAction
    bar: Part | None
    late: Part | None
    marks: list[Mark]


def in_year(rows: JointActionQuerySet, year: Year) -> JointActionQuerySet:
    """Those of these actions that have something in it, in the order of their beginning."""
    today = timezone.localdate()
    ends = Q(ends_on=None) | Q(ends_on__gte=year.first)
    if today >= year.first:
        # What is late goes on until today.
        ends |= Q(state__in=JointAction.GOING_ON, ends_on__lt=today)
    begins = Q(starts_on=None) | Q(starts_on__lte=year.last)
    return (
        rows.filter(begins, ends)
        .exclude(starts_on=None, ends_on=None)
        .order_by(Coalesce("starts_on", "ends_on"), "pk")
    )


def rows_of(actions: Sequence[JointAction], year: Year, user: Any) -> list[Row]:
    """What to draw of each: one query for the milestones of all."""
    marks = _marks(actions, year, user)
    return [
        Row(action, _bar(action, year), _late_part(action, year), marks[action.pk])
        for action in actions
    ]


def today_in(year: Year) -> str:
    """Where today is; empty where it is in another year."""
    today = timezone.localdate()
    return _percent(year.place(today)) if year.first <= today <= year.last else ""


def _bar(action: JointAction, year: Year) -> Part | None:
    first, last = action.starts_on or year.first, action.ends_on or year.last
    if last < year.first or first > year.last:
        return None
    # After the last day that a calendar knows there is none.
    last = min(last, year.last)
    return _part(year, first, last, is_open=not (action.starts_on and action.ends_on))


def _late_part(action: JointAction, year: Year) -> Part | None:
    since, today = action.late_since, timezone.localdate()
    if since is None or today < year.first or since >= year.last:
        return None
    return _part(year, since + datetime.timedelta(days=1), today)


def _part(year: Year, first: datetime.date, last: datetime.date, is_open: bool = False) -> Part:
    start = year.place(first)
    width = max(year.place(last + datetime.timedelta(days=1)) - start, NARROWEST)
    # Of the last day of the year, too, something is to be seen.
    start = min(start, 100 - NARROWEST)
    return Part(_percent(start), _percent(width), is_open)


def _marks(actions: Sequence[JointAction], year: Year, user: Any) -> dict[int, list[Mark]]:
    goes_on = {action.pk: action.state in JointAction.GOING_ON for action in actions}
    milestones = (
        Milestone.objects.visible_to(user)
        .filter(action__in=list(goes_on), due_on__range=(year.first, year.last))
        .only("action", "title", "due_on", "reached_on")
    )
    marks = defaultdict(list)
    for milestone in milestones:
        pk = milestone.action_id
        is_late = goes_on[pk] and milestone.late_since is not None
        marks[pk].append(Mark(milestone, _percent(year.place(milestone.due_on)), is_late))
    return marks


def quarter_of(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of the calendar quarter that a day is in."""
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return first, _months_on(first, 3) - datetime.timedelta(days=1)


def _months_on(first: datetime.date, months: int) -> datetime.date:
    years, month = divmod(first.month - 1 + months, 12)
    return first.replace(year=first.year + years, month=month + 1)


def _percent(value: float) -> str:
    """As SVG reads it, whatever the reader's language."""
    return f"{value:.2f}%"
