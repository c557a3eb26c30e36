"""What an action costs: its lines added, changed, removed. No history holds an amount."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.core import audit, changes
from network.core.actor import Actor

from ..models import BudgetLine, JointAction
from ..rules import can_change_action
from .locks import lock_action
from .records import in_both_languages, in_readers_language, record

audit.register(
    {
        "network.jointaction.budget_line_added": _("Budget line added: %(budget_line)s"),
        "network.jointaction.budget_line_changed": _("Budget line changed: %(budget_line)s"),
        "network.jointaction.budget_line_removed": _("Budget line removed: %(budget_line)s"),
    },
    names={"budget_line": in_readers_language},
)


@transaction.atomic
def add_budget_line(action: JointAction, values: Mapping[str, Any], *, by: Actor) -> BudgetLine:
    """Add a line to the budget. Raises ValidationError."""
    lock_action(action)
    if not can_change_action(by, action):
        raise PermissionDenied
    line = BudgetLine(action=action)
    changes.apply(line, values)
    record(action, "budget_line_added", by=by, budget_line=in_both_languages(line.label))
    return line


@transaction.atomic
def change_budget_line(line: BudgetLine, values: Mapping[str, Any], *, by: Actor) -> None:
    """Change what somebody changed of a line. Raises ValidationError."""
    lock_action(line.action)
    if not can_change_action(by, line.action):
        raise PermissionDenied
    if changes.apply(line, values):
        name = in_both_languages(line.label)
        record(line.action, "budget_line_changed", by=by, budget_line=name)


@transaction.atomic
def remove_budget_line(line: BudgetLine, *, by: Actor) -> None:
    """Take a line out of the budget, for good."""
    lock_action(line.action)
    if not can_change_action(by, line.action):
        raise PermissionDenied
    name = in_both_languages(line.label)
    if BudgetLine.objects.filter(pk=line.pk).delete()[0]:
        record(line.action, "budget_line_removed", by=by, budget_line=name)
