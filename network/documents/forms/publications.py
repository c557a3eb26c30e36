"""The forms by which a document becomes public."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.core.once import OnceForm


class PublishDocumentForm(OnceForm):
    """What who asks has to say to the coordination."""

    message = forms.CharField(
        label=_("Message to the coordination"),
        max_length=1000,
        required=False,
        help_text=_("For whom it is useful, and since when it may be shown. It is not published."),
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 3}),
    )


class AnswerPublicationForm(OnceForm):
    """Yes, or no and why."""

    answer = forms.ChoiceField(
        label=_("Shall it be public?"),
        choices=[
            ("yes", _("Yes, everybody may read it")),
            ("no", _("No, it stays in the network")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why not"),
        max_length=1000,
        required=False,
        help_text=_("Who asked reads it: what would have to change."),
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "no" and not cleaned.get("reason"):
            self.add_error("reason", _("Say why, for who asked."))
        return cleaned
