"""What is to be done in an action: milestones, tasks, and the steps of a task."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.core.multilingual import MultilingualTextField, SearchKeyField, found_by
from network.core.people import name_columns
from network.members.models import Organisation

from .actions import JointAction
from .audiences import OfActionQuerySet, seen_by


class Milestone(models.Model):
    """A day by which something is reached."""

    action = models.ForeignKey(JointAction, on_delete=models.CASCADE, related_name="milestones")
    title = MultilingualTextField(_("title"), max_length=200)
    due_on = models.DateField(_("due on"))
    reached_on = models.DateField(_("reached on"), null=True, blank=True)

    objects = OfActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def late_since(self) -> datetime.date | None:
        """The day by which it was to be reached, where that is over and it was not."""
        is_late = self.reached_on is None and self.due_on < timezone.localdate()
        return self.due_on if is_late else None


_COLUMNS_OF_A_LIST = (
    *("action", "milestone", "title", "state", "due_on", "organisation", "person", "waits_for"),
    *("action__title", "action__group", "action__state", "action__lead"),
    *("organisation__name", "organisation__status"),
    *("waits_for__title", "waits_for__state"),
)


class TaskQuerySet(OfActionQuerySet):
    def open(self) -> Self:
        """Those that are still to be done, of actions that go on."""
        return self.filter(state__in=Task.OPEN, action__state__in=JointAction.OPEN)

    def late(self, day: datetime.date | None = None) -> Self:
        """Those that were to be done before that day (today)."""
        return self.open().filter(due_on__lt=day or timezone.localdate())

    def matching(self, query: str) -> Self:
        """Those that have every word of the query in their title."""
        return self.filter(found_by("search_key", query))

    def by_date(self) -> Self:
        """Those with a date first, the earliest first."""
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")

    def with_what_a_list_shows(self) -> Self:
        """With whose it is, what it is of and waits for, in one query; and of all that only what a
        list shows."""
        rows = self.select_related("action", "organisation", "person__network_profile", "waits_for")
        return rows.only(*_COLUMNS_OF_A_LIST, *name_columns("person__"))

    def with_what_a_page_shows(self) -> Self:
        """With all that its own page says of it."""
        return self.select_related(
            "action__group",
            "action__lead",
            "milestone",
            "organisation",
            "person__network_profile",
            "moved_by__network_profile",
            "waits_for",
        )


class Task(models.Model):
    """Something that one organisation does for an action, perhaps by one of its people.

    It may wait for another task of the same action, never in a circle.
    """

    class State(models.TextChoices):
        TODO = "todo", pgettext_lazy("state of a task", "To do")
        DOING = "doing", pgettext_lazy("state of a task", "In progress")
        DONE = "done", pgettext_lazy("state of a task", "Done")
        DROPPED = "dropped", pgettext_lazy("state of a task", "Dropped")

    OPEN = (State.TODO, State.DOING)

    action = models.ForeignKey(JointAction, on_delete=models.CASCADE, related_name="tasks")
    milestone = models.ForeignKey(
        Milestone,
        verbose_name=_("milestone"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="tasks",
    )
    title = MultilingualTextField(_("title"), max_length=200)
    description = MultilingualTextField(
        _("description"), blank=True, multiline=True, max_length=5000
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="tasks",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    waits_for = models.ForeignKey(
        "self",
        verbose_name=_("waits for"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="waiting",
    )
    state = models.CharField(
        _("state"), max_length=20, choices=State, default=State.TODO, editable=False
    )
    # Who last moved it and when: of two who move it at once, the second is told of the first.
    moved_at = models.DateTimeField(default=timezone.now, editable=False)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    search_key = SearchKeyField(sources=["title"])

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["action", "state", "due_on"], name="network_task_of_action"),
            models.Index(
                fields=["organisation", "due_on"],
                condition=Q(state__in=["todo", "doing"]),
                name="network_task_of_organisation",
            ),
            models.Index(
                fields=["person", "due_on"],
                condition=Q(state__in=["todo", "doing"]),
                name="network_task_of_person",
            ),
            # For who is reminded.
            models.Index(
                fields=["due_on"],
                condition=Q(state__in=["todo", "doing"]),
                name="network_task_due",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("network:task", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def late_since(self) -> datetime.date | None:
        """The day by which it was to be done, where that is over and it is not."""
        is_late = (
            self.is_open
            and self.action.is_open
            and self.due_on is not None
            and self.due_on < timezone.localdate()
        )
        return self.due_on if is_late else None

    @property
    def is_waiting(self) -> bool:
        """Whether another one is to be done before it."""
        return self.waits_for is not None and self.waits_for.is_open

    @property
    def is_orphaned(self) -> bool:
        """Whether nobody can do it: its organisation is no active member any more."""
        return self.is_open and not self.organisation.is_active


class StepQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the actions that somebody sees."""
        return self.filter(seen_by(user, "task__action__"))


class Step(models.Model):
    """One thing of several that make a task: a line to tick off."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="steps")
    text = models.CharField(_("step"), max_length=300)
    done_at = models.DateTimeField(null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
