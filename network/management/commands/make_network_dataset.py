"""`manage.py make_network_dataset`: a network as full as after years, for the measurements."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.workspace.dataset import make_dataset


class Command(BaseCommand):
    help = (
        "Adds sample organisations, people, groups, folders and documents, in bulk. Refuses "
        "outside DEBUG."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--scale", type=float, default=1.0, help="1 makes 20,000 documents of 200,000 versions"
        )

    def handle(self, *args: Any, scale: float, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("make_network_dataset invents people: it runs in development only.")
        if scale <= 0:
            raise CommandError("Choose a --scale above zero, as in --scale 0.1.")
        self.stdout.write(make_dataset(scale))
