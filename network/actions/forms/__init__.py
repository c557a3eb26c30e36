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
from .overviews import (
    FilterBoardForm,
    FilterTimelineForm,
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
    "FilterBoardForm",
    "FilterTasksForm",
    "FilterTimelineForm",
    "HandOverForm",
    "MoveActionForm",
    "MoveTaskForm",
    "PartnerForms",
    "ProposeActionForm",
    "PublishActionForm",
    "StepsForm",
]
