"""`manage.py start`, which `make run` ends in; and the same database under production's server."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError

from noress.demo import DEMO_PASSWORD, DEMO_PEOPLE
from noress.management.commands.start import check_port_is_free, port_number

PROJECT = Path(settings.BASE_DIR)
START_SECONDS = 400


@pytest.fixture
def debug(settings):
    settings.DEBUG = True


@contextmanager
def listening(family=socket.AF_INET, host="127.0.0.1"):
    with closing(socket.socket(family)) as server:
        server.bind((host, 0))
        server.listen()
        yield server.getsockname()[1]


def free_port():
    with listening() as port:
        pass
    return port


def has_ipv6():
    try:
        with listening(socket.AF_INET6, "::1"):
            return True
    except OSError:
        return False


# Its sentences


@pytest.mark.parametrize("port", ["", "0", "-1", "65536", "http", "80 80", "٨٠٠٠", "8000.0"])
def test_wrong_port_is_a_sentence(debug, port):
    with pytest.raises(CommandError, match="is not a port: choose a number"):
        call_command("start", port=port)


def test_port_is_read():
    assert port_number("8123") == 8123


def test_port_in_use_is_a_sentence(debug):
    with listening() as port, pytest.raises(CommandError, match=f"Port {port} is in use: stop"):
        call_command("start", port=str(port))


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no ::1")
def test_port_in_use_on_the_other_address_of_localhost_is_a_sentence():
    with (
        listening(socket.AF_INET6, "::1") as port,
        pytest.raises(CommandError, match=f"Port {port} is in use"),
    ):
        check_port_is_free(port)


def test_start_refuses_production(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="in production run gunicorn"):
        call_command("start", port=str(free_port()))


@pytest.mark.django_db
def test_database_of_a_newer_version_is_a_sentence(debug):
    MigrationRecorder(connection).record_applied("home", "9999_from_the_future")
    with pytest.raises(CommandError, match=r"A newer version of NORESS .*home\.9999_from_the"):
        call_command("start", port=str(free_port()))


@pytest.mark.django_db
def test_inconsistent_database_is_a_sentence(debug):
    MigrationRecorder(connection).record_unapplied("wagtailcore", "0001_initial")
    with pytest.raises(CommandError, match="does not fit this version: move it away"):
        call_command("start", port=str(free_port()))


@pytest.mark.django_db
def test_database_that_does_not_answer_is_a_sentence(debug, monkeypatch):
    def cursor(*args, **kwargs):
        raise OperationalError("connection refused\nand much more")

    monkeypatch.setattr(connection, "cursor", cursor)
    with pytest.raises(CommandError, match=r"cannot be used \(connection refused\)"):
        call_command("start", port=str(free_port()))


# For real, from an empty folder


def manage(*arguments, **environment):
    """`manage.py` in a process of its own, as a terminal starts it."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def ask(port, path, **headers):
    """The status, the headers and the body that the server on `port` answers with."""

    class NoRedirect(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args):
            return None

    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.build_opener(NoRedirect).open(request, timeout=30) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def wait_until_it_answers(port, process, path="/healthz", **headers):
    # A first start makes the database, beside another run of tests.
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(process.stdout.read())
        try:
            return ask(port, path, **headers)
        except OSError:
            time.sleep(0.1)
    process.kill()
    pytest.fail(process.stdout.read())


def interrupt(process):
    """Ctrl-C; what the program had printed until its end."""
    process.send_signal(signal.SIGINT)
    printed, _ = process.communicate(timeout=30)
    return printed


@pytest.fixture(scope="module")
def first_start(tmp_path_factory):
    """A first start: its database, what it printed, and what it answered."""
    database = tmp_path_factory.mktemp("start") / "db.sqlite3"
    port = free_port()
    process = manage("start", "--port", str(port), DATABASE_URL=f"sqlite:///{database}")
    wait_until_it_answers(port, process)
    paths = ("/fr/", "/ar/", "/fr/accounts/login/", "/healthz", "/mails/")
    answers = {path: ask(port, path) for path in paths}
    return {
        "database": database,
        "port": port,
        "answers": answers,
        "printed": interrupt(process),
        "code": process.returncode,
    }


@pytest.mark.once
def test_first_start_makes_a_site_that_answers(first_start):
    assert {path: status for path, (status, *_) in first_start["answers"].items()} == {
        "/fr/": 200,
        "/ar/": 200,
        "/fr/accounts/login/": 200,
        "/healthz": 200,
        "/mails/": 200,
    }
    assert b'dir="rtl"' in first_start["answers"]["/ar/"][2]


