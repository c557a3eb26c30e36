"""django-allauth's forms in the site's words, forgiving about what a keyboard does."""

import logging
from collections.abc import Callable
from typing import Any

from allauth.account import forms as account
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.mfa.webauthn.internal.auth import get_state
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import mails
from .adapters import SecondFactorAdapter
from .addresses import EmailField
from .codes import latin_digits, step_of, use_up
from .models import User
from .passwords import MAX_LENGTH

logger = logging.getLogger(__name__)

NOT_RECOGNISED = _("This passkey was not recognised. Try again.")
TOO_MANY_CODES = _(
    "Too many tries. Wait five minutes, then try again; after a hundred in a day, until tomorrow."
)
# Mails greet people by name: no name is a link, or turns the text around.
validate_name = RegexValidator(
    "[/:@<>\\\\\u202a-\u202e\u2066-\u2069]", _("Write a name, without signs."), inverse_match=True
)

HOW_TO_CHOOSE = _(
    "At least 15 characters. A few words that do not belong together are easy to remember and hard "
    "to guess."
)


class PasswordField(forms.CharField):
    """A password that is typed once: it can be shown, and password managers know it."""

    def __init__(self, *, autocomplete: str = "new-password", **kwargs):
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "dir": "ltr"})
        if autocomplete == "new-password":
            kwargs.setdefault("help_text", HOW_TO_CHOOSE)
            # For managers that make one up (the HTML `passwordrules` proposal).
            widget.attrs["passwordrules"] = "minlength: 15"
        super().__init__(strip=False, max_length=MAX_LENGTH, widget=widget, **kwargs)


def current_password(label) -> PasswordField:
    return PasswordField(label=label, autocomplete="current-password")


class SignInForm(account.LoginForm):
    """Address, password, and whether to be remembered."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailField(label=_("E-mail address"), autocomplete="username")
        self.fields["password"] = current_password(_("Password"))
        self.fields["remember"] = forms.BooleanField(
            label=_("Stay signed in on this device for two weeks"), required=False
        )


class ResetPasswordForm(forms.Form):
    """Where to send the link. Whether there is an account is looked up after the answer only."""

    email = EmailField(label=_("E-mail address"), autocomplete="username")

    def save(self, request: HttpRequest) -> None:
        mails.later(send_reset_link, self.cleaned_data["email"])


def send_reset_link(email: str) -> None:
    """The link to another password, to the account's own address, if there is an account."""
    if user := User.objects.filter(email=email, is_active=True).first():
        language = mails.language_of(user)
        key = user_pk_to_url_str(user), account.default_token_generator.make_token(user)
        link = mails.absolute("account_reset_password_from_key", *key, language=language)
        context = {"user": user, "link": link}
        mails.send("account/email/password_reset_key", user.email, language, context)


class ChangeEmailForm(account.AddEmailForm):
    """The address to be."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"] = EmailField(label=_("New e-mail address"))


class OneNewPasswordMixin:
    """Asks for a new password once: it can be shown, and a second field only invites copying."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["password1"] = PasswordField(label=_("New password"))

    def clean_password1(self) -> str:
        password = self.cleaned_data["password1"]
        validate_password(password, self.user)
        return password


class NewPasswordForm(OneNewPasswordMixin, account.ResetPasswordKeyForm):
    """After a reset's link."""


class SetPasswordForm(OneNewPasswordMixin, account.SetPasswordForm):
    """For an account that has none yet."""


