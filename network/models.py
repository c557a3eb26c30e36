"""The plugin's door: every model, and what other apps may use of them."""

from .core.audit import AuditEntry
from .core.links import Link
from .core.mail.models import Mail, MailPreference
from .core.multilingual import (
    LanguageText,
    MultilingualEdit,
    MultilingualText,
    MultilingualTextField,
    Origin,
    SearchKeyField,
    SortKeysField,
    found_by,
    sorted_by,
)
from .core.once import Submission
from .documents.models import Circle, Document, Folder, Follow, Space, Version
from .members.models import (
    ActivityDomain,
    Contact,
    Membership,
    MembershipInvitation,
    Organisation,
    Profile,
    Territory,
    WorkingGroup,
)
from .members.standing import standing_of

__all__ = [
    "ActivityDomain",
    "AuditEntry",
    "Circle",
    "Contact",
    "Document",
    "Folder",
    "Follow",
    "LanguageText",
    "Link",
    "Mail",
    "MailPreference",
    "Membership",
    "MembershipInvitation",
    "MultilingualEdit",
    "MultilingualText",
    "MultilingualTextField",
    "Organisation",
    "Origin",
    "Profile",
    "SearchKeyField",
    "SortKeysField",
    "Space",
    "Submission",
    "Territory",
    "Version",
    "WorkingGroup",
    "found_by",
    "sorted_by",
    "standing_of",
]
