"""What changes joint actions. Each takes who acts as `by`, and raises PermissionDenied where their
rule says no."""

from .publications import (
    publish_action,
    tell_of_removed,
    withdraw_action,
    withdraw_what_is_stopped,
)

__all__ = [
    "publish_action",
    "tell_of_removed",
    "withdraw_action",
    "withdraw_what_is_stopped",
]
