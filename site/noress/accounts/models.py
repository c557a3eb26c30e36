"""The site's people, how they come in, and what happened to their accounts."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .addresses import normalised
from .passwords import normalised_password


class UserManager(BaseUserManager):
    """Makes users and finds them by their address, whatever its case."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        return normalised(email or "")

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email=self.normalize_email(email))

    async def aget_by_natural_key(self, email: str) -> "User":
        return await self.aget(email=self.normalize_email(email))

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """
        Save a new user. Without a password the account cannot sign in until one is set.

        Raises ValueError when `email` is empty.
        """
        if not (email := self.normalize_email(email)):
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. The address is the account's name and is kept in lower case."""

    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("An account with this e-mail address exists already.")},
    )
    first_name = models.CharField(_("first name"), max_length=150, blank=True)
    last_name = models.CharField(_("last name"), max_length=150, blank=True)
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Unselect this instead of deleting the account."),
    )
    date_joined = models.DateTimeField(_("member since"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_any_case",
                violation_error_message=_("An account with this e-mail address exists already."),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(normalised_password(raw_password))

    def check_password(self, raw_password: str) -> bool:
        return super().check_password(normalised_password(raw_password) or "")

    @property
    def may_enter_admin(self) -> bool:
        """Whether the account opens Wagtail's admin, and so needs a second factor."""
        return self.is_active and self.has_perm("wagtailadmin.access_admin")

    def clean(self) -> None:
        super().clean()
        self.email = User.objects.normalize_email(self.email)

    def save(self, *args, **kwargs) -> None:
        self.email = User.objects.normalize_email(self.email)
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name or self.email


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Those that can still be accepted."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """
    The one way to an account: for one address, once, for some days.

    Its link's secret is stored as a digest only. Operations change it, in `invitations.py`.
    """

    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=10)
    # Wagtail's group that the account will be in, for one that may write pages. An invitation goes
    # with its group: without it, it would be another one.
    group = models.ForeignKey(
        "auth.Group", verbose_name=_("role"), null=True, blank=True, on_delete=models.CASCADE
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    # None for one made by a command.
    invited_by = models.ForeignKey(
        User,
        verbose_name=_("invited by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"), editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="accounts_invitation_one_open",
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        return not self.accepted_at and not self.revoked_at and self.expires_at > timezone.now()

    @property
    def state(self) -> str:
        """What has become of it, in words."""
        if self.accepted_at:
            return _("accepted")
        if self.revoked_at:
            return _("withdrawn")
        return _("waiting") if self.is_open else _("expired")


class SecurityEvent(models.Model):
    """Something about an account's safety that its person should know, kept for a year."""

    class Kind(models.TextChoices):
        NEW_DEVICE = "new_device", _("Sign-in with a new device")
        PASSWORD_CHANGED = "password_changed", _("Password changed")
        PASSWORD_RESET = "password_reset", _("Password reset by mail")
        EMAIL_CHANGED = "email_changed", _("E-mail address changed")
        FACTOR_ADDED = "factor_added", _("Second factor added")
        FACTOR_REMOVED = "factor_removed", _("Second factor removed")
        CODES_RENEWED = "codes_renewed", _("New recovery codes")
        SIGNED_OUT_EVERYWHERE = "signed_out", _("Signed out everywhere")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="security_events")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)
    # What it is about: a passkey's name, an address.
    about = models.CharField(max_length=254, blank=True)
    ip = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "-at"], name="accounts_event_user_at")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d %H:%M}"
