"""
Ratios to REF, a bare Django page under the same gunicorn in the same run.

Three ways to a page are measured. *From the page cache*: whole, as most visitors get it. *From kept
parts*: as a signed-in reader gets it, from the parts that are the same for everybody. *Rendered*:
with nothing kept at all, as the first reader gets it after something was published.

REF and the page take turns, in many short rounds. Each round of the page is compared with REF's
before and after it, and the middle one of these ratios counts: what else the machine does in the
meantime touches both. CPU is the workers' own, from /proc, and not the clock's.
"""

import os
import subprocess
import sys
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

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
# Somebody who has signed in; to a public page it is all the same who.
SIGNED_IN = HEADERS | {"Cookie": "sessionid=somebody"}
ROUNDS = int(os.environ.get("ROUNDS", "9"))
SECONDS = int(os.environ.get("SECONDS", "1"))
SCALE = os.environ.get("SCALE", "1")


def environment(folder: str) -> dict[str, str]:
    """Production's, with everything in one folder that is gone at the end."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": folder,
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "STATIC_ROOT": f"{folder}/static",
        "MEDIA_ROOT": f"{folder}/media",
        "PRIVATE_STORAGE_URL": f"file://{folder}/private",
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
        (development, "make_network_dataset", f"--scale={SCALE}"),
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


def somebody() -> Any:
    """A member of the data set, who is in a commission and in the plenary. The demonstration's
    people cannot sign in to a production site."""
    from network.models import Membership

    return Membership.objects.filter(user__email__startswith="exemple-").earliest("pk").user


def private_pages(user: Any) -> dict[str, tuple[str, float, int]]:
    """Each page of the private area by name: its address, and the most it may cost of REF's CPU and
    of queries."""
    from django.urls import reverse

    from network.models import Document, Folder, JointAction, Task

    document = Document.objects.visible_to(user).exclude(folder=None)[0]
    folder = Folder.objects.get(pk=document.folder_id)
    action = JointAction.objects.visible_to(user)[0]
    task = Task.objects.visible_to(user).filter(action=action)[0]
    search = reverse("network:search")
    return {
        "dashboard": (reverse("network:dashboard"), 6, 20),
        "all documents": (reverse("network:documents"), 5, 15),
        "documents, one word": (f"{reverse('network:documents')}?q=budget", 5, 15),
        "folder": (folder.get_absolute_url(), 3.9, 14),
        "document": (document.get_absolute_url(), 3.9, 14),
        "all actions": (reverse("network:actions"), 5, 15),
        "board": (reverse("network:actions-board"), 5, 15),
        "timeline": (reverse("network:actions-timeline"), 5, 15),
        "my tasks": (reverse("network:tasks"), 5, 15),
        "load by organisation": (reverse("network:actions-load"), 5, 15),
        "action": (action.get_absolute_url(), 3.9, 14),
        "tasks of an action": (reverse("network:action-tasks", args=[action.pk]), 3.9, 14),
        "task": (task.get_absolute_url(), 3.9, 14),
        "search, a common word": (f"{search}?q=exemple", 8, 20),
        "search, a rare word": (f"{search}?q=19999", 4, 20),
    }


def signed_in_as(user: Any) -> dict[str, str]:
    """The headers of their browser."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return HEADERS | {"Cookie": f"{name}={client.cookies[name].value}"}


def count_private(pages: dict, headers: dict[str, str]) -> dict[str, int]:
    """Each page's queries."""
    from django.db import connection
    from django.test import RequestFactory
    from django.test.utils import CaptureQueriesContext

    from noress.wsgi import application

    def started(status: str, headers: Any, error: Any = None) -> None:
        # A redirect is quick, and is not the page.
        if not status.startswith("200"):
            raise RuntimeError(f"A member gets {status}.")

    counts = {}
    for path, _cost, _queries in pages.values():
        for _ in range(2):  # What is kept from one request to the next is kept.
            environ = RequestFactory(headers=headers).get(path, secure=True).environ
            with CaptureQueriesContext(connection) as captured:
                list(application(environ, started))
        counts[path] = len(captured)
    connection.close()
    return counts


