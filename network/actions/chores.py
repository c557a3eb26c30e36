"""What the worker does for the joint actions by itself, from time to time."""

from django.utils import timezone

from network.core.background import every_hour
from network.core.conf import digest_hour

from .reminders import remind


@every_hour
def remind_of_tasks() -> int:
    """From the hour on at which the mail of the day leaves; and for who gets it in that, in the
    hour before, or it would be in tomorrow's."""
    hour = timezone.localtime().hour
    if hour < digest_hour() - 1:
        return 0
    return remind(only_daily=hour < digest_hour())
