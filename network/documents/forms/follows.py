"""The forms of what one follows, and of who downloaded what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.core.mail.kinds import Frequency


class FollowForm(forms.Form):
    """How often one wants to hear of a thing; never is the end of following it."""

    frequency = forms.ChoiceField(choices=Frequency.choices)


class FilterDownloadsForm(forms.Form):
    """By whom; whatever is not valid leaves the list whole."""

    q = forms.CharField(
        label=_("Words of the person’s name"),
        max_length=200,
        required=False,
        widget=forms.SearchInput(attrs={"dir": "auto"}),
    )

    @property
    def query(self) -> str:
        return self.cleaned_data.get("q", "") if self.is_valid() else ""
