"""Making an archive, which takes as long as its files are large."""

import errno
import hashlib
import logging
import time
from tempfile import TemporaryFile
from typing import Any
from uuid import uuid4

from django.core.files.base import File
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone, translation
from django_tasks import task

from network.core.conf import archive_max_bytes
from network.core.files import discard, private_storage

from ..models import Archive
from ..models.archives import FOLDER, KEPT
from .packing import Packed, items_of, pack

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
SECONDS_BETWEEN_NEWS = 1


class _OvertakenError(Exception):
    """Another worker makes it now, or nobody wants it any more."""


# Mails come first: nobody is kept waiting for those by large files.
@task(backend="background", priority=-10)
def make_archive(pk: str) -> None:
    """Make an archive of what its person sees now, unless somebody has.

    Cut off, it runs again from the beginning, three times in all, and leaves nothing of the first
    time but the count.
    """
    archive = Archive.objects.select_related("user", "group", "folder").filter(pk=pk).first()
    if archive is None or not _claim(archive):
        return
    try:
        if archive.attempts > MOST_ATTEMPTS:
            _fail(archive, "failed")
        else:
            with translation.override(archive.language):
                _make(archive)
    except _OvertakenError:
        logger.info("The archive %s is not made any further here.", pk)
    except DatabaseError:
        # It is nothing of the archive's doing. It is asked for again after a while.
        raise
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            logger.exception("The archive %s could not be made.", pk)
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        _fail(archive, "no_room" if is_full else "failed")
    except Exception:
        logger.exception("The archive %s could not be made.", pk)
        _fail(archive, "failed")


def _claim(archive: Archive) -> bool:
    """Whether it is ours to make: not if it is made, nor if another worker has just begun."""
    same = Archive.objects.unfinished().filter(pk=archive.pk, attempts=archive.attempts)
    left_behind = archive.writing_to
    name = f"{FOLDER}/{timezone.now():%Y/%m}/{uuid4().hex}"
    is_ours = same.update(
        state=Archive.State.MAKING,
        attempts=F("attempts") + 1,
        done=0,
        writing_to=name,
        touched_at=timezone.now(),
    )
    if not is_ours:
        return False
    archive.attempts += 1
    archive.writing_to = name
    if left_behind:
        discard(left_behind)
    return True


def _ours(archive: Archive) -> Any:
    return Archive.objects.unfinished().filter(pk=archive.pk, attempts=archive.attempts)


def _make(archive: Archive) -> None:
    items = items_of(archive)
    if not items:
        _fail(archive, "empty")
        return
    if sum(item.size for item in items) > archive_max_bytes():
        _fail(archive, "too_large")
        return
    _ours(archive).update(total=len(items))
    with TemporaryFile() as file:
        packed = pack(items, file, _News(archive))
        if not packed.versions:
            _fail(archive, "failed")
            return
        size = file.tell()
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        try:
            private_storage().save(archive.writing_to, File(file))
            _finish(archive, packed, size, digest)
        except BaseException:
            discard(archive.writing_to)
            raise


class _News:
    """Says from time to time how far it is."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.last = time.monotonic()

    def __call__(self, done: int) -> None:
        if time.monotonic() < self.last + SECONDS_BETWEEN_NEWS:
            return
        self.last = time.monotonic()
        if not _ours(self.archive).update(done=done, touched_at=timezone.now()):
            raise _OvertakenError


@transaction.atomic
def _finish(archive: Archive, packed: Packed, size: int, digest: str) -> None:
    now = timezone.now()
    is_ours = _ours(archive).update(
        state=Archive.State.READY,
        done=len(packed.versions),
        missing=packed.missing,
        file=archive.writing_to,
        writing_to="",
        size=size,
        sha256=digest,
        touched_at=now,
        expires_at=now + KEPT,
    )
    if not is_ours:
        raise _OvertakenError
    archive.versions.set(packed.versions)


def _fail(archive: Archive, problem: str) -> None:
    now = timezone.now()
    _ours(archive).update(
        state=Archive.State.FAILED,
        problem=problem,
        writing_to="",
        touched_at=now,
        expires_at=now + KEPT,
    )
