"""Files that only some people may have: kept where no address leads, received and served by us.

A form asks for one with `UploadField`, and its view is marked `@receives_files`. An operation keeps
it, so that nothing stays behind of what did not come about:

    with stored(upload, "documents") as kept, transaction.atomic():
        Version.objects.create(file=kept.name, size=kept.size, …)

A view that has found out that its reader may have it answers with `serve`. Who deletes the row
calls `discard` for the file, once the transaction is through.
"""

from .kinds import FAMILIES, Family, FileType, type_named, type_of
from .names import safe_name
from .receiving import (
    NO_ROOM,
    NO_ROOM_SENTENCE,
    SeveralFilesInput,
    SeveralMixin,
    StoredFile,
    UploadField,
    discard,
    receives_files,
    size_in_words,
    store,
    stored,
    undone_with_files,
)
from .serving import content_disposition, serve, serve_picture
from .storage import PrivateFileSystemStorage, PrivateInMemoryStorage, private_storage

__all__ = [
    "FAMILIES",
    "NO_ROOM",
    "NO_ROOM_SENTENCE",
    "Family",
    "FileType",
    "PrivateFileSystemStorage",
    "PrivateInMemoryStorage",
    "SeveralFilesInput",
    "SeveralMixin",
    "StoredFile",
    "UploadField",
    "content_disposition",
    "discard",
    "private_storage",
    "receives_files",
    "safe_name",
    "serve",
    "serve_picture",
    "size_in_words",
    "store",
    "stored",
    "type_named",
    "type_of",
    "undone_with_files",
]
