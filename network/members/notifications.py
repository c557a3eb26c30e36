"""What people are told of: an invitation, and that one was accepted."""

from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.core import links
from network.core.mail.kinds import MailKind, register
from network.core.mail.models import Mail
from network.core.mail.outbox import post, post_to_address
from network.core.mail.writing import absolute
from network.core.people import name_of

from .models import Membership, MembershipInvitation


def _open_invitation(mail: Mail) -> MembershipInvitation | None:
    """As long as its link opens something, and is still the one that was posted."""
    rows = MembershipInvitation.objects.open().select_related("organisation", "invited_by", "link")
    return rows.filter(pk=mail.object_id, link=mail.context["link"]).first()


def _invitation_context(mail: Mail, invitation: MembershipInvitation) -> dict[str, Any]:
    token = links.token_of(invitation.link)
    return {
        "link": absolute(reverse("network:invitation", args=[token])),
        "invited_by": name_of(invitation.invited_by) if invitation.invited_by else "",
    }


INVITED = register(
    MailKind(
        name="network.invitation.sent",
        label=_("Invitations"),
        template="members/invited",
        find=_open_invitation,
        context=_invitation_context,
        may_choose=False,
    )
)
ACCEPTED = register(
    MailKind(
        name="network.invitation.accepted",
        label=_("Accepted invitations"),
        template="members/accepted",
        model=MembershipInvitation,
        group=_("People"),
    )
)


def notify_invited(invitation: MembershipInvitation) -> None:
    """To the mailbox that is invited, whoever reads it."""
    link = invitation.link_id
    post_to_address(
        INVITED,
        invitation.email,
        invitation,
        language=invitation.language,
        key=f"{invitation.pk}:{link}",
        context={"link": link},
    )


def notify_accepted(invitation: MembershipInvitation) -> None:
    """To who invited, and to the managers of the organisation: who invited may have left."""
    recipients = [*filter(None, [invitation.invited_by]), *_managers(invitation)]
    post(ACCEPTED, recipients, invitation, key=str(invitation.pk))


def _managers(invitation: MembershipInvitation) -> Any:
    mandates = Membership.objects.current().filter(
        organisation=invitation.organisation_id, role=Membership.Role.MANAGER
    )
    return get_user_model()._default_manager.filter(pk__in=mandates.values("user"))
