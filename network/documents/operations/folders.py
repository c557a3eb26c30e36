"""Folders: made, renamed, moved with what is in them."""

from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.core import audit, changes
from network.core.actor import Actor
from network.core.lines import one_line
from network.core.multilingual import MultilingualText, language_of_letters
from network.members.models import WorkingGroup

from ..models import Document, Folder, FolderQuerySet
from ..models.folders import DEEPEST
from ..rules import can_add_document, can_change_folder, can_decide_about
from .audiences import audience_in, resolve
from .owners import on_behalf_of
from .publications import withdraw_what_is_hidden
from .spaces import lock_documents_of

audit.register(
    {
        "network.folder.added": gettext_lazy("Folder added"),
        "network.folder.changed": gettext_lazy("Changed: %(fields)s"),
        # Not where to: who sees the document need not know of the folder.
        "network.folder.moved": gettext_lazy("Moved to another folder"),
        "network.document.moved": gettext_lazy("Moved to another folder"),
    }
)


@transaction.atomic
def add_folder(
    group: WorkingGroup, *, name: MultilingualText, by: Actor, parent: Folder | None = None
) -> Folder:
    """Make a folder in a group, or in one of its folders.

    Raises ValidationError for a name that is none or that another folder there has, and where the
    folders are too deep.
    """
    lock_documents_of(group)
    parent = find_folder(group, parent, by)
    if not can_add_document(by, group):
        raise PermissionDenied
    folder = Folder(
        group=group,
        parent=parent,
        name=name,
        author=by.user,
        organisation=on_behalf_of(by, group),
        **audience_in(parent).as_columns(),
    )
    folder.full_clean(exclude=["path"])
    _check_depth(parent, 1)
    check_name(folder, by)
    folder.save()
    folder.path = f"{parent.path if parent else '/'}{folder.pk}/"
    folder.save(update_fields=["path"])
    audit.record(folder, "network.folder.added", by=by)
    return folder


@transaction.atomic
def ensure_folders(
    group: WorkingGroup, parent: Folder | None, names: Sequence[str], *, by: Actor
) -> Folder | None:
    """The folder that these names lead to, from `parent` or the top on: those that are missing are
    made. For a whole folder that somebody brings; raises ValidationError as `add_folder` does."""
    lock_documents_of(group)
    for name in names:
        found = _named(group, parent, [one_line(name)], by)
        parent = found or add_folder(group, parent=parent, name=_as_text(name), by=by)
    return parent


def _as_text(name: str) -> MultilingualText:
    return MultilingualText().with_body(language_of_letters(name), one_line(name)[:150])


@transaction.atomic
def change_folder(folder: Folder, values: dict[str, Any], *, by: Actor) -> None:
    """Call a folder otherwise. Raises ValidationError as `add_folder` does."""
    lock_documents_of(folder.group)
    if not can_change_folder(by, folder):
        raise PermissionDenied
    if changed := changes.apply(folder, values):
        check_name(folder, by)
        audit.record(folder, "network.folder.changed", by=by, data={"fields": changed})


@transaction.atomic
def move(
    things: Collection[Folder | Document], target: Folder | None, group: WorkingGroup, *, by: Actor
) -> bool:
    """Move documents, and folders with all that is in them, to another folder of their group, or to
    the top of it: all of them, or none. Returns whether something public no longer is.

    Who sees them then is what the folder says, unless they say for themselves. Nothing is done to
    those that are there already. Raises ValidationError for a folder moved into itself, or under a
    name that is taken there.
    """
    lock_documents_of(group)
    target = find_folder(group, target, by)
    number = target.pk if target else None
    for thing in things:
        thing.refresh_from_db()
        if thing.group_id != group.pk or not can_decide_about(by, thing):
            raise PermissionDenied
        if thing.around_id == number:
            continue
        if isinstance(thing, Folder):
            _move_folder(thing, target, by)
        else:
            Document.objects.filter(pk=thing.pk).update(folder=target)
            thing.refresh_from_db(fields=["folder"])
        resolve(thing)
        audit.record(thing, f"network.{thing.noun}.moved", by=by, data={"folder_id": number})
    # It may have been moved into a folder that is narrowed.
    return withdraw_what_is_hidden(group, by=by)


def _move_folder(folder: Folder, target: Folder | None, by: Actor) -> None:
    if target is not None and target.path.startswith(folder.path):
        raise ValidationError(
            _("“%(name)s” cannot be moved into itself.") % {"name": folder.name}, code="into_itself"
        )
    below = Folder.objects.below(folder)
    height = max(row.depth for row in below) - folder.depth + 1
    _check_depth(target, height)
    old, new = folder.path, f"{target.path if target else '/'}{folder.pk}/"
    folder.parent = target
    check_name(folder, by)
    Folder.objects.filter(pk=folder.pk).update(parent=target)
    below.update(path=Concat(Value(new), Substr("path", len(old) + 1)))
    folder.refresh_from_db(fields=["parent", "path"])


def find_folder(group: WorkingGroup, folder: Folder | None, by: Actor) -> Folder | None:
    """The folder as it is now. Raises PermissionDenied for one of another group, one that is gone,
    and one that they do not see."""
    if folder is None:
        return None
    found = _seen(by).filter(pk=folder.pk, group=group).first()
    if found is None:
        raise PermissionDenied
    return found


def _seen(by: Actor) -> FolderQuerySet:
    """The folders that they see; the system sees all that are there."""
    return (
        Folder.objects.filter(removed_at=None)
        if by.is_system
        else Folder.objects.visible_to(by.user)
    )


def _check_depth(parent: Folder | None, height: int) -> None:
    if (parent.depth if parent else 0) + height > DEEPEST:
        raise ValidationError(
            _("Folders may be %(number)s deep, and no deeper.") % {"number": DEEPEST},
            code="too_deep",
        )


def check_name(folder: Folder, by: Actor) -> None:
    """Two folders of one name, side by side, would be taken for one another: by who sees both. Of
    one that they do not see nobody is told by a name that is taken."""
    bodies = {text.body.casefold() for text in folder.name.texts}
    beside = _seen(by).filter(group=folder.group_id, parent=folder.parent_id)
    for other in beside.exclude(pk=folder.pk).only("name"):
        if bodies & {text.body.casefold() for text in other.name.texts}:
            sentence = _("There is a folder of this name here already.")
            raise ValidationError({"name": ValidationError(sentence, code="taken")})


def _named(
    group: WorkingGroup, parent: Folder | None, names: Collection[str], by: Actor
) -> Folder | None:
    """The folder there of one of these names, in whichever language."""
    wanted = {name.casefold() for name in names}
    for folder in _seen(by).filter(group=group, parent=parent).order_by("pk"):
        if wanted & {text.body.casefold() for text in folder.name.texts}:
            return folder
    return None
