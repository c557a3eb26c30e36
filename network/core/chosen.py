"""Rows that are chosen in a form, by their numbers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

# What any database keeps of a number.
_MOST_DIGITS = 18


class ChosenRowsField(forms.ModelMultipleChoiceField):
    """Django asks the database for whatever number it is sent, and the database breaks off at one
    that is larger than it has."""

    def clean(self, value: Any) -> Any:
        for number in value or ():
            if len(str(number)) > _MOST_DIGITS:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": number},
                )
        return super().clean(value)
