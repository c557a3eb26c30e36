"""`manage.py load_reference`: the territories and activity domains a network starts from."""

from typing import Any

from django.core.management.base import BaseCommand

from network.core.actor import Actor
from network.members.operations import load_reference_data
from network.members.reference import NORESS_REFERENCE


class Command(BaseCommand):
    help = (
        "Create the territories and activity domains that are missing. Runs as often as you like, "
        "in production too: what is there is never changed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_reference_data(NORESS_REFERENCE, by=Actor.system("load_reference"))
        self.stdout.write(
            f"Reference data: {loaded.territories} territories and {loaded.domains} activity "
            f"domains created, {loaded.untouched} rows left as they were."
        )
