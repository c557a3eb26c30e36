"""Form fields for files that come with the form, or came before it in pieces."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..files import SeveralFilesInput, SeveralMixin, UploadField
from .reading import ResumedFile
from .receiving import abandon, completed


class Arrived(str):
    """The number of an upload, as a form sends it in the place of a file."""


class ResumableFileInput(forms.FileInput):
    """A file; or, under `<name>-resumed`, the upload that it came in."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        number = data.get(f"{name}-resumed")
        return Arrived(number) if number else super().value_from_datadict(data, files, name)


class SeveralResumableFilesInput(SeveralFilesInput):
    """Any number of files, of which any may have come in pieces."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        numbers = data.getlist(f"{name}-resumed") if hasattr(data, "getlist") else []
        several = super().value_from_datadict(data, files, name)
        return [*several, *(Arrived(number) for number in numbers if number)]


class ResumableUploadField(UploadField):
    """Asks for one file, and takes an upload of `user` in its place, with the same checks.

    An upload that does not pass them is gone: no other try would find another content in it.
    """

    widget: Any = ResumableFileInput
    # Set by the form: whose uploads are taken.
    user: Any = None

    default_error_messages = {
        "gone": _("This file has not arrived, or so long ago that it is gone. Send it again."),
    }

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        self.widget.attrs["data-uploads"] = reverse("network:uploads")
        return super().get_bound_field(form, field_name)

    def to_python(self, data: Any) -> Any:
        if not isinstance(data, Arrived):
            return super().to_python(data)
        upload = self._arrived(data)
        try:
            return super().to_python(upload)
        except ValidationError:
            abandon(upload.upload)
            raise

    def _arrived(self, number: str) -> ResumedFile:
        try:
            upload = completed(self.user, UUID(number))
        except ValueError:
            upload = None
        if upload is None:
            raise ValidationError(self.error_messages["gone"], code="gone")
        return upload


class SeveralUploadsField(SeveralMixin, ResumableUploadField):
    """Asks for any number of files; the cleaned value is a list."""

    widget: Any = SeveralResumableFilesInput
