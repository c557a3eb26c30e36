"""Joint actions: what several organisations of a working group do together."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.core.multilingual import (
    MultilingualTextField,
    SearchKeyField,
    SortKeysField,
    found_by,
    sorted_by,
)
from network.documents.models import Document, Folder
from network.members.models import ActivityDomain, Organisation, Territory, WorkingGroup

from .audiences import OfActionQuerySet, seen_by

_COLUMNS_OF_A_LIST = (
    *("title", "state", "state_since", "starts_on", "ends_on", "updated_at"),
    *("group__name", "lead__name", "lead__status"),
)


class JointActionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the working groups that somebody sees."""
        return self.filter(seen_by(user, ""))

    def matching(self, query: str) -> Self:
        """Those that have every word of the query in their title or aims."""
        return self.filter(found_by("search_key", query))

    def of_person(self, user: Any) -> Self:
        """Those in which somebody has a part by name: as a contact, by a task, or as who proposed
        it."""
        # A list at a time: in a join of several, each row of one would count once for each of all
        # the others.
        model: Any = self.model
        tasks = model.tasks.rel.related_model.objects.filter(person=user.pk)
        # The site's user model may be of any name.
        contacts: Any = model._meta.get_field("contacts")
        named = contacts.remote_field.through.objects.filter(
            **{contacts.m2m_reverse_field_name(): user.pk}
        )
        return self.filter(
            Q(author=user.pk)
            | Q(pk__in=tasks.order_by().values("action"))
            | Q(pk__in=named.values(contacts.m2m_field_name()))
        )

    def of_organisations(self, pks: Any) -> Self:
        """Those that one of these organisations leads, or is a partner in."""
        partners = Partner.objects.filter(organisation__in=pks).order_by().values("action")
        return self.filter(Q(lead__in=pks) | Q(pk__in=partners))

    def late(self, day: datetime.date | None = None) -> Self:
        """Those that were to have ended before that day (today), and go on."""
        return self.filter(state__in=JointAction.GOING_ON, ends_on__lt=day or timezone.localdate())

    def in_order(self) -> Self:
        """By title, in the reader's language."""
        return self.order_by(sorted_by("title_keys"), "pk")

    def with_what_a_list_shows(self) -> Self:
        """With whose it is, in one query; and of all that only what a list shows."""
        return self.select_related("group", "lead").only(*_COLUMNS_OF_A_LIST)

    def with_what_a_page_shows(self) -> Self:
        """With whose it is and who proposed it, in one query."""
        return self.select_related("group", "lead", "folder", "author__network_profile")


class JointAction(models.Model):
    """Something that organisations of a working group do together.

    `lead` is who answers for it, `partners` who do it with them. It is proposed, taken on by the
    group, carried out, and done once its outcomes are written down; or stopped, for a reason that
    the group knows and nobody else.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("state of an action", "Proposed")
        PLANNED = "planned", pgettext_lazy("state of an action", "Planned")
        RUNNING = "running", pgettext_lazy("state of an action", "Running")
        DONE = "done", pgettext_lazy("state of an action", "Done")
        STOPPED = "stopped", pgettext_lazy("state of an action", "Stopped")

    # Of these, something is still to be done.
    OPEN = (State.PROPOSED, State.PLANNED, State.RUNNING)
    # Of these it was said that they would be done by their end.
    GOING_ON = (State.PLANNED, State.RUNNING)

    group = models.ForeignKey(
        WorkingGroup,
        verbose_name=_("working group"),
        on_delete=models.PROTECT,
        related_name="actions",
    )
    title = MultilingualTextField(_("title"), max_length=200)
    aims = MultilingualTextField(_("aims"), blank=True, multiline=True, max_length=5000)
    description = MultilingualTextField(
        _("description"), blank=True, multiline=True, max_length=20000
    )
    lead = models.ForeignKey(
        Organisation,
        verbose_name=_("lead organisation"),
        on_delete=models.PROTECT,
        related_name="led_actions",
    )
    contacts = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("contact people"), blank=True, related_name="+"
    )
    domains = models.ManyToManyField(
        ActivityDomain, verbose_name=_("activity domains"), blank=True, related_name="actions"
    )
    territories = models.ManyToManyField(
        Territory, verbose_name=_("territories"), blank=True, related_name="actions"
    )
    starts_on = models.DateField(_("begins on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    state = models.CharField(
        _("state"), max_length=20, choices=State, default=State.PROPOSED, editable=False
    )
    state_since = models.DateTimeField(default=timezone.now, editable=False)
    # Why it was stopped; of an action that goes on again, nothing.
    stop_reason = models.CharField(
        _("reason for stopping"), max_length=1000, blank=True, editable=False
    )
    # What came of it: written down when it is done.
    results = MultilingualTextField(_("outcomes"), blank=True, multiline=True, max_length=10000)

    # Where its own papers are, once it has any; and what of the library belongs to it.
    folder = models.ForeignKey(
        Folder,
        verbose_name=_("folder"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="actions",
    )
    documents = models.ManyToManyField(
        Document, verbose_name=_("documents"), blank=True, related_name="actions"
    )

    # Who proposed it; for which organisation, the history says.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    # What lists are sorted and searched by.
    title_keys = SortKeysField(source="title")
    search_key = SearchKeyField(sources=["title", "aims"])

    objects = JointActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("joint action")
        verbose_name_plural = _("joint actions")
        ordering = ["-updated_at", "-pk"]
        # For the first page of a list, and of a column of the board, however long it is.
        indexes = [
            models.Index(fields=["group", "-updated_at", "-id"], name="network_action_of_group"),
            models.Index(fields=["-updated_at", "-id"], name="network_action_latest"),
            models.Index(fields=["state", "ends_on"], name="network_action_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="network_action_period",
                violation_error_message=_("It ends before it begins."),
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("network:action", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done: tasks are added to it, and moved."""
        return self.state in self.OPEN

    @property
    def late_since(self) -> datetime.date | None:
        """The day by which it was to be done, where that is over and it is not."""
        is_late = (
            self.state in self.GOING_ON
            and self.ends_on is not None
            and self.ends_on < timezone.localdate()
        )
        return self.ends_on if is_late else None


class Partner(models.Model):
    """An organisation that does an action with the one that leads it, and its part in that."""

    action = models.ForeignKey(JointAction, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="partnerships",
    )
    part = MultilingualTextField(_("part in the action"), blank=True, max_length=500)

    objects = OfActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "organisation"],
                name="network_partner_once",
                violation_error_message=_("This organisation is a partner already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)
