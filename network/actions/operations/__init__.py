"""What changes joint actions. Each takes who acts as `by`, and raises PermissionDenied where their
rule says no."""

from .actions import (
    change_action,
    indicators_without_value,
    move_action,
    propose_action,
)
from .budget import (
    add_budget_line,
    change_budget_line,
    remove_budget_line,
)
from .feeds import (
    open_feed,
    replace_feed,
    revoke_feed,
)
from .indicators import (
    add_indicator,
    change_indicator,
    measure,
    remove_indicator,
    remove_value,
)
from .locks import lock_action
from .milestones import (
    add_milestone,
    change_milestone,
    remove_milestone,
)
from .notes import (
    add_note,
    change_note,
    remove_note,
)
from .papers import (
    link_documents,
    make_folder,
    unlink_documents,
)
from .partners import (
    change_partners,
    check_partner,
)
from .publications import (
    publish_action,
    withdraw_action,
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
    move_task,
)

__all__ = [
    "MOST_STEPS",
    "actor_of",
    "add_budget_line",
    "add_indicator",
    "add_milestone",
    "add_note",
    "add_task",
    "change_action",
    "change_budget_line",
    "change_indicator",
    "change_milestone",
    "change_note",
    "change_partners",
    "change_task",
    "check_partner",
    "finish_by_link",
    "hand_over",
    "indicators_without_value",
    "link_documents",
    "links_for",
    "lock_action",
    "make_folder",
    "measure",
    "move_action",
    "move_task",
    "open_feed",
    "propose_action",
    "publish_action",
    "remove_budget_line",
    "remove_indicator",
    "remove_milestone",
    "remove_note",
    "remove_value",
    "replace_feed",
    "revoke_feed",
    "set_steps",
    "tick_step",
    "unlink_documents",
    "withdraw_action",
    "withdraw_what_is_stopped",
]
