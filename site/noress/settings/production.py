"""Production: everything from the environment; what is missing or unsafe stops the start."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from . import private
from .base import *  # noqa: F403
from .base import (
    BASE_DIR,
    CONTENT_SECURITY_POLICIES_BY_PREFIX,
    CONTENT_SECURITY_POLICY,
    DEVELOPMENT_SECRET_KEY,
    SQLITE_OPTIONS,
    STATIC_ROOT,
    STATICFILES_DIRS,
)

env = environ.Env()


def required(name: str, purpose: str) -> str:
    """The environment variable `name`; its absence stops the start with its `purpose`."""
    value = env.str(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment: {purpose}.")
    return value


def read(reader: Callable[[str], Any], name: str, form: str) -> Any:
    """What `reader` makes of the environment variable `name`, which must have this `form`."""
    try:
        return reader(name)
    except (ImproperlyConfigured, ValueError, KeyError, AttributeError) as error:
        raise ImproperlyConfigured(f"Change {name}: it must be {form}.") from error


if env.bool("DEBUG", default=False):
    raise ImproperlyConfigured("Unset DEBUG: in production it would show the site's secrets.")
DEBUG = False

SECRET_KEY = required("SECRET_KEY", "a long random text that only this site knows")
if (
    SECRET_KEY == DEVELOPMENT_SECRET_KEY
    or SECRET_KEY.startswith("django-insecure-")
    or len(SECRET_KEY) < 50
    or len(set(SECRET_KEY)) < 5
):
    raise ImproperlyConfigured(
        "Change SECRET_KEY: it must be at least 50 random characters, not the development one."
    )

# Those of before, while second factors and sessions made under them live on.
SECRET_KEY_FALLBACKS = [key for key in env.list("SECRET_KEY_FALLBACKS", default=[]) if key.strip()]

required("ALLOWED_HOSTS", "the site's host names, separated by commas")
ALLOWED_HOSTS = [host.strip() for host in env.list("ALLOWED_HOSTS") if host.strip()]
if not ALLOWED_HOSTS or any(
    "*" in host or "/" in host or (host.startswith(".") and host.count(".") < 2)
    for host in ALLOWED_HOSTS
):
    raise ImproperlyConfigured(
        "Name the hosts in ALLOWED_HOSTS: `*` would let a stranger choose the address in our mails."
    )

DATABASE_FORM = "postgres://user:password@host/name or sqlite:////path/file"
required("DATABASE_URL", DATABASE_FORM)
DATABASES = {"default": read(env.db, "DATABASE_URL", DATABASE_FORM)}
if not DATABASES["default"].get("ENGINE", "").endswith((".postgresql", ".sqlite3")) or DATABASES[
    "default"
]["NAME"] in ("", ":memory:"):
    raise ImproperlyConfigured(f"Change DATABASE_URL: it must be {DATABASE_FORM}.")
DATABASES["default"]["CONN_MAX_AGE"] = read(
    lambda name: env.int(name, default=60), "DATABASE_CONN_MAX_AGE", "a number of seconds"
)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS

CACHE_FORM = "a cache that every worker shares, filecache:///path or redis://host:6379/0"
required("CACHE_URL", CACHE_FORM)
CACHE = read(env.cache, "CACHE_URL", CACHE_FORM)
# Without its cache of pages and pictures the site goes on, slower. Sessions are another matter: one
# that could not be deleted would live again, so that cache fails aloud.
FORGIVING = {"FileBasedCache": "ForgivingFileCache", "RedisCache": "ForgivingRedisCache"}
kind = CACHE["BACKEND"].rpartition(".")[2]
if kind not in FORGIVING:
    raise ImproperlyConfigured(f"Change CACHE_URL: it must be {CACHE_FORM}.")
SESSION_CACHE = {**CACHE}
CACHE["BACKEND"] = f"noress.cache.backends.{FORGIVING[kind]}"
CACHES = {
    "sessions": {**SESSION_CACHE, "KEY_PREFIX": "sessions"},
    "default": {**CACHE, "KEY_PREFIX": "default"},
    # Publishing empties it at once; what changes by the calendar alone shows after ten minutes:
    # nine here, and one in the memory of each worker.
    "pages": {**CACHE, "KEY_PREFIX": "pages", "TIMEOUT": 540},
    "renditions": {**CACHE, "KEY_PREFIX": "renditions", "TIMEOUT": None},
}
for name, cache in CACHES.items():
    if kind == "FileBasedCache":
        # A folder each: Django empties a full one at random, and calls 300 files full.
        cache["LOCATION"] = f"{CACHE['LOCATION']}/{name}"
        cache["OPTIONS"] = {"MAX_ENTRIES": 10_000}
    else:
        # A server that does not answer holds nobody up.
        timeouts = {"socket_timeout": 1, "socket_connect_timeout": 1}
        cache["OPTIONS"] = {**CACHE.get("OPTIONS", {}), **timeouts}

EMAIL_FORM = "smtp+tls://user:password@host:587 or smtp+ssl://…"
required("EMAIL_URL", EMAIL_FORM)
EMAIL = read(env.email, "EMAIL_URL", EMAIL_FORM)
vars().update(EMAIL)
if not EMAIL["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
    raise ImproperlyConfigured(f"Change EMAIL_URL: it must be {EMAIL_FORM}.")
# A mail server that does not answer holds no thread for long.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL", "the address that the site's mails come from")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

WAGTAILADMIN_BASE_URL = required("SITE_URL", "the site's address, https://…").rstrip("/")
if not WAGTAILADMIN_BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("Change SITE_URL: the site's address begins with https://.")

MEDIA_ROOT = required("MEDIA_ROOT", "the folder where published images and documents are kept")
if not Path(MEDIA_ROOT).is_absolute():
    raise ImproperlyConfigured("Change MEDIA_ROOT: it must be a whole path, from / on.")

required("PRIVATE_STORAGE_URL", f"the folder of the files that only members see, {private.FORM}")
PRIVATE_FOLDER = read(
    lambda name: private.folder(env.str(name).strip()), "PRIVATE_STORAGE_URL", private.FORM
)
if private.is_served(
    PRIVATE_FOLDER, [MEDIA_ROOT, BASE_DIR / "media", STATIC_ROOT, *STATICFILES_DIRS]
):
    raise ImproperlyConfigured(
        "Change PRIVATE_STORAGE_URL: its folder must be neither in nor around one that everybody "
        "may read, as MEDIA_ROOT and the static files are."
    )
# Where the proxy has that folder for itself alone; without it the site sends the files.
NETWORK_ACCEL_REDIRECT = env.str("NETWORK_ACCEL_REDIRECT", default="").strip()
if NETWORK_ACCEL_REDIRECT and not re.fullmatch(r"/[\w-]+/", NETWORK_ACCEL_REDIRECT, re.ASCII):
    raise ImproperlyConfigured("Change NETWORK_ACCEL_REDIRECT: it must be like /protected/.")
NETWORK_UPLOAD_MAX_BYTES = read(
    lambda name: env.int(name, default=100 * 1024 * 1024),
    "NETWORK_UPLOAD_MAX_BYTES",
    "a number of bytes",
)
if NETWORK_UPLOAD_MAX_BYTES <= 0:
    raise ImproperlyConfigured("Change NETWORK_UPLOAD_MAX_BYTES: it must be above zero.")

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": private.storage(PRIVATE_FOLDER),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_SSL_REDIRECT = True
# `/healthz` is asked over plain HTTP by whoever watches the machine.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
# That a request came over HTTPS gunicorn says, from the proxies it trusts and from no one else.
SECURE_HSTS_SECONDS = read(
    lambda name: env.int(name, default=31_536_000), "HSTS_SECONDS", "a number of seconds"
)
HTTPS = {"upgrade-insecure-requests": True}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": CONTENT_SECURITY_POLICY["DIRECTIVES"] | HTTPS}
CONTENT_SECURITY_POLICIES_BY_PREFIX = {
    prefix: policy | HTTPS for prefix, policy in CONTENT_SECURITY_POLICIES_BY_PREFIX.items()
}
# A host's owner decides for its sub-domains and for browsers' own lists: neither is soon undone.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
# Nor is a frame of the site's own pages for a warning: Wagtail's previews are such.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W019", "security.W021"]
# How many proxies stand before gunicorn: the last of them names the visitor's address, which limits
# who tries passwords.
ALLAUTH_TRUSTED_PROXY_COUNT = read(
    lambda name: env.int(name, default=1), "TRUSTED_PROXY_COUNT", "a number of proxies"
)
if env.list("SECOND_FACTOR_EXEMPT", default=[]):
    raise ImproperlyConfigured(
        "Unset SECOND_FACTOR_EXEMPT: here everyone who may enter the admin has a second factor."
    )
# The demonstration's people and their password are known to everybody.
AUTHENTICATION_BACKENDS = ["noress.accounts.backends.NoDemonstrationBackend"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

# Off unless named: what editors translate is then sent to that server.
if LIBRETRANSLATE_URL := env.str("LIBRETRANSLATE_URL", default="").strip().rstrip("/"):
    if not LIBRETRANSLATE_URL.startswith(("https://", "http://")):
        raise ImproperlyConfigured("Change LIBRETRANSLATE_URL: it must be an address, https://…")
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.libretranslate.LibreTranslator",
        "OPTIONS": {
            "LIBRETRANSLATE_URL": LIBRETRANSLATE_URL,
            "API_KEY": env.str("LIBRETRANSLATE_KEY", default=""),
        },
    }

LOG_LEVEL = env.str("LOG_LEVEL", default="INFO").upper()
if LOG_LEVEL not in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
    raise ImproperlyConfigured("Change LOG_LEVEL: it must be DEBUG, INFO, WARNING or ERROR.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_secrets": {"()": "noress.logs.NoSecretsFilter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["no_secrets"]}},
    # Strangers' scans, a traceback each: the request is refused, and that is all.
    "loggers": {"django.security.DisallowedHost": {"handlers": [], "propagate": False}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
