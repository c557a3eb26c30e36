"""What a document goes through: added, gone on with, changed, removed, downloaded."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.core import audit, changes
from network.core.actor import Actor
from network.core.files import StoredFile, discard, stored
from network.core.multilingual import MultilingualText
from network.core.resumable import use_up
from network.members.models import Organisation, WorkingGroup
from network.members.rules import acts_for_one_of

from ..models import FOLDER, Document, Version
from ..notifications import notify_document_added, notify_version_added
from ..rules import can_add_document, can_add_version, can_change_document, can_remove_document

DOWNLOADED = "network.document.downloaded"
audit.register(
    {
        "network.document.added": _("Document added"),
        "network.document.version_added": _("Version %(number)s added"),
        "network.document.changed": _("Changed: %(fields)s"),
        "network.document.removed": _("Document removed"),
        DOWNLOADED: _("Version %(number)s downloaded"),
    }
)

A_DOWNLOAD = timedelta(minutes=10)


def add_document(
    group: WorkingGroup,
    *,
    title: MultilingualText,
    upload: File,
    by: Actor,
    folder: Any = None,
    description: MultilingualText | None = None,
    languages: Iterable[str] = (),
    note: str = "",
) -> Document:
    """Bring a paper to a working group: its first version, in these languages.

    Raises ValidationError for a title that is none, and where there is no room for the file.
    """
    if not can_add_document(by, group):
        raise PermissionDenied
    # The file first, and gone again if the rows do not come about.
    with stored(upload, FOLDER) as kept, transaction.atomic():
        document = Document(
            group=group,
            title=title,
            description=description or MultilingualText(),
            author=by.user,
            organisation=_on_behalf_of(by, group),
        )
        document.full_clean()
        document.save()
        _add_version(document, kept, languages, note, by)
        audit.record(document, "network.document.added", by=by)
        notify_document_added(document, by=by)
    return document


@transaction.atomic
def add_documents(
    group: WorkingGroup,
    papers: Iterable[tuple[File, MultilingualText]],
    *,
    by: Actor,
    **shared: Any,
) -> list[Document]:
    """Bring several papers to a working group, each a file and its title: all of them, or none."""
    added: list[Document] = []
    kept: list[str] = []
    try:
        for upload, title in papers:
            document = add_document(group, title=title, upload=upload, by=by, **shared)
            added.append(document)
            if document.current:
                kept.append(str(document.current.file.name))
            use_up(upload)
    except BaseException:
        for name in kept:
            discard(name)
        raise
    return added


def add_version(
    document: Document,
    *,
    upload: File,
    by: Actor,
    languages: Iterable[str] = (),
    note: str = "",
) -> Version:
    """Go on with a paper: another file, after the ones it has.

    Of two that come at once both are kept, one after the other: compare the version's number with
    the one its sender saw. Raises ValidationError where there is no room for the file.
    """
    if not can_add_version(by, document):
        raise PermissionDenied
    with stored(upload, FOLDER) as kept, transaction.atomic():
        # One after the other; and not onto what was removed while the file was on its way.
        locked = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
        if not can_add_version(by, locked):
            raise PermissionDenied
        version = _add_version(locked, kept, languages, note, by)
        audit.record(
            locked, "network.document.version_added", by=by, data={"number": version.number}
        )
        notify_version_added(version, by=by)
    return version


def _on_behalf_of(by: Actor, group: WorkingGroup) -> Organisation | None:
    """Whose a paper is. Of who is in the group by name alone it is their own: an organisation that
    is not in it would have a paper there that none of its other people sees."""
    return by.organisation if acts_for_one_of(by, group) else None


def _add_version(
    document: Document, kept: StoredFile, languages: Iterable[str], note: str, by: Actor
) -> Version:
    version = Version(
        document=document,
        number=document.current.number + 1 if document.current else 1,
        file=kept.name,
        name=kept.original_name,
        content_type=kept.type.mime,
        size=kept.size,
        sha256=kept.sha256,
        languages=" ".join(languages),
        note=note,
        author=by.user,
        organisation=_on_behalf_of(by, document.group),
    )
    version.full_clean()
    version.save()
    document.current, document.updated_at = version, version.created_at
    document.save(update_fields=["current", "updated_at"])
    return version


@transaction.atomic
def change_document(document: Document, values: Mapping[str, Any], *, by: Actor) -> None:
    """Change what somebody changed of its title or description. Raises ValidationError."""
    if not can_change_document(by, document):
        raise PermissionDenied
    if changed := changes.apply(document, values):
        audit.record(document, "network.document.changed", by=by, data={"fields": changed})


@transaction.atomic
def remove_document(document: Document, *, by: Actor) -> None:
    """Take it out of everybody's sight; nothing of it is deleted."""
    if not can_remove_document(by, document):
        raise PermissionDenied
    removed_at = timezone.now()
    # Conditional, so that two clicks leave one entry.
    if Document.objects.filter(pk=document.pk, removed_at=None).update(removed_at=removed_at):
        audit.record(document, "network.document.removed", by=by)
    document.removed_at = removed_at


def record_download(version: Version, *, by: Actor) -> None:
    """Remember who took a copy of this version: in the history of its document.

    Programs fetch a large file in parts: all that somebody takes of it within `A_DOWNLOAD` is one.
    """
    since = timezone.now() - A_DOWNLOAD
    taken = audit.history(version.document).filter(action=DOWNLOADED, timestamp__gt=since)
    if taken.filter(user=by.user, data__number=version.number).exists():
        return
    audit.record(version.document, DOWNLOADED, by=by, data={"number": version.number})
