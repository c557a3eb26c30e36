"""What tus 1.0 says in headers: read, checked, and answered. Nothing here knows of files."""

import base64
import binascii
import hashlib
import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from .. import conf
from .models import PartialUpload

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,checksum,termination"
ALGORITHMS = ("sha1", "sha256")
CONTENT_TYPE = "application/offset+octet-stream"

# A number that any database keeps.
_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
_KEY = re.compile(r"[!-+\--~]{1,100}")
_LONGEST_METADATA = 4096
_CHECKSUM_MISMATCH = 460


class Refusal(Exception):
    """Why a request is not done: a status, and a sentence for whoever sent it."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def bad(sentence: str) -> Refusal:
    """A request that no client of the protocol makes; its sentence is for who writes one."""
    return Refusal(400, sentence)


def mismatch(sentence: str) -> Refusal:
    return Refusal(_CHECKSUM_MISMATCH, sentence)


def answer(status: int = 204, content: str = "", **headers: Any) -> HttpResponse:
    """`Upload_Offset=5` is the header Upload-Offset."""
    response = HttpResponse(content, status=status, content_type="text/plain; charset=utf-8")
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    for name, value in headers.items():
        response[name.replace("_", "-")] = str(value)
    return response


def refused(refusal: Refusal) -> HttpResponse:
    response = answer(refusal.status, refusal.sentence)
    if refusal.status == 412:
        response["Tus-Version"] = VERSION
    return response


def abilities() -> HttpResponse:
    """What a client may ask of this server."""
    return answer(
        Tus_Version=VERSION,
        Tus_Extension=EXTENSIONS,
        Tus_Max_Size=conf.upload_max_bytes(),
        Tus_Checksum_Algorithm=",".join(ALGORITHMS),
    )


def state_of(upload: PartialUpload) -> dict[str, Any]:
    """The headers that say how far an upload is."""
    return {
        "Upload_Offset": upload.received,
        "Upload_Expires": http_date(upload.expires_at.timestamp()),
    }


def method_of(request: HttpRequest) -> str:
    """What is asked for; where a proxy lets nothing through but POST, a header says it."""
    if request.method == "POST":
        return request.headers.get("X-HTTP-Method-Override", "POST").upper()
    return request.method or ""


def check_version(request: HttpRequest) -> None:
    if request.headers.get("Tus-Resumable") != VERSION:
        raise Refusal(412, f"This server speaks version {VERSION} of the protocol.")


def check_content_type(request: HttpRequest) -> None:
    if request.content_type != CONTENT_TYPE:
        raise Refusal(415, f"The content type must be {CONTENT_TYPE}.")


def number_in(request: HttpRequest, name: str) -> int:
    """The number that a header holds."""
    value = request.headers.get(name, "")
    if not _NUMBER.fullmatch(value):
        raise bad(f"{name} must be a number of bytes.")
    return int(value)


def body_length(request: HttpRequest) -> int:
    """How many bytes the body promises to have. A server knows no end of one that does not say."""
    if not request.META.get("CONTENT_LENGTH"):
        raise Refusal(411, "Content-Length is missing.")
    return number_in(request, "Content-Length")


def declared_size(request: HttpRequest) -> int:
    if "Upload-Defer-Length" in request.headers:
        raise bad("Upload-Length must be known from the start.")
    return number_in(request, "Upload-Length")


def metadata_in(request: HttpRequest) -> str:
    """What is said of the file, as it was said; checked that it can be read."""
    header = request.headers.get("Upload-Metadata", "")
    if len(header) > _LONGEST_METADATA:
        raise bad("Upload-Metadata is too long.")
    read_metadata(header)
    return header


def read_metadata(header: str) -> dict[str, str]:
    """Pairs of a key and a text in Base64."""
    found: dict[str, str] = {}
    for pair in filter(None, (pair.strip() for pair in header.split(","))):
        key, _space, encoded = pair.partition(" ")
        if not _KEY.fullmatch(key) or key in found:
            raise bad("Upload-Metadata has a key that is none, or one twice.")
        found[key] = _decoded(encoded, "Upload-Metadata").decode(errors="replace")
    return found


def checksum_in(request: HttpRequest) -> tuple[Any, bytes] | None:
    """How the body is to be digested, and what must come of it; None where nothing is said."""
    header = request.headers.get("Upload-Checksum")
    if header is None:
        return None
    algorithm, _space, encoded = header.partition(" ")
    if algorithm not in ALGORITHMS:
        raise bad(f"Upload-Checksum must be one of {', '.join(ALGORITHMS)}.")
    digest = hashlib.new(algorithm)
    wanted = _decoded(encoded, "Upload-Checksum")
    if len(wanted) != digest.digest_size:
        raise bad("Upload-Checksum has not the length of a checksum.")
    return digest, wanted


def _decoded(encoded: str, name: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise bad(f"{name} must be in Base64.") from error


def changed_while_sent() -> Refusal:
    """What arrived is not what the sender announced: parts of two files, or spoilt on the way."""
    return mismatch(_("This file changed while it was being sent. Choose it again."))
