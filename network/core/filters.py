"""Forms that choose what a list shows."""

from typing import Any

from django import forms


class FilterForm(forms.Form):
    """What to list; whatever is not valid leaves the list whole."""

    def chosen(self, name: str) -> Any:
        """What was asked for; None where nothing was, or nothing that is valid."""
        self.is_valid()
        return getattr(self, "cleaned_data", {}).get(name) or None

    @property
    def is_used(self) -> bool:
        return any(self.chosen(name) for name in self.fields)
