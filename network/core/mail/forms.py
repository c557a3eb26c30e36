"""The form in which somebody says how often they want to be written to."""

from itertools import groupby
from typing import Any

from django import forms
from django.forms import BoundField

from .kinds import Frequency, kinds_to_choose
from .preferences import preferences


class PreferencesForm(forms.Form):
    """A choice for each kind of mail. `groups` gives them under their headings, for a template."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = preferences(user)
        for kind in kinds_to_choose():
            self.fields[kind.name] = forms.ChoiceField(
                label=str(kind.label),
                choices=Frequency.choices,
                widget=forms.RadioSelect,
                initial=now[kind.name],
            )

    @property
    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """Headings with their fields, in the order in which the kinds were declared."""
        return [
            (heading, [self[kind.name] for kind in kinds])
            for heading, kinds in groupby(kinds_to_choose(), key=lambda kind: str(kind.group))
        ]
