"""The forms of progress notes, and of their photos."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.core.changes import EditForm
from network.core.once import OnceForm
from network.core.pictures import PhotosField

from ..models import Photo, ProgressNote
from .days import PastDayField


class EditNoteForm(EditForm):
    """What was done, or came in the way; and photos to add."""

    photos = PhotosField(
        label=_("Add photos"),
        required=False,
        help_text=_(
            "JPEG, PNG or WebP, several at once. Where they were taken, and with what, is taken "
            "out of them."
        ),
    )

    class Meta:
        model = ProgressNote
        fields = ("noted_on", "text")
        field_classes = {"noted_on": PastDayField}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # No browser sends a file again that was chosen once.
        if self.errors and cleaned.get("photos"):
            self.add_error("photos", _("Choose the photos again: they were not kept."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What the note itself is to hold."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in super().changes.items() if name != "photos"}


class AddNoteForm(EditNoteForm, OnceForm):
    pass


class PhotoForm(EditForm):
    """What is to be seen on one photo; or that it is taken away."""

    removes = forms.BooleanField(label=_("Remove this photo"), required=False)

    class Meta:
        model = Photo
        fields = ("caption",)

    @property
    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in super().changes.items() if name != "removes"}


class PhotoForms:
    """A form for each photo of a note; of one that somebody has added meanwhile there is none, and
    it is left as it is."""

    def __init__(self, photos: Collection[Photo], data: Any = None) -> None:
        self.rows = {
            photo: PhotoForm(data, instance=photo, prefix=f"photo-{photo.pk}") for photo in photos
        }

    def is_valid(self) -> bool:
        # Each is asked, so that every error is said at once.
        valid = [form.is_valid() for form in self.rows.values()]
        return all(valid)

    @property
    def captions(self) -> dict[Photo, Any]:
        """Those that were changed."""
        forms = self.rows.items()
        return {photo: form.changes["caption"] for photo, form in forms if form.changes}

    @property
    def removed(self) -> list[Photo]:
        return [photo for photo, form in self.rows.items() if form.cleaned_data.get("removes")]
