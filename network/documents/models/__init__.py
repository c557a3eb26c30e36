"""Documents of the working groups."""

from .documents import FOLDER, Document, DocumentQuerySet, Version, VersionQuerySet, same_content

__all__ = ["FOLDER", "Document", "DocumentQuerySet", "Version", "VersionQuerySet", "same_content"]
