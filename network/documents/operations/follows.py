"""Following: to hear what becomes of a folder or a document, and to hear no more of it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from network.core.actor import Actor

from ..models import Document, Folder, Follow
from ..rules import can_follow


def follow(thing: Folder | Document, frequency: str, *, by: Actor) -> Follow:
    """Hear of it from now on, at once or once a day; said again, the last word counts.

    Raises ValidationError for a frequency that there is not.
    """
    if not can_follow(by, thing):
        raise PermissionDenied
    if frequency not in Follow.Frequency.values:
        raise ValidationError(_("This cannot be chosen."))
    found, _is_new = Follow.objects.update_or_create(
        user=by.user, **_which(thing), defaults={"frequency": frequency}
    )
    return found


def unfollow(thing: Folder | Document, *, by: Actor) -> None:
    """Hear no more of it; of what one does not see any more, too."""
    if by.is_system:
        raise PermissionDenied
    Follow.objects.filter(user=by.user, **_which(thing)).delete()


def _which(thing: Folder | Document) -> dict[str, Any]:
    return {thing.noun: thing}
