"""People and their mandates, as the coordination keeps them."""

from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn

from network.core.actor import Actor
from network.core.admin import CoordinatorPolicy
from network.core.changes import EditForm
from network.core.lines import listed
from network.core.multilingual import sorted_by
from network.core.once import OnceForm
from network.core.people import address_of, name_of
from network.core.screens import Act, AddView, ChangeView, ListView, Screens
from network.templatetags.network_text import shown

from ..addresses import clean_phone
from ..forms.organisations import MembershipForm, require_order
from ..models import Membership, Organisation, Profile
from ..operations import change_membership, change_profile, end_membership, grant_membership
from .choosers import choose_organisation, choose_person, people_to_choose
from .organisations import address_in_member_area
from .search import beginning, person_matches


def by_name(person: str = "") -> F:
    """What people are sorted by for this reader."""
    column = "sort_arabic" if get_language() == "ar" else "sort_latin"
    return F(f"{person}{column}")


# People


class PersonFilterSet(WagtailFilterSet):
    mandate = django_filters.ChoiceFilter(
        label=_("Mandate"),
        choices=[("yes", _("has one now")), ("no", _("has none now"))],
        method="filter_mandate",
    )

    class Meta:
        model = Profile
        fields = ["mandate"]

    def filter_mandate(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        has_one = Exists(Membership.objects.current().filter(user=OuterRef("user")))
        return queryset.filter(has_one if value == "yes" else ~has_one)


class PeopleView(ListView):
    default_ordering = "name"
    orders = {"name": by_name}
    filterset_class = PersonFilterSet
    sheet = [
        (_("Name in Latin letters"), lambda row: row.name_latin),
        (_("Name in Arabic letters"), lambda row: row.name_arabic),
        (_("E-mail address"), lambda row: address_of(row.user)),
        (_("Telephone"), lambda row: row.phone),
        (_("Mandates"), lambda row: listed(row.user.current_mandates)),
        (_("Last here"), lambda row: row.visited_at),
    ]

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self.title_column(_("Name"), str),
            Column("address", label=_("E-mail address"), accessor=lambda row: address_of(row.user)),
            Column(
                "mandates",
                label=_("Mandates"),
                accessor=lambda row: listed(row.user.current_mandates),
            ),
            DateColumn("visited_at", label=_("Last here"), sort_key="visited_at"),
        ]

    def matches(self, query: str) -> Q:
        return person_matches(query, "user__")

    def get_base_queryset(self) -> QuerySet:
        mandates = Membership.objects.current().select_related("organisation").order_by("pk")
        prefetch = Prefetch(
            "user__network_memberships", queryset=mandates, to_attr="current_mandates"
        )
        return super().get_base_queryset().select_related("user").prefetch_related(prefetch)


class MendPersonForm(EditForm):
    """What is wrong in how somebody is called or reached; the rest is theirs to say."""

    class Meta:
        model = Profile
        fields = ("name_latin", "name_arabic", "phone")
        widgets = {
            "name_latin": forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
            "name_arabic": forms.TextInput(attrs={"dir": "rtl", "autocomplete": "off"}),
            "phone": forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        }
        help_texts = {
            "name_latin": _("As the person writes it; members read it at once."),
        }

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])


class MendPersonView(ChangeView):
    form_class = MendPersonForm

    def change(self, record: Profile, values: dict[str, Any], *, by: Actor) -> None:
        change_profile(record, values, by=by)

    def member_url(self) -> str:
        return address_in_member_area(self.object)


class PersonViewSet(Screens):
    model = Profile
    name = "network_people"
    icon = "user"
    menu_label = _("People")
    permission_policy = CoordinatorPolicy(Profile, actions=["change", "view"])
    index_view_class = PeopleView
    edit_view_class = MendPersonView
    # A profile is made when its person comes in.
    can_add = False


# Mandates


class MembershipFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[
            ("current", pgettext_lazy("mandate", "current")),
            ("coming", _("still to begin")),
            ("suspended", _("organisation not active")),
            ("ended", pgettext_lazy("mandate", "ended")),
        ],
        method="filter_state",
    )
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Membership.Role.choices)

    class Meta:
        model = Membership
        fields = ["state", "role"]

    def filter_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        today = timezone.localdate()
        if value == "current":
            return queryset.filter(pk__in=Membership.objects.current().values("pk"))
        is_over = Q(ended_at__isnull=False) | Q(ends_on__lt=today)
        if value == "ended":
            return queryset.filter(is_over)
        if value == "coming":
            return queryset.filter(~is_over, starts_on__gt=today)
        not_active = ~Q(organisation__status=Organisation.Status.ACTIVE)
        return queryset.filter(~is_over, not_active)


