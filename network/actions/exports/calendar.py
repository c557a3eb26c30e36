"""The dates that concern somebody, as a calendar that their program fetches."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from network.core.mail.writing import absolute
from network.members.standing import standing_of

from ..doers import KEEPERS
from ..models import JointAction, Milestone, Task

PAST_DAYS = 90
MOST_DATES = 1000
# How often a program is told to come back.
_REFRESH = datetime.timedelta(hours=6)
State = JointAction.State
# What was stopped has no dates; of what is only proposed, nobody has said that they stand.
_AGREED = (State.PLANNED, State.RUNNING, State.DONE)
# Before what is over and done, in any language.
_DONE = "✓ "


@dataclass(frozen=True)
class Date:
    """One day of the calendar. `key` says for ever which it is."""

    key: str
    day: datetime.date
    summary: str
    about: str
    path: str
    is_done: bool


def dates_for(user: Any) -> list[Date]:
    """The days of the tasks that are theirs, or of an organisation that they speak for, and those
    of the actions that they have a part in: their milestones and their ends.

    From ninety days ago on, the earliest first, in the language that is active.
    """
    since = timezone.localdate() - datetime.timedelta(days=PAST_DAYS)
    found = [*_tasks(user, since), *_milestones(user, since), *_ends(user, since)]
    return sorted(found, key=lambda date: (date.day, date.key))[:MOST_DATES]


def version_of(dates: Iterable[Date]) -> str:
    """Stands for what these dates say: weakly, since each answer is stamped with its own time."""
    said = repr((get_language(), list(dates))).encode()
    return f'W/"{sha256(said).hexdigest()[:32]}"'


def as_ics(dates: Iterable[Date]) -> bytes:
    """The dates as a calendar, with an event of the whole day for each."""
    calendar = Calendar()
    site = getattr(settings, "WAGTAIL_SITE_NAME", "")
    name = _("Joint actions")
    calendar.add("prodid", f"-//{site}//network//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{name} – {site}" if site else name)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    stamp = timezone.now().replace(microsecond=0)
    for date in dates:
        calendar.add_component(_event(date, stamp))
    return calendar.to_ical()


def _event(date: Date, stamp: datetime.datetime) -> Event:
    event = Event()
    event.add("uid", f"{date.key}@{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname}")
    # Tasks keep no time of their last change. Stamped now, an event is never taken for older than
    # the one that a program has.
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("dtstart", date.day)
    event.add("dtend", date.day + datetime.timedelta(days=1))
    event.add("summary", f"{_DONE}{date.summary}" if date.is_done else date.summary)
    event.add("description", date.about)
    event.add("url", absolute(date.path))
    # A day by which something is due leaves its person free.
    event.add("transp", "TRANSPARENT")
    return event


def _tasks(user: Any, since: datetime.date) -> Iterator[Date]:
    spoken_for = standing_of(user).ids_with(*KEEPERS)
    rows = (
        Task.objects.visible_to(user)
        .filter(Q(person=user) | Q(organisation__in=spoken_for), due_on__gte=since)
        .exclude(state=Task.State.DROPPED)
        .exclude(action__state=State.STOPPED)
        .select_related("action")
        .only("title", "state", "due_on", "action__title")
    )
    for task in rows.order_by("due_on", "pk")[:MOST_DATES]:
        about = _("Task of the joint action: %(action)s") % {"action": task.action.title}
        path = task.get_absolute_url()
        yield Date(f"task-{task.pk}", task.due_on, str(task.title), about, path, task.is_done)


def _milestones(user: Any, since: datetime.date) -> Iterator[Date]:
    rows = (
        Milestone.objects.visible_to(user)
        .filter(action__in=_theirs(user).values("pk"), due_on__gte=since)
        .select_related("action")
        .only("title", "due_on", "reached_on", "action__title")
    )
    for row in rows.order_by("due_on", "pk")[:MOST_DATES]:
        about = _("Milestone of the joint action: %(action)s") % {"action": row.action.title}
        path = row.action.get_absolute_url()
        is_done = row.reached_on is not None
        yield Date(f"milestone-{row.pk}", row.due_on, str(row.title), about, path, is_done)


def _ends(user: Any, since: datetime.date) -> Iterator[Date]:
    rows = _theirs(user).filter(ends_on__gte=since).only("title", "state", "ends_on")
    for action in rows.order_by("ends_on", "pk")[:MOST_DATES]:
        about = _("The joint action ends")
        path = action.get_absolute_url()
        is_done = action.state == State.DONE
        summary = _("End: %(action)s") % {"action": action.title}
        yield Date(f"end-{action.pk}", action.ends_on, summary, about, path, is_done)


def _theirs(user: Any) -> Any:
    """The actions that they have a part in, by name or by an organisation."""
    seen = JointAction.objects.visible_to(user).filter(state__in=_AGREED)
    part = JointAction.objects.of_person(user) | JointAction.objects.of_organisations(
        standing_of(user).organisation_ids
    )
    return seen.filter(pk__in=part.order_by().values("pk")).order_by()
