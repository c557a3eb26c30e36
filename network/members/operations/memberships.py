"""What changes mandates: by whom, and for how long, people act for organisations."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.core import audit, changes, links
from network.core.actor import Actor
from network.core.people import address_of, name_of, same_address

from .. import notifications
from ..models import Membership, MembershipInvitation, Organisation, WorkingGroup
from ..rules import can_change_membership, can_coordinate, can_manage
from ..standing import forget_standing
from .invitations import NotOpenError, close_invitation, lock_invitation
from .invitations import record as record_invitation
from .people import ensure_profile

audit.register(
    {
        "network.membership.granted": gettext_lazy("Mandate given: %(person)s, %(role)s"),
        "network.membership.changed": gettext_lazy("Mandate changed: %(person)s, %(role)s"),
        "network.membership.ended": gettext_lazy("Mandate ended: %(person)s, %(role)s"),
    },
    names={"role": lambda role: str(dict(Membership.Role.choices).get(role, role))},
)


@transaction.atomic
def grant_membership(
    user: Any,
    organisation: Organisation,
    *,
    role: str,
    by: Actor,
    job_title: str = "",
    starts_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
) -> Membership:
    """Give somebody a mandate of an organisation, from today unless told otherwise.

    Raises PermissionDenied, and ValidationError where it ends before it begins, or where the
    person has the same role there on one of its days already.
    """
    if not can_manage(by, organisation):
        raise PermissionDenied
    return _grant(user, organisation, role, by, job_title, starts_on, ends_on)


def _grant(
    user: Any,
    organisation: Organisation,
    role: str,
    by: Actor,
    job_title: str = "",
    starts_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
) -> Membership:
    # One mandate after the other: two of the same role could be given at once.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    membership = Membership(
        user=user,
        organisation=organisation,
        role=role,
        job_title=job_title,
        starts_on=starts_on or timezone.localdate(),
        ends_on=ends_on,
    )
    membership.full_clean(validate_constraints=False)
    # Before the constraints, which know no field to say it beside.
    require_no_other(membership)
    membership.validate_constraints()
    ensure_profile(user)
    membership.save()
    _record(membership, "granted", by)
    forget_standing(user)
    return membership


def require_no_other(membership: Membership, field: str = "role") -> None:
    """Raise ValidationError where the person has this role there on one of its days already."""
    others = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=membership.starts_on),
        user=membership.user,
        organisation=membership.organisation,
        role=membership.role,
        ended_at=None,
    ).exclude(pk=membership.pk)
    if membership.ends_on:
        others = others.filter(starts_on__lte=membership.ends_on)
    if others.exists():
        raise ValidationError({field: _("This person has this mandate already.")})


@transaction.atomic
def accept_invitation(invitation: MembershipInvitation, *, by: Actor) -> Membership:
    """Take the mandate that is offered; the link is used up.

    Raises PermissionDenied where the account is not of the address that was invited, NotOpenError
    where somebody was first, or the organisation is no active member now.
    """
    if by.is_system or not same_address(address_of(by.user), invitation.email):
        raise PermissionDenied
    # As it is now, its organisation too, and not as it was when the page was opened.
    locked = lock_invitation(invitation)
    is_same = locked.link_id == invitation.link_id
    if not is_same or not locked.is_open or not links.use(locked.link):
        raise NotOpenError
    membership = _take(locked, locked.organisation, by)
    locked.closed_at, locked.membership = timezone.now(), membership
    locked.save(update_fields=["closed_at", "membership"])
    record_invitation(locked, "accepted", by)
    notifications.notify_accepted(locked)
    return membership


def _take(invitation: MembershipInvitation, organisation: Organisation, by: Actor) -> Membership:
    same = Membership.objects.not_over().filter(
        user=by.user, organisation=organisation, role=invitation.role
    )
    mandate = same.order_by("starts_on").first()
    if mandate is None:
        return _grant(by.user, organisation, invitation.role, by, invitation.job_title)
    # Given by another way in the meantime; it begins with this day at the latest.
    if mandate.is_to_begin:
        change = {"starts_on": timezone.localdate()}
        changes.apply(mandate, change)
        _record(mandate, "changed", by)
    forget_standing(by.user)
    return mandate


@transaction.atomic
def change_membership(membership: Membership, values: Mapping[str, Any], *, by: Actor) -> None:
    """Change a mandate's days or job title.

    Raises PermissionDenied; ValidationError for days on which the person has the same role there,
    and for those that leave an organisation without a manager.
    """
    if not can_change_membership(by, membership):
        raise PermissionDenied
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    was_current = membership.is_current
    if changes.apply(membership, values):
        # The role stays: it is these days that another mandate stands in the way of.
        require_no_other(membership, field="ends_on")
        if was_current and not membership.is_current:
            _require_manager(membership, by, field="ends_on")
        if membership.is_over:
            _close_doors(membership, by)
        forget_standing(membership.user)
        _record(membership, "changed", by)


@transaction.atomic
def end_membership(membership: Membership, *, by: Actor) -> None:
    """End a mandate now: from the next request on it lets nobody in.

    With the last one of theirs the person leaves the groups that name them, too, and an invitation
    to their address, by which they could come back, ends. What they did stays with the
    organisation. Raises PermissionDenied; ValidationError for a manager who is the last one.
    """
    if not can_change_membership(by, membership):
        raise PermissionDenied
    # Two managers who end each other's at once: one after the other.
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    locked = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if locked.ended_at:
        return
    _require_manager(locked, by)
    today = timezone.localdate()
    locked.ended_at = timezone.now()
    # One that was still to begin never does.
    locked.ends_on = max(today, locked.starts_on)
    locked.save(update_fields=["ended_at", "ends_on"])
    membership.ended_at, membership.ends_on = locked.ended_at, locked.ends_on
    forget_standing(membership.user)
    _close_doors(locked, by)
    _record(locked, "ended", by)


def _require_manager(membership: Membership, by: Actor, field: str = NON_FIELD_ERRORS) -> None:
    """Raise ValidationError where nobody keeps the organisation without this mandate.

    The coordination may leave it so: it looks after the organisation itself.
    """
    if membership.role != Membership.Role.MANAGER or can_coordinate(by):
        return
    others = Membership.objects.current().filter(
        organisation=membership.organisation, role=Membership.Role.MANAGER, user__is_active=True
    )
    if not others.exclude(pk=membership.pk).exists():
        message = _("An organisation needs a manager: give somebody else this role first.")
        raise ValidationError({field: message})


def _close_doors(membership: Membership, by: Actor) -> None:
    user, organisation = membership.user, membership.organisation
    has_others = Membership.objects.not_over().filter(user=user)
    if not has_others.filter(organisation=organisation).exists():
        invitations = MembershipInvitation.objects.open().filter(
            organisation=organisation, email__iexact=address_of(user)
        )
        for invitation in invitations:
            close_invitation(invitation, by=by)
    if not has_others.exists():
        for group in WorkingGroup.objects.naming(user):
            group.guests.remove(user)
            group.facilitators.remove(user)
            data = {"fields": ["guests", "facilitators"]}
            audit.record(group, "network.workinggroup.changed", by=by, data=data)


def _record(membership: Membership, verb: str, by: Actor) -> None:
    """In the organisation's history, which is where somebody looks for it."""
    data = {"person": name_of(membership.user), "role": membership.role}
    audit.record(membership.organisation, f"network.membership.{verb}", by=by, data=data)
