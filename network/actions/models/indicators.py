"""Outcomes in numbers: what is counted, how much of it is wanted, and how much there was when."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from network.core.amounts import write_number
from network.core.multilingual import MultilingualTextField
from network.members.models import Organisation

from .actions import JointAction
from .audiences import OfActionQuerySet, seen_by


class IndicatorQuerySet(OfActionQuerySet):
    def with_latest(self) -> Self:
        """With `latest` and `latest_on`: the last value that was measured, and its day."""
        values = IndicatorValue.objects.filter(indicator=OuterRef("pk")).order_by("-measured_on")
        return self.annotate(
            latest=Subquery(values.values("value")[:1]),
            latest_on=Subquery(values.values("measured_on")[:1]),
        )


class Indicator(models.Model):
    """Something that is counted to know what an action has brought: people trained, tons sold.

    `unit` is what is counted, in words; `target` how much of it is expected.
    """

    action = models.ForeignKey(JointAction, on_delete=models.CASCADE, related_name="indicators")
    name = MultilingualTextField(_("what is measured"), max_length=200)
    unit = MultilingualTextField(_("unit"), blank=True, max_length=60)
    target = models.DecimalField(
        _("target"), max_digits=16, decimal_places=3, null=True, blank=True
    )

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("network:indicator", args=[self.pk])


class IndicatorValueQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the actions that somebody sees."""
        return self.filter(seen_by(user, "indicator__action__"))


class IndicatorValue(models.Model):
    """How much it was on one day. A second value of the same day takes the first one's place."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="values")
    measured_on = models.DateField(_("measured on"), default=timezone.localdate)
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=3)
    note = models.CharField(_("note"), max_length=300, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    organisation = models.ForeignKey(
        Organisation, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = IndicatorValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("value")
        verbose_name_plural = _("values")
        ordering = ["-measured_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "measured_on"], name="network_indicatorvalue_one_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{write_number(self.value)} ({date_format(self.measured_on, 'DATE_FORMAT')})"
