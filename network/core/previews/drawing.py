"""Draws a file in a process of its own: see the package."""

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.base import File

from .. import conf
from ..apart import environment
from . import office
from .papers import MOST_PAGES

logger = logging.getLogger(__name__)

SECONDS = 90
OFFICE_SECONDS = 120

# Of what a child has left: more than this it has not made of a file in good faith.
_RESULT_BYTES = 2 * 1024 * 1024
_PICTURE_BYTES = 8 * 1024 * 1024
_FOLDER = "network-preview-"
_LEFT_BEHIND_SECONDS = 60 * 60
_PACKAGE = __name__.rpartition(".")[0]

_IMAGES = tuple(f"image/{name}" for name in ("jpeg", "png", "webp", "gif", "avif", "heic", "tiff"))
_TEXTS = ("application/xml", "image/svg+xml")


class NotDrawn(Exception):
    """The process came to no end, or to a bad one: it may go better another time."""


@dataclass(frozen=True)
class Picture:
    """A page, as a WebP."""

    number: int
    width: int
    height: int
    path: Path


@dataclass(frozen=True)
class Drawing:
    """What there is to see of a file; or the `reason` why there is nothing:

    encrypted, broken, too_big, no_office (LibreOffice is not installed), not_previewed.
    `page_count` is None where a paper has more pages than were counted.
    """

    reason: str = ""
    page_count: int | None = None
    text: str = ""
    pictures: tuple[Picture, ...] = ()
    thumbnail: Path | None = None


@contextmanager
def drawn(file: File, mime: str) -> Iterator[Drawing]:
    """Draw this file, of this type; what was drawn is there for as long as the block runs.

    Raises NotDrawn.
    """
    mime = mime.partition(";")[0]
    kind = _kind(mime)
    if not kind:
        yield Drawing(reason="not_previewed")
        return
    with tempfile.TemporaryDirectory(prefix=_FOLDER, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with (folder / "file").open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        yield _office(folder, mime) if kind == "office" else _draw(folder, kind)


def forget_left_behind() -> int:
    """Delete the folders of workers that were killed; returns how many there were."""
    count = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        # Others may keep theirs here.
        with suppress(OSError):
            found = folder.lstat()
            is_old = found.st_mtime < time.time() - _LEFT_BEHIND_SECONDS
            if is_old and found.st_uid == os.getuid() and not folder.is_symlink():
                shutil.rmtree(folder)
                count += 1
    return count


def _kind(mime: str) -> str:
    if mime == "application/pdf":
        return "pdf"
    if mime == "application/zip":
        return "zip"
    if mime in _IMAGES:
        return "image"
    if mime in _TEXTS or mime.startswith("text/"):
        return "text"
    return "office" if mime in office.FORMATS else ""


def _office(folder: Path, mime: str) -> Drawing:
    """A paper of LibreOffice's, which makes a PDF of it first."""
    if mime in office.PACKED:
        looked = _draw(folder, "look")
        if looked.reason:
            return looked
        shutil.rmtree(folder / "out")
    program = conf.soffice()
    if not program:
        return Drawing(reason="no_office")
    command = office.command(program, folder, mime)
    _run(folder, _child("office", *command), OFFICE_SECONDS)
    made = folder / "pdf" / "file.pdf"
    if not made.is_file():
        return Drawing(reason="broken")
    made.rename(folder / "file")
    drawing = _draw(folder, "pdf")
    if drawing.page_count and drawing.page_count > MOST_PAGES:
        return Drawing("", None, "", drawing.pictures, drawing.thumbnail)
    return drawing


def _draw(folder: Path, kind: str) -> Drawing:
    _run(folder, _child(kind), SECONDS)
    try:
        return _read(folder / "out")
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise NotDrawn(f"The result of {kind} cannot be read.") from error


def _child(*arguments: str) -> list[str]:
    return [sys.executable, "-P", "-m", f"{_PACKAGE}.child", *arguments]


def _run(folder: Path, command: list[str], seconds: float) -> None:
    """Run this to its end, and whatever it has started with it."""
    process = subprocess.Popen(  # noqa: S603  (The command is ours; the file is no part of it.)
        command,
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise NotDrawn(f"It took more than {seconds} seconds.") from error
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    if process.returncode < 0:
        raise NotDrawn(f"It was ended by {signal.Signals(-process.returncode).name}.")


def _read(out: Path) -> Drawing:
    """What the child has left. Of a file that has got the better of it nothing is believed."""
    result = json.loads(_checked(out / "result.json", _RESULT_BYTES).read_text())
    if reason := result.get("reason"):
        return Drawing(reason=str(reason)[:20])
    pictures = tuple(_picture(out, page) for page in result.get("pages", ())[:MOST_PAGES])
    return Drawing(
        page_count=int(result["page_count"]) if "page_count" in result else None,
        text=str(result.get("text", "")),
        pictures=pictures,
        thumbnail=_checked(out / "thumbnail.webp", _PICTURE_BYTES) if pictures else None,
    )


def _picture(out: Path, page: dict[str, Any]) -> Picture:
    number, width, height = (int(page[name]) for name in ("number", "width", "height"))
    return Picture(number, width, height, _checked(out / f"{number}.webp", _PICTURE_BYTES))


def _checked(path: Path, most_bytes: int) -> Path:
    if path.is_symlink() or not path.is_file() or path.stat().st_size > most_bytes:
        raise ValueError(f"{path.name} is no file of a preview.")
    return path
