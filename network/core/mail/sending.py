"""Sending what is due: each mail once, again later where that failed, one never for another.

A mail is claimed by one conditional UPDATE, so that of two workers one sends it. Between the mail
server's yes and the row's « sent » a worker may be killed; then nobody can know whether it left.
The sweeper has it sent again, with the same Message-ID: a copy, which many programs recognise and
hide, is the lesser evil than news that never comes.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from .digest import News
from .kinds import Frequency, MailKind, kind_named
from .models import Mail
from .preferences import frequency
from .writing import message_of

logger = logging.getLogger(__name__)

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
# After each attempt that failed: five days in all, as mail servers do among themselves.
DELAYS = [
    _MINUTE,
    5 * _MINUTE,
    15 * _MINUTE,
    _HOUR,
    4 * _HOUR,
    12 * _HOUR,
    24 * _HOUR,
    24 * _HOUR,
    24 * _HOUR,
    24 * _HOUR,
]
# Longer than any attempt takes: EMAIL_TIMEOUT is some seconds.
CLAIM = timedelta(minutes=10)
DUE_AT_A_TIME = 100
# That an event was told need not be known for ever, nor to whom.
KEPT = timedelta(days=180)

# The mail server's fault, or the way to it: another mail would fare no better.
_NO_CONNECTION = (SMTPServerDisconnected, SMTPConnectError, SMTPHeloError)


def send(pks: Iterable[int], *, until: Callable[[], bool] = lambda: False) -> int:
    """Send those of these mails that are due; returns how many left.

    It ends early where the mail server does not answer, and between two mails once `until` says
    so; what is left stays due.
    """
    sent = 0
    for pk in pks:
        if until():
            break
        mail = _claim(pk)
        if mail is None:
            continue
        try:
            sent += _send_claimed(mail)
        except _ServerAway:
            break
    return sent


def send_due(*, until: Callable[[], bool] = lambda: False) -> int:
    """Send what is due, whoever was told of it before; returns how many left."""
    return send(Mail.objects.due().values_list("pk", flat=True)[:DUE_AT_A_TIME], until=until)


def sweep() -> int:
    """Put back what a worker had in its hands when it was killed; returns how many."""
    now = timezone.now()
    lost = Mail.objects.filter(state=Mail.State.SENDING, claimed_at__lt=now - CLAIM)
    # It may well be the mail that kills them.
    lost.filter(attempts__gt=len(DELAYS)).update(
        state=Mail.State.FAILED, problem=Mail.Problem.STOPPED
    )
    return lost.update(state=Mail.State.QUEUED, due_at=now)


def forget_old() -> int:
    """Delete what was sent or dropped half a year ago; returns how many."""
    done = [Mail.State.SENT, Mail.State.DROPPED]
    return Mail.objects.filter(state__in=done, created_at__lt=timezone.now() - KEPT).delete()[0]


class _ServerAway(Exception):
    """What was tried is put off; nothing else needs to be tried now."""


def _claim(pk: int) -> Mail | None:
    """The mail, if it is due and nobody else has it; then it is this worker's."""
    claimed = (
        Mail.objects.due()
        .filter(pk=pk)
        .update(state=Mail.State.SENDING, claimed_at=timezone.now(), attempts=F("attempts") + 1)
    )
    # Read now, with its recipient as they are now: not as a request or an earlier mail knew them.
    mails = Mail.objects.select_related("recipient")
    return mails.filter(pk=pk).first() if claimed else None


def _send_claimed(mail: Mail) -> bool:
    """Whether it left; what kept it is in its row."""
    try:
        kind = kind_named(mail.kind)
        if kind is None:
            raise LookupError(f"Nobody knows mails of the kind {mail.kind}.")
        obj = _object_of(mail, kind)
        if obj is None:
            _finish(mail, Mail.State.DROPPED)
            return False
        if not mail.to:
            _finish(mail, Mail.State.FAILED, problem=Mail.Problem.NO_ADDRESS)
            return False
        message = message_of(mail, kind, obj)
    except Exception:
        logger.exception("The mail %s could not be written.", mail.pk)
        _put_off(mail, Mail.Problem.BROKEN)
        return False
    if not _hand_over(mail, message):
        return False
    told = obj.told if isinstance(obj, News) else ()
    _finish(mail, Mail.State.SENT, sent_at=timezone.now(), told=told)
    return True


def _object_of(mail: Mail, kind: MailKind) -> object | None:
    """What it is about, if its recipient still wants and may see it."""
    person = mail.recipient
    if person and (not person.is_active or frequency(person, kind) == Frequency.NEVER):
        return None
    return kind.object_of(mail)


def _hand_over(mail: Mail, message: EmailMultiAlternatives) -> bool:
    """Whether the mail server took it. Each mail has a connection of its own, and spoils none."""
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()), (0, b""))
        _refused(mail, code, words)
    except (SMTPAuthenticationError, SMTPSenderRefused) as error:
        _put_off(mail, Mail.Problem.NOT_LET_IN, _words(error.smtp_code, error.smtp_error))
        raise _ServerAway from error
    except _NO_CONNECTION as error:
        _put_off(mail, Mail.Problem.UNREACHABLE)
        raise _ServerAway from error
    except SMTPResponseException as error:
        _refused(mail, error.smtp_code, error.smtp_error)
    except SMTPException as error:
        _put_off(mail, Mail.Problem.LATER, str(error))
    except OSError as error:
        logger.warning("The mail server does not answer: %s", error)
        _put_off(mail, Mail.Problem.UNREACHABLE)
        raise _ServerAway from error
    except Exception:
        logger.exception("The mail %s could not be sent.", mail.pk)
        _put_off(mail, Mail.Problem.BROKEN)
    else:
        return True
    return False


def _refused(mail: Mail, code: int, words: bytes | str) -> None:
    if code >= 500:
        _finish(
            mail,
            Mail.State.FAILED,
            problem=Mail.Problem.REFUSED,
            answer=_words(code, words)[:300],
        )
    else:
        _put_off(mail, Mail.Problem.LATER, _words(code, words))


def _words(code: int, words: bytes | str) -> str:
    if isinstance(words, bytes):
        words = words.decode(errors="replace")
    return f"{code} {words}".replace("\0", "")


def _put_off(mail: Mail, problem: Mail.Problem, answer: str = "") -> None:
    """Back into the queue, for a later time than after the attempt before; or the last was made."""
    answer = answer[:300]
    if mail.attempts > len(DELAYS):
        _finish(mail, Mail.State.FAILED, problem=problem, answer=answer)
    else:
        due_at = timezone.now() + DELAYS[mail.attempts - 1]
        _finish(mail, Mail.State.QUEUED, due_at=due_at, problem=problem, answer=answer)


def _finish(mail: Mail, state: Mail.State, *, told: Iterable[int] = (), **changes: Any) -> None:
    """Write down what became of a claimed mail; and, of a mail of the day, of what is in it."""
    if state in (Mail.State.SENT, Mail.State.DROPPED):
        changes.setdefault("problem", "")
        changes.setdefault("answer", "")
    with transaction.atomic():
        # Not if the sweeper took it back meanwhile: then it is somebody else's.
        mine = Mail.objects.filter(pk=mail.pk, state=Mail.State.SENDING, claimed_at=mail.claimed_at)
        if not mine.update(state=state, **changes):
            return
        if state in (Mail.State.SENT, Mail.State.DROPPED):
            items = mail.items.filter(state=Mail.State.QUEUED)
            items.filter(pk__in=told).update(state=Mail.State.SENT, sent_at=timezone.now())
            items.exclude(pk__in=told).update(state=Mail.State.DROPPED)
