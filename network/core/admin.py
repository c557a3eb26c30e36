"""The network in Wagtail’s admin: who may enter its screens, and that of undelivered mails."""

from collections.abc import Collection
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import BasePermissionPolicy

from .actor import COORDINATE, Actor
from .mail import digest, rules
from .mail.kinds import every_kind
from .mail.models import Mail
from .mail.operations import give_up_mail, retry_mail


class CoordinatorPolicy(BasePermissionPolicy):
    """Whoever coordinates the network may do everything; an editor sees nothing of it.

    `actions` names what there is to do, where that is not adding, changing and deleting:
    `CoordinatorPolicy(Organisation, actions=["add", "change", "view"])`.
    """

    def __init__(
        self,
        model: type[Model] | str,
        *,
        actions: Collection[str] = ("add", "change", "delete", "view"),
    ) -> None:
        super().__init__(model)
        self.actions = frozenset(actions)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and user.has_perm(COORDINATE)

    def user_has_any_permission(self, user: Any, actions: Collection[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Collection[str]
    ) -> QuerySet:
        rows = self.model._default_manager
        return rows.all() if self.user_has_any_permission(user, actions) else rows.none()

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet:
        users = get_user_model()._default_manager.filter(is_active=True)
        if not self.actions.intersection(actions):
            return users.none()
        label, codename = COORDINATE.split(".")
        permission = Permission.objects.filter(content_type__app_label=label, codename=codename)
        return users.filter(
            Q(is_superuser=True)
            | Q(user_permissions__in=permission)
            | Q(groups__permissions__in=permission)
        ).distinct()


class MailFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[
            (state.value, state.label)
            for state in (Mail.State.FAILED, Mail.State.QUEUED, Mail.State.SENDING)
        ],
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("About"),
        choices=lambda: [(kind.name, kind.label) for kind in every_kind()],
    )

    class Meta:
        model = Mail
        fields = ["state", "kind"]


class MailsView(IndexView):
    """What waits and what could not be delivered; what was sent is nobody's to look through."""

    def get_base_queryset(self) -> QuerySet:
        return Mail.objects.visible_to(self.request.user).unfinished().select_related("recipient")


class MailView(InspectView):
    """One mail: to whom, about what kind of thing, and why it is still here."""

    page_title = gettext_lazy("Mail")
    template_name = "network/admin/mail.html"

    def get_object(self, queryset: QuerySet | None = None) -> Mail:
        mails = Mail.objects.visible_to(self.request.user).unfinished()
        return get_object_or_404(mails.select_related("recipient"), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        by = Actor(self.request.user)
        return super().get_context_data(
            mail=self.object,
            can_retry=rules.can_retry_mail(by, self.object),
            can_give_up=rules.can_give_up_mail(by, self.object),
            items=self.object.items.count() if self.object.kind == digest.DIGEST.name else 0,
            retry_url_name="network_mails:retry",
            give_up_url_name="network_mails:give_up",
            **kwargs,
        )


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, retry_mail, _("The mail to %(address)s is tried again."))


@require_POST
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, give_up_mail, _("The mail to %(address)s will not be sent."))


def _act(request: HttpRequest, pk: int, operation: Any, done: str) -> HttpResponse:
    mail = get_object_or_404(Mail.objects.visible_to(request.user), pk=pk)
    try:
        operation(mail, by=Actor(request.user))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, done % {"address": mail.to})
    return redirect("network_mails:index")


class MailViewSet(ModelViewSet):
    model = Mail
    name = "network_mails"
    icon = "mail"
    menu_label = pgettext_lazy("admin screen", "Mails not delivered")
    add_to_reference_index = False
    index_view_class = MailsView
    inspect_view_class = MailView
    inspect_view_enabled = True
    copy_view_enabled = False
    filterset_class = MailFilterSet
    # Those that failed first: `failed`, `queued`, `sending`.
    ordering = ("state", "due_at", "pk")
    permission_policy = CoordinatorPolicy(Mail, actions=["view"])

    @cached_property
    def search_fields(self) -> list[str]:
        return ["address", f"recipient__{get_user_model().get_email_field_name()}"]

    @cached_property
    def list_display(self) -> list[Column]:
        return [
            TitleColumn(
                "to",
                label=gettext_lazy("To"),
                url_name=self.get_url_name("inspect"),
            ),
            Column("label", label=gettext_lazy("About")),
            Column("state", label=gettext_lazy("State"), accessor="get_state_display"),
            NumberColumn("attempts", label=gettext_lazy("Attempts")),
            Column("problem", label=gettext_lazy("Last problem"), accessor="get_problem_display"),
            DateColumn("created_at", label=gettext_lazy("Written"), sort_key="created_at"),
            DateColumn("due_at", label=gettext_lazy("Next attempt"), sort_key="due_at"),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        nothing = ["add", "edit", "delete", "usage", "history"]
        kwargs |= {f"{name}_url_name": None for name in nothing}
        return super().get_common_view_kwargs(**kwargs)

    def get_permissions_to_register(self) -> QuerySet:
        """None: whoever coordinates has them all, and nobody else any."""
        return Permission.objects.none()

    def get_urlpatterns(self) -> list:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/retry/", retry, name="retry"),
            path("<int:pk>/give-up/", give_up, name="give_up"),
        ]

    def get_form_class(self, for_update: bool = False) -> None:
        return None

    def register_admin_url_finder(self) -> None:
        """Nobody edits a mail."""
