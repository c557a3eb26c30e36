"""Production: everything from the environment; what is missing or unsafe stops the start."""

import environ
from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import SQLITE_OPTIONS
from .dev import SECRET_KEY as DEVELOPMENT_SECRET_KEY

env = environ.Env()


def required(name: str, purpose: str) -> str:
    """The environment variable `name`; its absence stops the start with its `purpose`."""
    value = env.str(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment: {purpose}.")
    return value


if env.bool("DEBUG", default=False):
    raise ImproperlyConfigured("Unset DEBUG: in production it would show the site's secrets.")
DEBUG = False

SECRET_KEY = required("SECRET_KEY", "a long random text that only this site knows")
if SECRET_KEY == DEVELOPMENT_SECRET_KEY or len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "Change SECRET_KEY: it must be at least 50 random characters, not the development one."
    )

required("ALLOWED_HOSTS", "the site's host names, separated by commas")
ALLOWED_HOSTS = [host.strip() for host in env.list("ALLOWED_HOSTS") if host.strip()]
if any(host == "*" or (host.startswith(".") and host.count(".") < 2) for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        "Name the hosts in ALLOWED_HOSTS: `*` would let a stranger choose the address in our mails."
    )

required("DATABASE_URL", "for example postgres://user:password@host/name or sqlite:////path/file")
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS

required("CACHE_URL", "a cache that every worker shares: file:///path or redis://host:6379/0")
CACHES = {
    "default": env.cache("CACHE_URL"),
    "renditions": {**env.cache("CACHE_URL"), "KEY_PREFIX": "renditions", "TIMEOUT": None},
}
if "locmem" in CACHES["default"]["BACKEND"] or "dummy" in CACHES["default"]["BACKEND"]:
    raise ImproperlyConfigured(
        "Change CACHE_URL: workers must share the cache, so it is file:///path or redis://host."
    )

required("EMAIL_URL", "for example smtp+tls://user:password@host:587")
vars().update(env.email("EMAIL_URL"))
DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL", "the address that the site's mails come from")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

WAGTAILADMIN_BASE_URL = required("SITE_URL", "the site's address, https://…").rstrip("/")
if not WAGTAILADMIN_BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("Change SITE_URL: the site's address begins with https://.")

MEDIA_ROOT = required("MEDIA_ROOT", "the folder where published images and documents are kept")

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_SSL_REDIRECT = True
# `/healthz` is asked over plain HTTP by whoever watches the machine.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
