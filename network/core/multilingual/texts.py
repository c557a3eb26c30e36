"""The value: one text in several languages, which side is the original and which is stale."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, pgettext_lazy

# Letters and signs by their category, of which there is nothing to see: the fillers of Hangul, and
# a pattern of Braille without a dot.
_EMPTY_LETTERS = "\u115f\u1160\u3164\uffa0\u2800"


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


def is_known_to_django(code: str) -> bool:
    try:
        get_language_info(code)
    except KeyError:
        return False
    return True


def languages_for_reader() -> list[str]:
    """The languages of the site, the reader's own first."""
    active = get_language() or settings.LANGUAGE_CODE
    own = (active, active.partition("-")[0])
    return sorted(content_languages(), key=lambda code: code not in own)


def name_of_language(code: str) -> str:
    """What a language calls itself."""
    if is_known_to_django(code):
        return get_language_info(code)["name_local"]
    languages = getattr(settings, "WAGTAIL_CONTENT_LANGUAGES", settings.LANGUAGES)
    return str(dict(languages).get(code, code))


def language_choices() -> list[tuple[str, str]]:
    """The languages this site writes in, each named in itself: for a form."""
    return [(code, capfirst(name_of_language(code))) for code in content_languages()]


def is_arabic(text: str) -> bool:
    """Whether there are Arabic letters in it."""
    return any("\u0600" <= letter <= "\u06ff" for letter in text)


def language_of_letters(text: str) -> str:
    """In which language to keep a text of which nobody said it: that of its letters, or else the
    reader's."""
    if is_arabic(text) and "ar" in content_languages():
        return "ar"
    return languages_for_reader()[0]


def direction_of(code: str) -> str:
    """`ltr` or `rtl`; `auto` for a language that Django does not know."""
    if not is_known_to_django(code):
        return "auto"
    return "rtl" if get_language_info(code)["bidi"] else "ltr"


def has_letters(body: str) -> bool:
    """Whether anybody sees something of it: a letter, a digit or a sign, and not only spaces of
    whatever width, joiners and marks without a letter."""
    return any(
        unicodedata.category(letter)[0] in "LNPS" and letter not in _EMPTY_LETTERS
        for letter in body
    )


def is_storable(body: str) -> bool:
    """PostgreSQL keeps neither NUL nor half of a surrogate pair."""
    return not any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in body)


@dataclass(frozen=True)
class LanguageText:
    """A text in one language, with what HTML needs to show it among text of another.

    `language` is its code (`fr`, `ar`), `body` the plain text. `is_stale` says that another
    language was changed since, and this one not. `is_fallback` says that the reader asked for
    another language, which the text does not have: the filter `shown` then marks it up.
    """

    language: str
    body: str
    origin: Origin
    is_fallback: bool = False
    is_stale: bool = False

    @property
    def dir(self) -> str:
        return direction_of(self.language)

    @property
    def version(self) -> str:
        """Stands for this body: another body has another version. Of no body it is empty."""
        body = self.body.encode("utf-8", "surrogatepass")
        return blake2b(body, digest_size=12).hexdigest() if body else ""

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
            origin, is_stale = Origin(entry.get("origin", "")), entry.get("stale") is True
            texts.append(LanguageText(language, entry["body"], origin, is_stale=is_stale))
        return cls(tuple(texts))

    def as_json(self) -> dict[str, dict[str, Any]]:
        """The stored format, as JSON's plain types."""
        return {
            text.language: {"body": text.body, "origin": str(text.origin.value)}
            | ({"stale": True} if text.is_stale else {})
            for text in self.texts
        }

    @property
    def original(self) -> LanguageText | None:
        """The text that the others were made from."""
        return next((text for text in self.texts if text.origin == Origin.ORIGINAL), None)

    def get(self, language: str) -> LanguageText | None:
        """The text in exactly this language, if there is one."""
        return next((text for text in self.texts if text.language == language), None)

    def version(self, language: str) -> str:
        """The version of the body in this language; empty where there is none."""
        text = self.get(language)
        return text.version if text else ""

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
        """The same text with another body in this language; see `with_bodies`."""
        return self.with_bodies({language: body}, origin)

    def with_bodies(
        self, bodies: Mapping[str, str], origin: Origin | None = None, *, unseen: bool = False
    ) -> Self:
        """The same text with other bodies, by language, written together by one person.

        An empty body takes its language out; where that was the original, the next language that
        a person wrote is the original from then on. Unless told otherwise, the first body and a
        new body of the original are `original`, and whatever a person writes in another language
        is `reviewed`.

        A body that is written is fresh. It makes the other languages stale when it says something
        new: the original's, or that of a translation that was up to date and goes its own way. A
        translation that was stale, or a machine's, is caught up with the others; so is a stale
        original. `unseen`: the writer did not see how the others read now, so all need a look.
        """
        texts = {text.language: text for text in self.texts}
        original = self.original
        original_language = original.language if original else None
        says_something_new = False
        for language, body in bodies.items():
            before = texts.pop(language, None)
            if not body.strip():
                continue
            if original_language is None:
                original_language = language
            is_original = language == original_language
            by_person = Origin.ORIGINAL if is_original else Origin.REVIEWED
            texts[language] = LanguageText(language, body, origin or by_person)
            if before and before.body == body:
                continue
            is_translating = (
                before is None
                or before.is_stale
                or before.origin == Origin.MACHINE
                or origin == Origin.MACHINE
            )
            says_something_new |= not is_translating
        if says_something_new or unseen:
            stale = set(texts) - (set() if unseen else set(bodies))
            texts |= {code: replace(texts[code], is_stale=True) for code in stale}
        return type(self)(_settled(texts.values()))

    def confirmed(self, language: str) -> Self:
        """The same text, read by a person and found right in this language."""
        text = self.get(language)
        if text is None:
            return self
        origin = Origin.REVIEWED if text.origin == Origin.MACHINE else text.origin
        return type(self)((*self.texts, replace(text, origin=origin, is_stale=False)))

    def __str__(self) -> str:
        return self.shown.body

    def __bool__(self) -> bool:
        return bool(self.texts)


def _settled(texts: Iterable[LanguageText]) -> tuple[LanguageText, ...]:
    """After a change: a text alone is not stale, and a lost original has an heir.

    A machine's words never become the original.
    """
    texts = tuple(texts)
    if len(texts) == 1:
        texts = (replace(texts[0], is_stale=False),)
    if any(text.origin == Origin.ORIGINAL for text in texts):
        return texts
    written = {text.language: text for text in texts if text.origin != Origin.MACHINE}
    order = [*content_languages(), *written]
    heir = next((written[code] for code in order if code in written), None)
    return tuple(replace(text, origin=Origin.ORIGINAL) if text is heir else text for text in texts)
