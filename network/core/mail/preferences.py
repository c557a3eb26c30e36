"""How often somebody is written to about things of one kind."""

from collections.abc import Iterable
from typing import Any

from .kinds import Frequency, MailKind, kinds_to_choose
from .models import MailPreference


def frequency(user: Any, kind: MailKind) -> Frequency:
    """How often this person is told: as they chose, else as the kind says by itself."""
    return frequencies([user], kind)[user.pk]


def frequencies(users: Iterable[Any], kind: MailKind) -> dict[Any, Frequency]:
    """The same for many people, by their primary keys, in one query."""
    found = {user.pk: kind.default for user in users}
    if kind.may_choose:
        chosen = MailPreference.objects.filter(kind=kind.name, user__in=found)
        found |= {row.user_id: Frequency(row.frequency) for row in chosen}
    return found


def preferences(user: Any) -> dict[str, Frequency]:
    """By name, every kind that the person may choose about, and how often they are told."""
    found = {kind.name: kind.default for kind in kinds_to_choose()}
    for row in MailPreference.objects.filter(user=user, kind__in=found):
        found[row.kind] = Frequency(row.frequency)
    return found
