"""A file that came in pieces, read as if it were one."""

import io
from bisect import bisect_right
from typing import Any

from django.core.files.base import File

from ..files import FileType, private_storage
from .models import PartialUpload


class ResumedFile(File):
    """The parts of an upload, one after the other: with a `name` and a `size`, to be read and
    sought in as any file; and the `upload` that it was. Never more than one part is open."""

    type: FileType
    file: Any

    def __init__(self, upload: PartialUpload) -> None:
        super().__init__(None, upload.name)
        self.upload = upload
        self.size = upload.size
        self._parts = list(upload.parts.values_list("start", "size", "file"))
        self._starts = [start for start, _size, _name in self._parts]
        self._position = 0
        self._open_name = ""
        self._is_closed = False

    # Typed as properties by Django, which hands them on to the one file that it wraps.
    def read(self, length: int | None = -1) -> bytes:  # type: ignore[override]
        if self._is_closed:
            raise ValueError("The file is closed.")
        left = max(0, self.size - self._position)
        left = left if length is None or length < 0 else min(length, left)
        pieces = []
        while left:
            pieces.append(self._read_of_a_part(left))
            left -= len(pieces[-1])
        return b"".join(pieces)

    def _read_of_a_part(self, length: int) -> bytes:
        start, size, name = self._parts[bisect_right(self._starts, self._position) - 1]
        offset = self._position - start
        piece = self._opened(name, offset).read(min(length, size - offset))
        if not piece:
            raise OSError(f"The part {name} has lost some of its bytes.")
        self._position += len(piece)
        # Read to its end, or from the beginning again, nothing stays open of it.
        if self._position == start + size:
            self._close_part()
        return piece

    def _opened(self, name: str, offset: int) -> Any:
        if name != self._open_name:
            self._close_part()
            self.file = private_storage().open(name)
            self._open_name = name
        # Where it stands already, a storage of another machine need not fetch it again.
        if self.file.tell() != offset:
            self.file.seek(offset)
        return self.file

    def seek(self, position: int, whence: int = io.SEEK_SET) -> int:  # type: ignore[override]
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size}[whence]
        self._position = max(0, base + position)
        if self._position == 0:
            self._close_part()
        return self._position

    def tell(self) -> int:  # type: ignore[override]
        return self._position

    def readable(self) -> bool:
        return not self._is_closed

    def seekable(self) -> bool:
        return not self._is_closed

    def writable(self) -> bool:
        return False

    @property
    def closed(self) -> bool:  # type: ignore[override]
        return self._is_closed

    def open(self, mode: str | None = None, *args: Any, **kwargs: Any) -> "ResumedFile":
        self._is_closed = False
        self.seek(0)
        return self

    def close(self) -> None:
        self._close_part()
        self._is_closed = True

    def _close_part(self) -> None:
        if self._open_name:
            self.file.close()
        self.file, self._open_name = None, ""

    def __bool__(self) -> bool:
        return True
