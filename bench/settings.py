"""Production's settings, with one more address (REF), and nothing kept where it is said."""

import os

from noress.settings.production import *  # noqa: F403
from noress.settings.production import CACHES, TEMPLATES

ROOT_URLCONF = "bench.urls"
STATIC_ROOT = os.environ["STATIC_ROOT"]
TEMPLATES[0]["DIRS"].append(os.path.join(os.path.dirname(__file__), "templates"))
if os.environ.get("WITHOUT_PAGE_CACHE"):
    CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