@pytest.mark.once
def test_first_start_prints_addresses_and_people_and_ends_quietly(first_start):
    printed = first_start["printed"]
    for path in ("/fr/", "/ar/", "/admin/", "/mails/"):
        assert f"http://localhost:{first_start['port']}{path}" in printed
    for email, *_ in DEMO_PEOPLE:
        assert email in printed
    assert DEMO_PASSWORD in printed
    assert "Traceback" not in printed
    assert first_start["code"] == 0


@pytest.mark.once
def test_second_start_does_nothing_again(first_start):
    port = free_port()
    process = manage(
        "start", "--port", str(port), DATABASE_URL=f"sqlite:///{first_start['database']}"
    )
    wait_until_it_answers(port, process)
    printed = interrupt(process)
    assert "Preparing" not in printed
    assert "Loading" not in printed
    assert "NORESS is running" in printed


@pytest.mark.once
@pytest.mark.usefixtures("first_start")
def test_typed_command_says_its_sentence_alone():
    with listening() as port:
        process = manage("start", "--port", str(port))
        printed, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert printed.startswith(f"Port {port} is in use")
    assert len(printed.splitlines()) == 1


@pytest.mark.once
def test_file_that_is_no_database_is_a_sentence(tmp_path):
    database = tmp_path / "db.sqlite3"
    database.write_text("This is a text and not a database. " * 100)
    process = manage("start", "--port", str(free_port()), DATABASE_URL=f"sqlite:///{database}")
    printed, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "cannot be used (file is not a database): check it" in printed
    assert len(printed.splitlines()) == 1
    assert database.read_text().startswith("This is a text")


# Production's server


@pytest.fixture
def production(first_start, tmp_path):
    """Production's environment, with the first start's database."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tests.site.collected",
        "STATIC_ROOT": str(tmp_path / "static"),
        "BIND": f"127.0.0.1:{free_port()}",
        "WEB_CONCURRENCY": "1",
        "SECRET_KEY": "hK2v9-rT5x_Qm8bWz0LdYc3NfGj7PaSe4UiOk6XtRvBn1MwEqZ",
        "ALLOWED_HOSTS": "www.noress.example",
        "DATABASE_URL": f"sqlite:///{first_start['database']}",
        "CACHE_URL": f"filecache://{tmp_path}/cache",
        "EMAIL_URL": "smtp://localhost:25",
        "DEFAULT_FROM_EMAIL": "noress@noress.example",
        "SITE_URL": "https://www.noress.example",
        "MEDIA_ROOT": str(tmp_path / "media"),
        "PRIVATE_STORAGE_URL": f"file://{tmp_path}/private",
    }


@pytest.fixture
def gunicorn(production, tmp_path):
    """The production server on its port, stopped at the end."""
    subprocess.run(
        # The site's own files; the admin's take half a minute more to compress.
        [
            *(sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"),
            *(f"--ignore={folder}" for folder in ("admin", "rest_framework", "wagtail*")),
        ],
        cwd=PROJECT,
        env=production,
        check=True,
        timeout=120,
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "site/noress/gunicorn.py"],
        cwd=PROJECT,
        env=production,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    port = int(production["BIND"].rpartition(":")[2])
    wait_until_it_answers(port, process, Host="www.noress.example")
    yield port
    assert "Shutting down" in interrupt(process)
    # No control socket in the home folder.
    assert not (tmp_path / ".gunicorn").exists()


@pytest.mark.once
def test_gunicorn_serves_with_production_settings(gunicorn):
    host = "www.noress.example"
    behind_proxy = {"Host": host, "X-Forwarded-Proto": "https"}

    status, _, body = ask(gunicorn, "/healthz", Host=host)
    assert (status, body[:15]) == (200, b'{"status": "ok"')

    status, headers, _ = ask(gunicorn, "/fr/", Host=host)
    assert (status, headers["Location"]) == (301, f"https://{host}/fr/")

    assert ask(gunicorn, "/fr/", **{**behind_proxy, "Host": "stranger.example"})[0] == 400

    status, headers, page = ask(gunicorn, "/fr/", **behind_proxy)
    assert status == 200
    assert ask(gunicorn, "/mails/", **behind_proxy)[0] == 404
    assert "max-age" in headers["Strict-Transport-Security"]

    # Static files are named by their content, kept for ever, and compressed beforehand.
    [style, *_] = re.findall(r'/static/[^"]+\.[0-9a-f]{12}\.css', page.decode())
    for encoding in ("br", "gzip"):
        status, headers, _ = ask(gunicorn, style, **behind_proxy, **{"Accept-Encoding": encoding})
        assert (status, headers["Content-Encoding"]) == (200, encoding)
        assert "immutable" in headers["Cache-Control"]
