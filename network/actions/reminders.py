"""Reminders of tasks, before and after their day: one mail a day at most for each person.

Who is reminded is the task's person, as long as they can do it; else those who represent or manage
its organisation. What is in the mail is looked up when it leaves: what was done meanwhile is not.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.core import links
from network.core.mail.kinds import Frequency, MailKind, register
from network.core.mail.models import Mail
from network.core.mail.outbox import post
from network.core.mail.preferences import frequencies
from network.core.mail.writing import absolute
from network.members.models import Membership, WorkingGroup
from network.members.standing import people_in, standing_of

from .doers import KEEPERS
from .models import Task, TaskQuerySet
from .operations import links_for

# So many days before a task's day; and after it, then each week, for as long as two years.
BEFORE = (7, 1, 0)
AFTER = (1, *range(7, 2 * 365, 7))
# What one mail names.
MOST = 30
PEOPLE_AT_A_TIME = 500


@dataclass(frozen=True)
class Due:
    """A task in a mail: its page, and the address that says that it is done."""

    task: Task
    url: str
    done_url: str

    @property
    def when(self) -> str:
        return when(self.task)


@dataclass(frozen=True)
class Reminder:
    """What one person is reminded of: `tasks`, whose day it is; of others, how many are late."""

    user: Any
    tasks: list[Task]
    late_count: int

    @property
    def count(self) -> int:
        return len(self.tasks)

    @property
    def first(self) -> Task:
        return self.tasks[0]

    @property
    def first_when(self) -> str:
        return when(self.first)

    @cached_property
    def items(self) -> list[Due]:
        """For the mail itself: the mail of the day has a line of it, and makes no links."""
        found = links_for(self.user, self.tasks)
        return [_due(task, links.token_of(found[task.pk].link)) for task in self.tasks]


def _due(task: Task, token: str) -> Due:
    done_url = absolute(reverse("network:task-done", args=[token]))
    return Due(task, absolute(task.get_absolute_url()), done_url)


def when(task: Task) -> str:
    """By when it is to be done, as one says it today."""
    if task.due_on is None:
        return ""
    days = (task.due_on - timezone.localdate()).days
    if days == 0:
        return _("due today")
    if days == 1:
        return _("due tomorrow")
    words = _("due on %(day)s") if days > 0 else _("late since %(day)s")
    return words % {"day": date_format(task.due_on, "DATE_FORMAT")}


def _what_is_due(mail: Mail) -> Reminder | None:
    """What the day of the mail reminds its recipient of, as far as it is still to be done."""
    day = datetime.date.fromisoformat(mail.context["day"])
    theirs = tasks_of(mail.recipient)
    tasks = list(theirs.filter(due_on__in=due_days(day)).with_what_a_list_shows().by_date()[:MOST])
    if not tasks:
        return None
    others = theirs.late().exclude(pk__in=[task.pk for task in tasks])
    return Reminder(mail.recipient, tasks, others.count())


def _their_tasks(mail: Mail, reminder: Reminder) -> dict[str, Any]:
    return {"url": absolute(reverse("network:tasks"))}


TASK_DUE = register(
    MailKind(
        name="network.task.due",
        label=gettext_lazy("Reminders of your tasks"),
        template="actions/task_due",
        find=_what_is_due,
        context=_their_tasks,
        group=gettext_lazy("Joint actions"),
    )
)


def due_days(day: datetime.date) -> list[datetime.date]:
    """Of tasks with one of these dates people are reminded on that day."""
    ahead = [day + datetime.timedelta(days) for days in BEFORE]
    return ahead + [day - datetime.timedelta(days) for days in AFTER]


def tasks_of(user: Any) -> TaskQuerySet:
    """What somebody is to be reminded of, on whichever day."""
    led = standing_of(user).ids_with(*KEEPERS)
    own = Q(_is_attended(), person=user.pk)
    return _tasks(Task.objects.visible_to(user)).filter(
        own | Q(~_is_attended(), organisation__in=led)
    )


def remind(*, only_daily: bool = False) -> int:
    """Put today's reminder into the outbox, for each person whom some task gives an occasion; for
    whom it is there already, not again. Returns how many mails wait for it now.

    `only_daily`: for those alone who get it in the mail of the day.
    """
    day = timezone.localdate()
    tasks = _tasks(Task.objects.all()).filter(due_on__in=due_days(day))
    persons = tasks.filter(_is_attended()).order_by().values("person")
    unattended = tasks.filter(~_is_attended()).order_by().values("organisation")
    leading = Membership.objects.current().filter(role__in=KEEPERS, organisation__in=unattended)
    users = get_user_model()._default_manager.filter(is_active=True)
    found = users.filter(Q(pk__in=persons) | Q(pk__in=leading.order_by().values("user")))
    pks = list(found.order_by("pk").values_list("pk", flat=True))
    # So that no statement grows with the network.
    batches = (
        pks[start : start + PEOPLE_AT_A_TIME] for start in range(0, len(pks), PEOPLE_AT_A_TIME)
    )
    return sum(_post(users.filter(pk__in=batch), day, only_daily=only_daily) for batch in batches)


def _post(people: Iterable[Any], day: datetime.date, *, only_daily: bool) -> int:
    people = list(people)
    wanted = frequencies(people, TASK_DUE)
    if only_daily:
        people = [person for person in people if wanted[person.pk] == Frequency.DAILY]
    context = {"day": day.isoformat()}
    return post(TASK_DUE, people, None, key=day.isoformat(), context=context, wanted=wanted)


def _tasks(rows: TaskQuerySet) -> TaskQuerySet:
    """Those that can still be done: in a group that is closed nothing is."""
    return rows.open().filter(action__group__closed_at=None)


def _is_attended() -> Q:
    """Whether the task's person can do it: by a mandate of its organisation, or as one who is in
    the group by name."""
    mandates = Membership.objects.current().filter(
        user=OuterRef("person"), organisation=OuterRef("organisation"), user__is_active=True
    )
    groups = WorkingGroup.objects.filter(pk=OuterRef("action__group"))
    is_named = Q(Exists(groups.filter(guests=OuterRef("person")))) | Q(
        Exists(groups.filter(facilitators=OuterRef("person")))
    )
    return Q(Exists(mandates)) | (Q(person__in=people_in()) & is_named)
