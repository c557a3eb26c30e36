"""The keys that texts are sorted and found by, in columns of their own.

    name = MultilingualTextField(_("name"))
    name_keys = SortKeysField(source="name")
    search_key = SearchKeyField(sources=["name", "acronym"])

    Organisation.objects.filter(found_by("search_key", query)).order_by(sorted_by("name_keys"))

The fields fill themselves whenever a row is saved or created in bulk. What writes named columns
only must name these too: `save(update_fields=["name", "name_keys"])`, and `bulk_update` after
setting them; `update(name=...)` computes nothing and leaves them as they were, and a fixture is
loaded with the keys it holds. Rows that were there before the column, or before a language of the
site, get their keys by being saved once.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import get_language

from network.text import normalise, sort_key

from .texts import MultilingualText, content_languages


class SortKeysField(models.JSONField):
    """One sort key for each language of the site, of the body that its reader is shown."""

    def __init__(self, *args: Any, source: str, **kwargs: Any) -> None:
        self.source = source
        super().__init__(*args, **{"editable": False, "default": dict, **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        kwargs["source"] = self.source
        return name, "network.core.multilingual.SortKeysField", args, kwargs

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [*super().check(**kwargs), *_missing_sources(self, [self.source])]

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        text = _value(model_instance, self.source) or MultilingualText()
        keys = {code: sort_key(text.in_language(code).body) for code in content_languages()}
        setattr(model_instance, self.attname, keys)
        return keys


class SearchKeyField(models.TextField):
    """The words of texts in all their languages, normalised: for `found_by`.

    A source is a text in several languages or a plain one.
    """

    def __init__(self, *args: Any, sources: Iterable[str], **kwargs: Any) -> None:
        self.sources = list(sources)
        super().__init__(*args, **{"editable": False, "default": "", **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        kwargs["sources"] = self.sources
        return name, "network.core.multilingual.SearchKeyField", args, kwargs

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [*super().check(**kwargs), *_missing_sources(self, self.sources)]

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        bodies: list[str] = []
        for source in self.sources:
            value = _value(model_instance, source)
            is_multilingual = isinstance(value, MultilingualText)
            bodies += [text.body for text in value.texts] if is_multilingual else [value or ""]
        # A space on each side of every word: `found_by` looks for whole ones.
        key = f" {' '.join(filter(None, map(normalise, bodies)))} "
        setattr(model_instance, self.attname, key)
        return key


def sorted_by(column: str) -> KeyTextTransform:
    """For `order_by`: a `SortKeysField`, also of a relation, in the order of the reader's language.

    A reader of a language that the site does not write in gets the order of its first one.
    """
    languages = content_languages()
    active = get_language() or languages[0]
    readable = [code for code in (active, active.partition("-")[0]) if code in languages]
    return KeyTextTransform((readable or languages)[0], column)


def found_by(columns: str | Sequence[str], query: str) -> Q:
    """For `filter`: the rows whose `SearchKeyField` has every word of `query`, in any order.

    Of several columns, also of relations, each word may be in any. A query without words finds
    nothing.
    """
    words = normalise(query).split()
    if not words:
        return Q(pk__in=[])
    columns = [columns] if isinstance(columns, str) else columns
    return Q(*(_has_word(columns, word) for word in words))


def _has_word(columns: Iterable[str], word: str) -> Q:
    anywhere = [Q(**{f"{column}__contains": f" {word} "}) for column in columns]
    return reduce(or_, anywhere)


def _value(row: models.Model, source: str) -> Any:
    """Of a field of the row; as it will be saved, also where it is still a fixture's."""
    value = getattr(row, source)
    return MultilingualText.from_json(value) if isinstance(value, Mapping) else value


def _missing_sources(field: models.Field, sources: Iterable[str]) -> list[checks.CheckMessage]:
    missing = []
    for source in sources:
        try:
            field.model._meta.get_field(source)
        except FieldDoesNotExist:
            missing.append(source)
    return [
        checks.Error(
            f"The keys are made from “{source}”, which is no field of the model.",
            obj=field,
            id="network.E005",
        )
        for source in missing
    ]
