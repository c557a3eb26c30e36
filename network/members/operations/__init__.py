"""What changes organisations, people, working groups and reference data: one function a change.

Every one takes who acts as `by`, and raises PermissionDenied where their rule says no.
"""

from .groups import change_group, close_group, create_group, reopen_group
from .invitations import NotOpenError, invite, lock_invitation, send_again, withdraw
from .memberships import (
    accept_invitation,
    change_membership,
    end_membership,
    grant_membership,
)
from .organisations import (
    change_contacts,
    change_organisation,
    create_organisation,
    let_organisation_leave,
    reinstate_organisation,
    set_logo,
    suspend_organisation,
)
from .people import change_profile, ensure_profile, note_visit, set_photo
from .reference import LoadedReferenceData, load_reference_data

__all__ = [
    "LoadedReferenceData",
    "NotOpenError",
    "accept_invitation",
    "change_contacts",
    "change_group",
    "change_membership",
    "change_organisation",
    "change_profile",
    "close_group",
    "create_group",
    "create_organisation",
    "end_membership",
    "ensure_profile",
    "grant_membership",
    "invite",
    "let_organisation_leave",
    "load_reference_data",
    "lock_invitation",
    "note_visit",
    "reinstate_organisation",
    "reopen_group",
    "send_again",
    "set_logo",
    "set_photo",
    "suspend_organisation",
    "withdraw",
]
