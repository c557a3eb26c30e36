"""What columns and facts are called: as the models call them."""

from typing import Any

from django.db import models
from django.utils.text import capfirst


def label(model: type[models.Model], name: str) -> str:
    """The name of a field, in the language that is active."""
    field: Any = model._meta.get_field(name)
    return capfirst(str(field.verbose_name))


def plural(model: type[models.Model]) -> str:
    """Several of these."""
    return capfirst(str(model._meta.verbose_name_plural))
