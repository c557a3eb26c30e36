"""The trash: what was removed comes back for some days, and is gone then."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.core import audit
from network.core.actor import Actor
from network.core.conf import trash_days
from network.core.files import discard

from ..models import Document, Folder, Version, preview_files
from ..models.audiences import seen_by
from ..rules import can_decide_about, can_remove_document, can_restore
from .audiences import resolve
from .folders import check_name
from .publications import withdraw_what_is_hidden
from .spaces import give_room_back, lock_documents_of

audit.register(
    {
        "network.document.removed": gettext_lazy("Document removed"),
        "network.document.restored": gettext_lazy("Document restored"),
        "network.document.purged": gettext_lazy("Document deleted for good"),
        "network.folder.removed": gettext_lazy("Folder removed, with all that is in it"),
        "network.folder.restored": gettext_lazy("Folder restored, with all that was in it"),
        "network.folder.purged": gettext_lazy("Folder deleted for good"),
    }
)

A_ROUND = 100


@transaction.atomic
def remove_document(document: Document, *, by: Actor) -> None:
    """Put it into the trash, out of everybody's sight."""
    lock_documents_of(document.group)
    if not can_remove_document(by, document):
        raise PermissionDenied
    removed_at = timezone.now()
    # Conditional, so that two clicks leave one entry.
    rows = Document.objects.filter(pk=document.pk, removed_at=None)
    if rows.update(removed_at=removed_at, removed_by=by.user):
        audit.record(document, "network.document.removed", by=by)
        withdraw_what_is_hidden(document.group, by=by)
    document.refresh_from_db(fields=["removed_at", "removed_by"])


@transaction.atomic
def remove_folder(folder: Folder, *, by: Actor) -> None:
    """Put it into the trash with all that is in it."""
    lock_documents_of(folder.group)
    folder.refresh_from_db()
    if folder.removed_at is not None:
        # Two clicks, or two people: the first one did it.
        return
    if not can_decide_about(by, folder):
        raise PermissionDenied
    gone = {"removed_at": timezone.now(), "removed_by": by.user}
    below = Folder.objects.below(folder)
    Document.objects.filter(folder__in=below.values("pk"), removed_at=None).update(
        removed_with=folder, **gone
    )
    below.filter(removed_at=None).exclude(pk=folder.pk).update(removed_with=folder, **gone)
    Folder.objects.filter(pk=folder.pk).update(**gone)
    folder.refresh_from_db(fields=["removed_at", "removed_by"])
    audit.record(folder, "network.folder.removed", by=by)
    withdraw_what_is_hidden(folder.group, by=by)


@transaction.atomic
def restore(thing: Folder | Document, *, by: Actor) -> None:
    """Take it out of the trash: a folder with all that went with it.

    Raises ValidationError where the folder that it was in is in the trash too: that one first.
    """
    lock_documents_of(thing.group)
    thing.refresh_from_db()
    if not can_restore(by, thing):
        raise PermissionDenied
    if thing.removed_at is None:
        return
    around = thing.parent if isinstance(thing, Folder) else thing.folder
    in_the_way = around if around and around.removed_at else thing.removed_with
    if in_the_way is not None:
        raise ValidationError(_why_not_back(in_the_way, by))
    back = {"removed_at": None, "removed_by": None, "removed_with": None}
    if isinstance(thing, Folder):
        check_name(thing, by)
        Document.objects.filter(removed_with=thing).update(**back)
        Folder.objects.filter(removed_with=thing).update(**back)
        Folder.objects.filter(pk=thing.pk).update(**back)
        audit.record(thing, "network.folder.restored", by=by)
    else:
        Document.objects.filter(pk=thing.pk).update(**back)
        audit.record(thing, "network.document.restored", by=by)
    thing.refresh_from_db()
    # Its folder may be seen by others now than when it was removed.
    resolve(thing)


def _why_not_back(folder: Folder, by: Actor) -> str:
    """Which folder must come back first: by its name, for who sees it where it is."""
    if by.is_system or Folder.objects.filter(seen_by(by.user), pk=folder.pk).exists():
        sentence = _("Its folder “%(name)s” is in the trash too: restore that first.")
        return sentence % {"name": folder}
    return _(
        "Its folder is in the trash too, and you do not see it: ask who facilitates the group."
    )


def empty_trash(before: datetime | None = None) -> int:
    """Delete for good what has been in the trash for too long; returns how many documents.

    For the worker. One after the other, each with its files: cut off, it goes on the next time.
    """
    limit = before or timezone.now() - timedelta(days=trash_days())
    by = Actor.system("empty_trash")
    documents = Document.objects.filter(removed_at__lt=limit).order_by("removed_at")[:A_ROUND]
    count = sum(_purge(document, limit, by, _delete_document) for document in documents)
    # The innermost first: one that still holds something has its turn when that is gone.
    folders = Folder.objects.filter(removed_at__lt=limit, documents=None, children=None)
    for folder in folders[:A_ROUND]:
        _purge(folder, limit, by, _delete_folder)
    return count


@transaction.atomic
def _purge(
    thing: Folder | Document, limit: datetime, by: Actor, delete: Callable[[Any], None]
) -> bool:
    """Unless somebody has just brought it back."""
    lock_documents_of(thing.group)
    rows = type(thing)._default_manager.filter(pk=thing.pk, removed_at__lt=limit)
    found: Any = rows.first()
    if found is None:
        return False
    kind = "folder" if isinstance(thing, Folder) else "document"
    audit.record(found, f"network.{kind}.purged", by=by)
    delete(found)
    return True


def _delete_document(document: Document) -> None:
    versions = Version.objects.filter(document=document)
    names = [*versions.values_list("file", flat=True), *preview_files(*versions)]
    size = versions.aggregate(total=Sum("size"))["total"] or 0
    Document.objects.filter(pk=document.pk).update(current=None)
    versions.delete()
    document.delete()
    give_room_back(document.group, size)
    for name in names:
        transaction.on_commit(partial(discard, name))


def _delete_folder(folder: Folder) -> None:
    folder.delete()
