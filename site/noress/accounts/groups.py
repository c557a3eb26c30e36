"""What Wagtail's groups of editors may do here beyond what Wagtail gives them."""

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Task, Workflow

# wagtail-localize asks for a permission of its own to translate; who writes a page may do so. The
# coordination keeps the site's name, contacts and legal facts, invites people, and looks after the
# network. Each is named with its app: a codename alone may be another app's, too.
PERMISSIONS = {
    "Editors": ["wagtail_localize.submit_translation"],
    "Moderators": [
        "wagtail_localize.submit_translation",
        "home.change_sitesettings",
        "accounts.add_invitation",
        "accounts.delete_invitation",
        "network.coordinate",
    ],
}

# What a group lets one do, in words; a group of the site's own has its name.
ROLES = {
    "Editors": gettext_lazy("Writing the site’s pages"),
    "Moderators": gettext_lazy("Coordination: publishing the site’s pages, inviting people"),
}

# Editors read to whom they submit a page. Wagtail names it in English, and has one name for all
# languages.
WAGTAIL_WORKFLOW, WORKFLOW = "Moderators approval", "Coordination · التنسيق"


def set_up_groups() -> None:
    """Give Wagtail's groups these permissions, its workflow a name; all else is left alone."""
    for name, permissions in PERMISSIONS.items():
        for group in Group.objects.filter(name=name):
            group.permissions.add(*map(_permission, permissions))
    for model in (Workflow, Task):
        model.objects.filter(name=WAGTAIL_WORKFLOW).update(name=WORKFLOW)


def _permission(name: str) -> Permission:
    app_label, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def role_name(group: Group | None) -> str:
    """What somebody is here, by the group they were invited to."""
    return str(ROLES.get(group.name, group.name)) if group else _("Member")
