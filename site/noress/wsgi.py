"""The WSGI entry point of the NORESS site."""

import os
import sys
from pathlib import Path

# The rooms (`home`, `network`, …) stand at the project's root, `noress` in `site/`.
PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT), str(PROJECT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noress.settings.production")

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()

from noress.cache.door import PageCache  # noqa: E402  (it reads the settings and the pages' models)

application = PageCache(application)
