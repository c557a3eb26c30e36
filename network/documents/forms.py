"""The forms of a document."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.core.changes import EditForm
from network.core.files import UploadField
from network.core.multilingual import (
    MultilingualEdit,
    MultilingualFormField,
    MultilingualText,
    content_languages,
    name_of_language,
)
from network.core.once import OnceForm
from network.members.models import WorkingGroup

from .models import Document


class LanguagesField(forms.MultipleChoiceField):
    """In which of the site's languages a file is written: a title says nothing of it."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        # The site's languages are known only when a form is shown.
        super().__init__(choices=_languages, required=False, **kwargs)


def _languages() -> list[tuple[str, str]]:
    return [(code, capfirst(name_of_language(code))) for code in content_languages()]


class UploadDocumentForm(OnceForm):
    """A new paper: a file, and what it is called where its name does not say it."""

    file = UploadField(label=_("File"))
    languages = LanguagesField(label=_("Languages of the file"), initial=lambda: [_active()])
    title = MultilingualFormField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Without a title, the name of the file is one."),
    )
    description = MultilingualFormField(label=_("Description"), multiline=True, required=False)
    note = forms.CharField(
        label=_("Note on this version"),
        max_length=500,
        required=False,
        help_text=_("What others should know of it: a draft, what is still missing."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def clean_description(self) -> MultilingualText:
        return self.cleaned_data["description"].apply_to()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        title: MultilingualEdit | None = cleaned.get("title")
        if title is not None and cleaned.get("file"):
            cleaned["title"] = title.apply_to() or _named_after(cleaned["file"].name)
        return cleaned


def _named_after(file_name: str) -> MultilingualText:
    """A title in the language of its letters, or else the reader's: nobody said in which it is."""
    stem = PurePath(file_name).stem.replace("_", " ").strip() or file_name
    is_arabic = any("\u0600" <= letter <= "\u06ff" for letter in stem)
    language = "ar" if is_arabic and "ar" in content_languages() else _active()
    return MultilingualText().with_body(language, stem)


def _active() -> str:
    """The reader's language, where the site writes in it."""
    languages = content_languages()
    active = get_language() or languages[0]
    known = (code for code in (active, active.partition("-")[0]) if code in languages)
    return next(known, languages[0])


class AddVersionForm(OnceForm):
    """Another file of a paper. `seen` is the number of the version its sender had before them."""

    file = UploadField(label=_("File"))
    languages = LanguagesField(label=_("Languages of the file"))
    note = forms.CharField(
        label=_("What is new in it"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


class EditDocumentForm(EditForm):
    """What a paper is called, and what it is about."""

    class Meta:
        model = Document
        fields = ("title", "description")


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


class FilterDocumentsForm(forms.Form):
    """Which documents to list; whatever is not valid leaves the list whole."""

    q = forms.CharField(
        label=_("Words of the title or of the file’s name"),
        max_length=200,
        required=False,
        widget=forms.SearchInput(attrs={"dir": "auto"}),
    )
    group = forms.ModelChoiceField(
        label=_("Working group"),
        queryset=WorkingGroup.objects.none(),
        required=False,
        empty_label=_("All of them"),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group: Any = self.fields["group"]
        group.queryset = WorkingGroup.objects.visible_to(user).in_order()

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked for, by field."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
