"""The tasks of an action: all of them, and one."""

from .changing import task_edit, task_move, task_new
from .handing_over import action_hand_over
from .listing import action_tasks
from .one import task

__all__ = ["action_hand_over", "action_tasks", "task", "task_edit", "task_move", "task_new"]
