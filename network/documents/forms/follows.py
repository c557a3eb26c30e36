"""The forms of what one follows, and of who downloaded what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.core.filters import FilterForm, words_field
from network.core.mail.kinds import Frequency


class FollowForm(forms.Form):
    """How often one wants to hear of a thing; never is the end of following it."""

    frequency = forms.ChoiceField(choices=Frequency.choices)


class FilterDownloadsForm(FilterForm):
    """By whom."""

    q = words_field(_("Words of the person’s name"))
