"""Texts that one record holds in several languages.

Stored format, one JSON object a text, one entry a language:

    {"fr": {"body": "Larache", "origin": "original"},
     "ar": {"body": "العرائش", "origin": "reviewed"}}

An empty text is `{}`. What an entry may hold besides is for later versions to say; this one
neither reads nor keeps it. The languages a site writes in are WAGTAIL_CONTENT_LANGUAGES, else
LANGUAGES.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.json import KeyTransform
from django.utils.translation import get_language, get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """How the body in one language came about."""

    ORIGINAL = "original", pgettext_lazy("origin of a text", "original")
    MACHINE = "machine", pgettext_lazy("origin of a text", "machine translation")
    REVIEWED = "reviewed", pgettext_lazy("origin of a text", "reviewed translation")
    AGREED = "agreed", pgettext_lazy("origin of a text", "agreed equivalent")


def content_languages() -> list[str]:
    """The codes of the languages this site writes in, in the site's order."""
    languages = getattr(settings, "WAGTAIL_CONTENT_LANGUAGES", settings.LANGUAGES)
    return [code for code, _name in languages]


def _is_known_to_django(code: str) -> bool:
    try:
        get_language_info(code)
    except KeyError:
        return False
    return True


@dataclass(frozen=True)
class LanguageText:
    """A text in one language, with what HTML needs to show it among text of another.

    `language` is its code (`fr`, `ar`), `body` the plain text. `is_fallback` says that the reader
    asked for another language, which the text does not have; then write
    `<span lang="{{ shown.language }}" dir="{{ shown.dir }}">{{ shown.body }}</span>`.
    """

    language: str
    body: str
    origin: Origin
    is_fallback: bool = False

    @property
    def dir(self) -> str:
        """`ltr` or `rtl`; `auto` for a language that Django does not know."""
        if not _is_known_to_django(self.language):
            return "auto"
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"

    def __str__(self) -> str:
        return self.body


@dataclass(frozen=True)
class MultilingualText:
    """One text in several languages. Immutable; equal when every language says the same.

    `texts` holds every language that has a body, by code. In a template, `{{ text }}` is the
    reader's language, else the original; `{{ text.shown }}` says which of the two it was.
    """

    texts: tuple[LanguageText, ...] = ()

    def __post_init__(self) -> None:
        # The last one counts if two are in one language.
        by_language = {text.language: text for text in self.texts}
        texts = tuple(text for _, text in sorted(by_language.items()) if text.body.strip())
        object.__setattr__(self, "texts", texts)

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """Read the stored format; raises ValueError when it is anything else."""
        if not isinstance(data, Mapping):
            raise ValueError("A multilingual text is an object with one entry a language.")
        texts = []
        for language, entry in data.items():
            if not isinstance(entry, Mapping) or not isinstance(entry.get("body"), str):
                raise ValueError(f"The entry {language!r} has no body.")
            texts.append(LanguageText(language, entry["body"], Origin(entry.get("origin", ""))))
        return cls(tuple(texts))

    def as_json(self) -> dict[str, dict[str, str]]:
        """The stored format, as JSON's plain types."""
        return {
            text.language: {"body": text.body, "origin": str(text.origin.value)}
            for text in self.texts
        }

    @property
    def original(self) -> LanguageText | None:
        """The text that the others were made from."""
        return next((text for text in self.texts if text.origin == Origin.ORIGINAL), None)

    def in_language(self, code: str) -> LanguageText:
        """The text for a reader of this language (`fr-ma` reads `fr`), else the original.

        An empty text has an empty body in the language that was asked for.
        """
        by_language = {text.language: text for text in self.texts}
        for candidate in (code, code.partition("-")[0]):
            if candidate in by_language:
                return by_language[candidate]
        fallback = self.original or next(iter(self.texts), None)
        if fallback is None:
            return LanguageText(code, "", Origin.ORIGINAL)
        return replace(fallback, is_fallback=True)

    @property
    def shown(self) -> LanguageText:
        """The text for the reader, in the language that is active now."""
        return self.in_language(get_language() or settings.LANGUAGE_CODE)

    def with_body(self, language: str, body: str, origin: Origin | None = None) -> Self:
        """The same text with another body in this language; an empty one takes it out.

        Unless told otherwise, the first body and a new body of the original are `original`, and
        whatever a person writes in another language is `reviewed`.
        """
        if origin is None:
            original = self.original
            is_original = original is None or original.language == language
            origin = Origin.ORIGINAL if is_original else Origin.REVIEWED
        return type(self)((*self.texts, LanguageText(language, body, origin)))

    def __str__(self) -> str:
        return self.shown.body

    def __bool__(self) -> bool:
        return bool(self.texts)


class MultilingualTextField(models.JSONField):
    """A text in the site's languages, in one JSON column; the value is a `MultilingualText`.

    It also takes the stored format (a fixture's), and turns it into a value before saving.
    Validation asks for an original with a body (unless `blank`), and for languages of the site;
    the original alone may be in any language Django knows, since a text may come from elsewhere.

    Model forms leave the field out: it has no form field yet, and JSON is nothing to show people.
    """

    description = _("Text in several languages")
    default_error_messages = {
        "invalid": _("This is not a text in several languages."),
        "unknown_language": _("“%(language)s” is not one of the languages of this site."),
        "no_original": _("One language, and one only, must be the original."),
        "unstorable": _("The text holds characters that cannot be stored."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", MultilingualText)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if kwargs.get("default") is MultilingualText:
            del kwargs["default"]
        return name, path, args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        data = super().from_db_value(value, expression, connection)
        # A query for a part (`name__fr__body`) gives that part.
        if data is None or isinstance(expression, KeyTransform):
            return data
        return MultilingualText.from_json(data)

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, MultilingualText):
            return value
        try:
            return MultilingualText.from_json(value)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, Mapping):
            value = self.to_python(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return value.as_json() if isinstance(value, MultilingualText) else value

    def value_to_string(self, obj: models.Model) -> Any:
        # Like JSONField: the plain types, which the serializer writes out.
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if value is None:
            if not self.null:
                raise ValidationError(self.error_messages["null"], code="null")
            return
        if not value:
            if not self.blank:
                raise ValidationError(self.error_messages["blank"], code="blank")
            return
        originals = [text for text in value.texts if text.origin == Origin.ORIGINAL]
        if len(originals) != 1:
            raise ValidationError(self.error_messages["no_original"], code="no_original")
        offered = content_languages()
        for text in value.texts:
            from_elsewhere = text in originals and _is_known_to_django(text.language)
            if text.language not in offered and not from_elsewhere:
                raise ValidationError(
                    self.error_messages["unknown_language"],
                    code="unknown_language",
                    params={"language": text.language},
                )
            # PostgreSQL keeps neither NUL nor half of a surrogate pair.
            if any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in text.body):
                raise ValidationError(self.error_messages["unstorable"], code="unstorable")

    def formfield(self, **kwargs: Any) -> None:
        return None
