"""The links of a mail by which somebody says, without signing in, that a task is done."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from network.core import links
from network.core.actor import Actor
from network.members.standing import standing_of

from ..models import Task, TaskLink
from .tasks import move_task

LINK_DAYS = 14
# One that is open for so long yet is sent again; else the mail would outlive it.
LEAST = timedelta(days=7)


@transaction.atomic
def links_for(user: Any, tasks: Collection[Task]) -> dict[int, TaskLink]:
    """A way to say of each of these tasks that it is done, by the tasks' numbers: the one there is,
    while it is open, or a new one. In a handful of queries, however many they are."""
    rows = TaskLink.objects.filter(
        user=user.pk,
        task__in=[task.pk for task in tasks],
        link__in=links.Link.objects.open().filter(expires_at__gt=timezone.now() + LEAST),
    )
    found = {row.task_id: row for row in rows.select_related("link").order_by("pk")}
    missing = [task for task in tasks if task.pk not in found]
    made = links.make_several(links.TASK_DONE, len(missing), days=LINK_DAYS)
    new = [
        TaskLink(task=task, user=user, link=link) for task, link in zip(missing, made, strict=True)
    ]
    TaskLink.objects.bulk_create(new)
    return found | {row.task_id: row for row in new}


def actor_of(task_link: TaskLink) -> Actor:
    """Whoever holds it, acting for the organisation that does the task, if they still do."""
    organisation = task_link.task.organisation
    acts_for_it = organisation.pk in standing_of(task_link.user).organisation_ids
    return Actor(task_link.user, organisation if acts_for_it else None)


@transaction.atomic
def finish_by_link(task_link: TaskLink, *, seen: str) -> None:
    """Say that the task is done, as who was sent the link; it opens nothing any more.

    Raises PermissionDenied where it is not theirs to say now, ValidationError as `move_task` does.
    """
    # The task first, whose action is locked with it, as everywhere.
    move_task(task_link.task, Task.State.DONE, seen=seen, by=actor_of(task_link))
    links.use(task_link.link)
