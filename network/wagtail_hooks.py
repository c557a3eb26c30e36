"""What the plugin adds to Wagtail's admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSetGroup

# What they do is registered when they are imported.
from .actions import operations as action_operations  # noqa: F401
from .core import audit
from .core.admin import MailViewSet
from .core.multilingual import panels  # noqa: F401  (it registers itself)
from .documents import operations as document_operations  # noqa: F401
from .members import admin as members
from .members import operations as member_operations  # noqa: F401


@hooks.register("register_log_actions")
def register_log_actions(registry: Any) -> None:
    audit.register_with_wagtail(registry)


class NetworkGroup(ModelViewSetGroup):
    """What the coordination works on, in one entry of the menu."""

    menu_label = gettext_lazy("Network")
    menu_name = "network"
    menu_icon = "group"
    menu_order = 650
    items = (
        members.OrganisationViewSet,
        members.PersonViewSet,
        members.MembershipViewSet,
        members.InvitationViewSet,
        members.WorkingGroupViewSet,
        MailViewSet,
    )


@hooks.register("register_admin_viewset")
def register_screens() -> list:
    return [NetworkGroup(), *members.choosers]


@hooks.register("register_permissions")
def register_permissions() -> QuerySet:
    """The one permission there is to give: whoever has it coordinates the network."""
    return Permission.objects.filter(content_type__app_label="network", codename="coordinate")
