"""Which actions a list was asked for, by its address."""

import datetime

from django.http import QueryDict
from django.utils import timezone

from network.core.actor import Actor
from network.core.lines import is_number

from ..models import JointAction, JointActionQuerySet

_LONGEST_WORDS = 200


def actions_asked(by: Actor, query: QueryDict) -> JointActionQuerySet:
    """Those that somebody sees; of them those with the words `q`, of `group`, in `state`, and in
    one of the views. Whatever is not valid leaves them whole."""
    rows = JointAction.objects.visible_to(by.user)
    if words := query.get("q", "")[:_LONGEST_WORDS].strip():
        rows = rows.matching(words)
    if is_number(group := query.get("group", "")):
        rows = rows.filter(group=int(group))
    if (state := query.get("state", "")) in JointAction.State.values:
        rows = rows.filter(state=state)
    return _in_view(rows, by, query.get("view", ""))


def _in_view(rows: JointActionQuerySet, by: Actor, view: str) -> JointActionQuerySet:
    if view == "mine":
        return rows.of_person(by.user)
    if view == "organisation" and by.organisation is not None:
        return rows.of_organisations([by.organisation.pk])
    if view == "late":
        return rows.late()
    if view == "quarter":
        first, last = _quarter(timezone.localdate())
        return rows.filter(state__in=JointAction.GOING_ON, ends_on__range=(first, last))
    return rows


def _quarter(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of the three months that a day is in."""
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    after = (first + datetime.timedelta(days=100)).replace(day=1)
    return first, after - datetime.timedelta(days=1)
