"""What happened to an action, in its history: to what belongs to it, too."""

from typing import Any

from django.utils import timezone

from network.core import audit
from network.core.actor import Actor
from network.core.multilingual import MultilingualText

from ..models import JointAction


def touch(action: JointAction) -> None:
    """Say that something of it has changed: lists show the latest first."""
    action.updated_at = timezone.now()
    action.save(update_fields=["updated_at"])


def record(action: JointAction, what: str, *, by: Actor, **data: Any) -> None:
    """Write down what was done, as `network.jointaction.<what>`: the action has gone on with it."""
    touch(action)
    audit.record(action, f"network.jointaction.{what}", by=by, data=data)


def in_both_languages(name: MultilingualText) -> Any:
    """A name for the data of an entry, which outlives what it is the name of."""
    return name.as_json()


def in_readers_language(name: Any) -> str:
    """Such a name again; kept together, in a sentence of whichever direction."""
    return f"\u2068{MultilingualText.from_json(name)}\u2069"
