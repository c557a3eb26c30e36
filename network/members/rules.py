"""Who may do what with organisations, people and working groups.

A coordinator may everything here. Others act for one organisation at a time, and in it by the
roles of their mandates; what they may do for another, they may once they act for that one.
"""

from network.core.actor import Actor

from .models import Membership, MembershipInvitation, Organisation, Profile, WorkingGroup
from .standing import Standing, standing_of


def standing(actor: Actor) -> Standing:
    """Where the actor stands; the system's jobs stand where coordinators do."""
    return Standing(is_coordinator=True) if actor.is_system else standing_of(actor.user)


def can_coordinate(actor: Actor) -> bool:
    """Whether the whole network is theirs to look after."""
    return standing(actor).is_coordinator


def can_manage(actor: Actor, organisation: Organisation) -> bool:
    """Whether they keep this organisation: its profile, its contacts, its people's mandates."""
    if can_coordinate(actor):
        return True
    manages = organisation.pk in standing(actor).managed_organisation_ids
    return manages and actor.organisation == organisation


def can_invite(actor: Actor, organisation: Organisation) -> bool:
    """Whether they may offer mandates of an organisation, which must be active."""
    return organisation.is_active and can_manage(actor, organisation)


def can_withdraw(actor: Actor, invitation: MembershipInvitation) -> bool:
    return can_manage(actor, invitation.organisation)


def can_change_membership(actor: Actor, membership: Membership) -> bool:
    return can_manage(actor, membership.organisation)


def can_change_profile(actor: Actor, profile: Profile) -> bool:
    """One's own; and a coordinator's to mend."""
    return can_coordinate(actor) or profile.user == actor.user


def can_take_part(actor: Actor, group: WorkingGroup) -> bool:
    """Whether they may add something to a group: as one of it, for an organisation of it.

    A group that is closed takes nothing more.
    """
    if not group.is_open:
        return False
    return can_coordinate(actor) or acts_for_one_of(actor, group) or is_named(actor, group)


def acts_for_one_of(actor: Actor, group: WorkingGroup) -> bool:
    """Whether they act for an organisation of the group now."""
    if actor.organisation is None:
        return False
    return actor.organisation in standing(actor).organisations_in(group)


def can_facilitate(actor: Actor, group: WorkingGroup) -> bool:
    """Whether they lead a group, and may change what others added to it."""
    return group.is_open and leads(actor, group)


def leads(actor: Actor, group: WorkingGroup) -> bool:
    """Whether a group is theirs to look after, one that is closed too."""
    mine = standing(actor)
    return mine.is_coordinator or group.pk in mine.facilitated_group_ids


def is_named(actor: Actor, group: WorkingGroup) -> bool:
    """Whether they are in the group by name: a guest, or one who facilitates it."""
    mine = standing(actor)
    return group.pk in mine.facilitated_group_ids or group.pk in mine.guest_group_ids
