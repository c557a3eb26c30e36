"""What changes documents. Each takes who acts as `by`, and raises PermissionDenied where their rule
says no."""

from .documents import (
    DOWNLOADED,
    add_document,
    add_documents,
    add_version,
    change_document,
    record_download,
    remove_document,
)
from .folders import ensure_folders

__all__ = [
    "DOWNLOADED",
    "add_document",
    "add_documents",
    "add_version",
    "change_document",
    "ensure_folders",
    "record_download",
    "remove_document",
]
