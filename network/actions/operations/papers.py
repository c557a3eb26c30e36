"""The documents that belong to an action, and the folder that it has for its own."""

from collections.abc import Collection
from itertools import count

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.core import audit
from network.core.actor import Actor
from network.core.multilingual import MultilingualText
from network.documents.models import Document, Folder
from network.documents.operations import add_folder

from ..models import JointAction
from ..rules import can_link_document, can_make_folder
from .locks import lock_action
from .records import record

# Not which: who reads the history of an action need not see each of its documents.
audit.register(
    {
        "network.jointaction.documents_linked": _("Documents linked: %(count)s"),
        "network.jointaction.documents_unlinked": _("Documents no longer linked: %(count)s"),
        "network.jointaction.folder_made": _("Folder for its documents made"),
    }
)
_LONGEST_NAME = 140


@transaction.atomic
def link_documents(action: JointAction, documents: Collection[Document], *, by: Actor) -> int:
    """Say that these belong to it; returns how many did not before. Raises PermissionDenied for
    those of another group, and those that they do not see."""
    lock_action(action)
    if not can_link_document(by, action):
        raise PermissionDenied
    asked = {document.pk for document in documents}
    seen = Document.objects.filter(pk__in=asked, group=action.group_id)
    if not by.is_system:
        seen = Document.objects.visible_to(by.user).filter(pk__in=asked, group=action.group_id)
    if seen.count() < len(asked):
        raise PermissionDenied
    new = asked - set(action.documents.filter(pk__in=asked).values_list("pk", flat=True))
    action.documents.add(*new)
    if new:
        record(action, "documents_linked", by=by, count=len(new))
    return len(new)


@transaction.atomic
def unlink_documents(action: JointAction, documents: Collection[Document], *, by: Actor) -> int:
    """Say that these do not belong to it; they stay where they are. Returns how many did."""
    lock_action(action)
    if not can_link_document(by, action):
        raise PermissionDenied
    asked = {document.pk for document in documents}
    there = set(action.documents.filter(pk__in=asked).values_list("pk", flat=True))
    action.documents.remove(*there)
    if there:
        record(action, "documents_unlinked", by=by, count=len(there))
    return len(there)


@transaction.atomic
def make_folder(action: JointAction, *, by: Actor) -> Folder:
    """The folder for its own documents, at the top of its group: made, and called as it is, unless
    it has one. Whoever is not to see that one makes no other beside it: PermissionDenied."""
    lock_action(action)
    if not can_make_folder(by, action):
        raise PermissionDenied
    if action.folder and action.folder.removed_at is None:
        folders = Folder.objects.all() if by.is_system else Folder.objects.visible_to(by.user)
        if not folders.filter(pk=action.folder.pk).exists():
            raise PermissionDenied
        return action.folder
    folder = _add_folder(action, by)
    action.folder = folder
    action.save(update_fields=["folder"])
    record(action, "folder_made", by=by)
    return folder


def _add_folder(action: JointAction, by: Actor) -> Folder:
    """Under its title; where that is taken, with a number behind it."""
    for number in count(1):
        try:
            return add_folder(action.group, name=_name(action, number), by=by)
        except ValidationError as error:
            errors = getattr(error, "error_dict", {}).get("name", [])
            if not any(found.code == "taken" for found in errors):
                raise
    raise AssertionError("There is always another number.")


def _name(action: JointAction, number: int) -> MultilingualText:
    suffix = f" ({number})" if number > 1 else ""
    # The first one is the original, as it is of the title.
    texts = sorted(action.title.texts, key=lambda text: text != action.title.original)
    return MultilingualText().with_bodies(
        {text.language: text.body[:_LONGEST_NAME] + suffix for text in texts}
    )
