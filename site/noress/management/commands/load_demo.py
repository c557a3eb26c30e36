"""Make the demonstration: reference data, pages, sample news, people and their network."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from home.leaflet.load import load_pages
from noress.accounts.groups import set_up_groups
from noress.demo import load_people


class Command(BaseCommand):
    """Idempotent: what is there already is left as it is."""

    help = "Makes the demonstration's pages, people and network. Refuses outside DEBUG."

    def handle(self, *args, **options):
        if not settings.DEBUG:
            raise CommandError(
                "load_demo makes people with a known password: it runs in development only. "
                "For the leaflet's pages on a real site there is load_pages."
            )
        call_command("load_reference", stdout=self.stdout)
        self.stdout.write(f"{load_pages(samples=True)} pages made.")
        set_up_groups()
        load_people()
        call_command("load_network_demo", stdout=self.stdout)
