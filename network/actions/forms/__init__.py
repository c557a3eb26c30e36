"""The forms of the joint actions."""

from .actions import (
    EditActionForm,
    ProposeActionForm,
)
from .filters import (
    FilterActionsForm,
)
from .moving import (
    MoveActionForm,
)
from .partners import (
    PartnerForms,
)
from .publications import (
    PublishActionForm,
)
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
    "EditActionForm",
    "EditTaskForm",
    "FilterActionsForm",
    "FilterTasksForm",
    "HandOverForm",
    "MoveActionForm",
    "MoveTaskForm",
    "PartnerForms",
    "ProposeActionForm",
    "PublishActionForm",
    "StepsForm",
]
