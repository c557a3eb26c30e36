"""The forms of indicators, and of what was measured."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.core.amounts import NumberField
from network.core.changes import EditForm
from network.core.once import OnceForm

from ..models import Indicator
from .days import PastDayField


class EditIndicatorForm(EditForm):
    """What is counted, and how much of it is wanted."""

    class Meta:
        model = Indicator
        fields = ("name", "unit", "target")
        field_classes = {"target": NumberField}
        help_texts = {
            "name": _("For example: women trained, cooperatives accompanied."),
            "unit": _("What the number counts: people, dirhams, percent."),
            "target": _("How much is expected in the end, if that was said."),
        }


class AddIndicatorForm(EditIndicatorForm, OnceForm):
    pass


class MeasureForm(OnceForm):
    """How much it was on a day."""

    measured_on = PastDayField(label=_("Date"), initial=timezone.localdate)
    value = NumberField(label=_("Value"))
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        help_text=_("Where the number comes from, if that is to be known."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
