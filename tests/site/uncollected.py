"""Production's settings, with the static files under their own names: none are collected."""

from noress.settings.production import *  # noqa: F403
from noress.settings.production import STORAGES

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
