"""What an upload goes through: begun, received piece by piece, taken or forgotten.

Files and rows cannot be written at one moment. A part's file comes first, and its row makes it
count; a file whose row did not come about is deleted, by whoever wrote it or, were they killed, by
`forget_old`, which finds the folders that belong to no upload.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Sum
from django.http import HttpRequest
from django.http.request import UnreadablePostError
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from .. import conf
from ..files import NO_ROOM, NO_ROOM_SENTENCE, discard, private_storage, safe_name, size_in_words
from . import protocol
from .models import PartialUpload, UploadPart
from .protocol import Refusal
from .reading import ResumedFile

FOLDER = "parts"
# All that is in memory of a file.
PIECE_BYTES = 64 * 1024
# What one person may have under way: for whole folders, two files at a time, it is plenty.
MOST_UPLOADS = 100
MOST_TIMES_THE_LIMIT = 20
# A line so bad that a file comes in more pieces delivers no file.
MOST_PARTS = 5000
# Nobody is sending it any more, and it may give way to another.
IDLE = timedelta(hours=1)


def begin(user: Any, *, size: int, metadata: str = "") -> PartialUpload:
    """Get ready for a file of this size, which is announced; nothing of it is there yet."""
    if size == 0:
        raise Refusal(400, _("This file is empty. Choose the one that has the content."))
    if size > conf.upload_max_bytes():
        sizes = {"size": size_in_words(size), "limit": size_in_words(conf.upload_max_bytes())}
        sentence = _("This file has %(size)s; at most %(limit)s are accepted.")
        raise Refusal(413, sentence % sizes)
    _make_way(user, size)
    said = protocol.read_metadata(metadata)
    return PartialUpload.objects.create(
        user=user, name=safe_name(said.get("filename", "")), size=size, metadata=metadata
    )


def _make_way(user: Any, size: int) -> None:
    """Drop the oldest that nobody goes on with, for as long as this one is too much."""
    idle = PartialUpload.objects.filter(user=user, touched_at__lt=timezone.now() - IDLE)
    while not _has_room(user, size):
        oldest = idle.order_by("touched_at").first()
        if oldest is None:
            raise Refusal(
                429,
                _("Too many of your files are on their way. Let some arrive, or cancel them."),
            )
        abandon(oldest)


def _has_room(user: Any, size: int) -> bool:
    rows = PartialUpload.objects.filter(user=user)
    taken = rows.aggregate(total=Sum("size"))["total"] or 0
    return (
        rows.count() < MOST_UPLOADS
        and taken + size <= MOST_TIMES_THE_LIMIT * conf.upload_max_bytes()
    )


def receive(upload: PartialUpload, request: HttpRequest) -> None:
    """Take what a request brings of an upload, and count it.

    A line that drops leaves what came until then; of two requests that bring the same bytes one is
    refused. What comes with a checksum counts whole or not at all.
    """
    start = protocol.number_in(request, "Upload-Offset")
    length = protocol.body_length(request)
    checksum = protocol.checksum_in(request)
    if start != upload.received:
        raise _wrong_offset(upload)
    if length > upload.size - start:
        raise Refusal(413, "These are more bytes than Upload-Length has announced.")
    if length and upload.parts.count() >= MOST_PARTS:
        raise Refusal(413, "This upload has come in too many pieces.")
    digest, wanted = checksum or (None, b"")
    with _no_room_is_said(), tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as body:
        count = _read_body(request, body, length, digest)
        if digest is not None and digest.digest() != wanted:
            raise protocol.mismatch(_("The file was spoilt on its way. Send it again."))
        if count:
            _keep(upload, start, count, body)
    if upload.received == upload.size:
        _finish(upload)


def _wrong_offset(upload: PartialUpload) -> Refusal:
    return Refusal(409, f"Upload-Offset must be {upload.received}.")


def _read_body(request: HttpRequest, body: BinaryIO, length: int, digest: Any) -> int:
    """Write what arrives into `body`, and return how much it was: less than announced where the
    line has dropped."""
    count = 0
    while count < length:
        try:
            piece = request.read(min(PIECE_BYTES, length - count))
        except UnreadablePostError:
            break
        if not piece:
            break
        body.write(piece)
        count += len(piece)
        if digest is not None:
            digest.update(piece)
    # What waits in memory finds no room only now.
    body.flush()
    return count


def _keep(upload: PartialUpload, start: int, count: int, body: BinaryIO) -> None:
    # A name that no other request can take, in a storage that overwrites too.
    name = f"{_folder_of(upload.pk)}/{start}-{get_random_string(12)}"
    body.seek(0)
    try:
        name = private_storage().save(name, File(body))
        with transaction.atomic():
            _count(upload, start, count, name)
    except BaseException:
        # Of a file that was not written to its end, too.
        discard(name)
        raise


def _count(upload: PartialUpload, start: int, count: int, kept_as: str) -> None:
    now = timezone.now()
    same = PartialUpload.objects.filter(pk=upload.pk, received=start)
    if not same.update(received=start + count, touched_at=now):
        raise Refusal(409, "Another request was faster.")
    UploadPart.objects.create(upload_id=upload.pk, start=start, size=count, file=kept_as)
    upload.received, upload.touched_at = start + count, now


@contextmanager
def _no_room_is_said() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise Refusal(507, str(NO_ROOM_SENTENCE)) from error


def _finish(upload: PartialUpload) -> None:
    """All of it has arrived: is it what was announced? One that is not is gone."""
    said = protocol.read_metadata(upload.metadata).get("sha256", "")
    if said and said.lower() != digest_of(ResumedFile(upload)):
        abandon(upload)
        raise protocol.changed_while_sent()
    upload.completed_at = timezone.now()
    PartialUpload.objects.filter(pk=upload.pk).update(completed_at=upload.completed_at)


def digest_of(file: File) -> str:
    """The SHA-256 of a file, read piece by piece; it stands at its beginning afterwards."""
    digest = hashlib.sha256()
    for piece in file.chunks(PIECE_BYTES):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def completed(user: Any, pk: UUID) -> ResumedFile | None:
    """The file that an upload of theirs has become; None where there is none, or not all of it."""
    upload = PartialUpload.objects.visible_to(user).filter(pk=pk).first()
    if upload is None or upload.received < upload.size:
        return None
    if upload.completed_at is None:
        # Who received the last byte was killed before they could look at it.
        try:
            _finish(upload)
        except Refusal:
            return None
    return ResumedFile(upload)


def use_up(file: File) -> None:
    """Something was made of this file: if it came in pieces, they are no longer needed.

    In the transaction that makes it. Raises ValidationError where another was faster.
    """
    if not isinstance(file, ResumedFile):
        return
    if not _delete(file.upload):
        raise ValidationError(
            _("This file was added already, or its upload was cancelled."), code="used"
        )


def abandon(upload: PartialUpload) -> None:
    """Forget an upload, and delete what has arrived of it."""
    _delete(upload)


@transaction.atomic
def _delete(upload: PartialUpload) -> bool:
    # Locked first, so that no part is added between the finding and the deleting of its parts.
    if not PartialUpload.objects.select_for_update().filter(pk=upload.pk).exists():
        return False
    PartialUpload.objects.filter(pk=upload.pk).delete()
    transaction.on_commit(partial(_clear, upload.pk))
    return True


def forget_old() -> int:
    """Delete what nobody goes on with, and what killed processes left; returns how many."""
    # The folders first: whose row is not there afterwards never gets one again.
    folders = _folders()
    forgotten = list(PartialUpload.objects.forgotten())
    for upload in forgotten:
        abandon(upload)
    known = {str(pk) for pk in PartialUpload.objects.values_list("pk", flat=True)}
    known |= {str(upload.pk) for upload in forgotten}
    orphans = [name for name in folders if name not in known]
    for name in orphans:
        _clear(name)
    return len(forgotten) + len(orphans)


def _folder_of(pk: UUID | str) -> str:
    return f"{FOLDER}/{pk}"


def _folders() -> list[str]:
    try:
        return private_storage().listdir(FOLDER)[0]
    except FileNotFoundError:
        return []


def _clear(pk: UUID | str) -> None:
    """Delete all files of an upload, those that no row names too."""
    folder = _folder_of(pk)
    try:
        names = private_storage().listdir(folder)[1]
    except FileNotFoundError:
        return
    for name in names:
        discard(f"{folder}/{name}")
    # Where folders are something of their own; a request that is writing into it keeps it.
    discard(folder)
