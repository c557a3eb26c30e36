"""Organisations: the actors of the network. What a person does, they do for one of them."""

from collections.abc import Callable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.core.files import private_storage
from network.core.multilingual import (
    MultilingualTextField,
    SearchKeyField,
    SortKeysField,
    found_by,
    sorted_by,
)
from network.members.addresses import clean_email, clean_phone, clean_website
from network.members.standing import standing_of

from .reference import ActivityDomain, Territory


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """To who belongs to the network, the active ones; to a coordinator, every one.

        A person whose organisation was suspended sees nothing, their own included.
        """
        standing = standing_of(user)
        if standing.is_coordinator:
            return self.all()
        return self.filter(status=Organisation.Status.ACTIVE) if standing.is_in else self.none()

    def matching(self, query: str) -> Self:
        """Those whose name or acronym has every word of the query, in whichever language."""
        return self.filter(found_by("search_key", query))

    def in_order(self) -> Self:
        """By name, in the reader's language."""
        return self.order_by(sorted_by("name_keys"), "pk")


class Organisation(models.Model):
    """A public institution, an association, a cooperative: what people hold mandates of.

    Everything they do for it stays with it when they leave. `latitude` and `longitude` are degrees
    (WGS 84), both or neither.
    """

    class Family(models.TextChoices):
        # The three who may become a member, by the leaflet of the platform (2012).
        INSTITUTION = "institution", _("public institution")
        SUPPORT = "support", _("support structure")
        DEVELOPMENT = "development", _("development organisation")

    class Status(models.TextChoices):
        APPLICANT = "applicant", _("applicant")
        ACTIVE = "active", _("active")
        SUSPENDED = "suspended", _("suspended")
        FORMER = "former", _("former member")

    name = MultilingualTextField(_("name"), max_length=200)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    family = models.CharField(_("family"), max_length=20, choices=Family)
    legal_form = models.CharField(
        _("legal form"),
        max_length=100,
        blank=True,
        help_text=_("As its statutes have it: association, cooperative, public institution."),
    )
    description = MultilingualTextField(
        _("description"), blank=True, multiline=True, max_length=5000
    )
    logo = models.FileField(
        _("logo"), storage=private_storage, max_length=200, blank=True, editable=False
    )
    address = MultilingualTextField(_("address"), blank=True, multiline=True, max_length=500)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    territories = models.ManyToManyField(
        Territory, verbose_name=_("territories"), blank=True, related_name="organisations"
    )
    domains = models.ManyToManyField(
        ActivityDomain, verbose_name=_("activity domains"), blank=True, related_name="organisations"
    )
    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.ACTIVE, editable=False
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged",
    )

    # What lists are sorted and searched by.
    name_keys = SortKeysField(source="name")
    search_key = SearchKeyField(sources=["name", "acronym"])

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["pk"]
        permissions = [("coordinate", _("Coordinate the network"))]
        indexes = [models.Index(fields=["status"], name="network_organisation_status")]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="network_organisation_whole_point",
                violation_error_message=_("Give both the latitude and the longitude, or neither."),
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("network:organisation", args=[self.pk])

    @property
    def is_active(self) -> bool:
        return self.status == self.Status.ACTIVE


class ContactQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the organisations that somebody sees, as far as each contact says.

        What is for the coordination is seen by the coordination, and by the organisation's own
        managers, who keep it.
        """
        standing = standing_of(user)
        if standing.is_coordinator:
            return self.all()
        if not standing.is_in:
            return self.none()
        own = Q(organisation__in=standing.managed_organisation_ids)
        for_members = Q(organisation__status=Organisation.Status.ACTIVE) & ~Q(
            visibility=Contact.Visibility.COORDINATION
        )
        return self.filter(own | for_members)


class Contact(models.Model):
    """A way to reach an organisation, and who may know it."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("telephone")
        EMAIL = "email", _("e-mail address")
        WEBSITE = "website", _("web site")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("everybody")
        MEMBERS = "members", _("members of the network")
        COORDINATION = "coordination", _("the coordination only")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="contacts"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    value = models.CharField(_("address or number"), max_length=250)
    label = models.CharField(_("what it is for"), max_length=100, blank=True)
    visibility = models.CharField(
        _("visible to"), max_length=20, choices=Visibility, default=Visibility.MEMBERS
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.value

    def clean(self) -> None:
        """Whoever writes it: a form of its organisation, the admin, a command."""
        if not self.value or self.kind not in _CLEAN:
            return
        try:
            self.value = _CLEAN[self.kind](self.value)
            # It may have grown.
            field: Any = self._meta.get_field("value")
            field.run_validators(self.value)
        except ValidationError as error:
            raise ValidationError({"value": error}) from error


_CLEAN: dict[str, Callable[[str], str]] = {
    Contact.Kind.PHONE: clean_phone,
    Contact.Kind.EMAIL: clean_email,
    Contact.Kind.WEBSITE: clean_website,
}
