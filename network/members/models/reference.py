"""Reference data of the network: the territories it covers and the domains it works in."""

import datetime
from typing import Any, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.core.multilingual import MultilingualTextField


class ReferenceQuerySet(models.QuerySet):
    """Rows that are public, like the facts they hold."""

    def visible_to(self, user: Any) -> Self:
        """The rows this user may see: all of them, whoever asks."""
        return self.all()


class TerritoryQuerySet(ReferenceQuerySet):
    def valid_on(self, date: datetime.date) -> Self:
        """The territories as they stood on that day; both ends of a period count."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=date),
            Q(valid_to__isnull=True) | Q(valid_to__gte=date),
        )


class Territory(models.Model):
    """A region, or a prefecture or province in it, over one period.

    A row says: from `valid_from` to `valid_to`, both included, this territory bore this name and
    belonged to `parent`. A missing date leaves that end open. So the dates of the rows below a
    region are its perimeter through time, and a figure can be measured on the perimeter of its
    day: `region.parts.valid_on(day)`. A territory that moves to another region, or whose name
    changes, gets a second row with the same code, and the first one its end.

    A region whose perimeter changes stays one row under its ISO code.
    """

    class Kind(models.TextChoices):
        REGION = "region", _("region")
        PREFECTURE = "prefecture", _("prefecture")
        PROVINCE = "province", _("province")

    code = models.CharField(
        _("ISO 3166-2 code"),
        max_length=6,
        validators=[
            RegexValidator(
                r"^[A-Z]{2}-[A-Z0-9]{1,3}\Z",
                _("Write a code of ISO 3166-2, for example MA-TNG."),
            )
        ],
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = MultilingualTextField(
        _("name"), help_text=_("The name alone, as on a map: Larache, العرائش.")
    )
    # Stored, not composed: French elides (Province d’Ouezzane).
    full_name = MultilingualTextField(
        _("full name"),
        help_text=_("The name with its kind: Province de Larache, إقليم العرائش."),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("belongs to"),
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["position", "code", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="network_territory_valid_period",
                violation_error_message=_("The period ends before it begins."),
            ),
            # NULL equals nothing to a unique constraint: an open end needs one of its own.
            models.UniqueConstraint(
                fields=["code", "valid_from"], name="network_territory_code_from"
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(valid_from__isnull=True),
                name="network_territory_code_first",
                violation_error_message=_("This code already has a row without a beginning."),
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(valid_to__isnull=True),
                name="network_territory_code_current",
                violation_error_message=_("This code already has a row without an end."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.full_name)


class ActivityDomain(models.Model):
    """A field the network and its members work in."""

    code = models.SlugField(_("code"), unique=True)
    name = MultilingualTextField(_("name"))
    description = MultilingualTextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity domain")
        verbose_name_plural = _("activity domains")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return str(self.name)
