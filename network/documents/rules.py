"""Who may do what with the documents of a working group."""

from network.core.actor import Actor
from network.members.models import WorkingGroup
from network.members.rules import can_facilitate, can_take_part, leads, standing

from .models import Document


def can_add_document(actor: Actor, group: WorkingGroup) -> bool:
    """Whoever takes part in the group brings papers to it."""
    return can_take_part(actor, group)


def can_add_version(actor: Actor, document: Document) -> bool:
    """Whoever takes part in the group goes on with its papers, also those of others."""
    return document.removed_at is None and can_take_part(actor, document.group)


def can_change_document(actor: Actor, document: Document) -> bool:
    """Whose it is, and who leads the group: what a paper is called is not for everybody to say."""
    if document.removed_at is not None:
        return False
    if can_facilitate(actor, document.group):
        return True
    return is_own(actor, document) and can_take_part(actor, document.group)


def can_remove_document(actor: Actor, document: Document) -> bool:
    return can_change_document(actor, document)


def can_read_downloads(actor: Actor, document: Document) -> bool:
    """Who took a copy is for those who look after the group, and for whose paper it is."""
    return leads(actor, document.group) or is_own(actor, document)


def is_own(actor: Actor, document: Document) -> bool:
    """Whether it is the paper of the organisation they act for; a guest's is the guest's."""
    if document.organisation_id is None:
        return not actor.is_system and document.author_id == actor.user.pk
    acts_for_it = (
        actor.organisation is not None and actor.organisation.pk == document.organisation_id
    )
    return acts_for_it and document.organisation_id in standing(actor).organisation_ids
