"""Private files: where they are, how they come in, and what is kept of them."""

import errno
import hashlib
import stat
import tracemalloc
from io import BytesIO, RawIOBase
from itertools import chain, repeat

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, storages
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.urls import path

from network import checks
from network.core.files import (
    PrivateFileSystemStorage,
    UploadField,
    discard,
    private_storage,
    receives_files,
    safe_name,
    store,
    stored,
)
from network.models import Version

from .papers import PDF, sent

MB = 1024 * 1024


class SendForm(forms.Form):
    title = forms.CharField()
    file = UploadField()


@receives_files
def upload(request):
    form = SendForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        kept = store(form.cleaned_data["file"], "documents")
        return HttpResponse(f"{kept.original_name} {kept.size} {kept.sha256}")
    return HttpResponse(f"{form} {get_token(request)}")


class Urls:
    urlpatterns = [path("upload/", upload)]


@pytest.fixture
def upload_page(settings):
    settings.ROOT_URLCONF = Urls


@pytest.fixture
def kept_files(private):
    """The names of all that is in the private storage."""
    return lambda: sorted(file.name for file in private.rglob("*") if file.is_file())


# The storage


def test_private_file_is_for_the_sites_own_user_alone(private):
    kept = store(sent(PDF, "report.pdf"), "documents")
    file = private / kept.name
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for folder in (file.parent, private / "documents", private):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_web_server_that_sends_private_files_may_read_them(private, settings):
    settings.NETWORK_ACCEL_REDIRECT = "/protected/"
    file = private / store(sent(PDF, "report.pdf"), "documents").name
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o750


def test_private_file_has_no_address(private):
    kept = store(sent(PDF, "report.pdf"), "documents")
    for storage in (private_storage(), storages["private"]):
        with pytest.raises(ValueError, match="no address"):
            storage.url(kept.name)
    with pytest.raises(ValueError, match="no address"):
        _ = Version(file=kept.name).file.url


def test_fields_follow_the_setting(private, settings, tmp_path):
    field = Version._meta.get_field("file")
    assert field.storage.path("x") == str(private / "x")
    settings.STORAGES = settings.STORAGES | {
        "private": {
            "BACKEND": "network.core.files.PrivateFileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "other")},
        }
    }
    assert field.storage.path("x") == str(tmp_path / "other" / "x")
    # Migrations name the function, and so no place of one machine.
    assert field.deconstruct()[3]["storage"] is private_storage


def test_published_files_are_elsewhere(private, settings, tmp_path):
    """FINDINGS, trap 3: the library's private documents lie among the published ones."""
    settings.MEDIA_ROOT = tmp_path / "media"
    kept = store(sent(PDF, "report.pdf"), "documents")
    assert not (tmp_path / "media").exists()
    assert not storages["default"].exists(kept.name)
    # A new setting of the published place moves no private file.
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    assert private_storage().path(kept.name).startswith(str(private))


def test_private_folder_must_be_named():
    with pytest.raises(ImproperlyConfigured, match="location"):
        PrivateFileSystemStorage()


# What the plugin asks of a site's settings


def found():
    return [(error.id, error.hint) for error in checks.check_private_storage(None)]


def test_site_without_a_private_storage_is_told_what_to_write(settings):
    settings.STORAGES = {n: s for n, s in settings.STORAGES.items() if n != "private"}
    [(name, hint)] = found()
    assert name == "network.E002"
    assert "network.core.files.PrivateFileSystemStorage" in hint
    assert "STORAGES" in hint


@pytest.mark.parametrize("setting", ["MEDIA_ROOT", "STATIC_ROOT"])
@pytest.mark.parametrize("public", ["private", "private/public", "."])
def test_site_with_private_files_in_a_public_folder_is_told_which(
    private, settings, tmp_path, setting, public
):
    setattr(settings, setting, str(tmp_path / public))
    [(name, hint)] = found()
    assert name == "network.E003"
    assert setting in hint


