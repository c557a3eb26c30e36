"""What a timer does for the accounts once a day: forget what is over."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from noress.accounts.events import forget_old


class Command(BaseCommand):
    help = "Deletes sessions that are over, and security events of more than a year ago."

    def handle(self, **options):
        call_command("clearsessions")
        self.stdout.write(f"{forget_old()} security events forgotten.")
