"""The form by which an action becomes public."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.core.once import OnceForm

from ..models import ActionPublication, Photo


class PublishActionForm(OnceForm):
    """Which of its photos everybody sees; `seen` stands for what was read of the rest."""

    photos = forms.ModelMultipleChoiceField(
        label=_("Photos"),
        queryset=Photo.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("One of these photos is no longer there. Choose again.")
        },
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, photos: Any, public: ActionPublication | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["photos"]
        field.queryset = photos
        # Those that are public already; of what never was, nobody has chosen any.
        field.initial = public.photos.all() if public else ()
