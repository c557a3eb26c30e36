"""Documents of the working groups, the folders they are in, and who sees both."""

from .archives import Archive, documents_for
from .audiences import Circle, Shared, Sharing
from .documents import Document, DocumentQuerySet, Version, VersionQuerySet, same_content
from .folders import Folder, FolderQuerySet
from .follows import Follow, FollowQuerySet
from .previews import Preview, PreviewPage, preview_files, preview_of
from .publications import Publication, PublicationQuerySet
from .spaces import Space, space_of

__all__ = [
    "Archive",
    "Circle",
    "Document",
    "DocumentQuerySet",
    "Folder",
    "FolderQuerySet",
    "Follow",
    "FollowQuerySet",
    "Preview",
    "PreviewPage",
    "Publication",
    "PublicationQuerySet",
    "Shared",
    "Sharing",
    "Space",
    "Version",
    "VersionQuerySet",
    "documents_for",
    "preview_files",
    "preview_of",
    "same_content",
    "space_of",
]
