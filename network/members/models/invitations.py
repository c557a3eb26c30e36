"""Invitations into an organisation: how people come in."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.core.links import Link
from network.members.standing import standing_of

from .organisations import Organisation
from .people import Membership


class MembershipInvitationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the organisations somebody manages; to a coordinator, all."""
        standing = standing_of(user)
        if standing.is_coordinator:
            return self.all()
        return self.filter(organisation__in=standing.managed_organisation_ids)

    def open(self) -> Self:
        """Those that can still be accepted."""
        return self.filter(
            closed_at=None,
            link__in=Link.objects.open(),
            organisation__status=Organisation.Status.ACTIVE,
        )


class MembershipInvitation(models.Model):
    """A mandate that is offered to whoever reads this mailbox: once, for some days."""

    link = models.OneToOneField(Link, on_delete=models.PROTECT, related_name="+", editable=False)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="invitations",
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=Membership.Role,
        default=Membership.Role.CONTRIBUTOR,
    )
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=10)
    # None where a command invited.
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    # Accepted, withdrawn, or replaced; then `membership` says which.
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    membership = models.OneToOneField(
        Membership,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="invitation",
    )

    objects = MembershipInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email", "role"],
                condition=Q(closed_at=None),
                name="network_invitation_one_open",
            )
        ]

    def __str__(self) -> str:
        return self.email

    def get_absolute_url(self) -> str:
        return self.organisation.get_absolute_url()

    @property
    def is_open(self) -> bool:
        return not self.closed_at and self.link.is_open and self.organisation.is_active

    @property
    def state(self) -> str:
        """What has become of it, in words."""
        if self.link.used_at:
            return _("accepted")
        if self.closed_at:
            return _("withdrawn")
        return _("waiting") if self.is_open else _("expired")
