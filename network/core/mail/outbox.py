"""Putting mails into the outbox, in the transaction of what they tell about."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import prefetch_related_objects

from network.core.people import language_of

from .kinds import Frequency, MailKind
from .models import Mail
from .preferences import frequencies


def post(
    kind: MailKind,
    recipients: Iterable[Any],
    obj: models.Model | None,
    *,
    key: str,
    context: Mapping[str, Any] | None = None,
    wanted: Mapping[Any, Frequency] | None = None,
) -> int:
    """Tell these users about `obj`; returns how many mails wait for it now.

    `key` names the event among those of its kind ("17", "17 version 3"): the same event is told to
    the same person once. `context` holds ids and plain values that the object does not know.
    Whoever wants no mails of this kind gets none, and whoever wants them once a day waits for the
    mail of the day; `wanted` says so instead, by the people's primary keys, where they said it of
    the very thing and not of the kind. To be called in the transaction of what is told: with it,
    all is undone.
    """
    people = {user.pk: user for user in recipients if user.is_active}
    if hasattr(get_user_model(), "network_profile"):
        prefetch_related_objects(list(people.values()), "network_profile")
    if wanted is None:
        wanted = frequencies(people.values(), kind)
    return _put(
        [
            _row(
                kind,
                obj,
                context,
                key=f"{kind.name}:{key}:{user.pk}",
                recipient=user,
                language=language_of(user),
                daily=wanted[user.pk] == Frequency.DAILY,
            )
            for user in people.values()
            if wanted[user.pk] != Frequency.NEVER
        ]
    )


def post_to_address(
    kind: MailKind,
    address: str,
    obj: models.Model | None,
    *,
    language: str,
    key: str,
    context: Mapping[str, Any] | None = None,
) -> int:
    """Write to somebody without an account. The kind says by its `find` whether it still stands."""
    row = _row(
        kind,
        obj,
        context,
        key=f"{kind.name}:{key}:{address}",
        address=address,
        language=language,
    )
    return _put([row])


def _row(
    kind: MailKind, obj: models.Model | None, context: Mapping[str, Any] | None, **fields: Any
) -> Mail:
    return Mail(
        kind=kind.name,
        object_id="" if obj is None else str(obj.pk),
        context=dict(context or {}),
        **fields,
    )


def _put(rows: list[Mail]) -> int:
    uuids = [row.uuid for row in rows]
    Mail.objects.bulk_create(rows, ignore_conflicts=True)
    # Without those whose key is there already.
    new = Mail.objects.filter(uuid__in=uuids).order_by("pk").values_list("pk", "daily")
    send_after_commit([pk for pk, daily in new if not daily])
    return len(new)


def send_after_commit(pks: list[int]) -> None:
    """Have the worker send these; should it not hear of them, its next round finds them."""
    if pks:
        transaction.on_commit(lambda: _enqueue(pks), robust=True)


def _enqueue(pks: list[int]) -> None:
    # Not before: a task is refused where the site has no `background` backend, and the check that
    # says so must have its turn.
    from .jobs import MAILS_A_TASK, deliver

    for start in range(0, len(pks), MAILS_A_TASK):
        deliver.enqueue(pks[start : start + MAILS_A_TASK])
