"""Stands in for the folders, until they are there: a path leads to its group."""

from collections.abc import Sequence
from typing import Any

from network.core.actor import Actor
from network.members.models import WorkingGroup


def ensure_folders(group: WorkingGroup, parent: Any, names: Sequence[str], *, by: Actor) -> Any:
    """The folder that is reached by these names from `parent`, made where it is not there."""
    return parent
