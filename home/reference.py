"""The plugin's reference data as the public pages show them."""

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from network.models import ActivityDomain, Territory

# Public pages are kept and shown to everybody: whoever is reading, they show what anyone may see.
ANYONE = AnonymousUser()


def activity_domains():
    """The fields that the network works in, in their order."""
    return ActivityDomain.objects.visible_to(ANYONE)


def current_territories():
    """The prefectures and provinces that make up the region today, in their order."""
    today = timezone.localdate()
    return Territory.objects.visible_to(ANYONE).valid_on(today).exclude(parent=None)
