"""What the plugin asks of a site's settings, said before the site starts."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import global_settings, settings
from django.core.checks import CheckMessage, Error, register
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse
from django_tasks import task_backends

from .core.multilingual import content_languages


@register
def check_content_languages(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """The site says in which languages it writes; Django's own default is all it knows."""
    if content_languages() != [code for code, _name in global_settings.LANGUAGES]:
        return []
    return [
        Error(
            "The site does not say in which languages it writes.",
            hint=(
                "Set WAGTAIL_CONTENT_LANGUAGES (or LANGUAGES): every text of the network is "
                "kept once for each of them."
            ),
            id="network.E001",
        )
    ]


@register
def check_private_storage(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """What members keep among themselves has a place that no address leads to."""
    if "private" not in settings.STORAGES:
        return [
            Error(
                "The site does not say where the network keeps its files.",
                hint=(
                    'Add to STORAGES: "private": {"BACKEND": '
                    '"network.core.files.PrivateFileSystemStorage", "OPTIONS": {"location": '
                    '"/var/lib/site/private"}}, with a folder that no web server serves.'
                ),
                id="network.E002",
            )
        ]
    storage = storages["private"]
    if name := _public_folder(storage):
        return [
            Error(
                f"The network's private files are kept where {name} is served to everybody.",
                hint=(
                    'Change STORAGES["private"]["OPTIONS"]["location"] to a folder that is '
                    f"neither in {name} nor around it."
                ),
                id="network.E003",
            )
        ]
    if _has_addresses(storage):
        return [
            Error(
                "The network's private files have addresses that everybody may open.",
                hint=(
                    'Change STORAGES["private"]["BACKEND"] to '
                    '"network.core.files.PrivateFileSystemStorage", or to a storage whose '
                    "addresses are signed and expire."
                ),
                id="network.E004",
            )
        ]
    return []


def _public_folder(storage: Storage) -> str:
    """The setting whose folder holds the storage's, or is held by it; empty where none is."""
    if not isinstance(storage, FileSystemStorage):
        return ""
    private = Path(storage.location).resolve()
    for name in ("MEDIA_ROOT", "STATIC_ROOT"):
        if folder := getattr(settings, name, None):
            public = Path(folder).resolve()
            if private.is_relative_to(public) or public.is_relative_to(private):
                return name
    return ""


def _has_addresses(storage: Storage) -> bool:
    """Whether the storage gives out addresses; one that is signed has its signature behind a `?`"""
    try:
        return "?" not in storage.url("name")
    except Exception:  # Each storage says in its own way that it has none.
        return False


@register
def check_background(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Mails and whatever takes long wait for a worker, in a backend of their own."""
    if "background" in task_backends.settings:
        return []
    return [
        Error(
            "There is no backend for the network's background tasks.",
            hint=(
                'Add "background": {"BACKEND": "django_tasks_db.DatabaseBackend"} to TASKS and '
                '"django_tasks_db" to INSTALLED_APPS, and run `manage.py run_worker` beside the '
                "server."
            ),
            id="network.E010",
        )
    ]


@register
def check_base_url(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A mail is written without a request: its links begin with what the settings say."""
    address = getattr(settings, "WAGTAILADMIN_BASE_URL", None) or ""
    if address.startswith(("http://", "https://")):
        return []
    return [
        Error(
            "The site does not say at which address it is, and mails link to it.",
            hint='Set WAGTAILADMIN_BASE_URL, as in "https://www.example.org".',
            id="network.E011",
        )
    ]


@register
def check_addresses(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The private area has an address, and so has the way to sign in that leads to it."""
    problems: list[CheckMessage] = []
    try:
        reverse("network:dashboard")
    except NoReverseMatch:
        problems.append(
            Error(
                "The network has no address on this site.",
                hint='Add to your URLs: path("workspace/", include("network.urls")).',
                id="network.E006",
            )
        )
    try:
        resolve_url(settings.LOGIN_URL)
    except NoReverseMatch:
        problems.append(
            Error(
                f"LOGIN_URL names no address of this site: {settings.LOGIN_URL!r}.",
                hint="Set LOGIN_URL to the page, or the name of the page, where one signs in.",
                id="network.E007",
            )
        )
    return problems
