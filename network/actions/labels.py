"""What things and their fields are called, as the models call them; and the colours of states."""

from typing import Any

from django.db import models
from django.utils.text import capfirst

# Of the tags of `network/components/tag.html`, and of papers: of actions and of tasks. A colour
# never says alone what a word says beside it; what is done is called so in both, and looks alike.
TONES = {
    "proposed": "sun",
    "planned": "blue",
    "running": "",
    "stopped": "brick",
    "todo": "sun",
    "doing": "blue",
    "done": "plain",
    "dropped": "plain",
}


def label(model: type[models.Model], name: str) -> str:
    """The name of a field, in the language that is active."""
    field: Any = model._meta.get_field(name)
    return capfirst(str(field.verbose_name))


def singular(model: type[models.Model]) -> str:
    """One of these."""
    return capfirst(str(model._meta.verbose_name))


def plural(model: type[models.Model]) -> str:
    """Several of these."""
    return capfirst(str(model._meta.verbose_name_plural))
