"""What changes documents. Each takes who acts as `by`, and raises PermissionDenied where their rule
says no."""

from .archives import (
    check_size,
    forget_archives,
    is_still_theirs,
    order_archive,
    record_archive_download,
)
from .audiences import organisations_to_name, resolve, share
from .documents import (
    DOWNLOADED,
    LATEST_ALREADY,
    add_document,
    add_documents,
    add_version,
    bring_back,
    change_document,
    record_download,
)
from .folders import add_folder, change_folder, ensure_folders, move
from .follows import follow, unfollow
from .publications import ask_to_publish, decline, publish, why_not_to_publish, withdraw
from .reservations import release, reserve
from .spaces import lock_documents_of, miscounted_spaces, recount_spaces, set_quota
from .trash import empty_trash, remove_document, remove_folder, restore

__all__ = [
    "DOWNLOADED",
    "LATEST_ALREADY",
    "add_document",
    "add_documents",
    "add_folder",
    "add_version",
    "ask_to_publish",
    "bring_back",
    "change_document",
    "change_folder",
    "check_size",
    "decline",
    "empty_trash",
    "ensure_folders",
    "follow",
    "forget_archives",
    "is_still_theirs",
    "lock_documents_of",
    "miscounted_spaces",
    "move",
    "order_archive",
    "organisations_to_name",
    "publish",
    "record_archive_download",
    "record_download",
    "recount_spaces",
    "release",
    "remove_document",
    "remove_folder",
    "reserve",
    "resolve",
    "restore",
    "set_quota",
    "share",
    "unfollow",
    "why_not_to_publish",
    "withdraw",
]
