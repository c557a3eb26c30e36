"""What is killed, in which network, and by what one knows the state that it leaves."""

from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from network.core import once
from network.core.actor import Actor
from network.core.files.checking import hashlib
from network.documents.operations import (
    add_document,
    add_folder,
    add_version,
    bring_back,
    empty_trash,
    move,
    recount_spaces,
    remove_document,
    remove_folder,
    restore,
    share,
)
from network.models import (
    AuditEntry,
    Circle,
    Document,
    Folder,
    Mail,
    Organisation,
    Space,
    Submission,
    Version,
    WorkingGroup,
)
from tests.network.world import build, text

# Three pieces of a file, as a storage writes it.
CONTENT = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(150_000)
TOKEN = UUID("6f8b0f6c-7c4b-4f0e-9d3f-0a1b2c3d4e5f")


def prepare() -> None:
    """The small network, with folders in folders, papers, and a full trash."""
    build()
    for version in Version.objects.all():
        with version.file.open() as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        Version.objects.filter(pk=version.pk).update(sha256=digest)
    recount_spaces()
    work = _add_folder("Work")
    inner = _add_folder("Inner", work)
    target = _add_folder("Target")
    share(target, "organisations", [_organisation("kanaria-organisation-c")], by=_leader())
    for title, folder in (("Paper", work), ("Deep", inner), ("Loose", None), ("Old", None)):
        _add(title, folder)
    add_version(_document("Paper"), upload=_upload(b"2"), by=_member())
    gone = _add_folder("Gone")
    _add("Gone with it", gone)
    remove_folder(gone, by=_member())
    remove_document(_document("Old"), by=_member())
    long_ago = timezone.now() - timedelta(days=40)
    Document.objects.filter(pk=_document("Old").pk).update(removed_at=long_ago)
    DBTaskResult.objects.all().delete()


def _upload(more: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("paper.pdf", CONTENT + more)


def _add(title: str, folder: Folder | None) -> Document:
    return add_document(
        _group(), title=text(title), upload=_upload(), folder=folder, by=_member(), note=title
    )


def _add_folder(name: str, parent: Folder | None = None) -> Folder:
    return add_folder(_group(), name=text(name), parent=parent, by=_member())


def _group() -> WorkingGroup:
    return next(row for row in WorkingGroup.objects.all() if "kanaria-commission" in str(row))


def _organisation(name: str) -> Organisation:
    return next(row for row in Organisation.objects.all() if name in str(row))


def _member() -> Actor:
    user = get_user_model()._default_manager.get(username="member")
    return Actor(user, _organisation("kanaria-organisation-a"))


def _leader() -> Actor:
    user = get_user_model()._default_manager.get(username="manager")
    return Actor(user, _organisation("kanaria-organisation-a"))


def _document(title: str) -> Document:
    return next(row for row in Document.objects.all() if str(row.title).startswith(title))


def _folder(name: str) -> Folder:
    return next(row for row in Folder.objects.all() if str(row.name).startswith(name))


# What is killed


def upload() -> None:
    """As the form does it: the paper, and that it was sent."""
    by = _member()
    once.do(TOKEN, by.user, lambda: _add("New", _folder("Work")).get_absolute_url(), form="upload")


def add() -> None:
    _add("New", _folder("Work"))


def version() -> None:
    add_version(_document("Paper"), upload=_upload(b"3"), by=_member(), note="3")


def back() -> None:
    bring_back(_document("Paper").versions.get(number=1), by=_member())


def move_document() -> None:
    move([_document("Loose")], _folder("Target"), _group(), by=_leader())


def move_folder() -> None:
    move([_folder("Work")], _folder("Target"), _group(), by=_leader())


def trash_document() -> None:
    remove_document(_document("Paper"), by=_member())


def trash_folder() -> None:
    remove_folder(_folder("Work"), by=_member())


def restore_folder() -> None:
    restore(_folder("Gone"), by=_member())


def purge() -> None:
    empty_trash()


OPERATIONS = {
    "upload": upload,
    "add": add,
    "version": version,
    "bring back": back,
    "move document": move_document,
    "move folder": move_folder,
    "trash document": trash_document,
    "trash folder": trash_folder,
    "restore folder": restore_folder,
    "purge": purge,
}
# Those that write files.
WRITING = ("upload", "add", "version", "bring back")


# The state


def state() -> dict[str, Any]:
    """Everything that the operations change, by what it is called: numbers of rows go on after a
    transaction that was undone."""
    folders = {folder.pk: folder for folder in Folder.objects.all()}
    documents = Document.objects.select_related("group", "current", "author", "organisation")
    return {
        "folders": sorted(
            (*_facts(folder), _names(folder, folders)) for folder in folders.values()
        ),
        "documents": sorted(_of_document(document, folders) for document in documents),
        "versions": sorted(map(_of_version, Version.objects.select_related("document", "author"))),
        "rooms": sorted((str(space.group), space.used) for space in Space.objects.all()),
        "history": sorted(
            Counter(
                (entry.action, entry.label, entry.user_id or 0, str(sorted(entry.data.items())))
                for entry in AuditEntry.objects.all()
            ).items()
        ),
        "tasks": sorted(map(_of_task, DBTaskResult.objects.all())),
        "mails": sorted(Mail.objects.values_list("kind", "recipient")),
        "sent": sorted(Submission.objects.values_list("url", flat=True)) != [],
    }


def _facts(thing: Folder | Document) -> tuple[Any, ...]:
    return (
        str(thing),
        str(thing.group),
        thing.sharing,
        thing.is_for_members,
        thing.is_for_facilitators,
        _circle(thing.circle_id),
        thing.removed_at is not None,
        thing.removed_by_id or 0,
        str(thing.removed_with or ""),
        str(thing.author),
        str(thing.organisation),
    )


def _circle(pk: int | None) -> str:
    names = Circle.objects.get(pk=pk).organisations.all() if pk else []
    return "everybody" if pk is None else str(sorted(map(str, names)))


def _names(folder: Folder | None, folders: dict[int, Folder]) -> str:
    """The way to a folder by its parents, which its path must be too."""
    if folder is None:
        return "/"
    around = folders.get(folder.parent_id or 0)
    expected = f"{around.path if around else '/'}{folder.pk}/"
    broken = "" if folder.path == expected else f"BROKEN {folder.path}"
    return f"{_names(around, folders)}{folder}{broken}/"


def _of_document(document: Document, folders: dict[int, Folder]) -> tuple[Any, ...]:
    current = document.current
    return (
        *_facts(document),
        _names(folders.get(document.folder_id or 0), folders),
        current.number if current else 0,
        bool(current and current.document_id == document.pk),
    )


def _of_version(version: Version) -> tuple[Any, ...]:
    return (
        str(version.document),
        version.number,
        version.name,
        version.size,
        version.sha256,
        version.note,
        str(version.author),
        storages["private"].exists(version.file.name),
    )


def _of_task(task: DBTaskResult) -> tuple[Any, ...]:
    # Of a preview the version alone; of news its kind, the version, and who is not told.
    *kind, pk = task.args_kwargs["args"][:2]
    rest = task.args_kwargs["args"][2:]
    return (task.task_path, task.status, *kind, str(Version.objects.get(pk=pk)), *map(str, rest))
