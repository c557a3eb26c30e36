"""What there is to tell. A slice declares its kinds of mail once, when its module is imported:

SHARED = kinds.register(
    MailKind(
        name="network.document.shared",
        label=_("New documents"),
        template="documents/shared",
        model=Document,
    )
)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .models import Mail


class Frequency(models.TextChoices):
    """How often somebody wants to be written to about things of one kind."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    NEVER = "never", _("Never")


@dataclass(frozen=True)
class MailKind:
    """One kind of event that people are told about.

    - `template`: `documents/shared` stands for `network/emails/documents/shared` with the endings
      `.subject.txt`, `.txt` and `.html`; in the mail of the day the subject stands for the mail.
    - `model`: what a mail is about; looked for by `visible_to(recipient)` when it is sent.
    - `find`: looks for it instead, where there is no recipient with an account or no model. None
      means that the mail is no longer to be sent.
    - `context`: what the templates need besides, made when the mail is written.
    - `default`: how often, until the person chooses; `may_choose` False takes the choice away.
    - `group`: under which heading the choice stands.
    """

    name: str
    label: str | Promise
    template: str
    model: type[models.Model] | None = None
    find: Callable[["Mail"], Any] | None = None
    context: Callable[["Mail", Any], dict[str, Any]] | None = None
    default: Frequency = Frequency.AT_ONCE
    may_choose: bool = True
    group: str | Promise = ""

    def __post_init__(self) -> None:
        if self.model is None and self.find is None:
            raise ValueError(f"{self.name} says neither of which model it is nor how to find it.")

    def object_of(self, mail: "Mail") -> Any:
        """What the mail is about, if it is still to be sent to its recipient; else None."""
        if self.find:
            return self.find(mail)
        visible = self.model._default_manager.visible_to(mail.recipient)  # type: ignore[union-attr]
        return visible.filter(pk=mail.object_id).first()


_KINDS: dict[str, MailKind] = {}


def register(kind: MailKind) -> MailKind:
    """Make the kind known; its name stands in the database, so it stays."""
    _KINDS[kind.name] = kind
    return kind


def kind_named(name: str) -> MailKind | None:
    """The kind; None for one of another version of the site."""
    return _KINDS.get(name)


def every_kind() -> list[MailKind]:
    return list(_KINDS.values())


def kinds_to_choose() -> list[MailKind]:
    """Those that a person decides about, in the order in which they were declared."""
    return [kind for kind in _KINDS.values() if kind.may_choose]
