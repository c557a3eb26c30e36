"""What a coordinator does about mails that wait or could not be delivered, and what each person
chooses to be written to about."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.core import audit
from network.core.actor import Actor

from .kinds import Frequency, kinds_to_choose
from .models import Mail, MailPreference
from .outbox import send_after_commit
from .rules import can_change_mail

audit.register(
    {
        "network.mail.retried": gettext_lazy("Tried again to send the mail"),
        "network.mail.given_up": gettext_lazy("Gave the mail up"),
    }
)


@transaction.atomic
def retry_mail(mail: Mail, *, by: Actor) -> None:
    """Send it now, with as many attempts before it as a new one has.

    Raises ValidationError for a mail that is being sent or is done with.
    """
    _change(
        mail,
        by,
        state=Mail.State.QUEUED,
        due_at=timezone.now(),
        attempts=0,
        problem="",
        answer="",
        # News goes into the next mail of the day.
        digest=None,
    )
    audit.record(mail, "network.mail.retried", by=by)
    if not mail.daily:
        send_after_commit([mail.pk])


@transaction.atomic
def give_up_mail(mail: Mail, *, by: Actor) -> None:
    """Never send it, nor what waits in it. Raises ValidationError as `retry_mail` does."""
    _change(mail, by, state=Mail.State.DROPPED, problem=Mail.Problem.GIVEN_UP)
    mail.items.filter(state=Mail.State.QUEUED).update(
        state=Mail.State.DROPPED, problem=Mail.Problem.GIVEN_UP
    )
    audit.record(mail, "network.mail.given_up", by=by)


@transaction.atomic
def set_preferences(user: Any, choices: Mapping[str, str], *, by: Actor) -> None:
    """Keep what the person chose, by the kinds' names; kinds that are not named stay.

    Everybody decides for themselves alone. Raises ValidationError for a kind that is not chosen
    about, or a frequency that there is not.
    """
    if by.user != user:
        raise PermissionDenied
    known = {kind.name for kind in kinds_to_choose()}
    if not known.issuperset(choices) or not set(Frequency.values).issuperset(choices.values()):
        raise ValidationError(_("This cannot be chosen."))
    for name, chosen in choices.items():
        MailPreference.objects.update_or_create(
            user=user, kind=name, defaults={"frequency": chosen}
        )


def _change(mail: Mail, by: Actor, **changes: object) -> None:
    if not can_change_mail(by, mail):
        raise PermissionDenied
    still = Mail.objects.filter(pk=mail.pk, state__in=[Mail.State.QUEUED, Mail.State.FAILED])
    if not still.update(**changes):
        raise ValidationError(_("This mail is being sent, or nothing is to be done about it."))
    mail.refresh_from_db()
