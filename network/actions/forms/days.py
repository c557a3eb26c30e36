"""Days that are typed into a form."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A day before or after is a slip of the keyboard; and who counts on from it needs a day after it.
_FIRST, _LAST = 1900, 2199


def _is_near(day: date) -> None:
    if not _FIRST <= day.year <= _LAST:
        sentence = _("Write a day between the years %(first)s and %(last)s.")
        years = {"first": str(_FIRST), "last": str(_LAST)}
        raise ValidationError(sentence, code="far", params=years)


def _has_begun(day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError(_("This day is still to come."), code="to_come")


class DayInput(forms.DateInput):
    """As the browser asks for a day, in the reader's own way."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """Asks for a day."""

    widget = DayInput
    default_validators = [_is_near]


class PastDayField(DayField):
    """Asks for a day on which something was so: it has begun."""

    default_validators = [_is_near, _has_begun]
