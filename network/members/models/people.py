"""People: what they are called, and the mandates by which they act for an organisation."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from network.core.files import private_storage
from network.core.multilingual import found_by
from network.core.people import account_name
from network.members.standing import people_in, people_of, standing_of
from network.text import normalise, sort_key

from .organisations import Organisation

if TYPE_CHECKING:
    from .groups import WorkingGroup


class ProfileQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own; to who belongs to the network, everybody who does; to a coordinator, all."""
        standing = standing_of(user)
        if standing.is_coordinator:
            return self.all()
        if not standing.is_in:
            return self.none()
        return self.filter(Q(user__in=people_in()) | Q(user=user))

    def in_group(self, group: "WorkingGroup") -> Self:
        """Who belongs to a working group now."""
        return self.filter(user__in=people_of(group).values("pk"))

    def acting_for(self, organisations: models.QuerySet) -> Self:
        """Who has a current mandate of one of these."""
        mandates = Membership.objects.current().filter(organisation__in=organisations.values("pk"))
        return self.filter(user__in=mandates.values("user"))

    def with_place(self) -> Self:
        """With `is_in`: whether they belong to the network now, by a mandate or as a guest."""
        return self.annotate(
            is_in=models.ExpressionWrapper(
                Q(user__in=people_in()), output_field=models.BooleanField()
            )
        )

    def with_mandates(self) -> Self:
        """With their account, and `user.mandates`: for whom they act now."""
        rows = Membership.objects.current().select_related("organisation")
        rows = rows.order_by("organisation", "pk")
        mandates = models.Prefetch("user__network_memberships", rows, to_attr="mandates")
        return self.select_related("user").prefetch_related(mandates)

    def matching(self, query: str) -> Self:
        """Those whose name, in either script, has every word of the query."""
        return self.filter(found_by("search_text", query))

    def in_order(self) -> Self:
        """By name, as the reader's script sorts it."""
        field = "sort_arabic" if get_language() == "ar" else "sort_latin"
        return self.order_by(field, "pk")


class Profile(models.Model):
    """A person as the network knows them. Made when they come in; one to one with their account."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="network_profile"
    )
    name_latin = models.CharField(_("name in Latin letters"), max_length=120, blank=True)
    name_arabic = models.CharField(_("name in Arabic letters"), max_length=120, blank=True)
    language = models.CharField(_("language of mails"), max_length=10, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    photo = models.FileField(
        _("photo"), storage=private_storage, max_length=200, blank=True, editable=False
    )
    shows_email = models.BooleanField(_("show my e-mail address to members"), default=True)
    shows_phone = models.BooleanField(_("show my telephone number to members"), default=False)
    # When they were last here, to the hour, and when before that: what is newer is new to them.
    visited_at = models.DateTimeField(null=True, editable=False)
    visited_before_at = models.DateTimeField(null=True, editable=False)
    # What lists are sorted and searched by; `save` keeps them.
    sort_latin = models.CharField(max_length=500, blank=True, editable=False, db_index=True)
    sort_arabic = models.CharField(max_length=500, blank=True, editable=False, db_index=True)
    search_text = models.TextField(blank=True, editable=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_latin", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_latin = sort_key(self.name_in("fr"))
        self.sort_arabic = sort_key(self.name_in("ar"))
        names = f"{self.name_in('fr')} {self.name_in('ar')}"
        # As `found_by` looks for whole words; who has given no name is found by the account's.
        self.search_text = f" {normalise(names)} "
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("network:person", args=[self.pk])

    @property
    def name(self) -> str:
        """In the script of the language that is active now, else in the other one."""
        return self.name_in(get_language() or settings.LANGUAGE_CODE)

    def name_in(self, language: str) -> str:
        names = [self.name_latin, self.name_arabic]
        if language == "ar":
            names.reverse()
        return next(filter(None, names), None) or self._account_name()

    def _account_name(self) -> str:
        """Until they say a name. An account that is called what its address is would show that."""
        name = account_name(self.user)
        is_hidden = "@" in name and not self.shows_email
        return gettext("A member without a name") if is_hidden else name


class MembershipQuerySet(models.QuerySet):
    def current(self, on: datetime.date | None = None) -> Self:
        """Mandates that let somebody act on that day (today), whatever has become of the account.

        A mandate of an organisation that is suspended, or no member any more, lets nobody in.
        """
        day = on or timezone.localdate()
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            starts_on__lte=day,
            ended_at=None,
            organisation__status=Organisation.Status.ACTIVE,
        )

    def not_over(self) -> Self:
        """Current ones, those that are still to begin, and those of a suspended organisation."""
        is_to_come = Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate())
        return self.filter(is_to_come, ended_at=None)

    def in_order(self) -> Self:
        """Managers, representatives, then contributors; by name, as the reader's script has it."""
        ranks = [models.When(role=role, then=rank) for rank, role in enumerate(_BY_RANK)]
        name = "sort_arabic" if get_language() == "ar" else "sort_latin"
        return self.order_by(models.Case(*ranks), f"user__network_profile__{name}", "pk")

    def visible_to(self, user: Any) -> Self:
        """To who belongs to the network, who acts for whom now; to a manager, also what was and
        will be in their organisation; to a coordinator, everything."""
        standing = standing_of(user)
        if standing.is_coordinator:
            return self.all()
        if not standing.is_in:
            return self.none()
        own = Q(organisation__in=standing.managed_organisation_ids)
        return self.filter(Q(pk__in=Membership.objects.current().values("pk")) | own)


class Membership(models.Model):
    """A mandate: this person acts for this organisation, in this role, in this period.

    Both days count. `ended_at` is set when it was ended before its last day, and ends it at that
    moment. Somebody with two roles has two mandates, which may end apart.
    """

    class Role(models.TextChoices):
        CONTRIBUTOR = "contributor", _("contributor")
        REPRESENTATIVE = "representative", _("representative")
        MANAGER = "manager", _("manager")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="network_memberships",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.CONTRIBUTOR)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["organisation", "-starts_on", "pk"]
        indexes = [models.Index(fields=["user", "organisation"], name="network_membership_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="network_membership_valid_period",
                violation_error_message=_("The mandate ends before it begins."),
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(ended_at=None, ends_on=None),
                name="network_membership_one_open",
                violation_error_message=_("This person has this mandate already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"

    @property
    def is_to_begin(self) -> bool:
        return self.starts_on > timezone.localdate()

    @property
    def is_over(self) -> bool:
        is_past = self.ends_on is not None and self.ends_on < timezone.localdate()
        return self.ended_at is not None or is_past

    @property
    def is_current(self) -> bool:
        today = timezone.localdate()
        return (
            self.ended_at is None
            and self.starts_on <= today
            and (self.ends_on is None or self.ends_on >= today)
            and self.organisation.is_active
        )


_BY_RANK = (Membership.Role.MANAGER, Membership.Role.REPRESENTATIVE, Membership.Role.CONTRIBUTOR)
