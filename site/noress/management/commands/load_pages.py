"""Make the public pages of the network's leaflet, in French and Arabic."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from home.leaflet.load import load_pages
from noress.accounts.groups import set_up_groups


class Command(BaseCommand):
    """For a new site in production: reference data and pages, without the samples."""

    help = "Makes the leaflet's pages in both languages, where they are not there yet."

    def handle(self, *args, **options):
        call_command("load_reference", stdout=self.stdout)
        self.stdout.write(f"{load_pages(samples=False)} pages made.")
        set_up_groups()
