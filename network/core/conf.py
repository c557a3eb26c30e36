"""The plugin's settings, with what they are where a site says nothing."""

import shutil
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

# What django-allauth and Django's own views are called.
_SIGN_OUT_VIEWS = ("account_logout", "logout")


def invitation_days() -> int:
    """How many days an invitation stays open: NETWORK_INVITATION_DAYS."""
    return getattr(settings, "NETWORK_INVITATION_DAYS", 14)


def upload_max_bytes() -> int:
    """How large a file may be that somebody sends: NETWORK_UPLOAD_MAX_BYTES."""
    return getattr(settings, "NETWORK_UPLOAD_MAX_BYTES", 100 * 1024 * 1024)


def group_quota_bytes() -> int:
    """How much room a working group has for its files, where nobody said another number:
    NETWORK_GROUP_QUOTA_BYTES."""
    return getattr(settings, "NETWORK_GROUP_QUOTA_BYTES", 5 * 1024**3)


def archive_max_bytes() -> int:
    """How much an archive of several documents may hold: NETWORK_ARCHIVE_MAX_BYTES."""
    return getattr(settings, "NETWORK_ARCHIVE_MAX_BYTES", 2 * 1024**3)


def trash_days() -> int:
    """How many days what was removed can be brought back: NETWORK_TRASH_DAYS."""
    return getattr(settings, "NETWORK_TRASH_DAYS", 30)


def reservation_hours() -> int:
    """For how long somebody says that they are working on a document:
    NETWORK_RESERVATION_HOURS."""
    return getattr(settings, "NETWORK_RESERVATION_HOURS", 24)


def accel_redirect() -> str:
    """The address, "/protected/", at which the web server in front of this site has the private
    files for itself alone: NETWORK_ACCEL_REDIRECT. Without it the site sends them itself."""
    return getattr(settings, "NETWORK_ACCEL_REDIRECT", "")


def digest_hour() -> int:
    """From which hour on, local time, the mail of the day leaves: NETWORK_DIGEST_HOUR."""
    return getattr(settings, "NETWORK_DIGEST_HOUR", 7)


def soffice() -> str:
    """The program of LibreOffice, for previews of Office files: NETWORK_SOFFICE. Where a site says
    nothing, it is looked for; empty where there is none, or where a site wants none."""
    found = shutil.which("soffice") or shutil.which("libreoffice") or ""
    return getattr(settings, "NETWORK_SOFFICE", found)


def sign_out_url() -> str:
    """Where one signs out by POST: NETWORK_SIGN_OUT_URL, an address or the name of one; else where
    django-allauth or Django's own view is. Empty where the site has none of them."""
    if where := getattr(settings, "NETWORK_SIGN_OUT_URL", ""):
        return resolve_url(where)
    return next(filter(None, map(url_of, _SIGN_OUT_VIEWS)), "")


def url_of(name: str, *args: object) -> str:
    """The address of this name; empty where the site has none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def open_account() -> Callable[[HttpRequest, str, str, str], str] | None:
    """How somebody who is invited gets an account of this site: NETWORK_OPEN_ACCOUNT, the path of a
    function that is given the request, the address, their language and where to come back to, and
    returns the address of a page. None where the network's own form does it."""
    path = getattr(settings, "NETWORK_OPEN_ACCOUNT", "")
    return import_string(path) if path else None
