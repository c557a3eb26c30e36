"""How far actions are: how many of their tasks are done."""

from collections.abc import Iterable

from django.db.models import Count, Q

from .models import JointAction, Task


def count_tasks(actions: Iterable[JointAction]) -> None:
    """Say of each of these actions how many tasks it has, `task_count`, and how many of them are
    done, `done_count`: in one query. What was dropped is none of them."""
    rows = list(actions)
    tasks = Task.objects.filter(action__in=rows).exclude(state=Task.State.DROPPED)
    is_done = Q(state=Task.State.DONE)
    counted = (
        tasks.order_by()
        .values("action")
        .annotate(total=Count("pk"), done=Count("pk", filter=is_done))
    )
    counts = {row["action"]: row for row in counted}
    for action in rows:
        count = counts.get(action.pk, {"total": 0, "done": 0})
        action.task_count, action.done_count = (  # type: ignore[attr-defined]
            count["total"],
            count["done"],
        )
