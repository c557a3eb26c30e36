"""Invite somebody from the server: the first coordinator, before there is anyone to invite them."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from noress.accounts.invitations import invite


class Command(BaseCommand):
    help = "Sends somebody the link to their new account."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument(
            "--language", choices=[code for code, _ in settings.LANGUAGES], default="fr"
        )
        parser.add_argument("--group", help="Editors, or Moderators (the coordination)")

    def handle(self, *, email, language, group, **options):
        try:
            role = Group.objects.get(name=group) if group else None
            invitation = invite(email, by=None, language=language, group=role)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except Group.DoesNotExist as error:
            names = ", ".join(Group.objects.order_by("name").values_list("name", flat=True))
            raise CommandError(f"There is no group {group!r}; there are: {names}.") from error
        self.stdout.write(f"{invitation.email} is invited, until {invitation.expires_at:%d/%m/%Y}.")
