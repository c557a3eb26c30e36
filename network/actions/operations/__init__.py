"""What changes joint actions. Each takes who acts as `by`, and raises PermissionDenied where their
rule says no."""

from .steps import MOST_STEPS, set_steps, tick_step
from .task_links import actor_of, finish_by_link, links_for
from .tasks import add_task, change_task, hand_over, lock_action, move_task

__all__ = [
    "MOST_STEPS",
    "actor_of",
    "add_task",
    "change_task",
    "finish_by_link",
    "hand_over",
    "links_for",
    "lock_action",
    "move_task",
    "set_steps",
    "tick_step",
]
