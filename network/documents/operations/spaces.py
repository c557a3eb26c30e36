"""The room of a group's files; and the lock under which its folders change, one change after the
other."""

from dataclasses import dataclass

from django.apps import apps
from django.apps.registry import Apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import BigIntegerField, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
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
        # Beside the field of the file, where the form has one.
        sentence = ValidationError(
            _(
                "This file has %(size)s, and the group has room for %(left)s more. Remove what is "
                "no longer needed, or ask the coordination for more room."
            )
            % {"size": size_in_words(size), "left": size_in_words(left)},
            code="no_room",
        )
        raise ValidationError({"file": sentence})
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


@dataclass(frozen=True)
class Miscount:
    """A group of whose files another size is kept than they have."""

    group: int
    counted: int
    found: int


def miscounted_spaces(models: Apps = apps) -> list[Miscount]:
    """Where what is counted as taken is not what the versions of the group have together."""
    group_model = models.get_model("network", "WorkingGroup")
    version_model = models.get_model("network", "Version")
    sizes = (
        version_model._base_manager.filter(document__group=OuterRef("pk"))
        .order_by()
        .values("document__group")
        .annotate(total=Sum("size"))
    )
    # In one statement: between two of them a file may have come.
    rows = group_model._base_manager.annotate(
        found=Coalesce(Subquery(sizes.values("total")), 0, output_field=BigIntegerField()),
        counted=Coalesce("space__used", 0, output_field=BigIntegerField()),
    )
    different = rows.exclude(found=F("counted")).order_by("pk")
    return [Miscount(*row) for row in different.values_list("pk", "counted", "found")]


def recount_spaces(models: Apps = apps) -> list[Miscount]:
    """Count anew what is taken, and say where it was wrong. Also for a migration, whose models it
    takes: what was there before there was any room to count."""
    space_model = models.get_model("network", "Space")
    version_model = models.get_model("network", "Version")
    wrong = miscounted_spaces(models)
    for miscount in wrong:
        with transaction.atomic():
            space_model._base_manager.get_or_create(group_id=miscount.group)
            space = space_model._base_manager.select_for_update().get(group_id=miscount.group)
            versions = version_model._base_manager.filter(document__group_id=miscount.group)
            space.used = versions.aggregate(total=Sum("size"))["total"] or 0
            space.save(update_fields=["used"])
    return wrong
