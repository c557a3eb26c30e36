"""What a file is, found in its content; its name and the browser's word only confirm it.

puremagic knows formats by their first bytes, and is weak where those say little: texts, and what
is kept in a ZIP. These are told apart here.
"""

import codecs
import re
from dataclasses import dataclass, replace
from typing import Any

import puremagic
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .names import extension_of

_HEAD_BYTES = 4096
# The table of contents of a ZIP is at its end.
_TAIL_BYTES = 256 * 1024


@dataclass(frozen=True)
class FileType:
    """`label` is what a reader is told; `extension` is empty for what has none."""

    mime: str
    label: str | Promise
    extension: str


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

# By what is found in the content.
_KINDS = {
    "pdf": FileType("application/pdf", _("PDF document"), ".pdf"),
    "docx": FileType(f"{_OFFICE}wordprocessingml.document", _("Word document"), ".docx"),
    "xlsx": FileType(f"{_OFFICE}spreadsheetml.sheet", _("Excel workbook"), ".xlsx"),
    "pptx": FileType(
        f"{_OFFICE}presentationml.presentation", _("PowerPoint presentation"), ".pptx"
    ),
    "odt": FileType(f"{_OPEN}text", _("OpenDocument text"), ".odt"),
    "ods": FileType(f"{_OPEN}spreadsheet", _("OpenDocument spreadsheet"), ".ods"),
    "odp": FileType(f"{_OPEN}presentation", _("OpenDocument presentation"), ".odp"),
    "ole": FileType("application/x-ole-storage", _("Older Office document"), ""),
    "rtf": FileType("application/rtf", _("Formatted text"), ".rtf"),
    "jpeg": FileType("image/jpeg", _("Picture"), ".jpg"),
    "png": FileType("image/png", _("Picture"), ".png"),
    "gif": FileType("image/gif", _("Picture"), ".gif"),
    "webp": FileType("image/webp", _("Picture"), ".webp"),
    "avif": FileType("image/avif", _("Picture"), ".avif"),
    "heic": FileType("image/heic", _("Picture"), ".heic"),
    "tiff": FileType("image/tiff", _("Picture"), ".tif"),
    "zip": FileType("application/zip", _("ZIP archive"), ".zip"),
    "archive": FileType("application/octet-stream", _("Archive"), ""),
    "audio": FileType("application/octet-stream", _("Audio"), ""),
    "video": FileType("application/octet-stream", _("Video"), ""),
    "text": FileType("text/plain", _("Text"), ".txt"),
    "csv": FileType("text/csv", _("CSV table"), ".csv"),
    "html": FileType("text/html", _("HTML page"), ".html"),
    "svg": FileType("image/svg+xml", _("SVG drawing"), ".svg"),
    "xml": FileType("application/xml", _("XML file"), ".xml"),
    "script": FileType("text/javascript", _("Script"), ".js"),
    "program": FileType("application/octet-stream", _("Program"), ""),
    "unknown": FileType("application/octet-stream", _("File"), ""),
}
_PICTURES = ("jpeg", "png", "gif", "webp", "avif", "heic", "tiff")
# What a browser would run, were it shown in one.
_ACTIVE = ("html", "svg", "xml", "script")
_TEXTS = ("text", "csv", *_ACTIVE)
_MEDIA = ("audio", "video", "unknown")
_ARCHIVES = ("archive", "zip", "unknown")

# By what a name promises: the kind, and the type where it is more than the kind's.
_NAMED = {
    **{kind.extension: (name, kind.mime) for name, kind in _KINDS.items() if kind.extension},
    ".doc": ("ole", "application/msword"),
    ".xls": ("ole", "application/vnd.ms-excel"),
    ".ppt": ("ole", "application/vnd.ms-powerpoint"),
    ".jpeg": ("jpeg", "image/jpeg"),
    ".jpe": ("jpeg", "image/jpeg"),
    ".jfif": ("jpeg", "image/jpeg"),
    ".tiff": ("tiff", "image/tiff"),
    ".heif": ("heic", "image/heic"),
    ".htm": ("html", "text/html"),
    ".xhtml": ("html", "text/html"),
    ".mjs": ("script", "text/javascript"),
    ".sh": ("script", "text/x-script"),
    ".py": ("script", "text/x-script"),
    ".php": ("script", "text/x-script"),
    ".md": ("text", "text/plain"),
    ".7z": ("archive", "application/x-7z-compressed"),
    ".rar": ("archive", "application/vnd.rar"),
    ".gz": ("archive", "application/gzip"),
    ".tgz": ("archive", "application/gzip"),
    ".tar": ("archive", "application/x-tar"),
    ".xz": ("archive", "application/x-xz"),
    ".bz2": ("archive", "application/x-bzip2"),
    ".mp3": ("audio", "audio/mpeg"),
    ".m4a": ("audio", "audio/mp4"),
    ".aac": ("audio", "audio/aac"),
    ".ogg": ("audio", "audio/ogg"),
    ".oga": ("audio", "audio/ogg"),
    ".opus": ("audio", "audio/ogg"),
    ".wav": ("audio", "audio/wav"),
    ".flac": ("audio", "audio/flac"),
    ".amr": ("audio", "audio/amr"),
    ".mp4": ("video", "video/mp4"),
    ".m4v": ("video", "video/mp4"),
    ".mov": ("video", "video/quicktime"),
    ".webm": ("video", "video/webm"),
    ".ogv": ("video", "video/ogg"),
    ".mkv": ("video", "video/x-matroska"),
    ".avi": ("video", "video/x-msvideo"),
    ".3gp": ("video", "video/3gpp"),
}
# What a double click runs.
_PROGRAMS = {
    *(".apk", ".aab", ".app", ".appimage", ".appx", ".bat", ".chm", ".cmd", ".com"),
    *(".command", ".cpl", ".deb", ".desktop", ".dll", ".dmg", ".elf", ".exe", ".hta"),
    *(".inf", ".ipa", ".jar", ".jse", ".lnk", ".msi", ".msix", ".msp", ".pif"),
    *(".pkg", ".ps1", ".psm1", ".reg", ".rpm", ".run", ".scf", ".scr", ".so"),
    *(".sys", ".url", ".vbe", ".vbs", ".wasm", ".wsf", ".wsh"),
}

