"""Lines that people typed, or that an address holds; lines that are made of several names, and
sentences with names in."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

# Some scripts need them between two letters; elsewhere nobody sees them.
_JOINERS = "\u200c\u200d"


def one_line(text: str) -> str:
    """The text in one line, without what nobody sees: control characters, and those that turn the
    order of letters round, in this line and in what stands after it."""
    shown = "".join(map(_shown, text))
    return " ".join(shown.split()).strip(f" {_JOINERS}")


def _shown(character: str) -> str:
    if character in _JOINERS:
        return character
    category = unicodedata.category(character)
    if category[0] == "Z" or character in "\t\n\r":
        return " "
    return "" if category[0] == "C" else character


class OneLineMixin:
    """For forms: what is typed into a field of one line is kept as `one_line` has it."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data  # type: ignore[misc]
        for name, field in self.fields.items():
            # Not its kinds, which have rules of their own: addresses, numbers, texts of languages.
            if type(field) is forms.CharField and isinstance(cleaned.get(name), str):
                cleaned[name] = one_line(cleaned[name])
                if field.required and not cleaned[name]:
                    error = field.error_messages["required"]
                    self.add_error(name, error)  # type: ignore[attr-defined]
        return cleaned


def is_number(text: str) -> bool:
    """Whether it may be the number of a row: as large as a database keeps, and in ASCII, so that
    each has one address."""
    return text.isascii() and text.isdecimal() and len(text) < 19


def listed(things: Iterable[Any]) -> str:
    """Their names one after the other, as the reader's language sets them apart."""
    return pgettext("between the names of a list", ", ").join(map(str, things))


def sentence(words: str, **facts: Any) -> SafeString:
    """A sentence with names of any script in it, each kept together: `{name}` stands for one."""
    if not facts:
        return escape(words)
    return format_html(
        words, **{name: format_html("<bdi>{}</bdi>", fact) for name, fact in facts.items()}
    )
