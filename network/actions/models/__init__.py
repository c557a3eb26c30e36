"""Joint actions of the working groups: who does what by when, with what money and what result."""

from .actions import JointAction, JointActionQuerySet, Partner
from .budget import BudgetLine, Currency
from .indicators import Indicator, IndicatorValue
from .links import ActionFeed, TaskLink
from .notes import Photo, ProgressNote
from .publications import ActionPublication, ActionPublicationQuerySet
from .tasks import Milestone, Step, Task, TaskQuerySet

__all__ = [
    "ActionFeed",
    "ActionPublication",
    "ActionPublicationQuerySet",
    "BudgetLine",
    "Currency",
    "Indicator",
    "IndicatorValue",
    "JointAction",
    "JointActionQuerySet",
    "Milestone",
    "Partner",
    "Photo",
    "ProgressNote",
    "Step",
    "Task",
    "TaskLink",
    "TaskQuerySet",
]
