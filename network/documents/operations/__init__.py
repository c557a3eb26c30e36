"""What changes documents. Each takes who acts as `by`, and raises PermissionDenied where their rule
says no."""

from .audiences import organisations_to_name, resolve, share
from .documents import (
    DOWNLOADED,
    add_document,
    add_version,
    bring_back,
    change_document,
    record_download,
)
from .folders import add_folder, change_folder, ensure_folders, move
from .publications import ask_to_publish, decline, publish, why_not_to_publish, withdraw
from .reservations import release, reserve
from .spaces import set_quota
from .trash import empty_trash, remove_document, remove_folder, restore

__all__ = [
    "DOWNLOADED",
    "add_document",
    "add_folder",
    "add_version",
    "ask_to_publish",
    "bring_back",
    "change_document",
    "change_folder",
    "decline",
    "empty_trash",
    "ensure_folders",
    "move",
    "organisations_to_name",
    "publish",
    "record_download",
    "release",
    "remove_document",
    "remove_folder",
    "reserve",
    "resolve",
    "restore",
    "set_quota",
    "share",
    "why_not_to_publish",
    "withdraw",
]
