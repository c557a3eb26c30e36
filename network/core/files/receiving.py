"""How a file comes in: asked for with its limit, read no further than that, and kept or gone."""

import errno
import hashlib
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from .. import conf
from .kinds import FileType, type_of
from .names import safe_name
from .storage import private_storage

logger = logging.getLogger(__name__)

# What a form has besides its file. A request with more says beforehand that it is too large.
_REST_OF_THE_FORM = 1024 * 1024
# A request that is so many times too large is nobody's mistake, and gets no page for an answer.
_HEARD_OUT = 10
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
NO_ROOM_SENTENCE = _(
    "There is no room left to keep this file. Tell the coordination, and send it again later."
)


_UNITS = (
    (1024**3, gettext_noop("%(number)s GB")),
    (1024**2, gettext_noop("%(number)s MB")),
    (1024, gettext_noop("%(number)s KB")),
)


def size_in_words(size: int) -> str:
    """A number of bytes for a reader: 100 MB, 1.5 MB, 12 KB."""
    for unit, sentence in _UNITS:
        if size >= unit:
            number = round(size / unit, 1)
            places = 0 if number == int(number) else 1
            return gettext(sentence) % {"number": number_format(number, places)}
    sentence = ngettext("%(number)s byte", "%(number)s bytes", size)
    return sentence % {"number": number_format(size)}


class UploadField(forms.FileField):
    """Asks for one file, says beforehand how large it may be, and refuses what is no good.

    The cleaned value has a safe `name`, and the type of its content in `type`.
    """

    default_error_messages = {
        "empty": _("This file is empty. Choose the one that has the content."),
        "too_large": _("This file has %(size)s; at most %(limit)s are accepted."),
        "too_large_together": _(
            "These files are too large to be sent together: at most %(limit)s at a time. "
            "Send fewer at once."
        ),
        "no_room": NO_ROOM_SENTENCE,
    }

    def limit(self) -> int:
        return conf.upload_max_bytes()

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        # Not when the form's class is made: the setting and the language are known only now.
        said = gettext("At most %(limit)s.") % {"limit": size_in_words(self.limit())}
        self.help_text = f"{self.help_text} {said}".strip()
        self.widget.attrs["data-max-bytes"] = self.limit()
        return super().get_bound_field(form, field_name)

    def to_python(self, data: Any) -> Any:
        upload: Any = super().to_python(data)
        if upload is None:
            return None
        if getattr(upload, "found_no_room", False):
            raise ValidationError(self.error_messages["no_room"], code="no_room")
        if upload.size > self.limit() or getattr(upload, "is_cut_off", False):
            sizes = {"size": size_in_words(upload.size), "limit": size_in_words(self.limit())}
            # A small one may have been refused for what came with it.
            code = "too_large" if upload.size > self.limit() else "too_large_together"
            raise ValidationError(self.error_messages[code], code=code, params=sizes)
        upload.name = safe_name(upload.name)
        upload.type = self.type_of(upload)
        return upload

    def type_of(self, upload: UploadedFile) -> FileType:
        return type_of(upload, str(upload.name))


class SeveralFilesInput(forms.FileInput):
    """Any number of files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name) or []


class SeveralMixin:
    """For an `UploadField`, with an input of several: asks for any number of files; the cleaned
    value is a list. Each error names its file, where there are several."""

    def to_python(self, data: Any) -> Any:
        uploads, errors = [], []
        for each in data or []:
            try:
                uploads.append(super().to_python(each))  # type: ignore[misc]
            except ValidationError as error:
                errors += [error] if len(data) == 1 else _naming(each, error)
        if errors:
            raise ValidationError(errors)
        return uploads

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        # Not the one of a single file, which takes an empty list for a file that stays.
        return forms.Field.clean(self, data)  # type: ignore[arg-type]


def _naming(upload: Any, error: ValidationError) -> list[ValidationError]:
    name = safe_name(getattr(upload, "name", None) or "")
    return [
        ValidationError(format_html("<bdi>{}</bdi>: {}", name, message), code=error.code)
        for message in error.messages
    ]


class _UploadHandler(TemporaryFileUploadHandler):
    """Keeps a file on the disk while it arrives, up to the limit.

    What goes past is read and thrown away. A server that stopped listening would be cut off by the
    browser, whose reader would see a broken connection instead of the form and its sentence.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self.limit = conf.upload_max_bytes()
        if content_length > _HEARD_OUT * (self.limit + _REST_OF_THE_FORM):
            raise RequestDataTooBig("A request is many times larger than any file may be.")
        self.is_announced = content_length > self.limit + _REST_OF_THE_FORM

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        # The temporary file takes its extension from it, and no disk takes 300 characters.
        super().new_file(field_name, safe_name(file_name), *args, **kwargs)
        if self.is_announced:
            self._drop("is_cut_off")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._is_dropped():
            return
        if start + len(raw_data) > self.limit:
            self._drop("is_cut_off")
            return
        try:
            self.file.write(raw_data)
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            self._drop("found_no_room")

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if not self._is_dropped():
            try:
                self.file.flush()
            except OSError as error:
                if error.errno not in NO_ROOM:
                    raise
                self._drop("found_no_room")
        return super().file_complete(file_size)

    def _is_dropped(self) -> bool:
        return hasattr(self.file, "is_cut_off") or hasattr(self.file, "found_no_room")

    def _drop(self, why: str) -> None:
        setattr(self.file, why, True)
        # Not by `truncate`, which would first write what waits in memory.
        os.ftruncate(self.file.fileno(), 0)


