"""The room of a group's files; and the lock under which its folders change, one change after the
other."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.core import audit
from network.core.actor import Actor
from network.core.files import size_in_words
from network.members.models import WorkingGroup

from ..models import Space
from ..rules import can_set_quota

audit.register({"network.space.changed": gettext_lazy("Room for files: %(quota)s")})


def lock_documents_of(group: WorkingGroup) -> Space:
    """The group's space, for this transaction alone. Whatever changes its folders, or who sees what
    of it, takes this first: before any folder or document."""
    Space.objects.get_or_create(group=group)
    return Space.objects.select_for_update().get(group=group)


def take_room(group: WorkingGroup, size: int) -> None:
    """Count so many bytes more as taken. Raises ValidationError where the group has not so much."""
    space = lock_documents_of(group)
    if space.used + size > space.limit:
        left = max(0, space.limit - space.used)
        raise ValidationError(
            _(
                "This file has %(size)s, and the group has room for %(left)s more. Remove what is "
                "no longer needed, or ask the coordination for more room."
            )
            % {"size": size_in_words(size), "left": size_in_words(left)},
            code="no_room",
        )
    Space.objects.filter(pk=space.pk).update(used=F("used") + size)


def give_room_back(group: WorkingGroup, size: int) -> None:
    """Count so many bytes as free again."""
    space = lock_documents_of(group)
    Space.objects.filter(pk=space.pk).update(used=max(0, space.used - size))


@transaction.atomic
def set_quota(group: WorkingGroup, quota: int | None, *, by: Actor) -> None:
    """Give a group so many bytes of room; None: what every group has."""
    if not can_set_quota(by, group):
        raise PermissionDenied
    space = lock_documents_of(group)
    if space.quota == quota:
        return
    space.quota = quota
    space.full_clean()
    space.save(update_fields=["quota"])
    audit.record(space, "network.space.changed", by=by, data={"quota": size_in_words(space.limit)})
