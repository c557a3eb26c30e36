"""Documents of the working groups, the folders they are in, and who sees both."""

from .audiences import Circle, Shared, Sharing
from .documents import Document, DocumentQuerySet, Version, VersionQuerySet
from .folders import Folder, FolderQuerySet
from .follows import Follow, FollowQuerySet
from .spaces import Space

__all__ = [
    "Circle",
    "Document",
    "DocumentQuerySet",
    "Folder",
    "FolderQuerySet",
    "Follow",
    "FollowQuerySet",
    "Shared",
    "Sharing",
    "Space",
    "Version",
    "VersionQuerySet",
]
