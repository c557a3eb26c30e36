"""What everybody reads of an action: as the coordination found it when it made it public."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.core.amounts import write_number
from network.core.multilingual import (
    MultilingualText,
    MultilingualTextField,
    SearchKeyField,
    found_by,
)
from network.members.models import ActivityDomain, Organisation, Territory

from .actions import JointAction
from .audiences import OfActionQuerySet
from .notes import Photo


class ActionPublicationQuerySet(OfActionQuerySet):
    def public(self) -> Self:
        """What everybody may read: all that the public pages know of actions."""
        return self.filter(withdrawn_at=None)

    def matching(self, query: str) -> Self:
        """Those that have every word of the query in their title, aims or outcomes."""
        return self.filter(found_by("search_key", query))

    def with_what_a_list_shows(self) -> Self:
        """With who leads it and `cover`, the number of its first photo, in one query."""
        photos = ActionPublication.photos.through.objects.filter(actionpublication=OuterRef("pk"))
        cover = Subquery(photos.order_by("photo").values("photo")[:1])
        return self.select_related("lead").annotate(cover=cover)


@dataclass(frozen=True)
class PublicPartner:
    """A partner as it was called when the action was made public, and its part."""

    name: MultilingualText
    acronym: str
    part: MultilingualText


@dataclass(frozen=True)
class PublicIndicator:
    """What was counted then: how much is wanted, and the last value."""

    name: MultilingualText
    unit: MultilingualText
    target: Decimal | None
    value: Decimal | None
    measured_on: datetime.date | None

    @property
    def target_in_words(self) -> str:
        return _in_words(self.target)

    @property
    def value_in_words(self) -> str:
        return _in_words(self.value)


class ActionPublication(models.Model):
    """An action's public page.

    It keeps what the action said when it was made public: exactly that was agreed to, and exactly
    that is public. What is written in the action afterwards becomes public by being published
    again, which ends this one. The budget, the people, the tasks and the notes are never in it.

    `facts` holds what is only read and never asked for, in plain values:

        {"partners": [{"name": {…}, "acronym": "", "part": {…}}],
         "indicators": [{"name": {…}, "unit": {…}, "target": "100", "value": "80",
                         "measured_on": "2026-11-01"}],
         "captions": {"12": {…}}}

    where {…} is a text as `MultilingualText.as_json` writes it, and "12" the number of a photo.
    """

    action = models.ForeignKey(JointAction, on_delete=models.CASCADE, related_name="publications")
    state = models.CharField(_("state"), max_length=20, choices=JointAction.State)
    title = MultilingualTextField(_("title"), max_length=200)
    aims = MultilingualTextField(_("aims"), blank=True, multiline=True, max_length=5000)
    results = MultilingualTextField(_("outcomes"), blank=True, multiline=True, max_length=10000)
    starts_on = models.DateField(_("begins on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    domains = models.ManyToManyField(ActivityDomain, blank=True, related_name="+")
    territories = models.ManyToManyField(Territory, blank=True, related_name="+")
    photos = models.ManyToManyField(Photo, blank=True, related_name="publications")
    facts = models.JSONField(default=dict, editable=False)

    published_at = models.DateTimeField(default=timezone.now, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    search_key = SearchKeyField(sources=["title", "aims", "results"])

    objects = ActionPublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("public page of an action")
        verbose_name_plural = _("public pages of actions")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action"],
                condition=Q(withdrawn_at=None),
                name="network_actionpublication_one",
            )
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(withdrawn_at=None),
                name="network_actionpublication_last",
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_public(self) -> bool:
        return self.withdrawn_at is None

    @property
    def partners(self) -> list[PublicPartner]:
        return [
            PublicPartner(_text(row["name"]), row["acronym"], _text(row["part"]))
            for row in self.facts["partners"]
        ]

    @property
    def indicators(self) -> list[PublicIndicator]:
        return [
            PublicIndicator(
                _text(row["name"]),
                _text(row["unit"]),
                Decimal(row["target"]) if row["target"] else None,
                Decimal(row["value"]) if row["value"] else None,
                datetime.date.fromisoformat(row["measured_on"]) if row["measured_on"] else None,
            )
            for row in self.facts["indicators"]
        ]

    def caption_of(self, photo: Photo) -> MultilingualText:
        """What was said to be seen on one of its photos."""
        return _text(self.facts["captions"].get(str(photo.pk), {}))


def _in_words(number: Decimal | None) -> str:
    """As the reader's language writes it; of none, nothing."""
    return "" if number is None else write_number(number)


def _text(data: dict) -> MultilingualText:
    return MultilingualText.from_json(data)
