"""The days by which something of an action is reached."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.core import audit, changes
from network.core.actor import Actor

from ..models import JointAction, Milestone
from ..rules import can_change_action
from .locks import lock_action
from .records import in_both_languages, in_readers_language, record

audit.register(
    {
        "network.jointaction.milestone_added": _("Milestone added: %(milestone)s"),
        "network.jointaction.milestone_changed": _("Milestone changed: %(milestone)s"),
        "network.jointaction.milestone_reached": _("Milestone reached: %(milestone)s"),
        "network.jointaction.milestone_removed": _("Milestone removed: %(milestone)s"),
    },
    names={"milestone": in_readers_language},
)


@transaction.atomic
def add_milestone(action: JointAction, values: Mapping[str, Any], *, by: Actor) -> Milestone:
    """Add a milestone. Raises ValidationError."""
    lock_action(action)
    if not can_change_action(by, action):
        raise PermissionDenied
    milestone = Milestone(action=action)
    changes.apply(milestone, values)
    record(action, "milestone_added", by=by, milestone=in_both_languages(milestone.title))
    return milestone


@transaction.atomic
def change_milestone(milestone: Milestone, values: Mapping[str, Any], *, by: Actor) -> None:
    """Change what somebody changed of it; and say that it is reached. Raises ValidationError."""
    lock_action(milestone.action)
    if not can_change_action(by, milestone.action):
        raise PermissionDenied
    if changed := changes.apply(milestone, values):
        is_reached = "reached_on" in changed and milestone.reached_on is not None
        what = "milestone_reached" if is_reached else "milestone_changed"
        record(milestone.action, what, by=by, milestone=in_both_languages(milestone.title))


@transaction.atomic
def remove_milestone(milestone: Milestone, *, by: Actor) -> None:
    """Take it away, for good; the tasks that led to it stay."""
    lock_action(milestone.action)
    if not can_change_action(by, milestone.action):
        raise PermissionDenied
    name = in_both_languages(milestone.title)
    if Milestone.objects.filter(pk=milestone.pk).delete()[0]:
        record(milestone.action, "milestone_removed", by=by, milestone=name)
