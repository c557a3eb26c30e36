"""The network's members: organisations, their people, the groups they work in; reference data."""

from .groups import WorkingGroup
from .invitations import MembershipInvitation
from .organisations import Contact, Organisation
from .people import Membership, Profile
from .reference import ActivityDomain, Territory

__all__ = [
    "ActivityDomain",
    "Contact",
    "Membership",
    "MembershipInvitation",
    "Organisation",
    "Profile",
    "Territory",
    "WorkingGroup",
]
