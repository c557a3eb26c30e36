"""Whose it is, what somebody brings to a group."""

from network.core.actor import Actor
from network.members.models import Organisation, WorkingGroup
from network.members.rules import acts_for_one_of


def on_behalf_of(by: Actor, group: WorkingGroup) -> Organisation | None:
    """The organisation they act for. Of who is in the group by name alone it is their own: an
    organisation that is not in it would have a paper there that none of its other people sees."""
    return by.organisation if acts_for_one_of(by, group) else None
