"""The invitations in Wagtail's admin: who may invite lists them, sends one, withdraws one."""

from django import forms
from django.conf import settings
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import CreateView, DeleteView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from . import invitations
from .addresses import EmailField
from .groups import role_name
from .models import Invitation


class InvitationPolicy(ModelPermissionPolicy):
    """An invitation is sent or withdrawn, and never changed: its link is on its way."""

    def user_has_permission(self, user, action):
        return action != "change" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user, action, instance):
        if action == "delete" and not instance.is_open:
            return False
        return self.user_has_permission(user, action)


class InvitationForm(WagtailAdminModelForm):
    """Whom to invite, in which language, to which role."""

    email = EmailField(label=_("E-mail address"), autocomplete="off")
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("The invitation is written in it, and so will be the mails to the account."),
    )

    class Meta:
        model = Invitation
        fields = ("email", "language", "group")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        group = self.fields["group"]
        group.queryset = invitations.groups_to_give(self.for_user)
        group.label_from_instance = role_name
        group.empty_label = role_name(None)

    def save(self, commit=True):
        self.instance = invitations.invite(**self.cleaned_data, by=self.for_user)
        return self.instance


class InvitationsView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("group", "invited_by")


class InviteView(CreateView):
    """Sends an invitation; there is nothing to edit afterwards."""

    success_message = _("An invitation is on its way to %(object)s.")

    def get_success_buttons(self):
        return []


class WithdrawView(DeleteView):
    """Ends an invitation; that it was sent stays on the list."""

    page_title = _("Withdraw")
    success_message = _("The invitation of %(object)s is withdrawn: its link opens nothing more.")
    template_name = "admin/withdraw_invitation.html"

    def delete_action(self):
        invitations.withdraw(self.object, by=self.request.user)


class InvitationViewSet(ModelViewSet):
    model = Invitation
    name = "invitations"
    icon = "mail"
    menu_label = _("Invitations")
    menu_order = 700
    add_to_admin_menu = True
    index_view_class = InvitationsView
    add_view_class = InviteView
    delete_view_class = WithdrawView
    copy_view_enabled = False
    inspect_view_enabled = False
    search_fields = ["email"]
    list_display = [
        Column("email", label=_("E-mail address")),
        Column("role", label=_("Role"), accessor=lambda invitation: role_name(invitation.group)),
        Column("state", label=_("State")),
        Column("invited_by", label=_("Invited by")),
        DateColumn("created_at", label=_("Sent")),
    ]
    permission_policy = InvitationPolicy(Invitation)

    def get_common_view_kwargs(self, **kwargs):
        nothing = {"edit_url_name": None, "usage_url_name": None, "history_url_name": None}
        return super().get_common_view_kwargs(**nothing, **kwargs)

    def get_form_class(self, for_update=False):
        return InvitationForm

    def get_urlpatterns(self):
        """Without those for what is never done to an invitation."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("delete/<int:pk>/", self.delete_view, name="delete"),
        ]


@hooks.register("register_admin_viewset")
def register_invitations():
    return InvitationViewSet()