_KIND_OF = {mime: kind for kind, mime in _NAMED.values()} | {"application/x-ole-storage": "ole"}

# What a file of this type is sent as; everything else is `application/octet-stream`.
SAFE_TYPES = frozenset(
    {kind.mime for name, kind in _KINDS.items() if name not in _ACTIVE}
    | {mime for name, mime in _NAMED.values() if name not in _ACTIVE}
)
# What a page may show: not a drawing, which is a program.
PICTURE_TYPES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"})


@dataclass(frozen=True)
class Family:
    """Kinds of files that a reader looks for as one; `mimes` is empty for all the others."""

    label: str | Promise
    mimes: frozenset[str]

    def of(self, column: str) -> Q:
        """For `filter`: the rows that have the type of such a file in this column."""
        if self.mimes:
            return Q(**{f"{column}__in": self.mimes})
        return ~Q(**{f"{column}__in": _of_a_family()})

    def has(self, mime: str) -> bool:
        """Whether a file of this type is one of them."""
        return mime in self.mimes if self.mimes else mime not in _of_a_family()


def _of_a_family() -> frozenset[str]:
    return frozenset().union(*(family.mimes for family in FAMILIES.values()))


def _mimes(*kinds: str) -> frozenset[str]:
    """The types of all the names that promise one of these kinds."""
    mimes = {mime for kind, mime in _NAMED.values() if kind in kinds}
    return frozenset(mimes - {"application/octet-stream"})


FAMILIES = {
    "pdf": Family(_("PDF documents"), _mimes("pdf")),
    "text": Family(
        pgettext_lazy("kind of files", "Texts"),
        _mimes("docx", "odt", "rtf", "text") | {"application/msword", "text/plain; charset=utf-8"},
    ),
    "table": Family(_("Tables"), _mimes("xlsx", "ods", "csv") | {"application/vnd.ms-excel"}),
    "presentation": Family(
        _("Presentations"), _mimes("pptx", "odp") | {"application/vnd.ms-powerpoint"}
    ),
    "picture": Family(_("Pictures"), _mimes(*_PICTURES, "svg")),
    "media": Family(_("Sound and film"), _mimes("audio", "video")),
    "archive": Family(_("Archives"), _mimes("zip", "archive")),
    "other": Family(pgettext_lazy("kind of files", "Others"), frozenset()),
}

_PROGRAM_SIGNATURES = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",  # Of several processors, for Apple's; Java's classes.
    b"\x00asm",
    b"dex\n",
    b"L\x00\x00\x00\x01\x14\x02\x00",  # A Windows shortcut.
    b"!<arch>\ndebian",
    b"\xed\xab\xee\xdb",
)
_COMMENTS = re.compile(r"(?:\s|<!--.*?(?:-->|$))+", re.DOTALL)
# What makes a browser take a text for a page (WHATWG, MIME Sniffing, 7.1), and a little more.
_HTML = re.compile(
    r"<(!doctype html|html|head|body|script|iframe|style|title|meta|link|object|embed|form|img"
    r"|h[1-6]|div|font|table|a|b|br|p)[\s/>]",
    re.IGNORECASE,
)
_XHTML = re.compile(r"<([a-z]+:)?html[\s>]", re.IGNORECASE)
_SVG = re.compile(r"<([a-z]+:)?svg[\s>]|<!doctype svg", re.IGNORECASE)
_SCRIPT = re.compile(r"#!\s*/|<\?php|<%", re.IGNORECASE)


