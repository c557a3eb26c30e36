"""Rows that are chosen in a form, by their numbers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .lines import is_number


class ChosenRowsField(forms.ModelMultipleChoiceField):
    """Django asks the database for whatever number it is sent, and the database breaks off at one
    that is larger than it has."""

    def clean(self, value: Any) -> Any:
        for number in value or ():
            if not is_number(str(number)):
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": number},
                )
        return super().clean(value)
