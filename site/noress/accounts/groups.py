"""What Wagtail's groups of editors may do here beyond what Wagtail gives them."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Task, Workflow

# A name is one text in Wagtail, whatever the reader's language.
MODERATION = "Coordination – هيئة التنسيق"

# wagtail-localize asks for a permission of its own to translate; who writes a page may do so. The
# coordination keeps the site's name, contacts and legal facts.
PERMISSIONS = {
    "Editors": ["submit_translation"],
    "Moderators": ["submit_translation", "change_sitesettings"],
}


def set_up_groups() -> None:
    """Give Wagtail's groups these permissions; what else they have is left alone."""
    for name, codenames in PERMISSIONS.items():
        for group in Group.objects.filter(name=name):
            group.permissions.add(*Permission.objects.filter(codename__in=codenames))


def set_up_moderation() -> None:
    """Name Wagtail's first workflow and its task for both languages, where nobody has yet."""
    for model in (Workflow, Task):
        model.objects.filter(name="Moderators approval").update(name=MODERATION)
