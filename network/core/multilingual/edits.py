"""What somebody changed of a text, and how it is put onto what the database holds by now."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .texts import LanguageText, MultilingualText, name_of_language


class StaleEditError(ValidationError):
    """Somebody else changed the same language; `languages` says which."""

    def __init__(self, languages: list[str]) -> None:
        self.languages = languages
        super().__init__([conflict(language) for language in languages])


def about_language(
    language: str, message: str | Promise, code: str, **params: object
) -> ValidationError:
    """An error of one language, which it names."""
    name = capfirst(name_of_language(language))
    return ValidationError(
        _("%(language)s: %(message)s"),
        code=code,
        # Isolated (FSI, PDI): the name of a language stands in a sentence of another.
        params={"language": f"\u2068{name}\u2069", "message": str(message) % params},
    )


def conflict(language: str) -> ValidationError:
    return about_language(
        language,
        _(
            "Somebody else has changed this text since you opened it. "
            "To replace theirs with yours, send it once more."
        ),
        code="conflict",
    )


def too_long(text: LanguageText, limit: int) -> ValidationError:
    return about_language(
        text.language,
        _("At most %(limit)d characters; there are %(length)d."),
        code="too_long",
        limit=limit,
        length=len(text.body),
    )


@dataclass(frozen=True)
class MultilingualEdit:
    """What somebody changed of one text: the cleaned value of its form field.

    `bodies` holds what they wrote, for the languages that they changed alone; `loaded` the version
    of each language that was before their eyes; `confirmed` the languages that they found to be
    right as they are.
    """

    bodies: Mapping[str, str] = field(default_factory=dict)
    loaded: Mapping[str, str] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.bodies or self.confirmed)

    def conflicts_with(self, current: MultilingualText) -> list[str]:
        """The languages that this changes and somebody else changed meanwhile, otherwise."""
        return [
            language
            for language, body in self.bodies.items()
            if self._has_moved(language, current) and _body(current, language) != body
        ]

    def apply_to(self, current: MultilingualText | None = None) -> MultilingualText:
        """The text as it stands now, with these changes; languages not changed stay as they are.

        Raises StaleEditError for `conflicts_with`. Applying it again changes nothing. A
        confirmation counts only while every text reads as it was read.
        """
        current = current or MultilingualText()
        if conflicts := self.conflicts_with(current):
            raise StaleEditError(conflicts)
        bodies = {
            language: body
            for language, body in self.bodies.items()
            if _body(current, language) != body
        }
        unseen = any(
            self._has_moved(language, current)
            for language in {*self.loaded, *(text.language for text in current.texts)}
            if language not in self.bodies
        )
        text = current.with_bodies(bodies, unseen=unseen) if bodies else current
        if not unseen:
            for language in self.confirmed:
                text = text.confirmed(language)
        return text

    def write_to(self, row: models.Model, name: str) -> None:
        """Apply it to a field of a row; a ValidationError then names the field."""
        try:
            setattr(row, name, self.apply_to(getattr(row, name)))
        except StaleEditError as error:
            raise ValidationError({name: error}) from error

    def _has_moved(self, language: str, current: MultilingualText) -> bool:
        return current.version(language) != self.loaded.get(language, "")


def _body(text: MultilingualText, language: str) -> str:
    found = text.get(language)
    return found.body if found else ""
