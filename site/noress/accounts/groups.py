"""What Wagtail's groups of editors may do here beyond what Wagtail gives them."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Task, Workflow

# wagtail-localize asks for a permission of its own to translate; who writes a page may do so. The
# coordination keeps the site's name, contacts and legal facts.
PERMISSIONS = {
    "Editors": ["submit_translation"],
    "Moderators": ["submit_translation", "change_sitesettings"],
}

# Editors read to whom they submit a page. Wagtail names it in English, and has one name for all
# languages.
WAGTAIL_WORKFLOW, WORKFLOW = "Moderators approval", "Coordination · التنسيق"


def set_up_groups() -> None:
    """Give Wagtail's groups these permissions, its workflow a name; all else is left alone."""
    for name, codenames in PERMISSIONS.items():
        for group in Group.objects.filter(name=name):
            group.permissions.add(*Permission.objects.filter(codename__in=codenames))
    for model in (Workflow, Task):
        model.objects.filter(name=WAGTAIL_WORKFLOW).update(name=WORKFLOW)
