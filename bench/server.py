"""gunicorn as in production, on a port of its own, and what its workers cost."""

import os
import re
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Self
from urllib.error import HTTPError
from urllib.request import Request, urlopen

PROJECT = Path(__file__).resolve().parents[1]
HOST = "www.noress.example"
# What the proxy in front of it would say.
HEADERS = {"Host": HOST, "X-Forwarded-Proto": "https", "Accept-Encoding": "gzip"}
GUNICORN = [sys.executable, "-m", "gunicorn", "-c", "site/noress/gunicorn.py"]
START_SECONDS = 60
VISITORS = 8


class Server:
    """A running gunicorn; `with Server(environment) as server:` stops it at the end."""

    def __init__(self, environment: dict[str, str]):
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.log = Path(environment["HOME"]) / f"gunicorn-{self.port}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(  # noqa: S603
                # No worker is replaced in the middle of a measurement.
                [*GUNICORN, "--max-requests=0"],
                cwd=PROJECT,
                env={**environment, "BIND": f"127.0.0.1:{self.port}"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def __enter__(self) -> Self:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                self.status("/reference/")
                return self
            except OSError:
                time.sleep(0.1)
        self.__exit__()
        sys.exit(f"gunicorn did not start:\n{self.log.read_text()}")

    def __exit__(self, *error) -> None:
        self.process.terminate()
        self.process.wait(30)

    def status(self, path: str, headers: dict[str, str] = HEADERS) -> int:
        request = Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urlopen(request, timeout=10) as answer:  # noqa: S310
                return answer.status
        except HTTPError as error:
            return error.code

    def cpu_seconds(self) -> float:
        """The processor time that the workers have used since they started."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        ticks = 0
        for pid in children.read_text().split():
            # After the name, which may hold spaces: state is field 3, utime and stime 14 and 15.
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def load(self, path: str, seconds: int, headers: dict[str, str]) -> tuple[float, float]:
        """Ask for one page for some seconds: requests a second, and CPU seconds per request."""
        before = self.cpu_seconds()
        visitors = []
        for _ in range(VISITORS):
            visitors.append(self.visit(path, seconds, headers))
            # Of many at once, whichever worker wakes first takes all, and the other stands idle.
            time.sleep(0.01)
        done = sum(count_answers(visitor, path) for visitor in visitors)
        return done / seconds, (self.cpu_seconds() - before) / done

    def visit(self, path: str, seconds: int, headers: dict[str, str]) -> subprocess.Popen:
        """Somebody who asks for a page again as soon as they have it."""
        return subprocess.Popen(  # noqa: S603
            [
                *("wrk", "--threads=1", "--connections=1", f"--duration={seconds}s"),
                *(f"--header={name}: {value}" for name, value in headers.items()),
                f"http://127.0.0.1:{self.port}{path}",
            ],
            stdout=subprocess.PIPE,
            text=True,
        )


def count_answers(visitor: subprocess.Popen, path: str) -> int:
    """How many answers they got; the end where one of them was an error."""
    printed, _nothing = visitor.communicate()
    done = re.search(r"(\d+) requests in", printed)
    if not done or "Non-2xx" in printed or "Socket errors" in printed:
        sys.exit(f"{path} was not answered as it should be:\n{printed}")
    return int(done[1])
