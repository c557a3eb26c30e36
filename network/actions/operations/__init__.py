"""What changes joint actions. Each takes who acts as `by`, and raises PermissionDenied where their
rule says no."""

from .actions import (
    change_action,
    indicators_without_value,
    lock_action,
    move_action,
    propose_action,
    touch,
)
from .partners import change_partners, check_partner
from .publications import withdraw_what_is_stopped

__all__ = [
    "change_action",
    "change_partners",
    "check_partner",
    "indicators_without_value",
    "lock_action",
    "move_action",
    "propose_action",
    "touch",
    "withdraw_what_is_stopped",
]
