"""How often somebody is written to about things of one kind."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from network.core.actor import Actor

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