def receives_files(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a view with an `UploadField`: of a file that is too large nothing is kept, and the form
    comes back with its sentence and what was typed.

    The limit holds for all that a request brings. Put whatever asks who somebody is outside of
    this, so that nobody else's file is received at all.
    """
    # The check of the form's token reads the form, and with it the file: it comes after.
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def receive(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # A middleware that has read the form already has received the file in Django's own way.
        if not hasattr(request, "_files"):
            request.upload_handlers = [_UploadHandler(request)]
        return protected(request, *args, **kwargs)

    return receive


@dataclass(frozen=True)
class StoredFile:
    """A file that is in the private storage, as a row about it needs to know it."""

    name: str
    size: int
    sha256: str
    type: FileType
    original_name: str


class _Counted(File):
    """A file that keeps count of what is read of it."""

    def __init__(self, file: Any) -> None:
        super().__init__(file)
        self.counted = file
        self._start()

    def _start(self) -> None:
        self.digest = hashlib.sha256()
        self.count = 0

    # Typed as properties by Django, which hands them on to the file.
    def read(self, length: int = -1) -> bytes:  # type: ignore[override]
        content = self.counted.read(length)
        self.digest.update(content)
        self.count += len(content)
        return content

    def seek(self, position: int, whence: int = 0) -> int:  # type: ignore[override]
        if position == whence == 0:
            self._start()
        return self.counted.seek(position, whence)


def store(upload: File, folder: str) -> StoredFile:
    """Keep this file under a name that says nothing, in a folder of the private storage.

    Raises ValidationError where the disk is full; then, as after any error, nothing stays behind.
    """
    name = f"{folder}/{timezone.now():%Y/%m}/{uuid4().hex}"
    original_name = safe_name(upload.name or "")
    file_type = getattr(upload, "type", None) or type_of(upload, original_name)
    content = _Counted(upload)
    try:
        kept_as = private_storage().save(name, content)
    except BaseException as error:
        discard(name)
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            raise ValidationError(NO_ROOM_SENTENCE, code="no_room") from error
        raise
    return StoredFile(kept_as, content.count, content.digest.hexdigest(), file_type, original_name)


@contextmanager
def stored(upload: File, folder: str) -> Iterator[StoredFile]:
    """Keep this file for as long as the block succeeds.

    Open it around the transaction that writes the row, so that a file whose row was rolled back,
    at the last moment too, is gone with it.
    """
    kept = store(upload, folder)
    try:
        yield kept
    except BaseException:
        discard(kept.name)
        raise
    if (around := _stored_around.get()) is not None:
        around.append(kept.name)


# What was stored so far in the `undone_with_files` that stands around.
_stored_around: ContextVar[list[str] | None] = ContextVar("stored_around", default=None)


@contextmanager
def undone_with_files() -> Iterator[None]:
    """Around a larger transaction in which files are stored: with it they are undone too, if it
    fails after the file's own block has succeeded."""
    names: list[str] = []
    token = _stored_around.set(names)
    try:
        yield
    except BaseException:
        for name in names:
            discard(name)
        raise
    finally:
        _stored_around.reset(token)
    if (around := _stored_around.get()) is not None:
        around += names


def discard(name: str) -> None:
    """Delete a file that no row names any more. One that cannot be deleted is in the log."""
    try:
        private_storage().delete(name)
    except OSError:
        logger.exception("The private file %s could not be deleted.", name)
