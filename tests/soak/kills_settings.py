"""The stranger, whose processes are killed: its files and its tasks outlive them."""

import os

from tests.stranger.settings import *  # noqa: F403
from tests.stranger.settings import DATABASES, STORAGES


class _Never(dict):
    """Tables are made from the models: quicker, and what is killed is not a migration."""

    def __contains__(self, name: object) -> bool:
        return True

    def __getitem__(self, name: str) -> None:
        return None


MIGRATION_MODULES = _Never()
STORAGES = STORAGES | {
    "private": {
        "BACKEND": "network.core.files.PrivateFileSystemStorage",
        "OPTIONS": {"location": os.environ["SOAK_FILES"]},
    }
}
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;",
    }
