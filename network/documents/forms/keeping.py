"""The forms of archives, and of a group's room."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from network.core.conf import group_quota_bytes
from network.core.files import size_in_words
from network.core.lines import OneLineMixin
from network.core.once import OnceForm

from ..models import Document


class OrderArchiveForm(OnceForm):
    """Documents that were chosen to be put into one file; none at all: all that is there."""

    # Nothing to check: who sends the form takes what is still there of it.
    document = forms.Field(required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, documents: Iterable[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["document"] = [document.pk for document in documents]


class SetQuotaForm(OneLineMixin, forms.Form):
    """How much room a group has, in a number that people say; none: what every group has."""

    UNITS: ClassVar = {"GB": 1024**3, "MB": 1024**2}

    amount = forms.DecimalField(
        label=_("Room for files"),
        required=False,
        localize=True,
        min_value=0,
        max_value=1_000_000,
        decimal_places=3,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    unit = forms.ChoiceField(
        label=_("Unit"),
        choices=[("GB", _("Gigabytes (GB)")), ("MB", _("Megabytes (MB)"))],
    )

    def __init__(self, data: Any = None, *, quota: int | None) -> None:
        super().__init__(data, initial=self._said(quota))
        self.fields["amount"].help_text = _(
            "Left empty, it is what every group has: %(limit)s."
        ) % {"limit": size_in_words(group_quota_bytes())}

    def _said(self, quota: int | None) -> dict[str, Any]:
        """The number in the largest unit in which it is said exactly enough."""
        if quota is None:
            return {"unit": "GB"}
        unit = "GB" if quota * 1000 % self.UNITS["GB"] == 0 else "MB"
        amount = Decimal(quota) / self.UNITS[unit]
        return {"amount": amount.quantize(Decimal("0.001")).normalize() + 0, "unit": unit}

    @property
    def quota(self) -> int | None:
        """In bytes."""
        amount = self.cleaned_data["amount"]
        return None if amount is None else int(amount * self.UNITS[self.cleaned_data["unit"]])
