"""The people of the demonstration, known by their role and never by a name."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from .accounts.models import User

DEMO_PASSWORD = "demo-noress-2026"  # noqa: S105  (printed by `make run`; production refuses it)

# (address, role, Wagtail's group). What they are in the network, `load_network_demo` makes them.
DEMO_PEOPLE = [
    ("coordination@noress.example", _("coordinator"), "Moderators"),
    ("redaction@noress.example", _("editor, without a mandate"), "Editors"),
    ("gestion@noress.example", _("manager and representative of organisation A"), None),
    ("membre@noress.example", _("contributor of organisation A"), None),
    ("partenaire@noress.example", _("contributor of organisation C, in A’s commission"), None),
    ("autre@noress.example", _("representative of organisation B, not in A’s commission"), None),
    ("ancien@noress.example", _("representative of organisation A until the mandate ended"), None),
]


def load_people() -> None:
    """Make the demonstration people that are not there yet."""
    for email, _role, group_name in DEMO_PEOPLE:
        if not User.objects.filter(email=email).exists():
            user = User.objects.create_user(email, DEMO_PASSWORD)
            if group_name:
                user.groups.add(Group.objects.get(name=group_name))
            EmailAddress.objects.filter(user=user).update(verified=True)
