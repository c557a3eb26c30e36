"""How a file goes out to a reader who may have it, which the caller has made sure of."""

import logging
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, storages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response

from .. import conf
from .kinds import PICTURE_TYPES, SAFE_TYPES
from .names import extension_of, safe_name
from .storage import private_storage

logger = logging.getLogger(__name__)

PRIVATE, PUBLIC = "private, no-store", "public, no-cache"
_CHUNK_BYTES = 64 * 1024
# One range, of numbers that a file can have; any other is answered with the whole file.
_RANGE = re.compile(r"bytes=\s*([0-9]{0,18})-([0-9]{0,18})\s*", re.IGNORECASE)


def serve(
    request: HttpRequest,
    stored_name: str,
    *,
    name: str,
    content_type: str,
    size: int,
    sha256: str,
    is_public: bool = False,
) -> HttpResponseBase:
    """The file as a download that keeps its name, whole or the part that was asked for.

    One that is public may be kept, by browsers and by caches on the way: each asks first whether it
    still is, and who has it is not sent it again.
    """
    etag = f'"{sha256}"'
    if is_public and (known := get_conditional_response(request, etag=etag)):
        known.headers["Cache-Control"] = PUBLIC
        return known
    is_safe = content_type.partition(";")[0] in SAFE_TYPES
    return _answer(
        request,
        stored_name,
        size,
        etag,
        {
            "Content-Type": content_type if is_safe else "application/octet-stream",
            "Content-Disposition": content_disposition(name),
            "Cache-Control": PUBLIC if is_public else PRIVATE,
        },
    )


def serve_picture(
    request: HttpRequest,
    stored_name: str,
    *,
    content_type: str = "image/webp",
    is_public: bool = False,
) -> HttpResponseBase:
    """A picture to be shown in a page: a photo, a logo, as `PictureField` has made it. One that is
    public may be kept like a public file: see `serve`."""
    if content_type not in PICTURE_TYPES:
        raise ValueError(f"{content_type} is not a picture that a page may show.")
    # Each picture has a name of its own.
    etag = f'"{quote(stored_name)}"'
    if is_public and (known := get_conditional_response(request, etag=etag)):
        known.headers["Cache-Control"] = PUBLIC
        return known
    headers = {
        "Content-Type": content_type,
        "Content-Disposition": "inline",
        "Cache-Control": PUBLIC if is_public else PRIVATE,
    }
    try:
        size = private_storage().size(stored_name)
    except FileNotFoundError as error:
        raise _missing(stored_name) from error
    return _answer(request, stored_name, size, etag, headers)


def content_disposition(name: str) -> str:
    """The header of a download, with its name in any script, and in ASCII for old programs."""
    name = safe_name(name)
    ascii_name = _in_ascii(name)
    if ascii_name == name:
        return f'attachment; filename="{name}"'
    # RFC 8187 lets fewer characters stand than an address does.
    return f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name, safe='')}"


def _in_ascii(name: str) -> str:
    extension = extension_of(name)
    stem = unicodedata.normalize("NFKD", name[: len(name) - len(extension)])
    stem = "".join(letter for letter in stem if not unicodedata.combining(letter))
    stem = stem.encode("ascii", errors="replace").decode()
    stem = " ".join(re.sub(r"[^\w .()+-]", " ", stem).split())
    # A name of which only marks and digits are left says nothing.
    return (stem if re.search("[A-Za-z]", stem) else "document") + extension


def _answer(
    request: HttpRequest, stored_name: str, size: int, etag: str, headers: dict[str, str]
) -> HttpResponseBase:
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": PRIVATE,
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        **headers,
    }
    storage = storages["private"]
    if conf.accel_redirect() and isinstance(storage, FileSystemStorage):
        # The web server in front finds the part that was asked for, and says how long it is.
        headers["X-Accel-Redirect"] = f"{conf.accel_redirect()}{quote(stored_name)}"
        return HttpResponse(headers=headers)
    # Django's GZipMiddleware leaves alone what says how it is encoded. Compressed, a file would
    # have another length, and parts of it would fit nothing.
    headers |= {"Content-Encoding": "identity", "ETag": etag}
    status, wanted = _wanted(request, size, etag)
    if status == 416:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    headers["Content-Length"] = str(len(wanted))
    if status == 206:
        headers["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    try:
        file = storage.open(stored_name)
    except FileNotFoundError as error:
        raise _missing(stored_name) from error
    return StreamingHttpResponse(_Part(file, wanted), status=status, headers=headers)


def _missing(stored_name: str) -> Http404:
    logger.error("The private file %s is missing.", stored_name)
    return Http404("The file is missing.")


def _wanted(request: HttpRequest, size: int, etag: str) -> tuple[int, range]:
    """Which bytes of the file the request asks for, and with which status they are sent."""
    whole = range(size)
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    # Of another version of the file a part is no use.
    is_current = request.headers.get("If-Range", etag) == etag
    if request.method != "GET" or not asked or not is_current:
        return 200, whole
    first, last = asked.groups()
    if first and (not last or int(last) >= int(first)):
        wanted = whole[int(first) : int(last) + 1 if last else None]
    elif last and not first:
        wanted = whole[-int(last) :] if int(last) else whole[:0]
    else:
        return 200, whole
    return (206 if wanted else 416), wanted


class _Part:
    """Some bytes of a file, a piece at a time. The server closes it, all of it sent or not."""

    def __init__(self, file: File, wanted: range) -> None:
        self.file = file
        self.left = len(wanted)
        file.seek(wanted.start)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece = self.file.read(min(_CHUNK_BYTES, self.left))
        if not piece:
            raise StopIteration
        self.left -= len(piece)
        return piece

    def close(self) -> None:
        self.file.close()
