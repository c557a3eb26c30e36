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
from .feeds import (
    open_feed,
    replace_feed,
    revoke_feed,
)
from .partners import (
    change_partners,
    check_partner,
)
from .publications import (
    withdraw_what_is_stopped,
)
from .steps import (
    MOST_STEPS,
    set_steps,
    tick_step,
)
from .task_links import (
    actor_of,
    finish_by_link,
    links_for,
)
from .tasks import (
    add_task,
    change_task,
    hand_over,
    locked_action,
    move_task,
)

__all__ = [
    "MOST_STEPS",
    "actor_of",
    "add_task",
    "change_action",
    "change_partners",
    "change_task",
    "check_partner",
    "finish_by_link",
    "hand_over",
    "indicators_without_value",
    "links_for",
    "lock_action",
    "locked_action",
    "move_action",
    "move_task",
    "open_feed",
    "propose_action",
    "replace_feed",
    "revoke_feed",
    "set_steps",
    "tick_step",
    "touch",
    "withdraw_what_is_stopped",
]
