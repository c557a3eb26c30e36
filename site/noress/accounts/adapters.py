"""How django-allauth signs people in here: closed, in their language, by the site's own address."""

import base64
import time
from contextlib import suppress
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.forms import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlsplit
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import standing_of

from . import devices, door, mails
from .addresses import normalised, require_plain
from .events import record
from .models import SecurityEvent, User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts begin with an invitation; whatever is sent bears the site's own address."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("This account is closed."),
        "duplicate_email": gettext_lazy("This is your address already."),
        "email_password_mismatch": gettext_lazy("The address or the password is not right."),
        "enter_current_password": gettext_lazy("This is not your current password."),
        "incorrect_code": gettext_lazy("This code is not right, or was used already."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "invalid_password_reset": gettext_lazy("This link has expired or was used already."),
        "too_many_login_attempts": gettext_lazy(
            "Too many tries. Wait five minutes, or reset your password."
        ),
        "rate_limited": gettext_lazy("Too many tries. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never by itself: an account begins with an invitation (`views.accept_invitation`)."""
        return False

    def clean_email(self, email: str) -> str:
        require_plain(email)
        return normalised(email)

    def is_safe_url(self, url: str | None) -> bool:
        """Only addresses of the host that was asked: allauth would take all of ALLOWED_HOSTS."""
        request = allauth_context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if door.is_missing(request):
            # At once, in the language of the page; the admin's addresses have none.
            return door.way(request)
        if standing_of(request.user).is_in:
            return reverse("network:dashboard")
        if request.user.may_enter_admin:
            return reverse("wagtailadmin_home")
        return super().get_login_redirect_url(request)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("wagtail_serve", args=[""])

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_home")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """
        Not in the first minutes after somebody has signed in, or proved who they are again.

        For allauth signing in is no such proof: it would ask for the password twice in a minute.
        """
        request = allauth_context.request
        records = get_authentication_records(request, request.user)
        last = records[-1]["at"] if records else 0
        return time.time() - last > app_settings.REAUTHENTICATION_TIMEOUT

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """
        Change the account's address, and allauth's table with it, or neither.

        False, and said, for an address that another account has got since the link was sent.
        """
        others = User.objects.exclude(pk=email_address.user_id)
        if not others.filter(email=email_address.email).exists():
            # Another account may take it at this very moment.
            with suppress(IntegrityError), transaction.atomic():
                return super().confirm_email(request, email_address)
        template = "account/messages/email_confirmation_failed.txt"
        self.add_message(request, messages.ERROR, template, {"email": email_address.email})
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address; of those whose proxy does not say it, one for all together."""
        try:
            return super().get_client_ip(request)
        except PermissionDenied:
            return "::"

    # allauth's own, and private: `tests/accounts/test_limits.py` says what it is for.
    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """
        Whose failed tries are counted together: an account's.

        A browser that its owner has signed in with is counted by itself, so that nobody elsewhere
        can lock them out of it. Another password begins all counts anew.
        """
        email = normalised(credentials.get("email", ""))
        user = User.objects.filter(email=email).first()
        return f"{email}:{user.password}:{devices.token(request, user)}" if user else email

    # Mails

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        user = context.get("user") or User.objects.filter(email=email).first()
        language = mails.language_of(user)
        path = context.pop("path", None)
        if path:
            view, *args = path
            context["link"] = mails.absolute(view, *args, language=language)
        mails.send(template_prefix, email, language, context | {"user": user})

    def send_notification_mail(self, template_prefix, user, context=None, email=None) -> None:
        super().send_notification_mail(
            template_prefix,
            user,
            (context or {}) | {"user": user, "path": ("account_home",)},
            email,
        )

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation, signup: bool) -> None:
        address = emailconfirmation.email_address
        self.send_mail(
            "account/email/email_confirmation",
            address.email,
            {
                "user": address.user,
                "path": ("account_confirm_email", emailconfirmation.key),
                "days": app_settings.EMAIL_CONFIRMATION_EXPIRE_DAYS,
            },
        )


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors, encrypted where they are kept, with keys that come of SECRET_KEY."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises ValidationError where no key fits: SECRET_KEY was changed and is not kept."""
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise ValidationError(
                _("This second factor cannot be read any more. Write to the coordination.")
            ) from error

    def get_totp_issuer(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """A passkey belongs to the site's address, whichever of its hosts it was made at."""
        host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or ""
        return {"id": host, "name": settings.WAGTAIL_SITE_NAME}

    def get_public_key_credential_user_entity(self, user: User) -> dict:
        entity = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": str(user)}


def _keys() -> MultiFernet:
    """The newest first: it encrypts, and all of them decrypt."""
    return MultiFernet(
        [_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _key(secret: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"noress second factors")
    return Fernet(base64.urlsafe_b64encode(derived.derive(secret.encode())))


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Tells of it when somebody signs out everywhere."""

    def end_sessions(self, sessions) -> None:
        super().end_sessions(sessions)
        if sessions:
            request = allauth_context.request
            record(request, request.user, SecurityEvent.Kind.SIGNED_OUT_EVERYWHERE)
