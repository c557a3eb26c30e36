"""The people of the demonstration, known by their role and never by a name."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from .accounts.models import User

DEMO_PASSWORD = "demo-noress-2026"  # noqa: S105  (printed by `make run`; production refuses it)

# (address, role, Wagtail's group)
DEMO_PEOPLE = [
    ("coordination@noress.example", _("coordinator"), "Moderators"),
    ("redaction@noress.example", _("editor"), "Editors"),
]


def load_people() -> None:
    """Make the demonstration people that are not there yet."""
    for email, _role, group_name in DEMO_PEOPLE:
        group = Group.objects.get(name=group_name)
        if not User.objects.filter(email=email).exists():
            user = User.objects.create_user(email, DEMO_PASSWORD)
            user.groups.add(group)
            EmailAddress.objects.filter(user=user).update(verified=True)
