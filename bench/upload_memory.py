"""
What a large upload costs in the server's memory: PYTHONPATH=.:site python -m bench.upload_memory

A file of 100 MB is sent in pieces and made a document, to gunicorn with one worker; and once more
by the plain form. Printed is how much the worker's largest resident size has grown by each, from
/proc; the disk and the database are not looked at.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from tests.soak.uploads import OCTETS, PDF, Site

MEGABYTES = int(sys.argv[1]) if len(sys.argv) > 1 else 100
PIECE = 2 * 1024 * 1024


def expect(is_right: bool, page: str = "") -> None:
    if not is_right:
        sys.exit(f"The server did not take the file.\n{page}")


def worker_of(site: Site) -> int:
    children = Path(f"/proc/{site.process.pid}/task/{site.process.pid}/children")
    return int(children.read_text().split()[0])


def largest(pid: int) -> float:
    """Megabytes that the process has had at most since the last `forget`."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def forget(pid: int) -> None:
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def in_pieces(site: Site, content: bytes, piece: int) -> str:
    status, headers, _body = site.ask(
        "POST",
        "/fr/workspace/uploads/",
        Upload_Length=len(content),
        Upload_Metadata="filename eC5wZGY=",
    )
    expect(status == 201)
    path = headers["location"]
    for start in range(0, len(content), piece):
        part = content[start : start + piece]
        status, _headers, _body = site.ask(
            "PATCH", path, part, Content_Type=OCTETS, Upload_Offset=start
        )
        expect(status == 204)
    return path.rstrip("/").rpartition("/")[2]


def add(site: Site, number: str) -> None:
    body = f"once={uuid4()}&file-resumed={number}".encode()
    form = "application/x-www-form-urlencoded"
    status, _headers, page = site.ask("POST", site.upload_path, body, Content_Type=form)
    expect(status == 302, page)


def by_form(site: Site, content: bytes) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="y.pdf"\r\n'
        b"Content-Type: application/pdf\r\n\r\n" + content + b"\r\n--x--\r\n"
    )
    form = "multipart/form-data; boundary=x"
    status, _headers, page = site.ask("POST", site.upload_path, body, Content_Type=form)
    expect(status == 302, page)


def main() -> None:
    content = PDF + b"\0" * (MEGABYTES * 1024 * 1024 - len(PDF) - 1024)
    with tempfile.TemporaryDirectory(prefix="noress-memory.") as name:
        site = Site(Path(name))
        site.environment["WEB_CONCURRENCY"] = "1"
        site.start()
        try:
            pid = worker_of(site)
            # What every request needs once.
            add(site, in_pieces(site, PDF + b"warm", PIECE))
            by_form(site, PDF + b"warm too")
            numbers: list[str] = []
            acts: list[tuple[str, Callable[[], object]]] = [
                ("in pieces of 2 MB", lambda: numbers.append(in_pieces(site, content, PIECE))),
                ("made a document", lambda: add(site, numbers.pop())),
                ("in one piece", lambda: in_pieces(site, content[:-1], len(content))),
                ("by the plain form", lambda: by_form(site, content[:-2])),
            ]
            print(f"a file of {MEGABYTES} MB, and how much more the worker took:")
            for what, act in acts:
                forget(pid)
                before = largest(pid)
                act()
                print(f"{what:<24}{largest(pid) - before:>7.1f} MB", flush=True)
        finally:
            site.kill()


if __name__ == "__main__":
    main()
