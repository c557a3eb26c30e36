"""
The site as `make run` serves it, on a database, files and a port of its own.

Not pytest-django's live server: its transactional tests would empty the database, Wagtail's root
page included.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.request import urlopen

PROJECT = Path(__file__).resolve().parents[2]
SECOND_FACTORS = Path(__file__).with_name("second_factors.py")
# A first start, which makes the database, beside another run of tests.
START_SECONDS = 400
# What Chromium needs in a container, and what keeps it from asking others than the site.
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Demonstration:
    """A running demonstration: its address, without a slash at its end, and its shell."""

    def __init__(self, folder: Path, settings: str):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        # By its name: a passkey belongs to one.
        self.address = f"http://localhost:{self.port}"
        self.mails = folder / "mails"
        self.log = folder / "log"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": settings,
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
            "MEDIA_ROOT": str(folder / "media"),
            "PRIVATE_STORAGE_URL": f"file://{folder}/private",
            "SITE_URL": self.address,
            "EMAIL_URL": f"filemail:///{self.mails}",
            # Nobody is let off the second factor, as nobody is in production.
            "SECOND_FACTOR_EXEMPT": "",
        }

    def shell(self, code: bytes) -> None:
        """Run this Python in a process of its own, on the same database and files."""
        subprocess.run(
            [sys.executable, "manage.py", "shell", "--verbosity", "0"],
            input=code,
            cwd=PROJECT,
            env=self.environment,
            check=True,
        )

    def mail_to(self, address: str) -> EmailMessage | None:
        """The last mail to this address, or None; it leaves a moment after the answer."""
        mails = [
            message_from_bytes(file.read_bytes().rpartition(b"\n---")[0], policy=default)
            for file in sorted(self.mails.glob("*.log"), key=lambda file: file.stat().st_mtime_ns)
        ]
        return next((mail for mail in reversed(mails) if mail["To"] == address), None)

    def wait_until_healthy(self, server: subprocess.Popen) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and server.poll() is None:
            try:
                with urlopen(f"{self.address}/healthz") as answer:  # noqa: S310
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.2)  # Asked again until the deadline: the server is another process.
        raise RuntimeError(f"The site did not start:\n{self.log.read_text()}")


@contextmanager
def demonstration(folder: Path, settings: str = "noress.settings.dev") -> Iterator[Demonstration]:
    """Serves a new demonstration while the block runs; what it writes is in `folder`."""
    running = Demonstration(folder, settings)
    with running.log.open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "start", "--port", str(running.port)],
            cwd=PROJECT,
            env=running.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            running.wait_until_healthy(server)
            running.shell(SECOND_FACTORS.read_bytes())
            yield running
        finally:
            server.terminate()
            server.wait(10)
