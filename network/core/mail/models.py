"""The outbox, and how often people want to be written to."""

from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.core.actor import COORDINATE
from network.core.people import address_of

from .kinds import Frequency, kind_named


class MailQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """To a coordinator, the whole outbox; to nobody else any of it."""
        return self.all() if user.has_perm(COORDINATE) else self.none()

    def due(self) -> Self:
        """What is to be sent now, the longest due first."""
        return self.filter(
            state=Mail.State.QUEUED, daily=False, due_at__lte=timezone.now()
        ).order_by("due_at", "pk")

    def for_the_day(self) -> Self:
        """What waits for a mail of the day."""
        return self.filter(state=Mail.State.QUEUED, daily=True, digest=None)

    def unfinished(self) -> Self:
        """What waits or could not be delivered; what goes into a mail of the day counts with it."""
        open_states = [Mail.State.QUEUED, Mail.State.SENDING, Mail.State.FAILED]
        return self.filter(state__in=open_states).exclude(
            digest__isnull=False, state=Mail.State.QUEUED
        )


class Mail(models.Model):
    """One mail to one person: what it is about, and what has become of it.

    It holds no text: that is written when it is sent. `context` holds ids and plain values that
    the object does not know, never a secret. `key` is unique, so that the same event makes one
    mail to the same person however often it is posted. `uuid` makes the Message-ID.
    """

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("state of a mail", "waiting")
        SENDING = "sending", pgettext_lazy("state of a mail", "being sent")
        SENT = "sent", pgettext_lazy("state of a mail", "sent")
        DROPPED = "dropped", pgettext_lazy("state of a mail", "no longer to be sent")
        FAILED = "failed", pgettext_lazy("state of a mail", "not delivered")

    class Problem(models.TextChoices):
        UNREACHABLE = "unreachable", _("The mail server does not answer.")
        NOT_LET_IN = "not_let_in", _("The mail server does not let the site in.")
        LATER = "later", _("The mail server asks to try again later.")
        REFUSED = "refused", _("The mail server refuses this address or this mail.")
        NO_ADDRESS = "no_address", _("This person has no e-mail address.")
        BROKEN = "broken", _("The mail could not be written; the reason is in the site’s log.")
        STOPPED = "stopped", _("Sending was cut off several times.")
        GIVEN_UP = "given_up", _("A coordinator gave it up.")

    kind = models.CharField(_("about"), max_length=100, editable=False)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("to"),
        null=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="+",
    )
    # Of somebody without an account.
    address = models.EmailField(_("address"), blank=True, editable=False)
    language = models.CharField(_("language"), max_length=10, editable=False)
    object_id = models.CharField(max_length=40, blank=True, editable=False)
    context = models.JSONField(default=dict, encoder=DjangoJSONEncoder, editable=False)
    key = models.CharField(max_length=500, unique=True, editable=False)
    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    # Waits for the mail of the day, which `digest` is once there is one.
    daily = models.BooleanField(default=False, editable=False)
    digest = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.CASCADE, related_name="items"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.QUEUED, editable=False
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    problem = models.CharField(
        _("last problem"), max_length=20, choices=Problem, blank=True, editable=False
    )
    # The mail server's own words.
    answer = models.CharField(
        _("answer of the mail server"), max_length=300, blank=True, editable=False
    )
    created_at = models.DateTimeField(_("written on"), default=timezone.now, editable=False)
    due_at = models.DateTimeField(_("next attempt"), default=timezone.now, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = pgettext_lazy("admin screen", "mails")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state="queued"), name="network_mail_queued"
            ),
            models.Index(
                fields=["claimed_at"], condition=Q(state="sending"), name="network_mail_sending"
            ),
            models.Index(fields=["recipient", "kind", "-created_at"], name="network_mail_person"),
            # For the mail of the day, and for forgetting.
            models.Index(fields=["kind", "created_at"], name="network_mail_kind"),
        ]

    def __str__(self) -> str:
        return self.to

    @property
    def to(self) -> str:
        """The address it goes to: the one that the person has now."""
        return address_of(self.recipient) if self.recipient else self.address

    @property
    def label(self) -> str:
        """What it is about, in words; nothing of what it says."""
        kind = kind_named(self.kind)
        return str(kind.label) if kind else self.kind


class MailPreference(models.Model):
    """That somebody wants mails of a kind more or less often than it says by itself."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=100)
    frequency = models.CharField(max_length=10, choices=Frequency)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="network_mailpreference_one")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.frequency}"
