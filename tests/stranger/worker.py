"""The stranger with a worker of its own: tasks in the database, and mails by SMTP."""

from .settings import *  # noqa: F403
from .settings import env

TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}
vars().update(env.email("EMAIL_URL"))
EMAIL_TIMEOUT = 60
DATABASES["default"]["OPTIONS"] = {  # noqa: F405
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;",
}