def count_queries(paths: list[str]) -> dict[str, tuple[int, int, int]]:
    """Each page's queries: rendered, from kept parts, and from the page cache."""
    from django.core.cache import caches
    from django.db import connection
    from django.test import RequestFactory
    from django.test.utils import CaptureQueriesContext

    from noress.wsgi import application

    def count(path: str, headers: dict[str, str] = HEADERS) -> int:
        environ = RequestFactory(headers=headers).get(path, secure=True).environ
        with CaptureQueriesContext(connection) as captured:
            application(environ, lambda status, headers, error=None: None)
        return len(captured)

    counts = {}
    for path in paths:
        count(path)  # Wagtail's own caches are warm in service.
        caches["pages"].clear()
        counts[path] = count(path), count(path, SIGNED_IN), count(path)
    connection.close()
    return counts


def compare(
    server: Server, path: str, headers: dict[str, str] = HEADERS
) -> tuple[float, float, float, float]:
    """Against REF, each the middle of the rounds: speed, cost; then both as they are."""
    rounds = []
    for _ in range(20):  # Every worker has read its templates.
        server.status(path, headers)
        server.status(REFERENCE, headers)
    before = server.load(REFERENCE, SECONDS, headers)
    for _ in range(ROUNDS):
        rate, cost = server.load(path, SECONDS, headers)
        after = server.load(REFERENCE, SECONDS, headers)
        speed = (rate / before[0] + rate / after[0]) / 2
        rounds.append((speed, 2 * cost / (before[1] + after[1]), rate, cost * 1000))
        before = after
    return tuple(median(column) for column in zip(*rounds, strict=True))


def print_costs(server: Server, queries: dict[str, int], headers: dict[str, str] = HEADERS) -> None:
    """A line for each page: what an answer costs."""
    for name, path in PAGES.items():
        _speed, cost, _rate, ms = compare(server, path, headers)
        print(f"{name:<30}{cost:>10.1f}{ms:>9.2f}{queries[path]:>5}")


def print_private(
    server: Server, pages: dict, queries: dict[str, int], headers: dict[str, str]
) -> None:
    print(f"\n{'private area, a member':<30}{'CPU ÷ REF':>10}{'wanted':>8}{'CPU ms':>9}{'SQL':>5}")
    for name, (path, wanted, _most) in pages.items():
        _speed, cost, _rate, ms = compare(server, path, headers)
        print(f"{name:<30}{cost:>10.1f}{wanted:>8}{ms:>9.2f}{queries[path]:>5}")


def main() -> int:
    with TemporaryDirectory(prefix="noress-bench.") as folder:
        production = environment(folder)
        prepare(production)
        os.environ.clear()
        os.environ.update(production)
        django.setup()
        counts = count_queries(list(PAGES.values()))
        rendered, from_parts, cached = (
            {path: count[way] for path, count in counts.items()} for way in range(3)
        )
        user = somebody()
        private, member = private_pages(user), signed_in_as(user)
        asked = count_private(private, member)
        with Server(production) as server:
            print_private(server, private, asked, member)
            print(
                f"\n{'from the page cache':<30}{'÷ REF':>10}{'a second':>9}"
                f"{'CPU ÷ REF':>11}{'SQL':>5}"
            )
            for name, path in PAGES.items():
                speed, cost, rate, _ms = compare(server, path)
                print(f"{name:<30}{speed:>10.1f}{rate:>9.0f}{cost:>11.2f}{cached[path]:>5}")
            print(f"wanted: at least {CACHED_TARGET} × REF's requests a second, 0 SQL")

            print(f"\n{'not cached: from kept parts':<30}{'CPU ÷ REF':>10}{'CPU ms':>9}{'SQL':>5}")
            print_costs(server, from_parts, SIGNED_IN)
            print(f"wanted: at most {UNCACHED_TARGET} × REF's CPU")

        print(f"\n{'not cached: rendered':<30}{'CPU ÷ REF':>10}{'CPU ms':>9}{'SQL':>5}")
        with Server({**production, "WITHOUT_PAGE_CACHE": "1"}) as server:
            print_costs(server, rendered)
        print("with nothing kept at all, as the first reader gets it after a change")
    return 0


if __name__ == "__main__":
    sys.exit(main())
