"""Archives: ordered, handed out, and gone again."""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.core import audit
from network.core.actor import Actor
from network.core.conf import archive_max_bytes
from network.core.files import discard, size_in_words
from network.core.files.checking import batches_of, is_older, stored_names
from network.members.models import WorkingGroup

from ..models import Archive, Document, Folder, Version, documents_for
from ..models.archives import FOLDER, KEPT, LOST_AFTER
from .documents import A_DOWNLOAD, DOWNLOADED
from .spaces import lock_documents_of


@transaction.atomic
def order_archive(
    group: WorkingGroup,
    folder: Folder | None = None,
    *,
    documents: Collection[Document] | None = None,
    by: Actor,
) -> Archive:
    """Have one file made of all that they see of a folder, or of a whole group; or of the documents
    that they chose there.

    One that is being made already is the same order. Raises ValidationError for nothing at all, and
    for more than an archive may hold.
    """
    # So that of two clicks the second finds what the first ordered.
    lock_documents_of(group)
    if by.is_system or not _is_seen(group, folder, by):
        raise PermissionDenied
    chosen = None if documents is None else sorted({document.pk for document in documents})
    mine = Archive.objects.visible_to(by.user).unfinished().filter(group=group, folder=folder)
    for archive in mine:
        if archive.chosen == chosen:
            return archive
    rows = documents_for(by.user, group, folder, chosen)
    check_size(rows.aggregate(size=Sum("current__size"))["size"])
    archive = Archive.objects.create(
        user=by.user,
        group=group,
        folder=folder,
        chosen=chosen,
        language=get_language() or settings.LANGUAGE_CODE,
        total=rows.count(),
    )
    _enqueue(archive)
    return archive


def _is_seen(group: WorkingGroup, folder: Folder | None, by: Actor) -> bool:
    if folder is not None:
        return Folder.objects.visible_to(by.user).filter(pk=folder.pk, group=group).exists()
    return WorkingGroup.objects.visible_to(by.user).filter(pk=group.pk).exists()


def _enqueue(archive: Archive) -> None:
    # Not before: a task is refused where the site has no `background` backend, and the check that
    # says so must have its turn.
    from ..jobs import make_archive

    make_archive.enqueue(str(archive.pk))


def check_size(size: int | None) -> None:
    """Raises ValidationError where files of so many bytes together make no archive."""
    if size is None:
        raise ValidationError(_("There is nothing here to put into an archive."), code="empty")
    if size > archive_max_bytes():
        raise ValidationError(
            _(
                "Together these files have %(size)s, and an archive may have %(limit)s at most. "
                "Order one folder at a time."
            )
            % {"size": size_in_words(size), "limit": size_in_words(archive_max_bytes())},
            code="too_large",
        )


def is_still_theirs(archive: Archive) -> bool:
    """Whether its person sees all that is in it, now."""
    seen = Version.objects.visible_to(archive.user)
    return seen.filter(pk__in=archive.versions.values("pk")).count() == archive.done


def record_archive_download(archive: Archive, *, by: Actor) -> None:
    """Remember that somebody took a copy of each version in it: in the history of each document.

    As for a single file, all that is taken within `A_DOWNLOAD` is one.
    """
    since = timezone.now() - A_DOWNLOAD
    versions = archive.versions.select_related("document")
    taken = audit.AuditEntry.objects.filter(
        action=DOWNLOADED, user=by.user, timestamp__gt=since, data__archive=str(archive.pk)
    )
    known = set(taken.values_list("object_id", flat=True))
    audit.record_each(
        [
            (version.document, {"number": version.number, "archive": str(archive.pk)})
            for version in versions
            if str(version.document_id) not in known
        ],
        DOWNLOADED,
        by=by,
    )


def forget_archives() -> int:
    """Delete those that are over, with their files, and the files of those that hold what is not
    their person's to see any more; have those made after all that a lost task was to make. Returns
    how many were deleted."""
    now = timezone.now()
    lost = Archive.objects.unfinished().filter(touched_at__lt=now - LOST_AFTER)
    for archive in lost:
        _enqueue(archive)
    count = 0
    for archive in Archive.objects.filter(expires_at__lte=now):
        with transaction.atomic():
            archive.delete()
            for name in filter(None, (archive.file.name, archive.writing_to)):
                transaction.on_commit(partial(discard, name))
        count += 1
    for archive in Archive.objects.filter(state=Archive.State.READY).select_related("user"):
        if not is_still_theirs(archive):
            _withdraw(archive)
    return count + _forget_files(now - KEPT)


def _withdraw(archive: Archive) -> None:
    """Its page says why until it is over."""
    rows = Archive.objects.filter(pk=archive.pk, state=Archive.State.READY)
    with transaction.atomic():
        if rows.update(state=Archive.State.FAILED, problem="changed", file="", size=None):
            transaction.on_commit(partial(discard, str(archive.file.name)))


def _forget_files(before: datetime) -> int:
    """Those of archives whose rows went with their person, or their group."""
    count = 0
    for batch in batches_of(stored_names(FOLDER)):
        # Nothing else has files in there.
        named = Archive.objects.filter(file__in=batch).values_list("file", flat=True)
        for name in sorted(set(batch) - set(named)):
            if is_older(name, before):
                discard(name)
                count += 1
    return count
