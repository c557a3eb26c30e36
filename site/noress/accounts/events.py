"""
What happens to an account's safety: listed in the account, and told by mail.

django-allauth sends the mails about passwords, addresses and second factors; the one about a new
device is the site's.
"""

from datetime import timedelta
from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.account.authentication import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.db.models.signals import post_save
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from . import devices
from .codes import latin_digits, step_now, step_of, use_up
from .models import SecurityEvent, User

Kind = SecurityEvent.Kind
KEPT = timedelta(days=365)
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def connect() -> None:
    """Listen to what allauth does; for the site's start."""
    account.user_logged_in.connect(on_signed_in)
    account.password_changed.connect(on_password_changed)
    account.password_set.connect(on_password_changed)
    account.password_reset.connect(on_password_reset)
    account.email_changed.connect(on_email_changed)
    mfa.authenticator_added.connect(on_factor_added)
    mfa.authenticator_removed.connect(on_factor_removed)
    mfa.authenticator_reset.connect(on_codes_renewed)
    post_save.connect(follow_address, sender=User)


def record(request: HttpRequest, user: User, kind: str, about: str = "") -> None:
    """Add to the account's list."""
    adapter = get_adapter()
    SecurityEvent.objects.create(
        user=user,
        kind=kind,
        about=about[:254],
        ip=adapter.get_client_ip(request),
        browser=adapter.get_http_user_agent(request)[:200],
    )


def forget_old() -> int:
    """Delete what is older than a year, of everybody; how many."""
    old = SecurityEvent.objects.filter(at__lt=timezone.now() - KEPT)
    return old.delete()[0]


def end_sessions(user: User, *, but: str | None = None) -> None:
    """Sign somebody out of every browser, but of the session with this key."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=but):
        session.end()


def on_signed_in(request: HttpRequest, user: User, response: HttpResponse, **kwargs: Any) -> None:
    if not devices.token(request, user):
        # Whoever has just got their account knows that they have signed in.
        is_news = user.security_events.exists() or timezone.now() - user.date_joined > timedelta(1)
        record(request, user, Kind.NEW_DEVICE)
        if is_news:
            get_adapter().send_notification_mail("account/email/new_device", user)
    devices.remember(request, response, user)


def on_password_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    forget_pending_address(user)
    record(request, user, Kind.PASSWORD_CHANGED)


def on_password_reset(request: HttpRequest, user: User, **kwargs: Any) -> None:
    forget_pending_address(user)
    record(request, user, Kind.PASSWORD_RESET)


def forget_pending_address(user: User) -> None:
    """A change of address that waits may be of whoever the password was changed for."""
    EmailAddress.objects.filter(user=user, verified=False).exclude(email=user.email).delete()


def on_email_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    record(request, user, Kind.EMAIL_CHANGED, about=kwargs["to_email_address"].email)


def name_of(authenticator: Authenticator) -> str:
    """A passkey's name. An application has none: only allauth's word for it, in one language."""
    return str(authenticator) if authenticator.type == Authenticator.Type.WEBAUTHN else ""


def on_factor_added(request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    if authenticator.type not in FACTORS:
        return
    record(request, user, Kind.FACTOR_ADDED, about=name_of(authenticator))
    if Authenticator.objects.filter(user=user, type__in=FACTORS).count() == 1:
        # Who has signed in elsewhere with the password alone, signs in again.
        end_sessions(user, but=request.session.session_key)
    if authenticator.type == Authenticator.Type.TOTP:
        # The code that has set it up is used.
        code = latin_digits(request.POST.get("code", ""))
        use_up(authenticator, step_of(authenticator, code) or step_now())
    # They have just used it, so this session has passed both factors.
    record_authentication(
        request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
    )


def on_factor_removed(request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    if authenticator.type not in FACTORS:
        return
    record(request, user, Kind.FACTOR_REMOVED, about=name_of(authenticator))
    if not is_mfa_enabled(user, FACTORS):
        # Wherever else it was used to enter, it opens no longer.
        end_sessions(user, but=request.session.session_key)
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            entry for entry in get_authentication_records(request, user) if entry["method"] != "mfa"
        ]


def on_codes_renewed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    record(request, user, Kind.CODES_RENEWED)


def follow_address(instance: User, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """
    Keep allauth's table of addresses at what the account says.

    An address that somebody else has set, in the admin, is to be confirmed; one of a superuser,
    made by a command on the server, is not.
    """
    addresses = EmailAddress.objects.filter(user=instance)
    if not raw and not addresses.filter(email=instance.email, primary=True).exists():
        addresses.delete()
        EmailAddress.objects.create(
            user=instance,
            email=instance.email,
            primary=True,
            verified=created and instance.is_superuser,
        )
