"""`manage.py load_network_demo`: a small working network to look at."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from network.workspace.demo import load_demo


class Command(BaseCommand):
    help = (
        "Make the demonstration's organisations, groups, mandates and documents, for the accounts "
        "that the site has made. What is there is left as it is. Refuses outside DEBUG."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "load_network_demo makes sample organisations: it runs in development only."
            )
        without_account = load_demo()
        self.stdout.write("The demonstration's network is there.")
        for email in without_account:
            self.stdout.write(f"Left out, as it has no account: {email}")
