"""Days that are typed into a form."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A day before or after is a slip of the keyboard; and who counts on from it needs a day after it.
_WITHIN: list[Callable[[Any], None]] = [
    MinValueValidator(date(1900, 1, 1)),
    MaxValueValidator(date(2199, 12, 31)),
]


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
    default_validators = _WITHIN


class PastDayField(DayField):
    """Asks for a day on which something was so: it has begun."""

    default_validators = [*_WITHIN, _has_begun]
