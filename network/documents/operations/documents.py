"""What a document goes through: added, gone on with, changed, removed, downloaded."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.core import audit, changes
from network.core.actor import Actor
from network.core.files import StoredFile, stored, undone_with_files
from network.core.multilingual import MultilingualText
from network.core.resumable import use_up
from network.members.models import ActivityDomain, WorkingGroup

from ..models import Document, Folder, Version
from ..notifications import notify_document_added, notify_version_added
from ..rules import can_add_document, can_add_version, can_change_document
from .audiences import audience_in
from .folders import find_folder
from .owners import on_behalf_of
from .spaces import take_room

DOWNLOADED = "network.document.downloaded"
audit.register(
    {
        "network.document.added": _("Document added"),
        "network.document.version_added": _("Version %(number)s added"),
        "network.document.changed": _("Changed: %(fields)s"),
        DOWNLOADED: _("Version %(number)s downloaded"),
    }
)

LATEST_ALREADY = _("This is already the latest version.")
FOLDER = "documents"
A_DOWNLOAD = timedelta(minutes=10)


def add_document(
    group: WorkingGroup,
    *,
    title: MultilingualText,
    upload: File,
    by: Actor,
    folder: Folder | None = None,
    description: MultilingualText | None = None,
    languages: Iterable[str] = (),
    domains: Collection[ActivityDomain] = (),
    dated_on: date | None = None,
    note: str = "",
) -> Document:
    """Bring a paper to a working group, or to one of its folders: its first version, in these
    languages.

    Raises ValidationError for a title that is none, and where there is no room for the file.
    """
    if not can_add_document(by, group):
        raise PermissionDenied
    # The file first, and gone again if the rows do not come about.
    with stored(upload, FOLDER) as kept, transaction.atomic():
        take_room(group, kept.size)
        folder = find_folder(group, folder, by)
        document = Document(
            group=group,
            folder=folder,
            title=title,
            description=description or MultilingualText(),
            dated_on=dated_on,
            author=by.user,
            organisation=on_behalf_of(by, group),
            **audience_in(folder).as_columns(),
        )
        document.full_clean()
        document.save()
        document.domains.set(domains)
        _add_version(document, kept, languages, note, by)
        audit.record(document, "network.document.added", by=by)
        notify_document_added(document, by=by)
    return document


def add_documents(
    group: WorkingGroup,
    papers: Iterable[tuple[File, MultilingualText]],
    *,
    by: Actor,
    **shared: Any,
) -> list[Document]:
    """Bring several papers to a working group, each a file and its title: all of them, or none."""
    added: list[Document] = []
    with undone_with_files(), transaction.atomic():
        for upload, title in papers:
            added.append(add_document(group, title=title, upload=upload, by=by, **shared))
            use_up(upload)
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
        take_room(document.group, kept.size)
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


def bring_back(version: Version, *, by: Actor) -> Version:
    """Go on with a paper from how it was once: the same file is its latest version again.

    Raises ValidationError for the latest version itself, and where there is no room, or its file is
    not there any more.
    """
    if not can_add_version(by, version.document):
        raise PermissionDenied
    # As it is now: the document that came with the version may be from before.
    if Document.objects.filter(current=version).exists():
        raise ValidationError(LATEST_ALREADY, code="latest")
    try:
        file = version.file.open()
    except FileNotFoundError as error:
        raise ValidationError(
            _("The file of this version is missing. Tell the coordination.")
        ) from error
    with file:
        return add_version(
            version.document,
            upload=File(file, version.name),
            languages=version.languages.split(),
            note=gettext("As in version %(number)s") % {"number": version.number},
            by=by,
        )


def _add_version(
    document: Document, kept: StoredFile, languages: Iterable[str], note: str, by: Actor
) -> Version:
    # Not before: see `notifications`.
    from ..jobs import request_preview

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
        organisation=on_behalf_of(by, document.group),
    )
    version.full_clean()
    version.save()
    request_preview(version)
    document.current, document.updated_at = version, version.created_at
    document.file_name = version.name
    if not by.is_system and document.reserved_by_id == by.user.pk:
        # What they said they were working on is here.
        document.reserved_by = document.reserved_until = None
    document.save()
    return version


@transaction.atomic
def change_document(document: Document, values: Mapping[str, Any], *, by: Actor) -> None:
    """Change what somebody changed of its title or description. Raises ValidationError."""
    if not can_change_document(by, document):
        raise PermissionDenied
    if changed := changes.apply(document, values):
        audit.record(document, "network.document.changed", by=by, data={"fields": changed})


def record_download(version: Version, *, by: Actor) -> None:
    """Remember who took a copy of this version: in the history of its document.

    Programs fetch a large file in parts: all that somebody takes of it within `A_DOWNLOAD` is one.
    """
    since = timezone.now() - A_DOWNLOAD
    taken = audit.history(version.document).filter(action=DOWNLOADED, timestamp__gt=since)
    if taken.filter(user=by.user, data__number=version.number).exists():
        return
    audit.record(version.document, DOWNLOADED, by=by, data={"number": version.number})
