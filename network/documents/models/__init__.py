"""Documents of the working groups."""

from .documents import Document, DocumentQuerySet, Version, VersionQuerySet

__all__ = ["Document", "DocumentQuerySet", "Version", "VersionQuerySet"]
