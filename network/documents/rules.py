"""Who may do what with the documents of a working group."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q

from network.core.actor import Actor
from network.members.models import WorkingGroup
from network.members.rules import (
    can_coordinate,
    can_facilitate,
    can_take_part,
    leads,
    standing,
)

from .models import Document, Folder, Publication


def can_add_document(actor: Actor, group: WorkingGroup) -> bool:
    """Whoever takes part in the group brings papers to it, and makes folders for them."""
    return can_take_part(actor, group)


def can_add_version(actor: Actor, document: Document) -> bool:
    """Whoever takes part in the group goes on with its papers, also those of others."""
    return document.removed_at is None and can_take_part(actor, document.group)


def can_change_document(actor: Actor, document: Document) -> bool:
    """Whose it is, and who leads the group: what a paper is called is not for everybody to say."""
    return _can_change(actor, document)


def can_remove_document(actor: Actor, document: Document) -> bool:
    return can_decide_about(actor, document)


def can_change_folder(actor: Actor, folder: Folder) -> bool:
    """Whose it is, and who leads the group: what a folder is called."""
    return _can_change(actor, folder)


def can_decide_about(actor: Actor, thing: Document | Folder) -> bool:
    """Where it is, who sees it, whether it stays. What is in a folder goes with it: so the folder
    is theirs to decide about as long as all that is in it is theirs."""
    return can_decide_about_all(actor, [thing])


def can_decide_about_all(actor: Actor, things: Sequence[Document | Folder]) -> bool:
    """`can_decide_about` each of these, in one question for all."""
    if not all(_can_change(actor, thing) for thing in things):
        return False
    folders = [thing for thing in things if isinstance(thing, Folder)]
    asked = [folder for folder in folders if not can_facilitate(actor, folder.group)]
    if not asked:
        return True
    others = Document.objects.filter(folder=OuterRef("pk"), removed_at=None).exclude(_of(actor))
    theirs = Q(removed_at=None) & ~_of(actor) | Exists(others)
    return not Folder.objects.below(*asked).filter(theirs).exists()


def can_restore(actor: Actor, thing: Document | Folder) -> bool:
    """Whose it is, and who leads the group."""
    if can_facilitate(actor, thing.group):
        return True
    return is_own(actor, thing) and can_take_part(actor, thing.group)


def theirs_among(
    actor: Actor, group: WorkingGroup, things: Sequence[Document] | Sequence[Folder]
) -> set[int]:
    """The numbers of those that they may change, or bring back, of a list of one group's: as
    `can_change_document`, `can_change_folder` and `can_restore` say, in one question for all."""
    if can_facilitate(actor, group):
        return {thing.pk for thing in things}
    if not can_take_part(actor, group):
        return set()
    return {thing.pk for thing in things if is_own(actor, thing)}


def can_reserve(actor: Actor, document: Document) -> bool:
    """Say that one is working on a paper: whoever could bring its next version, while nobody else
    has said so."""
    is_free = not document.is_reserved or document.reserved_by_id == _pk(actor)
    return is_free and can_add_version(actor, document)


def can_lift_reservation(actor: Actor, document: Document) -> bool:
    """Who made it; and who leads the group, when somebody forgot it."""
    if not document.is_reserved or document.removed_at is not None:
        return False
    return document.reserved_by_id == _pk(actor) or can_facilitate(actor, document.group)


def can_read_history(actor: Actor, thing: Document | Folder) -> bool:
    """What was done to it, and by whom, is the group's to know: not of everybody it is shared
    with."""
    return standing(actor).sees_group(thing.group_id)


def can_read_downloads(actor: Actor, document: Document) -> bool:
    """Who took a copy is for those who look after the group, and for whose paper it is."""
    return leads(actor, document.group) or is_own(actor, document)


def can_read_downloads_of(actor: Actor, group: WorkingGroup) -> bool:
    """Who took copies of a group's papers is for those who look after it."""
    return leads(actor, group)


def can_follow(actor: Actor, thing: Document | Folder) -> bool:
    """Whoever sees a thing may hear what becomes of it."""
    if actor.is_system:
        return False
    seen: Any = type(thing)._default_manager
    return seen.visible_to(actor.user).filter(pk=thing.pk).exists()


def can_set_quota(actor: Actor, group: WorkingGroup) -> bool:
    """How much room a group has is the coordination's to say."""
    return can_coordinate(actor)


def can_ask_to_publish(actor: Actor, document: Document) -> bool:
    """Whose it is, and who leads the group: they may want to show it to everybody."""
    return _can_change(actor, document)


def can_decide_publication(actor: Actor, publication: Publication) -> bool:
    """What the network shows to everybody is the coordination's to say."""
    return can_coordinate(actor)


def can_withdraw_publication(actor: Actor, publication: Publication) -> bool:
    """Whose paper it is, and who leads the group, one that is closed too: it is theirs to show."""
    return leads(actor, publication.document.group) or is_own(actor, publication.document)


def is_own(actor: Actor, thing: Document | Folder) -> bool:
    """Whether it is of the organisation they act for; a guest's is the guest's."""
    if thing.organisation_id is None:
        return not actor.is_system and thing.author_id == actor.user.pk
    acts_for_it = actor.organisation is not None and actor.organisation.pk == thing.organisation_id
    return acts_for_it and thing.organisation_id in standing(actor).organisation_ids


def _can_change(actor: Actor, thing: Document | Folder) -> bool:
    if thing.removed_at is not None:
        return False
    if can_facilitate(actor, thing.group):
        return True
    return is_own(actor, thing) and can_take_part(actor, thing.group)


def _of(actor: Actor) -> Q:
    """`is_own`, for the database."""
    theirs = Q(organisation=None, author=_pk(actor))
    if actor.organisation is not None:
        theirs |= Q(organisation=actor.organisation.pk)
    return theirs


def _pk(actor: Actor) -> Any:
    return None if actor.is_system else actor.user.pk
