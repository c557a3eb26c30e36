"""Documents of the working groups, the folders they are in, and who sees both."""

from .audiences import Circle, Shared, Sharing
from .documents import Document, DocumentQuerySet, Version, VersionQuerySet
from .folders import Folder, FolderQuerySet
from .publications import Publication, PublicationQuerySet
from .spaces import Space

__all__ = [
    "Circle",
    "Document",
    "DocumentQuerySet",
    "Folder",
    "FolderQuerySet",
    "Publication",
    "PublicationQuerySet",
    "Shared",
    "Sharing",
    "Space",
    "Version",
    "VersionQuerySet",
]
