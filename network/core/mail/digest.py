"""The mail of the day: what waited for it, in one mail a person, grouped by kind.

It is a mail of the outbox like others. What waits is tied to it in the transaction that makes it,
and counts as sent in the one that says it was: so nothing is lost or told twice, wherever a worker
is killed. What a person may no longer see is left out; if nothing is left, there is no mail.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime, time

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from . import kinds
from .kinds import Frequency, MailKind
from .models import Mail
from .outbox import send_after_commit
from .preferences import frequency
from .writing import language_for, line_of

logger = logging.getLogger(__name__)

# What one mail tells; the rest is for tomorrow.
MOST = 100


@dataclass(frozen=True)
class Line:
    """One piece of news: what it says, and the page it leads to, if there is one."""

    text: str
    url: str


@dataclass
class News:
    """What there is to tell, by kind; `told` are the rows that it tells of."""

    groups: dict[str, list[Line]] = field(default_factory=dict)
    told: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.told)


def news_of(mail: Mail) -> News | None:
    """What its recipient may still see and wants to know; None if there is nothing."""
    news = News()
    with translation.override(language_for(mail)):
        for item in mail.items.filter(state=Mail.State.QUEUED).order_by("created_at", "pk"):
            # The person that was read for this mail: their standing is asked for once.
            item.recipient = mail.recipient
            try:
                with transaction.atomic():
                    line = _line(item)
            except Exception:
                logger.exception("The mail %s could not be written.", item.pk)
                Mail.objects.filter(pk=item.pk).update(
                    state=Mail.State.FAILED, problem=Mail.Problem.BROKEN
                )
                continue
            if line:
                news.groups.setdefault(item.label, []).append(line)
                news.told.append(item.pk)
    return news if news.told else None


def _line(item: Mail) -> Line | None:
    kind = kinds.kind_named(item.kind)
    if kind is None:
        raise LookupError(f"Nobody knows mails of the kind {item.kind}.")
    if frequency(item.recipient, kind) == Frequency.NEVER:
        return None
    obj = kind.object_of(item)
    if obj is None:
        return None
    return Line(*line_of(item, kind, obj))


DIGEST = kinds.register(
    MailKind(
        name="network.digest",
        label=_("Summary of the day"),
        template="digest",
        find=news_of,
        may_choose=False,
    )
)


def make_digests() -> int:
    """Make today's mail for each person for whom something waits; returns how many were made.

    One a day at most: whoever got one today, or has one on its way, waits for tomorrow's.
    """
    day = timezone.localdate()
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    had = Mail.objects.filter(kind=DIGEST.name).filter(
        Q(created_at__gte=midnight)
        | Q(sent_at__gte=midnight)
        | Q(state__in=[Mail.State.QUEUED, Mail.State.SENDING])
    )
    waiting = (
        Mail.objects.for_the_day()
        .exclude(recipient__in=had.values("recipient"))
        .order_by("recipient")
        .values_list("recipient", "language")
    )
    languages = dict(waiting)
    return sum(_make(person, language, day.isoformat()) for person, language in languages.items())


def _make(person: int, language: str, day: str) -> bool:
    try:
        with transaction.atomic():
            # Of two workers one makes it: the other's key is there already.
            digest = Mail.objects.create(
                kind=DIGEST.name,
                recipient_id=person,
                language=language,
                key=f"{DIGEST.name}:{day}:{person}",
            )
            rows = Mail.objects.for_the_day().filter(recipient=person)
            first = rows.order_by("created_at", "pk").values_list("pk", flat=True)[:MOST]
            rows.filter(pk__in=list(first)).update(digest=digest)
            send_after_commit([digest.pk])
    except IntegrityError:
        return False
    return True
