"""Workers as processes of their own: two at once, one that is stopped, one that is killed."""

import os
import re
import signal
import socketserver
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

PROJECT = Path(__file__).resolve().parents[2]
MAILS = 30
PREPARE = """
from django.contrib.auth import get_user_model
from tests.network import workers_kind
from network.core.mail.outbox import post
User = get_user_model()
people = [User.objects.create_user(f"p{n}", f"p{n}@example.org") for n in range(%d)]
post(workers_kind.KIND, people, None, key="1")
"""


class MailServer(socketserver.ThreadingTCPServer):
    """Takes mails, and counts them by their Message-ID; `hold` keeps its yes back."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken = Counter()
        self.receives = threading.Event()
        self.hold = False

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Conversation(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.say("220 here")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self.say("354 go on")
                self.take()
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 yes")

    def take(self):
        content = b""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            content += line
        name = re.search(rb"Message-ID: (\S+)", content)[1]
        self.server.taken[name] += 1
        self.server.receives.set()
        if not self.server.hold:
            self.say("250 taken")
        else:
            self.rfile.readline()  # Until the other side is gone.


@pytest.fixture
def server():
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """A database file with tables and nothing in them."""
    database = tmp_path_factory.mktemp("workers") / "db.sqlite3"
    django(environment(database), "migrate", "--verbosity=0")
    return database


@pytest.fixture
def surroundings(migrated, server, tmp_path):
    """A database of the test's own, in which mails wait, and the mail server."""
    database = tmp_path / "db.sqlite3"
    database.write_bytes(migrated.read_bytes())
    surroundings = environment(database, EMAIL_URL=server.url)
    shell(surroundings, PREPARE % MAILS)
    return surroundings


def environment(database, **more):
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(PROJECT),
        "DJANGO_SETTINGS_MODULE": "tests.stranger.worker",
        "DATABASE_URL": f"sqlite:///{database}",
        "EMAIL_URL": "smtp://127.0.0.1:9",
        **more,
    }


def django(environment, *arguments):
    subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        cwd=PROJECT,
        env=environment,
        check=True,
        timeout=120,
    )


def shell(environment, code):
    django(environment, "shell", "--no-imports", "--verbosity=0", "--command", code)


def start(environment):
    return subprocess.Popen(
        [sys.executable, "-c", WORKER], cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL
    )


WORKER = """
import django
django.setup()
from tests.network import workers_kind
from django.core.management import call_command
call_command("run_worker")
"""


def wait_for(condition):
    for _attempt in range(600):
        if condition():
            return
        time.sleep(0.1)  # Other processes do it.
    pytest.fail("It does not come about.")


def stop(worker):
    worker.send_signal(signal.SIGTERM)
    return worker.wait(30)


def test_two_workers_send_each_mail_once_and_stop_when_they_are_asked(surroundings, server):
    workers = [start(surroundings), start(surroundings)]
    try:
        wait_for(lambda: len(server.taken) == MAILS)
        assert [stop(worker) for worker in workers] == [0, 0]
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    assert set(server.taken.values()) == {1}


def test_killed_worker_loses_no_mail_and_doubles_only_the_one_in_its_hands(surroundings, server):
    server.hold = True
    worker = start(surroundings)
    assert server.receives.wait(60)
    worker.kill()
    worker.wait()
    server.hold = False
    [held] = server.taken
    # Ten minutes later.
    shell(
        surroundings,
        "from network.models import Mail; from datetime import timedelta\n"
        "from django.db.models import F\n"
        "Mail.objects.update(claimed_at=F('claimed_at') - timedelta(minutes=11))",
    )
    worker = start(surroundings)
    try:
        wait_for(lambda: len(server.taken) == MAILS and server.taken[held] == 2)
        assert stop(worker) == 0
    finally:
        worker.kill()
        worker.wait()
    assert sorted(server.taken.values()) == [1] * (MAILS - 1) + [2]
