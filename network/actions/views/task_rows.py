"""What a table of tasks is made of: see `network/actions/_tasks.html`."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from network.core.actor import Actor
from network.members.models import Organisation, WorkingGroup

from ..models import Task
from ..rules import can_move_task


@dataclass(frozen=True)
class Row:
    """A task of a list, and whether its reader may move it."""

    task: Task
    may_move: bool


def rows_of(tasks: Sequence[Task], actor: Actor) -> list[Row]:
    """Each with whether the actor may move it. What the rules read of their actions comes in two
    queries for all; in none where the actions know their group and their lead."""
    groups = WorkingGroup.objects.only("kind", "name", "closed_at")
    leads = Organisation.objects.only("name", "status")
    prefetch_related_objects(
        tasks, Prefetch("action__group", groups), Prefetch("action__lead", leads)
    )
    return [Row(task, can_move_task(actor, task)) for task in tasks]
