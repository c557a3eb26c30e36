"""
Ratios to REF, a bare Django page under the same gunicorn in the same run.

Each round asks for REF and for the page one after the other, and the middle one of the rounds
counts: what else the machine does in the meantime touches both. CPU is the workers' own, from
/proc, and not the clock's.
"""

import os
import subprocess
import sys
from statistics import median
from tempfile import TemporaryDirectory

import django

from bench.server import HEADERS, HOST, PROJECT, Server

REFERENCE = "/reference/"
PAGES = {
    "home, French": "/fr/",
    "home, Arabic": "/ar/",
    "standard page, French": "/fr/reseau/presentation/",
    "news index, French": "/fr/actualites/",
}
CACHED_TARGET, UNCACHED_TARGET = 3.5, 5
ROUNDS = int(os.environ.get("ROUNDS", "3"))
SECONDS = int(os.environ.get("SECONDS", "3"))
SCALE = os.environ.get("SCALE", "1")


def environment(folder: str) -> dict[str, str]:
    """Production's, with everything in one folder that is gone at the end."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": folder,
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "STATIC_ROOT": f"{folder}/static",
        "MEDIA_ROOT": f"{folder}/media",
        "SECRET_KEY": "for-a-server-that-lives-two-minutes-and-only-on-this-machine-0123456789",
        "ALLOWED_HOSTS": HOST,
        "SITE_URL": f"https://{HOST}",
        "DATABASE_URL": os.environ.get("DATABASE_URL") or f"sqlite:///{folder}/db.sqlite3",
        "CACHE_URL": os.environ.get("CACHE_URL") or f"filecache://{folder}/cache",
        "EMAIL_URL": "smtp://localhost:25",
        "DEFAULT_FROM_EMAIL": "noress@noress.example",
        "WEB_CONCURRENCY": "2",
    }


def prepare(production: dict[str, str]) -> None:
    """The database with the demonstration and the data set, and the static files."""
    development = {**production, "DJANGO_SETTINGS_MODULE": "noress.settings.dev"}
    for variables, *command in (
        (development, "migrate", "--verbosity=0"),
        (development, "load_demo"),
        (development, "make_dataset", f"--scale={SCALE}"),
        # The site's own files; the admin's take half a minute more to compress.
        (
            production,
            *("collectstatic", "--no-input", "--verbosity=0"),
            *(f"--ignore={folder}" for folder in ("admin", "rest_framework", "wagtail*")),
        ),
    ):
        subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", *command], cwd=PROJECT, env=variables, check=True
        )


def count_queries(paths: list[str]) -> dict[str, tuple[int, int]]:
    """Each page's queries: when it is made, and from the cache."""
    from django.core.cache import caches
    from django.db import connection
    from django.test import RequestFactory
    from django.test.utils import CaptureQueriesContext

    from noress.wsgi import application

    requests = RequestFactory(headers=HEADERS)

    def count(path: str) -> int:
        environ = requests.get(path, secure=True).environ
        with CaptureQueriesContext(connection) as captured:
            application(environ, lambda status, headers, error=None: None)
        return len(captured)

    counts = {}
    for path in paths:
        count(path)  # Wagtail's own caches are warm in service.
        caches["pages"].clear()
        counts[path] = count(path), count(path)
    connection.close()
    return counts


def compare(server: Server, path: str) -> tuple[float, float, float, float]:
    """Against REF, each the middle of the rounds: speed, cost; then both as they are."""
    rounds = []
    for _ in range(20):  # Every worker has read its templates.
        server.status(path)
        server.status(REFERENCE)
    for _ in range(ROUNDS):
        reference_rate, reference_cost = server.load(REFERENCE, SECONDS)
        rate, cost = server.load(path, SECONDS)
        rounds.append((rate / reference_rate, cost / reference_cost, rate, cost * 1000))
    return tuple(median(column) for column in zip(*rounds, strict=True))


def main() -> int:
    with TemporaryDirectory(prefix="noress-bench.") as folder:
        production = environment(folder)
        prepare(production)
        os.environ.clear()
        os.environ.update(production)
        django.setup()
        queries = count_queries(list(PAGES.values()))

        print(
            f"\n{'from the page cache':<26}{'÷ REF':>8}{'a second':>10}{'CPU ÷ REF':>11}{'SQL':>5}"
        )
        with Server(production) as server:
            for name, path in PAGES.items():
                speed, cost, rate, _ms = compare(server, path)
                print(f"{name:<26}{speed:>8.1f}{rate:>10.0f}{cost:>11.2f}{queries[path][1]:>5}")
        print(f"wanted: at least {CACHED_TARGET} × REF's requests a second, 0 SQL")

        print(f"\n{'not cached':<26}{'CPU ÷ REF':>10}{'CPU ms':>9}{'SQL':>5}")
        with Server({**production, "WITHOUT_PAGE_CACHE": "1"}) as server:
            for name, path in PAGES.items():
                _speed, cost, _rate, ms = compare(server, path)
                print(f"{name:<26}{cost:>10.1f}{ms:>9.2f}{queries[path][0]:>5}")
        print(f"wanted: at most {UNCACHED_TARGET} × REF's CPU")
    return 0


if __name__ == "__main__":
    sys.exit(main())
