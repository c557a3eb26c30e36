"""How an action goes on: notes of a day, with photos."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from network.core import audit, changes
from network.core.actor import Actor
from network.core.files import discard, stored, undone_with_files

from ..models import JointAction, Photo, ProgressNote
from ..rules import can_add_note, can_change_note
from .locks import lock_action
from .publications import tell_of_removed
from .records import record

FOLDER = "photos"


def _day(noted_on: str) -> str:
    return date_format(date.fromisoformat(noted_on), "DATE_FORMAT")


audit.register(
    {
        "network.jointaction.note_added": _("Progress noted for %(noted_on)s"),
        "network.jointaction.note_changed": _("Progress note of %(noted_on)s changed"),
        "network.jointaction.note_removed": _("Progress note of %(noted_on)s removed"),
    },
    names={"noted_on": _day},
)


def add_note(
    action: JointAction, values: Mapping[str, Any], *, by: Actor, photos: Iterable[File] = ()
) -> ProgressNote:
    """Write down how it goes on, with these photos (of a `PhotosField`). Raises ValidationError,
    also where there is no room on the disk; then nothing is kept, no file either.

    Photos do not count in the room of the group: drawn anew they are as small as a few pages of
    text, and they stay as long as their note.
    """
    with undone_with_files(), transaction.atomic():
        lock_action(action)
        if not can_add_note(by, action):
            raise PermissionDenied
        note = ProgressNote(action=action, author=by.user, organisation=by.organisation)
        changes.apply(note, values)
        _add_photos(note, photos)
        record(action, "note_added", by=by, noted_on=note.noted_on.isoformat())
    return note


def change_note(
    note: ProgressNote,
    values: Mapping[str, Any],
    *,
    by: Actor,
    captions: Mapping[Photo, Any] | None = None,
    removed: Iterable[Photo] = (),
    photos: Iterable[File] = (),
) -> None:
    """Change what somebody changed of it: its text and day; what its photos show; photos taken away
    and added. Raises ValidationError as `add_note` does."""
    with undone_with_files(), transaction.atomic():
        lock_action(note.action)
        if not can_change_note(by, note):
            raise PermissionDenied
        is_changed = bool(changes.apply(note, values))
        for photo, caption in (captions or {}).items():
            is_changed |= bool(changes.apply(photo, {"caption": caption}))
        gone = [photo.pk for photo in removed]
        is_changed |= _remove_photos(note.photos.filter(pk__in=gone)) > 0
        is_changed |= _add_photos(note, photos) > 0
        if is_changed:
            record(note.action, "note_changed", by=by, noted_on=note.noted_on.isoformat())


@transaction.atomic
def remove_note(note: ProgressNote, *, by: Actor) -> None:
    """Take it away for good, with its photos: from the action's public page too."""
    lock_action(note.action)
    if not can_change_note(by, note):
        raise PermissionDenied
    _remove_photos(note.photos.all())
    if ProgressNote.objects.filter(pk=note.pk).delete()[0]:
        record(note.action, "note_removed", by=by, noted_on=note.noted_on.isoformat())


def _add_photos(note: ProgressNote, photos: Iterable[Any]) -> int:
    count = 0
    for picture in photos:
        with stored(picture, FOLDER) as kept:
            Photo.objects.create(
                note=note, file=kept.name, width=picture.width, height=picture.height
            )
        count += 1
    return count


def _remove_photos(photos: Any) -> int:
    """Their files go once it is sure that the rows do."""
    gone = list(photos)
    tell_of_removed(gone)
    photos.delete()
    for photo in gone:
        transaction.on_commit(partial(discard, photo.file.name))
    return len(gone)
