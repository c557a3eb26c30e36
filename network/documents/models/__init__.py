"""Documents of the working groups, the folders they are in, and who sees both."""

from .archives import Archive, documents_for
from .audiences import Circle, Shared, Sharing
from .documents import Document, DocumentQuerySet, Version, VersionQuerySet
from .folders import Folder, FolderQuerySet
from .spaces import Space, space_of

__all__ = [
    "Archive",
    "Circle",
    "Document",
    "DocumentQuerySet",
    "Folder",
    "FolderQuerySet",
    "Shared",
    "Sharing",
    "Space",
    "Version",
    "VersionQuerySet",
    "documents_for",
    "space_of",
]
