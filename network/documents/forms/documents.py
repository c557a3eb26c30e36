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

from ..models import Document


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
        fields = ("title", "description", "domains", "dated_on")
        widgets = {
            "domains": forms.CheckboxSelectMultiple,
            "dated_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }
        help_texts = {"dated_on": _("The day that the paper itself bears, if it bears one.")}