@pytest.mark.parametrize(
    "backend", ["InMemoryStorage", "FileSystemStorage"], ids=["in memory", "in a folder"]
)
def test_site_with_addresses_of_private_files_is_told_another_storage(settings, tmp_path, backend):
    options = {"location": str(tmp_path)} if backend == "FileSystemStorage" else {}
    settings.STORAGES = settings.STORAGES | {
        "private": {"BACKEND": f"django.core.files.storage.{backend}", "OPTIONS": options}
    }
    [(name, hint)] = found()
    assert name == "network.E004"
    assert "network.core.files.PrivateFileSystemStorage" in hint


def test_well_configured_site_is_told_nothing(private):
    assert found() == []


# Receiving


@pytest.mark.usefixtures("upload_page")
@pytest.mark.parametrize(
    "name",
    ["../../x.pdf", "a\0b.pdf", "n" * 300 + ".pdf", "n." + "x" * 300, "a\u202efdp.pdf", "محضر.pdf"],
)
def test_upload_with_any_name_is_kept_under_a_safe_one(client, kept_files, name):
    response = client.post("/upload/", {"title": "x", "file": sent_as(PDF, name)})
    digest = hashlib.sha256(PDF).hexdigest()
    assert response.content.decode() == f"{safe_name(name)} {len(PDF)} {digest}"
    [kept] = kept_files()
    assert len(kept) == 32
    assert kept.isalnum()


def sent_as(content, name):
    """A file whose name Django has not yet looked at, as it is on the wire."""
    file = BytesIO(content)
    file.name = name
    return file


@pytest.mark.usefixtures("upload_page")
@pytest.mark.parametrize("over", [1, 3 * MB], ids=["by a byte", "by much"])
def test_upload_over_the_limit_brings_the_form_back(client, settings, kept_files, over):
    settings.NETWORK_UPLOAD_MAX_BYTES = MB
    file = sent_as(b"x" * (MB + over), "a.txt")
    response = client.post("/upload/", {"file": file, "title": "What was typed"})
    assert response.status_code == 200
    page = response.content.decode()
    assert "at most 1 MB are accepted" in page
    assert "What was typed" in page
    assert kept_files() == []


@pytest.mark.usefixtures("upload_page")
def test_upload_over_the_limit_is_written_nowhere(client, settings, private, monkeypatch):
    settings.NETWORK_UPLOAD_MAX_BYTES = MB
    temporary = []

    def remember(self):
        temporary.append(self.size)
        close(self)

    close = TemporaryUploadedFile.close
    written = []
    monkeypatch.setattr(
        "network.core.files.receiving._UploadHandler.receive_data_chunk",
        watched(written),
    )
    monkeypatch.setattr(TemporaryUploadedFile, "close", remember)
    client.post("/upload/", {"title": "x", "file": sent_as(b"x" * 3 * MB, "a.txt")})
    # Its length was said beforehand.
    assert set(written) == {0}
    client.post("/upload/", {"title": "x", "file": sent_as(b"x" * (MB + 9), "a.txt")})
    assert MB * 0.9 < max(written) <= MB
    assert written[-1] == 0
    assert temporary == [3 * MB, MB + 9]


def watched(sizes):
    """What receives a piece of a file; the size of the temporary file is noted after each."""
    from network.core.files.receiving import _UploadHandler

    receive = _UploadHandler.receive_data_chunk

    def receive_and_note(self, raw_data, start):
        receive(self, raw_data, start)
        if not self._is_dropped():
            self.file.flush()
        sizes.append(self.file.seek(0, 2))

    return receive_and_note


@pytest.mark.usefixtures("upload_page")
def test_endless_request_is_not_read(client, settings):
    settings.NETWORK_UPLOAD_MAX_BYTES = 1000
    response = client.post("/upload/", {"file": sent_as(b"x" * 11 * MB, "a.txt"), "title": "x"})
    assert response.status_code == 400


@pytest.mark.usefixtures("upload_page")
def test_upload_asks_for_the_forms_token(kept_files):
    client = Client(enforce_csrf_checks=True)
    fields = {"title": "x", "file": sent(PDF, "a.pdf")}
    assert client.post("/upload/", fields).status_code == 403
    assert kept_files() == []
    client.get("/upload/")
    token = client.cookies["csrftoken"].value
    fields = {"csrfmiddlewaretoken": token, "title": "x", "file": sent(PDF, "a.pdf")}
    assert client.post("/upload/", fields).status_code == 200
    assert len(kept_files()) == 1