def state_of(membership: Membership) -> str:
    """How the mandate stands today, in words."""
    if membership.is_over:
        return pgettext("mandate", "ended")
    if membership.is_to_begin:
        return gettext("still to begin")
    if membership.is_current:
        return pgettext("mandate", "current")
    return gettext("organisation not active")


class MembershipsView(ListView):
    add_item_label = _("Give a mandate")
    default_ordering = "name"
    orders = {
        "name": lambda: by_name("user__network_profile__"),
        "organisation": lambda: sorted_by("organisation__name_keys"),
    }
    filterset_class = MembershipFilterSet
    sheet = [
        (_("Person"), lambda row: name_of(row.user)),
        (_("E-mail address"), lambda row: address_of(row.user)),
        (_("Organisation"), lambda row: row.organisation),
        (_("Role"), lambda row: row.get_role_display()),
        (_("Job title"), lambda row: row.job_title),
        (pgettext_lazy("the beginning of a mandate", "From"), lambda row: row.starts_on),
        (pgettext_lazy("the end of a mandate", "Until"), lambda row: row.ends_on),
        (_("State"), state_of),
    ]

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self.title_column(_("Person"), lambda row: name_of(row.user)),
            Column(
                "organisation",
                label=_("Organisation"),
                accessor=lambda row: shown(row.organisation.name),
                sort_key="organisation",
            ),
            Column("role", label=_("Role"), accessor="get_role_display", sort_key="role"),
            Column(
                "starts_on",
                label=pgettext_lazy("the beginning of a mandate", "From"),
                sort_key="starts_on",
            ),
            Column(
                "ends_on", label=pgettext_lazy("the end of a mandate", "Until"), sort_key="ends_on"
            ),
            Column("state", label=_("State"), accessor=state_of),
        ]

    def get_edit_url(self, instance: Membership) -> str | None:
        return None if instance.ended_at else super().get_edit_url(instance)

    def matches(self, query: str) -> Q:
        return person_matches(query, "user__") | beginning("organisation__search_key", query)

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().select_related("organisation", "user__network_profile")


class GiveMandateForm(OnceForm):
    """Who acts for which organisation, as what, from when."""

    person = forms.ModelChoiceField(
        label=_("Person"),
        queryset=get_user_model()._default_manager.none(),
        widget=choose_person.widget_class,
        help_text=_("Who has no account yet is invited instead: see Invitations."),
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        widget=choose_organisation.widget_class,
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Membership.Role.choices,
        help_text=_(
            "A contributor works in the groups; a representative also answers and signs; a manager "
            "keeps the profile, and invites."
        ),
    )
    job_title = forms.CharField(
        label=_("Job title"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    starts_on = forms.DateField(
        label=pgettext_lazy("the beginning of a mandate", "From"),
        initial=timezone.localdate,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    ends_on = forms.DateField(
        label=pgettext_lazy("the end of a mandate", "Until"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("The last day counts. Leave it empty where no end is set."),
    )

    def __init__(self, *args: Any, user: Any, instance: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.queryset = people_to_choose(user)
        organisation: Any = self.fields["organisation"]
        organisation.queryset = Organisation.objects.visible_to(user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        require_order(self)
        return cleaned


class GiveMandateView(AddView):
    form_class: type[forms.BaseForm] = GiveMandateForm
    heading = _("New mandate")
    submit_button_label = _("Give the mandate")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def make(self, values: dict[str, Any], *, by: Actor) -> Membership:
        return grant_membership(values.pop("person"), values.pop("organisation"), **values, by=by)


class ChangeMandateView(ChangeView):
    form_class = MembershipForm

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset().filter(ended_at=None)
        return rows.select_related("organisation", "user__network_profile")

    def change(self, record: Membership, values: dict[str, Any], *, by: Actor) -> None:
        change_membership(record, values, by=by)

    def member_url(self) -> str:
        return address_in_member_area(self.object.organisation)


def describe_membership(membership: Membership) -> str:
    return f"{name_of(membership.user)} – {membership}"


class MembershipViewSet(Screens):
    model = Membership
    name = "network_memberships"
    icon = "key"
    menu_label = _("Mandates")
    permission_policy = CoordinatorPolicy(Membership, actions=["add", "change", "view"])
    index_view_class = MembershipsView
    add_view_class = GiveMandateView
    edit_view_class = ChangeMandateView
    describe = staticmethod(describe_membership)
    # What is done with a mandate is in the history of its organisation.
    has_history = False
    acts = [
        Act(
            "end",
            _("End the mandate"),
            _(
                "It ends now: with the last mandate, the member area is closed to them at once. "
                "What they did stays with the organisation."
            ),
            _("The mandate has ended: %(object)s."),
            lambda membership, by: end_membership(membership, by=by),
            lambda membership: membership.ended_at is None,
            icon="cross",
            is_serious=True,
        )
    ]
