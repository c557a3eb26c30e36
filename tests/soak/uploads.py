"""
Files that are sent over the worst of lines to a server that is killed, and then looked for.

    .venv/bin/python -m tests.soak.uploads [COUNT] [SEED]

Each is sent in pieces of random lengths. The connection is cut at random bytes, by closing and by
resetting it; two requests bring one piece at once; the server is killed (-9) and started again;
some files are abandoned. In the end each is whole, by its checksum, or not there at all, and after
the sweep nothing is left of any of them. The seed is printed: with it all chances fall the same,
but for what the system's own timing decides.
"""

import base64
import hashlib
import json
import os
import random
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

PROJECT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
TOKEN = "s" * 32
START_SECONDS = 200
LARGEST = 4 * 1024 * 1024
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
OCTETS = "application/offset+octet-stream"
RESET = struct.pack("ii", 1, 0)


class Lost(Exception):
    """The server was not there, or went away."""


class Site:
    """gunicorn with two workers, on a database and files of its own."""

    def __init__(self, folder: Path) -> None:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder = folder
        self.environment = {
            **os.environ,
            "PYTHONPATH": f"{PROJECT}:{PROJECT / 'site'}",
            "DJANGO_SETTINGS_MODULE": "tests.soak.settings",
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
            "PRIVATE_STORAGE_URL": f"file://{folder}/private",
            "EMAIL_URL": f"filemail:///{folder}/mails",
            "BIND": f"127.0.0.1:{self.port}",
            "WEB_CONCURRENCY": "2",
        }
        self._run("migrate", "--run-syncdb", "--verbosity=0")
        said = json.loads(self.shell("prepare.py"))
        self.upload_path = f"/fr/workspace/groups/{said['group']}/documents/upload/"
        self.cookie = f"sessionid={said['session']}; csrftoken={TOKEN}"
        self.starts = 0

    def _run(self, *command: str, code: bytes = b"") -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            input=code,
            cwd=PROJECT,
            env=self.environment,
            stdout=subprocess.PIPE,
            check=True,
        )
        return done.stdout.decode()

    def shell(self, name: str) -> str:
        printed = self._run("shell", "--verbosity=0", code=(HERE / name).read_bytes())
        return printed.strip().splitlines()[-1]

    def start(self) -> None:
        self.starts += 1
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "-c", "site/noress/gunicorn.py"],
                cwd=PROJECT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                self.ask("OPTIONS", "/fr/workspace/uploads/")
                return
            except Lost:
                time.sleep(0.05)  # Asked again until the deadline: another process starts.
        raise RuntimeError(f"The server did not start:\n{(self.folder / 'log').read_text()}")

    def kill(self) -> None:
        """At once, with all its workers, whatever they are doing."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        cut: int | None = None,
        resets: bool = False,
        **headers: Any,
    ) -> tuple[int, dict[str, str], str]:
        """The answer; with `cut`, the connection goes after so many bytes of the body: then, as
        where the server goes, raises Lost."""
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: localhost:{self.port}",
            f"Cookie: {self.cookie}",
            f"X-CSRFToken: {TOKEN}",
            "Tus-Resumable: 1.0.0",
            "Connection: close",
            f"Content-Length: {len(body)}",
            *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
        ]
        head = "\r\n".join(lines).encode() + b"\r\n\r\n"
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=30) as line:
                if resets:
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                line.sendall(head + body[:cut])
                if cut is not None:
                    raise Lost
                answer = b"".join(iter(lambda: line.recv(65536), b""))
        except OSError as error:
            raise Lost from error
        return _read(answer)


def _read(answer: bytes) -> tuple[int, dict[str, str], str]:
    head, separator, body = answer.partition(b"\r\n\r\n")
    if not separator:
        raise Lost
    first, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, _colon, value in (x.partition(": ") for x in lines)}
    return int(first.split()[1]), headers, body.decode(errors="replace")


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


class Sender:
    """Somebody who wants to have one file there, and does not give up (or does)."""

    def __init__(self, site: Site, number: int, seed: int, seen: Counter) -> None:
        self.site, self.seen = site, seen
        self.chance = random.Random(f"{seed}/{number}")  # noqa: S311
        self.name = f"{number}.pdf"
        size = int(2 ** self.chance.uniform(5, 22))
        self.content = (PDF + self.chance.randbytes(min(size, LARGEST)))[: max(size, len(PDF))]
        self.sha256 = hashlib.sha256(self.content).hexdigest()
        self.once = UUID(bytes=self.chance.randbytes(16), version=4)
        self.path = ""

    def send(self) -> bool:
        """Whether the file is there in the end, as far as its sender knows."""
        self.begin()
        gives_up_at = len(self.content) * (self.chance.random() if self._happens(0.1) else 2)
        while (offset := self.offset()) < len(self.content):
            if offset >= gives_up_at:
                self.give_up()
                return False
            try:
                self.send_piece(offset)
            except Lost:
                self.seen["cut"] += 1
        self.add()
        return True

    def _happens(self, probability: float) -> bool:
        return self.chance.random() < probability

    def insist(self, *arguments: Any, **options: Any) -> tuple[int, dict[str, str], str]:
        """Ask until there is an answer."""
        while True:
            try:
                return self.site.ask(*arguments, **options)
            except Lost:
                time.sleep(0.02)  # Asked again: the server is another process.

    def begin(self) -> None:
        said = f"filename {_encoded(self.name)},sha256 {_encoded(self.sha256)}"
        status, headers, body = self.insist(
            "POST",
            "/fr/workspace/uploads/",
            Upload_Length=len(self.content),
            Upload_Metadata=said,
        )
        assert status == 201, (status, body)
        self.path = headers["location"]

    def offset(self) -> int:
        status, headers, _body = self.insist("HEAD", self.path)
        assert status == 200, status
        return int(headers["upload-offset"])

    def send_piece(self, offset: int) -> None:
        length = self.chance.randint(1, max(1, len(self.content) // self.chance.randint(1, 6)))
        piece = self.content[offset : offset + length]
        headers = {"Content_Type": OCTETS, "Upload_Offset": offset}
        if self._happens(0.3):
            digest = base64.b64encode(hashlib.sha256(piece).digest()).decode()
            headers["Upload_Checksum"] = f"sha256 {digest}"
        chance = self.chance.random()
        if chance < 0.03:
            self.kill_while(lambda: self.site.ask("PATCH", self.path, piece, **headers))
        elif chance < 0.35:
            cut, resets = self.chance.randint(0, len(piece)), self._happens(0.5)
            self.site.ask("PATCH", self.path, piece, cut=cut, resets=resets, **headers)
        elif chance < 0.45:
            self.send_twice(piece, headers)
        elif chance < 0.5:
            wrong = headers | {"Upload_Offset": offset + self.chance.randint(1, 1000)}
            assert self.site.ask("PATCH", self.path, piece, **wrong)[0] in (409, 413)
        else:
            status, _headers, body = self.site.ask("PATCH", self.path, piece, **headers)
            # One that was cut off may have been counted only after it was asked for.
            assert status in (204, 409), (status, body)

    def kill_while(self, ask: Callable[[], object]) -> None:
        """The server, somewhere between the first byte and the answer."""
        self.seen["killed"] += 1
        killer = threading.Timer(self.chance.uniform(0, 0.05), self.site.kill)
        killer.start()
        try:
            ask()
        except Lost:
            self.seen["cut"] += 1
        finally:
            killer.join()
            self.site.start()

    def send_twice(self, piece: bytes, headers: dict[str, Any]) -> None:
        """At once: one of them counts."""
        statuses: list[int] = []

        def send() -> None:
            statuses.append(self.site.ask("PATCH", self.path, piece, **headers)[0])

        both = [threading.Thread(target=send) for _ in range(2)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        self.seen["twice"] += 1
        assert statuses.count(204) <= 1, statuses
        assert set(statuses) <= {204, 409, 413}, statuses

    def give_up(self) -> None:
        self.seen["abandoned"] += 1
        if self._happens(0.5):
            assert self.insist("DELETE", self.path)[0] == 204
            assert self.insist("HEAD", self.path)[0] == 404

    def add(self) -> None:
        """Make a document of it, by the form of the page; asked twice it is made once."""
        number = self.path.rstrip("/").rpartition("/")[2]
        body = f"once={self.once}&file-resumed={number}".encode()
        headers = {
            "Content_Type": "application/x-www-form-urlencoded",
            "X_Progress": "several",
        }
        places = set()
        if self._happens(0.03):
            self.kill_while(lambda: self.site.ask("POST", self.site.upload_path, body, **headers))
        for _ in range(1 + self._happens(0.3)):
            status, said, page = self.insist("POST", self.site.upload_path, body, **headers)
            assert status == 201, (status, re.findall(r"errorlist.*?</ul>", page, re.DOTALL))
            places.add(said["location"])
        assert len(places) == 1, places


def soak(count: int, seed: int) -> Counter:
    """Send so many files; raises AssertionError for one that is not as it should be."""
    seen: Counter = Counter()
    with tempfile.TemporaryDirectory(prefix="noress-soak.") as name:
        site = Site(Path(name))
        site.start()
        try:
            senders = [Sender(site, number, seed, seen) for number in range(count)]
            there = {sender.name: sender.sha256 for sender in senders if sender.send()}
        finally:
            site.kill()
        found = json.loads(site.shell("look.py"))
    assert found["documents"] == there
    assert found["count"] == len(there)
    # Nothing is left of any of them, in the database or in the storage.
    assert found["rows"] == 0
    assert (found["parts"], found["folders"]) == ([], [])
    assert found["unnamed"] == []
    seen.update(
        whole=len(there), forgotten=found["left"], bytes=sum(len(s.content) for s in senders)
    )
    return seen


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    print(f"{count} files, seed {seed}", flush=True)
    begun = time.monotonic()
    seen = soak(count, seed)
    facts = ", ".join(f"{number} {what}" for what, number in sorted(seen.items()))
    print(f"As it should be, after {time.monotonic() - begun:.0f} s: {facts}")


if __name__ == "__main__":
    main()