class ChangePasswordForm(OneNewPasswordMixin, account.ChangePasswordForm):
    """For who knows the current one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = current_password(_("Current password"))


class ReauthenticateForm(account.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"] = current_password(_("Password"))


class AcceptInvitationForm(forms.Form):
    """Who somebody is, and the password of their account to be."""

    first_name = forms.CharField(
        label=_("First name"),
        max_length=150,
        validators=[validate_name],
        widget=forms.TextInput(attrs={"autocomplete": "given-name", "dir": "auto"}),
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=150,
        validators=[validate_name],
        widget=forms.TextInput(attrs={"autocomplete": "family-name", "dir": "auto"}),
    )
    password = PasswordField(label=_("Password"))

    def __init__(self, *args, email: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self):
        cleaned = super().clean()
        if password := cleaned.get("password"):
            names = {name: cleaned.get(name, "") for name in ("first_name", "last_name")}
            try:
                validate_password(password, User(email=self.email, **names))
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


# Second factors


class CodeField(forms.CharField):
    """A code of digits, as a telephone shows it or an Arabic keyboard writes it."""

    def __init__(self, **kwargs):
        attrs = {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "dir": "ltr",
            "spellcheck": "false",
        }
        super().__init__(**{"max_length": 20, "widget": forms.TextInput(attrs=attrs), **kwargs})

    def to_python(self, value):
        return latin_digits(super().to_python(value))


class OnceMixin:
    """An app's code counts once (`codes`)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = CodeField(label=_("Code"))

    def clean_code(self) -> str:
        app = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.TOTP).first()
        step = app and step_of(app, self.cleaned_data["code"])
        # Before allauth's own check, which would forgive the tries so far for a code that is right.
        if step and step <= app.data.get("last_step", 0):
            raise SecondFactorAdapter().validation_error("incorrect_code")
        try:
            code = super().clean_code()
        except ValidationError as error:
            if error.code == "too_many_login_attempts":
                raise ValidationError(TOO_MANY_CODES, code=error.code) from error
            raise
        if step and not use_up(app, step):
            raise SecondFactorAdapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(OnceMixin, mfa.AuthenticateForm):
    """At sign-in: the app's code, or a recovery code."""


class SecondFactorAgainForm(OnceMixin, mfa.ReauthenticateForm):
    """The same before something that matters."""


class ActivateTOTPForm(totp.ActivateTOTPForm):
    """The first code of a new authenticator app."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = CodeField(label=_("Code that the application shows"))


class CredentialField(forms.JSONField):
    """What a browser says of a passkey; what anybody else says is never shown again."""

    def __init__(self):
        super().__init__(widget=forms.HiddenInput)

    def to_python(self, value):
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise ValidationError(NOT_RECOGNISED, code="incorrect_passkey") from error

    def bound_data(self, data, initial):
        return None


class CredentialMixin:
    """A passkey's answer comes from anybody, as JSON: what is none gets a sentence and no error."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField()

    @staticmethod
    def read(clean: Callable) -> Any:
        try:
            return clean()
        except ValidationError:
            raise
        except Exception as error:
            # fido2 says so in many ways: KeyError, ValueError, struct.error, InvalidSignature …
            logger.info("A passkey's answer could not be read: %r", error)
            raise ValidationError(NOT_RECOGNISED, code="incorrect_passkey") from error


class AddPasskeyForm(CredentialMixin, webauthn.AddWebAuthnForm):
    """A passkey, good for signing in by itself."""

    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=60,
        help_text=_("So that you know it again: “My telephone”."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    # allauth's script asks the browser for such a one where this box is ticked.
    passwordless = forms.BooleanField(
        required=False, widget=forms.CheckboxInput(attrs={"checked": True, "hidden": True})
    )

    def clean(self):
        return self.read(super().clean)


class PasskeySignInForm(CredentialMixin, webauthn.LoginWebAuthnForm):
    """A passkey instead of address, password and code: its owner has unlocked it."""

    def clean_credential(self):
        # A second factor may be asked for without that, and would be good for this one too.
        state = get_state() or {}
        if state.get("user_verification") != "required":
            raise ValidationError(NOT_RECOGNISED, code="incorrect_passkey")
        return self.read(super().clean_credential)


class PasskeyForm(CredentialMixin, webauthn.AuthenticateWebAuthnForm):
    """A passkey as the second factor."""

    def clean_credential(self):
        return self.read(super().clean_credential)


class PasskeyAgainForm(CredentialMixin, webauthn.ReauthenticateWebAuthnForm):
    """The same before something that matters."""

    def clean_credential(self):
        return self.read(super().clean_credential)


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
