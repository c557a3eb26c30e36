"""Documents of the working groups."""

from .documents import Document, DocumentQuerySet, Version, VersionQuerySet, same_content

__all__ = ["Document", "DocumentQuerySet", "Version", "VersionQuerySet", "same_content"]
