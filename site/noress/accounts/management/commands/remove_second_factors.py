"""For somebody who has lost their telephone and their recovery codes, and whom one knows."""

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from noress.accounts import mails
from noress.accounts.addresses import normalised
from noress.accounts.events import end_sessions
from noress.accounts.models import SecurityEvent, User


class Command(BaseCommand):
    help = "Takes all second factors from an account, ends its sessions, and tells its person."

    def add_arguments(self, parser):
        parser.add_argument("email")

    @transaction.atomic
    def handle(self, *, email, **options):
        user = User.objects.filter(email=normalised(email)).first()
        if not user:
            raise CommandError(f"There is no account {email}.")
        count, _models = Authenticator.objects.filter(user=user).delete()
        if not count:
            raise CommandError(f"{user.email} has no second factor.")
        # A telephone that was stolen may be signed in.
        end_sessions(user)
        SecurityEvent.objects.create(user=user, kind=SecurityEvent.Kind.FACTOR_REMOVED)
        language = mails.language_of(user)
        context = {"user": user, "link": mails.absolute("account_home", language=language)}
        mails.send("account/email/second_factors_removed", user.email, language, context)
        self.stdout.write(
            f"{user.email} signs in with a password alone, and sets up another factor."
        )
