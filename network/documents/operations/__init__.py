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

__all__ = [
    "DOWNLOADED",
    "add_document",
    "add_documents",
    "add_version",
    "change_document",
    "record_download",
    "remove_document",
]