@pytest.mark.usefixtures("upload_page")
def test_full_disk_while_the_file_arrives_is_a_sentence(client, kept_files, monkeypatch):
    def write(self, content):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(TemporaryUploadedFile, "write", write, raising=False)
    response = client.post("/upload/", {"title": "x", "file": sent(PDF, "a.pdf")})
    assert "There is no room left" in response.content.decode()
    assert kept_files() == []


class Body(RawIOBase):
    """The body of a request with a file of this size, made as it is read."""

    def __init__(self, size):
        start = (
            b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nx\r\n--x\r\n'
            b'Content-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        )
        end = b"\r\n--x--\r\n"
        self.length = len(start) + size + len(end)
        pieces = repeat(b"x" * MB, size // MB)
        self.pieces = chain([start], pieces, [end])
        self.rest = b""

    def read(self, length=-1):
        self.rest = self.rest or next(self.pieces, b"")
        piece, self.rest = self.rest[:length], self.rest[length:]
        return piece


@pytest.mark.parametrize(("size", "answer"), [(30 * MB, b"a.txt"), (60 * MB, b"at most")])
def test_large_upload_never_stands_in_memory(private, settings, size, answer):
    settings.NETWORK_UPLOAD_MAX_BYTES = 40 * MB
    body = Body(size)
    environ = RequestFactory()._base_environ(
        PATH_INFO="/upload/",
        REQUEST_METHOD="POST",
        CONTENT_TYPE="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(body.length),
    )
    request = WSGIRequest(environ | {"wsgi.input": body})
    request._dont_enforce_csrf_checks = True
    tracemalloc.start()
    try:
        response = upload(request)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        request.close()
    assert answer in response.content
    assert peak < 5 * MB


# Keeping


def test_stored_file_is_what_was_sent(kept_files):
    content = PDF + b"x" * 200_000
    upload = sent(content, "Rapport final.pdf")
    kept = store(upload, "documents")
    with private_storage().open(kept.name) as file:
        assert file.read() == content
    assert kept.size == len(content)
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert kept.original_name == "Rapport final.pdf"
    assert kept.type.mime == "application/pdf"
    # Neither what it is called nor what it is can be told from the folder.
    assert "apport" not in kept.name
    assert "." not in kept.name
    discard(kept.name)
    assert kept_files() == []
    discard(kept.name)


def test_stored_file_is_counted_also_by_a_storage_that_reads_it_whole(settings, monkeypatch):
    def save(self, name, content):
        content.read(3)
        content.seek(0)
        self.inner = content.read()
        return name

    monkeypatch.setattr(InMemoryStorage, "_save", save)
    kept = store(sent(PDF, "a.pdf"), "documents")
    assert (kept.size, kept.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())


@pytest.mark.django_db
def test_file_of_a_transaction_that_failed_is_gone(kept_files):
    def fail():
        with stored(sent(PDF, "a.pdf"), "documents"), transaction.atomic():
            assert len(kept_files()) == 1
            raise RuntimeError("no row")

    with pytest.raises(RuntimeError, match="no row"):
        fail()
    assert kept_files() == []
    with stored(sent(PDF, "a.pdf"), "documents") as kept, transaction.atomic():
        pass
    assert private_storage().exists(kept.name)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_full_disk_is_a_sentence_and_leaves_no_half_file(kept_files, code):
    class Half(ContentFile):
        def read(self, length=-1):
            if self.tell():
                raise OSError(code, "No room")
            return super().read(10)

    half = Half(PDF, "a.pdf")
    with pytest.raises(ValidationError, match="There is no room left"):
        store(half, "documents")
    assert kept_files() == []


def test_other_failure_is_not_hidden_and_leaves_no_half_file(kept_files):
    class Broken(ContentFile):
        def read(self, length=-1):
            if self.tell():
                raise OSError(errno.EIO, "Broken disk")
            return super().read(10)

    with pytest.raises(OSError, match="Broken disk"):
        store(Broken(PDF, "a.pdf"), "documents")
    assert kept_files() == []
