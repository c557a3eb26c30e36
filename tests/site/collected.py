"""Production's settings, with the collected static files in a folder of the test's."""

import os

from noress.settings.production import *  # noqa: F403

STATIC_ROOT = os.environ["STATIC_ROOT"]
