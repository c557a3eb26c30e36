"""Several files in one: what a ZIP holds, and what it is called in there."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.core.files.base import File
from django.utils import timezone

from network.core.files import private_storage, safe_name

from ..models import Archive, Folder
from ..models.archives import one_name

logger = logging.getLogger(__name__)

_CHUNK_BYTES = 256 * 1024
# What is not pressed already, as pictures and today's Office files are.
_PRESSED_HERE = {
    "application/msword",
    "application/rtf",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/x-ole-storage",
    "application/xml",
    "image/svg+xml",
}


@dataclass(frozen=True)
class Item:
    """One file of an archive: which version it is, and what it is called there."""

    version: int
    path: str
    file: str
    size: int
    content_type: str
    created_at: datetime


@dataclass
class Packed:
    """What came into an archive, and how many files the storage did not have."""

    versions: list[int] = field(default_factory=list)
    missing: int = 0


def items_of(archive: Archive) -> list[Item]:
    """All that its person sees now, folder by folder, under names of which no two are the same."""
    fields = ("pk", "name", "file", "size", "content_type", "created_at")
    rows = archive.documents().order_by("folder__path", "current__name", "pk")
    names = _Names(archive)
    return [
        Item(pk, names.path_of(path or "", name), *rest)
        for path, pk, name, *rest in rows.values_list(
            "folder__path", *(f"current__{name}" for name in fields)
        )
    ]


def pack(items: list[Item], target: Any, on_progress: Callable[[int], None]) -> Packed:
    """Write these files into a ZIP, each read a piece at a time.

    What the storage does not have is left out, and said; any other error is the caller's.
    """
    packed = Packed()
    with ZipFile(target, "w", allowZip64=True) as archive:
        for item in items:
            try:
                file = private_storage().open(item.file)
                # Some storages look for a file only when it is read.
                first = file.read(_CHUNK_BYTES)
            except FileNotFoundError:
                logger.error("The private file %s is missing.", item.file)
                packed.missing += 1
                continue
            with file:
                _write(archive, item, first, file)
            packed.versions.append(item.version)
            on_progress(len(packed.versions))
    return packed


def _write(archive: ZipFile, item: Item, first: bytes, file: File) -> None:
    moment = timezone.localtime(item.created_at)
    info = ZipInfo(item.path, date_time=moment.timetuple()[:6])
    info.compress_type = ZIP_DEFLATED if _is_pressed_here(item.content_type) else ZIP_STORED
    # A plain file that its owner reads and writes; and how large, for what is above 4 GB.
    info.external_attr = 0o100644 << 16
    info.file_size = item.size
    with archive.open(info, "w") as entry:
        entry.write(first)
        for piece in iter(partial(file.read, _CHUNK_BYTES), b""):
            entry.write(piece)


def _is_pressed_here(content_type: str) -> bool:
    return content_type.startswith("text/") or content_type in _PRESSED_HERE


class _Names:
    """The names in one archive. Of a folder that its person does not see they learn no name: what
    is in it and theirs to see stands in the one around it."""

    def __init__(self, archive: Archive) -> None:
        seen = Folder.objects.visible_to(archive.user).filter(group=archive.group)
        self.folders = {folder.pk: one_name(folder.name) for folder in seen.only("name")}
        self.top = archive.folder.path if archive.folder else "/"
        self.taken: set[str] = set()
        self.places: dict[tuple[int, ...], str] = {(): ""}

    def path_of(self, folder_path: str, name: str) -> str:
        inside = folder_path.removeprefix(self.top)
        numbers = tuple(int(number) for number in inside.split("/") if number)
        seen = tuple(number for number in numbers if number in self.folders)
        return self._free(self._place(seen), name)

    def _place(self, numbers: tuple[int, ...]) -> str:
        """The folder that these numbers lead to, with a slash at its end."""
        if numbers not in self.places:
            around = self._place(numbers[:-1])
            self.places[numbers] = f"{self._free(around, self.folders[numbers[-1]])}/"
        return self.places[numbers]

    def _free(self, place: str, name: str) -> str:
        """The name in this place, with a number where it is taken; for systems too that tell no
        capitals apart."""
        name = safe_name(name)
        stem, dot, extension = name.rpartition(".")
        stem, extension = (stem, f".{extension}") if dot else (name, "")
        number, path = 1, f"{place}{name}"
        while path.casefold() in self.taken:
            number += 1
            path = f"{place}{stem} ({number}){extension}"
        self.taken.add(path.casefold())
        return path
