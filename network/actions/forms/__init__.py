"""The forms of the joint actions."""

from .tasks import (
    AddTaskForm,
    EditTaskForm,
    FilterTasksForm,
    HandOverForm,
    MoveTaskForm,
    StepsForm,
)

__all__ = [
    "AddTaskForm",
    "EditTaskForm",
    "FilterTasksForm",
    "HandOverForm",
    "MoveTaskForm",
    "StepsForm",
]
