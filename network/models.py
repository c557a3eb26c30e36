"""The plugin's door: every model, and what other apps may use of them."""

from .actions.models import (
    ActionFeed,
    ActionPublication,
    BudgetLine,
    Indicator,
    IndicatorValue,
    JointAction,
    Milestone,
    Partner,
    Photo,
    ProgressNote,
    Step,
    Task,
    TaskLink,
)
from .actions.pages import JointActionsPage
from .actions.public import ShowsJointActions, set_addresses
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
    "ActionFeed",
    "ActionPublication",
    "ActivityDomain",
    "Archive",
    "AuditEntry",
    "BudgetLine",
    "Circle",
    "Contact",
    "Document",
    "Folder",
    "Follow",
    "Indicator",
    "IndicatorValue",
    "JointAction",
    "JointActionsPage",
    "LanguageText",
    "Link",
    "Mail",
    "MailPreference",
    "Membership",
    "MembershipInvitation",
    "Milestone",
    "MultilingualEdit",
    "MultilingualText",
    "MultilingualTextField",
    "Organisation",
    "Origin",
    "PartialUpload",
    "Partner",
    "Photo",
    "Preview",
    "PreviewPage",
    "Profile",
    "ProgressNote",
    "Publication",
    "ResourcesPage",
    "SearchKeyField",
    "ShowsJointActions",
    "ShowsPublicDocuments",
    "SortKeysField",
    "Space",
    "Step",
    "Submission",
    "Task",
    "TaskLink",
    "Territory",
    "UploadPart",
    "Version",
    "WorkingGroup",
    "address_below",
    "found_by",
    "public_content_changed",
    "set_addresses",
    "sorted_by",
    "standing_of",
]
