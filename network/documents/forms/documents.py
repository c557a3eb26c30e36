"""The forms of a document."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.base import File
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.core.changes import EditForm
from network.core.chosen import ChosenRowsField
from network.core.files import safe_name
from network.core.multilingual import (
    MultilingualEdit,
    MultilingualFormField,
    MultilingualText,
    language_choices,
    language_of_letters,
    languages_for_reader,
)
from network.core.once import OnceForm
from network.core.resumable import ResumableUploadField, SeveralUploadsField, digest_of
from network.members.models import WorkingGroup

from ..models import Document, same_content


class LanguagesField(forms.MultipleChoiceField):
    """In which of the site's languages a file is written: a title says nothing of it."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        # The site's languages are known only when a form is shown.
        super().__init__(choices=language_choices, required=False, **kwargs)


class UploadDocumentForm(OnceForm):
    """New papers: their files. What one is called, where its file's name does not say it, can be
    said of one at a time; `papers` are the files with their titles."""

    file = SeveralUploadsField(label=_("Files"))
    again = forms.BooleanField(label=_("Add it all the same"), required=False)
    title = MultilingualFormField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Without a title, the name of the file is one."),
    )
    description = MultilingualFormField(label=_("Description"), multiline=True, required=False)
    languages = LanguagesField(
        label=_("Languages of the file"), initial=lambda: languages_for_reader()[:1]
    )
    note = forms.CharField(
        label=_("Note on this version"),
        max_length=500,
        required=False,
        help_text=_("What others should know of it: a draft, what is still missing."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    # Of folders that were chosen or dropped: where this file was in them.
    path = forms.CharField(max_length=1000, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, group: WorkingGroup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.group = user, group
        self.papers: list[tuple[File, MultilingualText]] = []
        files: Any = self.fields["file"]
        files.user = user

    def clean_description(self) -> MultilingualText:
        return self.cleaned_data["description"].apply_to()

    def clean_path(self) -> list[str]:
        """The names of the folders, from the outermost on."""
        names = self.cleaned_data["path"].replace("\\", "/").split("/")
        return [safe_name(name) for name in names if name.strip(". ")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        title: MultilingualEdit | None = cleaned.get("title")
        uploads = cleaned.get("file")
        if title is None or not uploads:
            return cleaned
        typed = title.apply_to()
        if len(uploads) > 1:
            for name in ("title", "description"):
                if typed if name == "title" else cleaned.get(name):
                    self.add_error(name, _("Several files cannot share it: leave this empty."))
        self.papers = [(upload, typed or _named_after(upload.name)) for upload in uploads]
        if not cleaned.get("again"):
            self._find_the_same(uploads)
        return cleaned

    def _find_the_same(self, uploads: list[Any]) -> None:
        """What is here already is hardly meant to be here twice: ask."""
        for upload in uploads:
            found = same_content(self.user, self.group, digest_of(upload)).first()
            if found is not None:
                link = format_html(
                    '<a href="{}"><bdi>{}</bdi></a>', found.get_absolute_url(), found.title
                )
                self.add_error("again", _the_same(upload.name, link, several=len(uploads) > 1))

    @property
    def asks_again(self) -> bool:
        """Whether there is something to be said of the same file."""
        return "again" in self.errors or bool(self.data.get("again"))


def _the_same(name: str, link: SafeString, *, several: bool) -> SafeString:
    if several:
        return format_html(
            gettext("“{file}” is already here as {document}."),
            file=format_html("<bdi>{}</bdi>", name),
            document=link,
        )
    return format_html(gettext("The same file is already here as {document}."), document=link)


def _named_after(file_name: str) -> MultilingualText:
    stem = PurePath(file_name).stem.replace("_", " ").strip() or file_name
    return MultilingualText().with_body(language_of_letters(stem), stem)


class AddVersionForm(OnceForm):
    """Another file of a paper. `seen` is the number of the version its sender had before them."""

    file = ResumableUploadField(label=_("File"))
    languages = LanguagesField(label=_("Languages of the file"))
    note = forms.CharField(
        label=_("What is new in it"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file: Any = self.fields["file"]
        file.user = user


class EditDocumentForm(EditForm):
    """What a paper is called, and what it is about."""

    class Meta:
        model = Document
        fields = ("title", "description", "domains", "dated_on")
        field_classes = {"domains": ChosenRowsField}
        widgets = {
            "domains": forms.CheckboxSelectMultiple,
            "dated_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }
        help_texts = {"dated_on": _("The day that the paper itself bears, if it bears one.")}
