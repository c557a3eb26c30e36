"""What an action costs: what was planned and what was spent, line by line, and who pays it."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.core.multilingual import MultilingualTextField

from .actions import JointAction
from .audiences import OfActionQuerySet


class Currency(models.TextChoices):
    """ISO 4217; each is called by its name, which is read in both directions."""

    MAD = "MAD", pgettext_lazy("currency", "dirham")
    EUR = "EUR", pgettext_lazy("currency", "euro")
    USD = "USD", pgettext_lazy("currency", "US dollar")
    GBP = "GBP", pgettext_lazy("currency", "pound sterling")
    CHF = "CHF", pgettext_lazy("currency", "Swiss franc")
    CAD = "CAD", pgettext_lazy("currency", "Canadian dollar")
    JPY = "JPY", pgettext_lazy("currency", "yen")
    SAR = "SAR", pgettext_lazy("currency", "Saudi riyal")
    AED = "AED", pgettext_lazy("currency", "UAE dirham")


class BudgetLine(models.Model):
    """One line: for what, paid by whom. Amounts are in `currency` and never converted; `spent` is
    None until somebody says how much it was."""

    action = models.ForeignKey(JointAction, on_delete=models.CASCADE, related_name="budget_lines")
    label = MultilingualTextField(_("what for"), max_length=200)
    funder = models.CharField(_("paid by"), max_length=200, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.MAD)
    planned = models.DecimalField(
        _("planned"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    spent = models.DecimalField(
        _("spent"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )

    objects = OfActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(planned__gte=0) & (Q(spent=None) | Q(spent__gte=0)),
                name="network_budgetline_positive",
                violation_error_message=_("An amount is not negative."),
            )
        ]

    def __str__(self) -> str:
        return str(self.label)
