"""Who decides about mails that wait or could not be delivered."""

from network.core.actor import COORDINATE, Actor

from .models import Mail


def can_change_mail(actor: Actor, mail: Mail) -> bool:
    """Whether the actor may have it tried again, or give it up: the coordination."""
    return actor.user is not None and actor.user.has_perm(COORDINATE)


def can_retry_mail(actor: Actor, mail: Mail) -> bool:
    return can_change_mail(actor, mail) and mail.state in (Mail.State.QUEUED, Mail.State.FAILED)


def can_give_up_mail(actor: Actor, mail: Mail) -> bool:
    return can_retry_mail(actor, mail)