def type_of(file: Any, name: str) -> FileType:
    """The type of this file, found in its content.

    Raises ValidationError for a program, and where the content is not what the name promises.
    """
    extension = extension_of(name)
    head = _read(file, 0, _HEAD_BYTES)
    content = _content(head, file)
    if content == "program" or extension in _PROGRAMS:
        raise ValidationError(
            _("Programs are not accepted: they may harm whoever opens them."), code="program"
        )
    promised, mime = _NAMED.get(extension, (content, _KINDS[content].mime))
    if not _keeps(promised, content):
        raise _contradiction(extension, content)
    if mime == "text/plain" and _is_utf8(head):
        mime = "text/plain; charset=utf-8"
    return replace(_KINDS[promised], mime=mime, extension=extension or _KINDS[content].extension)


def type_named(mime: str, name: str = "") -> FileType:
    """The type of a file that was kept with this one, to say what it is without opening it."""
    extension = extension_of(name)
    plain = mime.partition(";")[0]
    kind = _KIND_OF.get(plain, "unknown")
    # Most archives and all that is unknown share one.
    if extension in _NAMED and _NAMED[extension][1] == plain:
        kind = _NAMED[extension][0]
    return replace(_KINDS[kind], mime=mime, extension=extension or _KINDS[kind].extension)


def _keeps(promised: str, content: str) -> bool:
    """Whether this content is what the name promised. Media and archives have too many formats to
    know all, and every text may be any other."""
    return promised == content or any(
        promised in family and content in family for family in (_TEXTS, _MEDIA, _ARCHIVES)
    )


def _contradiction(extension: str, content: str) -> ValidationError:
    advice = _("Open it in its program and save it again, or give it the name of what it is.")
    if content == "unknown":
        sentence = _("This file is named %(extension)s, but its content is something else.")
    else:
        sentence = _("This file is named %(extension)s, but its content is: %(content)s.")
    details = {"extension": extension, "content": _KINDS[content].label}
    return ValidationError(f"{sentence % details} {advice}", code="contradiction")


def _read(file: Any, start: int, length: int) -> bytes:
    file.seek(start)
    content = file.read(length)
    file.seek(0)
    return content


def _content(head: bytes, file: Any) -> str:
    """The kind of a file with this beginning."""
    # A text may begin with the letters MZ, but has no NUL.
    if head.startswith(_PROGRAM_SIGNATURES) or (head.startswith(b"MZ") and b"\0" in head):
        return "program"
    if active := _active(_text(head)):
        return active
    # Its readers look for the beginning in the first kilobyte; a text may speak of it.
    if head.startswith(b"%PDF-") or (b"%PDF-" in head[:1024] and not _is_text(head)):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(head, file)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    if head[4:8] == b"ftyp":
        return _media_brand(head[8:12])
    if head.startswith(b"{\\rtf"):
        return "rtf"
    return "text" if _is_text(head) else _signed(head)


def _text(head: bytes) -> str:
    """The beginning as a text, as well as it can be: for what is written in ASCII."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", errors="replace")
    if head.startswith(b"<\0"):
        return head.decode("utf-16-le", errors="replace")
    if head.startswith(b"\0<"):
        return head.decode("utf-16-be", errors="replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _active(text: str) -> str:
    """The kind of a text that a browser or a system would run; empty for any other."""
    if _SCRIPT.match(text):
        return "script"
    start = _COMMENTS.match(text)
    text = text[start.end() :] if start else text
    if text[:5].lower() == "<?xml" or text[:2] == "<!":
        if _SVG.search(text):
            return "svg"
        if _XHTML.search(text) or _HTML.match(text):
            return "html"
        return "xml"
    if _SVG.match(text):
        return "svg"
    return "html" if _HTML.match(text) else ""


def _packed(head: bytes, file: Any) -> str:
    """The kind of a ZIP, by the names in it. Nothing is unpacked: who knows how much it is."""
    # OpenDocument begins with its type, as it is.
    if head[30:38] == b"mimetype":
        for kind in ("odt", "ods", "odp"):
            if head[38:].startswith(_KINDS[kind].mime.encode()):
                return kind
    tail = _read(file, max(0, file.size - _TAIL_BYTES), _TAIL_BYTES)
    if b"[Content_Types].xml" in head + tail:
        for kind, folder in (("docx", b"word/"), ("xlsx", b"xl/"), ("pptx", b"ppt/")):
            if folder in tail:
                return kind
    return "zip"


def _media_brand(brand: bytes) -> str:
    """The kind in a container that pictures, sounds and films share."""
    if brand in (b"avif", b"avis"):
        return "avif"
    if brand[:3] in (b"hei", b"hev", b"mif", b"msf"):
        return "heic"
    return "audio" if brand[:3] in (b"M4A", b"M4B") else "video"


def _is_text(head: bytes) -> bool:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return not any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)


def _is_utf8(head: bytes) -> bool:
    try:
        # Not final: it may end inside a letter.
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _signed(head: bytes) -> str:
    """The kind that puremagic knows by at least three bytes; fewer are anybody's."""
    try:
        matches = puremagic.magic_string(head)
    except puremagic.PureError:
        return "unknown"
    for match in matches:
        kind, _mime = _NAMED.get(match.extension.lower(), ("", ""))
        # Texts, and what has its own test above, cannot get here.
        if kind in (*_PICTURES, *_MEDIA, "archive") and len(match.byte_match) >= 3:
            return kind
    return "unknown"
