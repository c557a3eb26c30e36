"""Texts that one record holds in several languages.

Stored format, one JSON object a text, one entry a language:

    {"fr": {"body": "Larache", "origin": "original"},
     "ar": {"body": "العرائش", "origin": "reviewed", "stale": true}}

An empty text is `{}`. `stale` stands only where it is true: another language was changed since, and
this one not. What an entry may hold besides is for later versions to say; this one neither reads
nor keeps it. The languages a site writes in are WAGTAIL_CONTENT_LANGUAGES, else LANGUAGES.

A form sends what somebody changed, as a `MultilingualEdit`, with the version of each language that
they had before them. So one who writes French and one who writes Arabic at the same time lose
nothing, and of two who write French the second is shown what the first one wrote. An operation
applies it to the row as it stands, locked in its transaction:

    class ChangeDocumentForm(forms.Form):
        title = MultilingualFormField(max_length=200)

    form = ChangeDocumentForm(request.POST, initial={"title": document.title})

    @transaction.atomic
    def change_title(document, title: MultilingualEdit, *, by):
        document = Document.objects.select_for_update().get(pk=document.pk)
        title.write_to(document, "title")  # ValidationError, {"title": …}, on a conflict
        document.save()

    edit.apply_to()  # for a new record: the text itself

A model form does the same with its instance; where the save must not race, lock the instance
before the form is made. For columns to sort and search by see `keys`.
"""

from .edits import MultilingualEdit, StaleEditError
from .fields import MultilingualTextField
from .forms import MultilingualFormField, MultilingualWidget
from .keys import SearchKeyField, SortKeysField, found_by, sorted_by
from .texts import (
    LanguageText,
    MultilingualText,
    Origin,
    content_languages,
    is_arabic,
    language_choices,
    language_of_letters,
    languages_for_reader,
    name_of_language,
)

__all__ = [
    "LanguageText",
    "MultilingualEdit",
    "MultilingualFormField",
    "MultilingualText",
    "MultilingualTextField",
    "MultilingualWidget",
    "Origin",
    "SearchKeyField",
    "SortKeysField",
    "StaleEditError",
    "content_languages",
    "found_by",
    "is_arabic",
    "language_choices",
    "language_of_letters",
    "languages_for_reader",
    "name_of_language",
    "sorted_by",
]
