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
from .core.publicity import public_content_changed
from .core.resumable.models import PartialUpload, UploadPart
from .documents.models import (
    Archive,
    Circle,
    Document,
    Folder,
    Follow,
    Preview,
    PreviewPage,
    Publication,
    Space,
    Version,
)
from .documents.pages import ResourcesPage
from .documents.public import ShowsPublicDocuments, address_below
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
    "Archive",
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
    "PartialUpload",
    "Preview",
    "PreviewPage",
    "Profile",
    "Publication",
    "ResourcesPage",
    "SearchKeyField",
    "ShowsPublicDocuments",
    "SortKeysField",
    "Space",
    "Submission",
    "Territory",
    "UploadPart",
    "Version",
    "WorkingGroup",
    "address_below",
    "found_by",
    "public_content_changed",
    "sorted_by",
    "standing_of",
]
