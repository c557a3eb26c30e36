"""Organisations, as the coordination keeps them."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import NoReverseMatch
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn

from network.core.actor import Actor
from network.core.admin import CoordinatorPolicy
from network.core.lines import listed
from network.core.multilingual import sorted_by
from network.core.once import OnceForm
from network.core.screens import Act, AddView, ChangeView, ListView, Screens
from network.templatetags.network_text import shown

from ..forms.organisations import OrganisationForm
from ..models import ActivityDomain, Membership, Organisation, Territory
from ..operations import (
    change_organisation,
    create_organisation,
    let_organisation_leave,
    reinstate_organisation,
    suspend_organisation,
)
from .search import beginning

Status = Organisation.Status


class OrganisationFilterSet(WagtailFilterSet):
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Status.choices)
    family = django_filters.ChoiceFilter(label=_("Family"), choices=Organisation.Family.choices)
    territories = django_filters.ModelChoiceFilter(
        label=_("Territory"), queryset=Territory.objects.all()
    )
    domains = django_filters.ModelChoiceFilter(
        label=_("Activity domain"), queryset=ActivityDomain.objects.all()
    )

    class Meta:
        model = Organisation
        fields = ["status", "family", "territories", "domains"]


class OrganisationsView(ListView):
    add_item_label = _("Add an organisation")
    default_ordering = "name"
    orders = {"name": lambda: sorted_by("name_keys")}
    filterset_class = OrganisationFilterSet
    sheet = [
        (_("Name"), lambda row: row.name),
        (_("Acronym"), lambda row: row.acronym),
        (_("Family"), lambda row: row.get_family_display()),
        (_("Legal form"), lambda row: row.legal_form),
        (_("Status"), lambda row: row.get_status_display()),
        (_("People"), lambda row: row.people),
        (_("Territories"), lambda row: listed(row.territories.all())),
        (_("Activity domains"), lambda row: listed(row.domains.all())),
    ]

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self.title_column(_("Name"), lambda row: shown(row.name)),
            Column("acronym", label=_("Acronym"), sort_key="acronym"),
            Column("family", label=_("Family"), accessor="get_family_display", sort_key="family"),
            Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
            NumberColumn("people", label=_("People"), sort_key="people"),
        ]

    def matches(self, query: str) -> Q:
        return beginning("search_key", query)

    def get_base_queryset(self) -> QuerySet:
        rows = super().get_base_queryset()
        if self.is_export:
            rows = rows.prefetch_related("territories", "domains")
        # A person with two roles is one person.
        mandates = Membership.objects.current().filter(organisation=OuterRef("pk")).order_by()
        people = mandates.values("organisation").annotate(n=Count("user", distinct=True))
        return rows.annotate(people=Coalesce(Subquery(people.values("n")), 0))


class ChangeOrganisationForm(OrganisationForm):
    """Its logo and contacts are kept in the member area, by its managers and the coordination."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("logo", "removes_logo"):
            self.fields.pop(name, None)


class AddOrganisationForm(ChangeOrganisationForm, OnceForm):
    pass


class AddOrganisationView(AddView):
    form_class: type[forms.BaseForm] = AddOrganisationForm
    heading = _("New organisation")

    def make(self, values: dict[str, Any], *, by: Actor) -> Organisation:
        return create_organisation(values, by=by)


class ChangeOrganisationView(ChangeView):
    form_class = ChangeOrganisationForm

    def change(self, record: Organisation, values: dict[str, Any], *, by: Actor) -> None:
        change_organisation(record, values, by=by)

    def member_url(self) -> str:
        return address_in_member_area(self.object)


def address_in_member_area(record: Any) -> str:
    """Empty where the site has no member area."""
    try:
        return record.get_absolute_url()
    except NoReverseMatch:
        return ""


ACTS = [
    Act(
        "suspend",
        _("Suspend"),
        _(
            "The member area is closed at once to everybody who comes in by this organisation, "
            "and it is out of the directory. Nothing is deleted: its mandates, its documents and "
            "what it did stay as they are, and count again when it is active again."
        ),
        _("“%(object)s” is suspended."),
        lambda organisation, by: suspend_organisation(organisation, by=by),
        lambda organisation: organisation.status == Status.ACTIVE,
        icon="lock",
        is_serious=True,
    ),
    Act(
        "reinstate",
        _("Make active again"),
        _(
            "It is a member again, and whoever has a mandate of it that has not ended comes in "
            "again at once."
        ),
        _("“%(object)s” is active again."),
        lambda organisation, by: reinstate_organisation(organisation, by=by),
        lambda organisation: organisation.status in (Status.SUSPENDED, Status.FORMER),
        icon="lock-open",
    ),
    Act(
        "leave",
        _("Let it leave the network"),
        _(
            "It is a former member from now on, and the member area is closed to everybody who "
            "comes in by it. Nothing is deleted: what it did stays, in its name."
        ),
        _("“%(object)s” has left the network."),
        lambda organisation, by: let_organisation_leave(organisation, by=by),
        lambda organisation: organisation.status in (Status.ACTIVE, Status.SUSPENDED),
        icon="logout",
        is_serious=True,
    ),
]


class OrganisationViewSet(Screens):
    model = Organisation
    name = "network_organisations"
    icon = "group"
    menu_label = _("Organisations")
    permission_policy = CoordinatorPolicy(Organisation, actions=["add", "change", "view"])
    index_view_class = OrganisationsView
    add_view_class = AddOrganisationView
    edit_view_class = ChangeOrganisationView
    acts = ACTS
