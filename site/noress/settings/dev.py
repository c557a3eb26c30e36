"""Development and demonstration: SQLite in the project's folder, no other service."""

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE

from . import private
from .base import *  # noqa: F403
from .base import (
    BASE_DIR,
    CONTENT_SECURITY_POLICIES_BY_PREFIX,
    DEVELOPMENT_SECRET_KEY,
    MIDDLEWARE,
    SQLITE_OPTIONS,
)

env = environ.Env()

DEBUG = True
SECRET_KEY = DEVELOPMENT_SECRET_KEY
# ALLOWED_HOSTS names others, for a proxy in front of this machine.
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS

# Here WhiteNoise serves files as they are; compress them too, so that pages weigh what they will.
MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware", *[m for m in MIDDLEWARE if "gzip" not in m]]
MIDDLEWARE += ["noress.middleware.OwnNotFoundMiddleware"]

# What the mails' links begin with; `start` knows its port.
WAGTAILADMIN_BASE_URL = env.str("SITE_URL", default="http://localhost:8000")
SECOND_FACTOR_EXEMPT = env.list(
    "SECOND_FACTOR_EXEMPT", default=["coordination@noress.example", "redaction@noress.example"]
)
# Mails go into files, and are read at /mails/.
vars().update(env.email("EMAIL_URL", default=f"filemail:///{BASE_DIR / 'mails'}"))
CONTENT_SECURITY_POLICIES_BY_PREFIX = {
    **CONTENT_SECURITY_POLICIES_BY_PREFIX,
    # A mail brings its own style, as mail programs want it, and is shown in a frame.
    "/mails/": {"default-src": [NONE], "frame-src": [SELF], "style-src": [SELF, UNSAFE_INLINE]},
}
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(BASE_DIR / "media"))
PRIVATE_STORAGE_URL = env.str("PRIVATE_STORAGE_URL", default=(BASE_DIR / "private").as_uri())
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": private.storage(private.folder(PRIVATE_STORAGE_URL)),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
