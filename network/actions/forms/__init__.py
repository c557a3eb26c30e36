"""The forms of the joint actions."""

from .actions import EditActionForm, ProposeActionForm
from .filters import FilterActionsForm
from .moving import MoveActionForm
from .partners import PartnerForms

__all__ = [
    "EditActionForm",
    "FilterActionsForm",
    "MoveActionForm",
    "PartnerForms",
    "ProposeActionForm",
]
