"""What changes working groups."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.core import audit, changes
from network.core.actor import Actor

from ..models import WorkingGroup
from ..rules import can_coordinate
from .people import ensure_profile

audit.register(
    {
        "network.workinggroup.created": _("Working group made"),
        "network.workinggroup.changed": _("Changed: %(fields)s"),
        "network.workinggroup.closed": _("Working group closed"),
        "network.workinggroup.reopened": _("Working group open again"),
    }
)


@transaction.atomic
def create_group(values: Mapping[str, Any], *, by: Actor) -> WorkingGroup:
    """Make a working group. Raises PermissionDenied, and ValidationError for a second plenary."""
    if not can_coordinate(by):
        raise PermissionDenied
    group = WorkingGroup()
    changes.apply(group, values)
    _welcome(group)
    audit.record(group, "network.workinggroup.created", by=by)
    return group


@transaction.atomic
def change_group(group: WorkingGroup, values: Mapping[str, Any], *, by: Actor) -> None:
    """Change what somebody changed of it, who belongs to it included: that counts at once.

    Raises PermissionDenied and ValidationError.
    """
    if not can_coordinate(by):
        raise PermissionDenied
    if changed := changes.apply(group, values):
        _welcome(group)
        audit.record(group, "network.workinggroup.changed", by=by, data={"fields": changed})


def close_group(group: WorkingGroup, *, by: Actor) -> None:
    """Let the group be read and no more changed."""
    _set_closed(group, True, by)


def reopen_group(group: WorkingGroup, *, by: Actor) -> None:
    """Let the group go on."""
    _set_closed(group, False, by)


@transaction.atomic
def _set_closed(group: WorkingGroup, is_closed: bool, by: Actor) -> None:
    if not can_coordinate(by):
        raise PermissionDenied
    closed_at = timezone.now() if is_closed else None
    rows = WorkingGroup.objects.filter(pk=group.pk, closed_at__isnull=is_closed)
    if rows.update(closed_at=closed_at):
        verb = "closed" if is_closed else "reopened"
        audit.record(group, f"network.workinggroup.{verb}", by=by)
    group.closed_at = closed_at


def _welcome(group: WorkingGroup) -> None:
    """Whoever is named is known to the network by a profile."""
    for user in (*group.guests.all(), *group.facilitators.all()):
        ensure_profile(user)
