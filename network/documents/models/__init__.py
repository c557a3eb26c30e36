"""Documents of the working groups, the folders they are in, and who sees both."""

from .audiences import Circle, Shared, Sharing
from .documents import Document, DocumentQuerySet, Version, VersionQuerySet, same_content
from .folders import Folder, FolderQuerySet
from .spaces import Space

__all__ = [
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
    "same_content",
]
