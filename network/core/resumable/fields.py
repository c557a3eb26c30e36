"""Form fields for files that come with the form, or came before it in pieces."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..files import UploadField, safe_name
from .reading import ResumedFile
from .receiving import abandon, completed


class Arrived(str):
    """The number of an upload, as a form sends it in the place of a file."""


class ResumableFileInput(forms.FileInput):
    """A file; or, under `<name>-resumed`, the upload that it came in."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        number = data.get(f"{name}-resumed")
        return Arrived(number) if number else super().value_from_datadict(data, files, name)


class SeveralFilesInput(forms.FileInput):
    """Any number of files, of which any may have come in pieces."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        numbers = data.getlist(f"{name}-resumed") if hasattr(data, "getlist") else []
        several = files.getlist(name) if hasattr(files, "getlist") else files.get(name) or []
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


class SeveralUploadsField(ResumableUploadField):
    """Asks for any number of files; the cleaned value is a list. Each error names its file, where
    there are several."""

    widget: Any = SeveralFilesInput

    def to_python(self, data: Any) -> Any:
        uploads, errors = [], []
        for each in data or []:
            try:
                uploads.append(super().to_python(each))
            except ValidationError as error:
                errors += [error] if len(data) == 1 else _naming(each, error)
        if errors:
            raise ValidationError(errors)
        return uploads

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        # Not the one of a single file, which takes an empty list for a file that stays.
        return forms.Field.clean(self, data)


def _naming(upload: Any, error: ValidationError) -> list[ValidationError]:
    name = safe_name(getattr(upload, "name", None) or "")
    return [
        ValidationError(format_html("<bdi>{}</bdi>: {}", name, message), code=error.code)
        for message in error.messages
    ]
