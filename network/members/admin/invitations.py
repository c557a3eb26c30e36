"""Invitations into organisations, as the coordination keeps them."""

from collections.abc import Collection
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn

from network.core.actor import Actor
from network.core.admin import CoordinatorPolicy
from network.core.multilingual import sorted_by
from network.core.people import name_of
from network.core.screens import Act, AddView, ListView, LookView, Screens
from network.templatetags.network_text import shown

from ..forms.organisations import InviteForm
from ..models import Membership, MembershipInvitation, Organisation
from ..operations import NotOpenError, invite, send_again, withdraw
from .choosers import choose_organisation
from .search import beginning


class InvitationFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[
            ("waiting", _("waiting")),
            ("expired", _("expired")),
            ("accepted", _("accepted")),
            ("withdrawn", _("withdrawn")),
        ],
        method="filter_state",
    )
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Membership.Role.choices)

    class Meta:
        model = MembershipInvitation
        fields = ["state", "role"]

    def filter_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """As the row itself says it: see `MembershipInvitation.state`."""
        if value == "accepted":
            return queryset.filter(link__used_at__isnull=False)
        queryset = queryset.filter(link__used_at=None)
        if value == "withdrawn":
            return queryset.filter(closed_at__isnull=False)
        is_open = Q(pk__in=MembershipInvitation.objects.open().values("pk"))
        return queryset.filter(is_open if value == "waiting" else ~is_open, closed_at=None)


def inviter_of(invitation: MembershipInvitation) -> str:
    return name_of(invitation.invited_by) if invitation.invited_by else "–"


class InvitationsView(ListView):
    add_item_label = gettext_lazy("Invite somebody")
    default_ordering = "-created_at"
    orders = {"organisation": lambda: sorted_by("organisation__name_keys")}
    filterset_class = InvitationFilterSet
    sheet = [
        (_("E-mail address"), lambda row: row.email),
        (_("Organisation"), lambda row: row.organisation),
        (_("Role"), lambda row: row.get_role_display()),
        (_("Job title"), lambda row: row.job_title),
        (_("State"), lambda row: row.state),
        (_("Invited by"), inviter_of),
        (_("Sent"), lambda row: row.created_at),
    ]

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self.title_column(_("E-mail address"), "email", sort_key="email"),
            Column(
                "organisation",
                label=_("Organisation"),
                accessor=lambda row: shown(row.organisation.name),
                sort_key="organisation",
            ),
            Column("role", label=_("Role"), accessor="get_role_display", sort_key="role"),
            Column("state", label=_("State")),
            Column("invited_by", label=_("Invited by"), accessor=inviter_of),
            DateColumn("created_at", label=_("Sent"), sort_key="created_at"),
        ]

    def matches(self, query: str) -> Q:
        by_organisation = beginning("organisation__search_key", query)
        return Q(email__icontains=query.strip()) | by_organisation

    def get_base_queryset(self) -> QuerySet:
        return with_relations(super().get_base_queryset())


def with_relations(invitations: QuerySet) -> QuerySet:
    return invitations.select_related("link", "organisation", "invited_by__network_profile")


class InviteIntoForm(InviteForm):
    """The same as a manager's, for whichever organisation."""

    field_order = ["organisation"]
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        widget=choose_organisation.widget_class,
        help_text=_("It must be active: nobody is invited into one that is suspended."),
    )

    def __init__(self, *args: Any, user: Any, instance: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation: Any = self.fields["organisation"]
        organisation.queryset = Organisation.objects.visible_to(user)

    def clean_organisation(self) -> Organisation:
        organisation = self.cleaned_data["organisation"]
        if not organisation.is_active:
            raise ValidationError(_("This organisation is not active: nobody is invited into it."))
        return organisation


class InviteView(AddView):
    form_class: type[forms.BaseForm] = InviteIntoForm
    heading = gettext_lazy("New invitation")
    submit_button_label = gettext_lazy("Send the invitation")
    submit_button_active_label = gettext_lazy("Sending…")
    success_message = gettext_lazy("An invitation is on its way to %(object)s.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def make(self, values: dict[str, Any], *, by: Actor) -> MembershipInvitation:
        return invite(values.pop("organisation"), **values, by=by)

    def get_success_buttons(self) -> list:
        return []

    def get_success_url(self) -> str:
        return reverse(self.index_url_name)


class InvitationView(LookView):
    page_title = gettext_lazy("Invitation")

    def entries(self) -> Collection[tuple[Any, Any]]:
        invitation = self.object
        languages = dict(settings.LANGUAGES)
        return [
            (gettext("E-mail address"), invitation.email),
            (gettext("Organisation"), shown(invitation.organisation.name)),
            (gettext("Role"), invitation.get_role_display()),
            (gettext("Job title"), invitation.job_title),
            (gettext("Language"), languages.get(invitation.language, invitation.language)),
            (gettext("State"), invitation.state),
            (gettext("Open until"), invitation.link.expires_at if invitation.is_open else None),
            (gettext("Invited by"), inviter_of(invitation)),
            (gettext("Sent"), invitation.created_at),
        ]


def _send_again(invitation: MembershipInvitation, by: Actor) -> None:
    try:
        send_again(invitation, by=by)
    except NotOpenError as error:
        message = _("This invitation is closed: it was accepted or withdrawn.")
        raise ValidationError(message) from error


class InvitationViewSet(Screens):
    model = MembershipInvitation
    name = "network_invitations"
    icon = "mail"
    menu_label = _("Invitations into organisations")
    permission_policy = CoordinatorPolicy(MembershipInvitation, actions=["add", "change", "view"])
    index_view_class = InvitationsView
    add_view_class = InviteView
    inspect_view_class = InvitationView
    inspect_view_enabled = True
    # Its link is on its way.
    can_edit = False
    # What is done with an invitation is in the history of its organisation.
    has_history = False
    acts = [
        Act(
            "send-again",
            _("Send again"),
            _("A new link is sent, for as many days again; the old one opens nothing more."),
            _("A new link is on its way to %(object)s; the old one opens nothing more."),
            _send_again,
            lambda invitation: not invitation.closed_at and invitation.organisation.is_active,
            icon="mail",
        ),
        Act(
            "withdraw",
            _("Withdraw"),
            _("Its link opens nothing more. That it was sent stays on the list."),
            _("The invitation of %(object)s is withdrawn: its link opens nothing more."),
            lambda invitation, by: withdraw(invitation, by=by),
            lambda invitation: not invitation.closed_at,
            icon="cross",
            is_serious=True,
        ),
    ]
