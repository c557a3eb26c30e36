"""
A real browser before the site as `make run` serves it, on a database and port of its own.

Not pytest-django's live server: its transactional tests would empty the database, Wagtail's root
page included.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
MORE_PAGES = Path(__file__).with_name("more_pages.py")
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 120


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of the running demonstration, without a slash at its end."""
    folder = tmp_path_factory.mktemp("site")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "noress.settings.dev",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
    }
    log = (folder / "log").open("w")
    server = subprocess.Popen(
        [sys.executable, "manage.py", "start", "--port", str(port)],
        cwd=PROJECT,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_healthy(server, address, folder / "log")
        add_more_pages(environment)
        yield address
    finally:
        server.terminate()
        server.wait(10)
        log.close()


def add_more_pages(environment):
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity", "0"],
        input=MORE_PAGES.read_bytes(),
        cwd=PROJECT,
        env=environment,
        check=True,
    )


def wait_until_healthy(server, address, log):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(f"{address}/healthz") as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)  # Asked again until the deadline: the server is a process of its own.
    pytest.fail(f"The site did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM_OPTIONS
        )
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, site):
    """Opens pages of the site, each visitor with a cache and cookies of their own."""
    contexts = []

    def open_page(path="/fr/", **options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.goto(site + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
