"""Two workers of gunicorn and a third process that publishes: both show it within a second."""

import os
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

PROJECT = Path(settings.BASE_DIR)
HOST = "www.noress.example"
PAGE = "/fr/reseau/presentation/"
START_SECONDS = 200
# By what the page is found in the processes that change it.
FIND = """
from home.models import StandardPage
page = StandardPage.objects.get(locale__language_code="fr", slug="presentation")
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """Production's, with a database that holds the leaflet's pages."""
    folder = tmp_path_factory.mktemp("workers")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.site.uncollected",
        "BIND": f"127.0.0.1:{port}",
        "WEB_CONCURRENCY": "2",
        "SECRET_KEY": "hK2v9-rT5x_Qm8bWz0LdYc3NfGj7PaSe4UiOk6XtRvBn1MwEqZ",
        "ALLOWED_HOSTS": HOST,
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "CACHE_URL": f"filecache://{folder / 'cache'}",
        "EMAIL_URL": "smtp://localhost:25",
        "DEFAULT_FROM_EMAIL": "noress@noress.example",
        "SITE_URL": f"https://{HOST}",
        "MEDIA_ROOT": str(folder / "media"),
        "PRIVATE_STORAGE_URL": f"file://{folder}/private",
    }
    manage(environment, "migrate", "--verbosity=0")
    manage(environment, "load_pages")
    return environment


def manage(environment, *arguments, **options):
    subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env=environment,
        check=True,
        text=True,
        timeout=120,
        **options,
    )


@pytest.fixture(scope="module")
def workers(environment, tmp_path_factory):
    """The two workers' keys, once both have given the page out of the cache."""
    log = tmp_path_factory.mktemp("log") / "gunicorn"
    with log.open("w") as output:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "-c", "site/noress/gunicorn.py"),
                "tests.site.workers:application",
            ],
            cwd=PROJECT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        seen = set()
        while len(seen) < 2 and time.monotonic() < deadline and server.poll() is None:
            try:
                worker, is_hit, _text = ask(environment)
            except ConnectionError:
                time.sleep(0.1)  # Asked again until the deadline.
            else:
                seen |= {worker} if is_hit else set()
        assert len(seen) == 2, log.read_text()
        yield seen
    finally:
        server.terminate()
        server.wait(30)


def ask(environment):
    """The page, on a connection of its own: who answered, whether from the cache, and what."""
    connection = HTTPConnection(environment["BIND"], timeout=10)
    try:
        connection.request("GET", PAGE, headers={"Host": HOST, "X-Forwarded-Proto": "https"})
        answer = connection.getresponse()
        assert answer.status == 200
        is_hit = answer.headers["Cache-Status"] == "noress; hit"
        return answer.headers["Worker"], is_hit, answer.read().decode()
    finally:
        connection.close()


def assert_both_show(environment, workers, title):
    """From a second from now on nobody gets anything but `title`; both workers have it in the end,
    from the cache. Which of them answers is not for us to say."""
    late, deadline = time.monotonic() + 1, time.monotonic() + START_SECONDS
    seen = set()
    while seen != workers and time.monotonic() < deadline:
        is_late = time.monotonic() > late
        worker, is_hit, text = ask(environment)
        assert title in text or not is_late
        seen |= {worker} if is_hit and title in text else set()
    assert seen == workers


def test_both_workers_show_what_another_process_publishes(environment, workers):
    manage(
        environment,
        *("shell", "--verbosity=0"),
        input=f"{FIND}page.title = 'Publié par un autre'\npage.save_revision().publish()\n",
    )
    assert_both_show(environment, workers, "Publié par un autre")


def test_both_workers_show_what_the_scheduler_publishes(environment, workers):
    past = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
    manage(
        environment,
        *("shell", "--verbosity=0"),
        input=(
            f"{FIND}from datetime import datetime\n"
            "page.title = 'Publié à son heure'\n"
            f"page.save_revision(approved_go_live_at=datetime.fromisoformat({past!r}))\n"
        ),
    )
    assert "Publié à son heure" not in ask(environment)[2]
    manage(environment, "publish_scheduled")
    assert_both_show(environment, workers, "Publié à son heure")
