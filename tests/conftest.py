"""What every test shares. `tests/network` runs under another site's settings than the rest."""

import os
import signal
from pathlib import Path

import pytest

from tests import counts

HERE = Path(__file__).parent

# The plugin's tests run under `tests.stranger.settings`, another Wagtail site: what leaks from
# this site into the plugin fails there. `pytest --ds=tests.stranger.settings` runs them.
STRANGER = os.environ["DJANGO_SETTINGS_MODULE"] == "tests.stranger.settings"
OF_THE_SITE = ["accounts", "browser", "cache", "events", "home", "search", "site"]
collect_ignore = OF_THE_SITE if STRANGER else ["network"]

# Ended by `make test`, a run ends what it has started, as it does on Ctrl-C. A shell has what it
# runs aside ignore Ctrl-C, and so would all programs that the tests start, and end by it.
for name in (signal.SIGTERM, signal.SIGINT):
    signal.signal(name, signal.default_int_handler)


def pytest_collection_modifyitems(items):
    """A folder that is named to pytest is not ignored: say which settings its tests want."""
    if not STRANGER and any(item.path.relative_to(HERE).parts[0] == "network" for item in items):
        raise pytest.UsageError("tests/network runs with --ds=tests.stranger.settings.")


def pytest_terminal_summary(terminalreporter):
    """How much the tests that police the whole have asked: a number that shrinks says something."""
    for what, number in counts.COUNTS.items():
        terminalreporter.write_line(f"{number} {what}")


if not STRANGER:

    @pytest.fixture(scope="session")
    def django_db_setup(django_db_setup, django_db_blocker):
        """The demonstration's content stands in the database before the first test."""
        from django.core.management import call_command

        from home.leaflet.load import load_pages
        from noress.accounts.groups import set_up_groups
        from noress.demo import load_people

        with django_db_blocker.unblock():
            call_command("load_reference", verbosity=0)
            load_pages(samples=True)
            set_up_groups()
            load_people()

    @pytest.fixture
    def admin_client(client):
        """Django's superuser, signed in with both factors."""
        from noress.accounts.models import User
        from tests.signing_in import sign_in

        sign_in(client, User.objects.create_superuser("administration@noress.example"))
        return client
