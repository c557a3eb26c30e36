"""
Invitations: how an account begins.

Inviting an address that has an account looks the same to whoever invites, and costs the same: the
difference shows only behind the link, to whoever reads that mailbox.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from . import mails
from .addresses import normalised, require_plain
from .models import Invitation, User


class NotOpenError(Exception):
    """The invitation was accepted, withdrawn or has expired in the meantime."""


def may_invite(user: User) -> bool:
    return user.has_perm("accounts.add_invitation")


def groups_to_give(user: User) -> QuerySet[Group]:
    """The roles that somebody may give: only a superuser makes a coordinator."""
    groups = Group.objects.order_by("name")
    return groups if user.is_superuser else groups.filter(name="Editors")


def invite(email: str, *, by: User | None, language: str, group: Group | None = None) -> Invitation:
    """
    Send somebody the link to their account; an earlier invitation of theirs ends.

    `by` is None for a command on the server. Raises PermissionDenied where they may not invite, or
    not to this role, and ValidationError for an address that is none.
    """
    if by and not (may_invite(by) and (not group or group in groups_to_give(by))):
        raise PermissionDenied
    email = _clean(email)
    days = settings.INVITATION_DAYS
    with _one_at_a_time(), transaction.atomic():
        invitation, token = _make(email, by, language, group, days)
        link = mails.absolute("accept_invitation", token, language=language)
        mails.send("account/email/invitation", email, language, {"link": link, "days": days})
    return invitation


def let_in(email: str, *, language: str) -> str:
    """
    The secret of an invitation for who has just proved that they read this mailbox: no mail goes
    there. What an earlier invitation, which ends, offered to it, this one offers.

    Raises ValidationError for an address that is none.
    """
    email = _clean(email)
    with _one_at_a_time(), transaction.atomic():
        earlier = Invitation.objects.open().filter(email=email).first()
        by, group = (earlier.invited_by, earlier.group) if earlier else (None, None)
        _invitation, token = _make(email, by, language, group, days=1)
    return token


def _clean(email: str) -> str:
    email = normalised(email)
    require_plain(email)
    validate_email(email)
    return email


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise ValidationError(_("Somebody else is inviting this address right now.")) from error


def _make(
    email: str, by: User | None, language: str, group: Group | None, days: int
) -> tuple[Invitation, str]:
    """An invitation, and its secret, which is nowhere else; earlier ones of the address end."""
    token, now = secrets.token_urlsafe(32), timezone.now()
    Invitation.objects.filter(email=email, accepted_at=None, revoked_at=None).update(revoked_at=now)
    invitation = Invitation.objects.create(
        email=email,
        language=language,
        group=group,
        digest=_digest(token),
        invited_by=by,
        expires_at=now + timedelta(days=days),
    )
    return invitation, token


def withdraw(invitation: Invitation, *, by: User) -> None:
    """End an invitation that is still open. Raises PermissionDenied where they may not invite."""
    if not may_invite(by):
        raise PermissionDenied
    Invitation.objects.open().filter(pk=invitation.pk).update(revoked_at=timezone.now())


def find(token: str) -> Invitation | None:
    """The open invitation of a link, or None."""
    return Invitation.objects.open().filter(digest=_digest(token)).first()


@transaction.atomic
def accept(invitation: Invitation, *, first_name: str, last_name: str, password: str) -> User:
    """Make the account. Its address is confirmed: the link was sent there. Raises NotOpenError."""
    _use(invitation)
    user = User.objects.create_user(
        invitation.email, password, first_name=first_name, last_name=last_name
    )
    EmailAddress.objects.filter(user=user).update(verified=True)
    UserProfile.objects.create(user=user, preferred_language=invitation.language)
    _give(invitation, user)
    return user


@transaction.atomic
def accept_with_account(invitation: Invitation, user: User) -> None:
    """Give what was offered to who has an account already. Raises NotOpenError."""
    _use(invitation)
    _give(invitation, user)


def _use(invitation: Invitation) -> None:
    """Once only, also when two requests come at once."""
    rows = Invitation.objects.open().filter(pk=invitation.pk)
    if not rows.update(accepted_at=timezone.now()):
        raise NotOpenError


def _give(invitation: Invitation, user: User) -> None:
    if invitation.group:
        user.groups.add(invitation.group)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
