"""The plugin's reference data as the public pages show them."""

from django.utils import timezone

from network.models import Territory


def current_territories(user):
    """The prefectures and provinces that make up the region today, in their order."""
    today = timezone.localdate()
    return Territory.objects.visible_to(user).valid_on(today).exclude(parent=None)
