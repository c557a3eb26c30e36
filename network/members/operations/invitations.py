"""Invitations into an organisation: offered, sent again, withdrawn."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.core import audit, conf, links
from network.core.actor import Actor
from network.core.people import users_with_address

from .. import notifications
from ..addresses import clean_email
from ..models import Membership, MembershipInvitation, Organisation
from ..rules import can_invite, can_withdraw

audit.register(
    {
        "network.invitation.sent": gettext_lazy("Invited: %(email)s"),
        "network.invitation.sent_again": gettext_lazy("Invited again: %(email)s"),
        "network.invitation.withdrawn": gettext_lazy("Invitation withdrawn: %(email)s"),
        "network.invitation.accepted": gettext_lazy("Invitation accepted: %(email)s"),
    }
)


class NotOpenError(Exception):
    """The invitation was accepted, withdrawn or has expired in the meantime."""


@transaction.atomic
def invite(
    organisation: Organisation,
    *,
    email: str,
    role: str,
    language: str,
    by: Actor,
    job_title: str = "",
) -> MembershipInvitation:
    """Offer a mandate to whoever reads this mailbox, and send them the link.

    Raises PermissionDenied; ValidationError for an address that is none, that is invited already,
    or whose owner has this mandate.
    """
    if not can_invite(by, organisation):
        raise PermissionDenied
    email = clean_email(email)
    # Two people who invite at once: one after the other.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    _require_news(organisation, email, role)
    invitation = MembershipInvitation(
        organisation=organisation,
        email=email,
        role=role,
        language=language,
        job_title=job_title,
        invited_by=by.user,
    )
    invitation.link = links.make(links.INVITATION, days=conf.invitation_days())
    invitation.full_clean()
    invitation.save()
    record(invitation, "sent", by)
    notifications.notify_invited(invitation)
    return invitation


def _require_news(organisation: Organisation, email: str, role: str) -> None:
    users = users_with_address(email)
    if (
        Membership.objects.not_over()
        .filter(user__in=users.values("pk"), organisation=organisation, role=role)
        .exists()
    ):
        raise ValidationError({"email": _("This person has this mandate already.")})
    same = MembershipInvitation.objects.filter(
        organisation=organisation, email__iexact=email, role=role, closed_at=None
    )
    for earlier in same:
        if earlier.link.is_open:
            raise ValidationError(
                {
                    "email": _(
                        "This person is invited already; the invitation can be sent again, or "
                        "withdrawn."
                    )
                }
            )
        # It has expired: the new one takes its place.
        earlier.closed_at = timezone.now()
        earlier.save(update_fields=["closed_at"])


@transaction.atomic
def send_again(invitation: MembershipInvitation, *, by: Actor) -> None:
    """Send a new link, for as many days again; the old one opens nothing more.

    Raises PermissionDenied, and NotOpenError for one that was accepted or withdrawn.
    """
    if not can_invite(by, invitation.organisation):
        raise PermissionDenied
    locked = lock_invitation(invitation)
    if locked.closed_at:
        raise NotOpenError
    links.revoke(locked.link)
    locked.link = links.make(links.INVITATION, days=conf.invitation_days())
    locked.save(update_fields=["link"])
    record(locked, "sent_again", by)
    notifications.notify_invited(locked)


@transaction.atomic
def withdraw(invitation: MembershipInvitation, *, by: Actor) -> None:
    """End an invitation that was not accepted. Raises PermissionDenied."""
    if not can_withdraw(by, invitation):
        raise PermissionDenied
    close_invitation(invitation, by=by)


def close_invitation(invitation: MembershipInvitation, *, by: Actor) -> None:
    """For operations that may: let the invitation lead nowhere."""
    locked = lock_invitation(invitation)
    if locked.closed_at is None:
        locked.closed_at = timezone.now()
        locked.save(update_fields=["closed_at"])
        links.revoke(locked.link)
        record(locked, "withdrawn", by)


def lock_invitation(invitation: MembershipInvitation) -> MembershipInvitation:
    """The invitation as it is now, for this transaction alone to change.

    Its organisation first, as every operation does it that locks both.
    """
    Organisation.objects.select_for_update().get(pk=invitation.organisation_id)
    rows = MembershipInvitation.objects.select_for_update(of=("self",))
    return rows.select_related("link", "organisation").get(pk=invitation.pk)


def record(invitation: MembershipInvitation, verb: str, by: Actor) -> None:
    """In the organisation's history, which is where somebody looks for it."""
    data = {"email": invitation.email, "role": invitation.role}
    audit.record(invitation.organisation, f"network.invitation.{verb}", by=by, data=data)
