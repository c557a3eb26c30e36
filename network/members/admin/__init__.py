"""The coordination's screens in Wagtail's admin: organisations, people, groups, invitations."""

from .choosers import choose_organisation, choose_person
from .groups import WorkingGroupViewSet
from .invitations import InvitationViewSet
from .organisations import OrganisationViewSet
from .people import MembershipViewSet, PersonViewSet

choosers = [choose_organisation, choose_person]

__all__ = [
    "InvitationViewSet",
    "MembershipViewSet",
    "OrganisationViewSet",
    "PersonViewSet",
    "WorkingGroupViewSet",
    "choosers",
]
