"""E-mail addresses as people type them."""

from django import forms
from django.utils.translation import gettext_lazy as _

# The full stop of an Arabic keyboard is no part of an address.
ARABIC_FULL_STOP = "\u06d4"


def normalised(address: str) -> str:
    """The address as it is kept: in lower case, without the spaces around it."""
    return address.strip().replace(ARABIC_FULL_STOP, ".").lower()


def require_plain(address: str) -> None:
    """
    Refuse letters that only look like those of an address.

    Raises ValidationError. Two addresses that look the same must be the same: `ſ`, `K` or a full
    width letter becomes an ordinary one where somebody folds case or width.
    """
    if not address.isascii():
        raise forms.ValidationError(
            _("Write the address in Latin letters without accents, as in name@example.ma."),
            code="not_plain",
        )


class EmailField(forms.EmailField):
    """An address, forgiving about its full stops and case, and about nothing else."""

    def __init__(self, *, autocomplete: str = "email", **kwargs):
        widget = forms.EmailInput(
            attrs={
                "autocomplete": autocomplete,
                "dir": "ltr",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        )
        super().__init__(**{"widget": widget, "max_length": 254, **kwargs})
        self.error_messages["invalid"] = _("Write a whole address, as in name@example.ma.")

    def to_python(self, value):
        return normalised(super().to_python(value))

    def run_validators(self, value):
        if value not in self.empty_values:
            require_plain(value)
        super().run_validators(value)
