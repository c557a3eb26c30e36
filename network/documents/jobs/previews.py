"""Drawing what there is to see of a version."""

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from network.core import conf
from network.core.files import FileType, discard, private_storage, store
from network.core.previews.drawing import Drawing, drawn

from ..models import (
    Preview,
    PreviewPage,
    Version,
    VersionQuerySet,
    preview_files,
)

logger = logging.getLogger(__name__)

FOLDER = "previews"
MOST_ATTEMPTS = 3
# A task that has not come to it by then may be lost.
LOST_AFTER = timedelta(hours=1)
LOST_AT_A_TIME = 20
# So many wait at most: a site with years of papers has all its previews after some days, and a slow
# worker is not asked twice.
MISSING_AT_A_TIME = 1000

_WEBP = FileType("image/webp", "", ".webp")


def request_preview(version: Version) -> None:
    """Have it drawn, or drawn anew; in the transaction that adds the version, and lost with it."""
    waiting = {"state": Preview.State.WAITING, "attempts": 0, "asked_at": timezone.now()}
    Preview.objects.update_or_create(version=version, defaults=waiting)
    make_preview.enqueue(version.pk)


# Mails come first: nobody is kept waiting for those by a large file.
@task(backend="background", priority=-10)
def make_preview(version_pk: int) -> None:
    """Draw this version, unless somebody has, or it is gone.

    Cut off, it runs again from the beginning, and leaves nothing of the first time but the count.
    """
    version = _versions().filter(pk=version_pk).first()
    preview = Preview.objects.filter(version=version_pk).first()
    if version is None or preview is None or not _claim(preview):
        return
    if preview.attempts >= MOST_ATTEMPTS:
        _keep(preview, Drawing(reason="failed"))
        return
    try:
        with (
            private_storage().open(version.file.name) as file,
            drawn(file, version.content_type) as drawing,
        ):
            _keep(preview, drawing)
    except Preview.DoesNotExist:
        logger.info("Version %s is gone, or drawn by another worker.", version_pk)
    except DatabaseError:
        # It is nothing of the file's doing. `repeat_lost` comes back to it.
        raise
    except Exception:
        logger.exception("The preview of version %s could not be made.", version_pk)
        if preview.attempts + 1 < MOST_ATTEMPTS:
            make_preview.enqueue(version_pk)
        else:
            _keep(preview, Drawing(reason="failed"))


def repeat_lost() -> int:
    """Ask again where the asking was lost, some at a time. Returns how many.

    With the count of what was tried: it may be this file that its tasks were lost of.
    """
    waiting = Preview.objects.filter(
        state=Preview.State.WAITING,
        asked_at__lt=timezone.now() - LOST_AFTER,
        version__document__removed_at=None,
    )
    lost = list(waiting.order_by("asked_at").values_list("version", flat=True)[:LOST_AT_A_TIME])
    for version in lost:
        with transaction.atomic():
            Preview.objects.filter(version=version).update(asked_at=timezone.now())
            make_preview.enqueue(version)
    return len(lost)


def draw_missing() -> int:
    """Ask for previews where nobody has, and of what LibreOffice can open by now; the latest first,
    and no more than there is room for beside what waits already. Returns how many. It looks at all
    versions there are."""
    room = MISSING_AT_A_TIME - Preview.objects.filter(state=Preview.State.WAITING).count()
    is_missing = Q(preview=None)
    if conf.soffice():
        is_missing |= Q(preview__reason="no_office", preview__state=Preview.State.NONE)
    missing = list(_versions().filter(is_missing).order_by("-pk")[: max(room, 0)])
    for version in missing:
        with transaction.atomic():
            request_preview(version)
    return len(missing)


def _versions() -> VersionQuerySet:
    """Those that anybody sees."""
    return Version.objects.filter(document__removed_at=None)


def _claim(preview: Preview) -> bool:
    """Whether it is ours to draw: not if it is drawn, nor if another worker has just begun."""
    same = Preview.objects.filter(
        pk=preview.pk, state=Preview.State.WAITING, attempts=preview.attempts
    )
    return bool(same.update(attempts=F("attempts") + 1))


def _keep(preview: Preview, drawing: Drawing) -> None:
    """Put the pictures into the storage and the rows beside them, in the place of earlier ones."""
    kept: list[str] = []
    try:
        pages = [
            PreviewPage(
                preview=preview,
                number=picture.number,
                width=picture.width,
                height=picture.height,
                file=_store(picture.path, kept),
            )
            for picture in drawing.pictures
        ]
        thumbnail = _store(drawing.thumbnail, kept) if drawing.thumbnail else ""
        with transaction.atomic():
            # Not onto one that was deleted, or drawn by another worker, meanwhile.
            preview = Preview.objects.select_for_update().get(
                pk=preview.pk, state=Preview.State.WAITING
            )
            old = preview_files(preview.version)
            preview.pages.all().delete()
            PreviewPage.objects.bulk_create(pages)
            preview.state = Preview.State.NONE if drawing.reason else Preview.State.READY
            preview.reason = drawing.reason
            preview.page_count = drawing.page_count
            preview.text = drawing.text
            preview.thumbnail = thumbnail
            preview.made_at = timezone.now()
            preview.save()
            transaction.on_commit(lambda: [discard(name) for name in old])
    except BaseException:
        for name in kept:
            discard(name)
        raise


def _store(picture: Path, kept: list[str]) -> str:
    """Put one into the storage; its name is added to those that are kept."""
    upload: Any = ContentFile(picture.read_bytes(), name="page.webp")
    upload.type = _WEBP
    kept.append(store(upload, FOLDER).name)
    return kept[-1]
