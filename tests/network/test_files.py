"""Private files: what is accepted, what is kept of it, and how it goes out again."""

import errno
import hashlib
import stat
import tracemalloc
from io import BytesIO, RawIOBase
from itertools import chain, repeat
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage, storages
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.middleware.gzip import GZipMiddleware
from django.test import Client, RequestFactory
from django.urls import path
from django.utils import translation

from network import checks
from network.core.files import (
    PrivateFileSystemStorage,
    UploadField,
    discard,
    private_storage,
    receives_files,
    safe_name,
    serve,
    serve_picture,
    size_in_words,
    store,
    stored,
    type_named,
    type_of,
)
from network.models import Version

MB = 1024 * 1024
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 30
EXE = b"MZ\x90\0\x03\0\0\0" + b"\0" * 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


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
def private(settings, tmp_path):
    """The private storage in real files, in the folder returned."""
    folder = tmp_path / "private"
    settings.STORAGES = settings.STORAGES | {
        "private": {
            "BACKEND": "network.core.files.PrivateFileSystemStorage",
            "OPTIONS": {"location": str(folder)},
        }
    }
    return folder


@pytest.fixture
def kept_files(private):
    """The names of all that is in the private storage."""
    return lambda: sorted(file.name for file in private.rglob("*") if file.is_file())


def sent(content, name):
    return SimpleUploadedFile(name, content)


def zipped(*names, **contents):
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, contents.get(name, "x"))
    return file.getvalue()


def open_document(kind):
    return zipped("mimetype", "content.xml", mimetype=f"application/vnd.oasis.opendocument.{kind}")


def office(folder):
    return zipped("[Content_Types].xml", f"{folder}/main.xml")


def refusal(content, name, language="en"):
    """The sentence beside the field, for a file that is refused."""
    with translation.override(language):
        form = SendForm({"title": "x"}, {"file": sent(content, name)})
        assert not form.is_valid()
        return form.errors["file"][0]


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


# What is accepted


@pytest.mark.parametrize(
    ("name", "content", "mime", "label"),
    [
        ("a.pdf", PDF, "application/pdf", "PDF document"),
        ("A.PDF", PDF, "application/pdf", "PDF document"),
        ("a", PDF, "application/pdf", "PDF document"),
        ("a.docx", office("word"), "application/vnd.openxmlformats-officedocument."
            "wordprocessingml.document", "Word document"),
        ("a.xlsx", office("xl"), "application/vnd.openxmlformats-officedocument."
            "spreadsheetml.sheet", "Excel workbook"),
        ("a.pptx", office("ppt"), "application/vnd.openxmlformats-officedocument."
            "presentationml.presentation", "PowerPoint presentation"),
        ("a.odt", open_document("text"), "application/vnd.oasis.opendocument.text",
            "OpenDocument text"),
        ("a.ods", open_document("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet",
            "OpenDocument spreadsheet"),
        ("a.odp", open_document("presentation"),
            "application/vnd.oasis.opendocument.presentation", "OpenDocument presentation"),
        ("a.doc", OLE, "application/msword", "Older Office document"),
        ("a.png", PNG, "image/png", "Picture"),
        ("a.jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 50, "image/jpeg", "Picture"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "image/heic", "Picture"),
        ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp", "Picture"),
        ("a.zip", zipped("word/a.txt"), "application/zip", "ZIP archive"),
        ("a.rar", b"Rar!\x1a\x07\0", "application/vnd.rar", "Archive"),
        ("a.txt", "Réunion".encode(), "text/plain; charset=utf-8", "Text"),
        ("a.txt", "اجتماع".encode(), "text/plain; charset=utf-8", "Text"),
        ("a.txt", "اجتماع".encode("cp1256"), "text/plain", "Text"),
        ("a.txt", "Réunion".encode("utf-16"), "text/plain", "Text"),
        ("a.txt", b"MZ begins a name, and %PDF- a document.", "text/plain; charset=utf-8", "Text"),
        ("a.csv", b"a;b\n1;2\n", "text/csv", "CSV table"),
        ("a.mp3", b"ID3\x03\0" + b"\0" * 40, "audio/mpeg", "Audio"),
        ("a.mp3", b"\xff\xf3\x90\x44" + b"\0" * 40, "audio/mpeg", "Audio"),
        ("a.mp4", b"\0\0\0\x18ftypiso5\0\0\0\0", "video/mp4", "Video"),
        ("a.html", b"<!DOCTYPE html><p>x", "text/html", "HTML page"),
        ("a.svg", b"<svg xmlns='x'>", "image/svg+xml", "SVG drawing"),
        ("a.js", b"alert(1)", "text/javascript", "Script"),
        ("a.dat", b"\x01\x02\0\x03", "application/octet-stream", "File"),
    ],
)  # fmt: skip
def test_file_is_known_by_its_content(name, content, mime, label):
    with translation.override("en"):
        form = SendForm({"title": "x"}, {"file": sent(content, name)})
        assert form.is_valid(), form.errors
        found = form.cleaned_data["file"].type
        assert (found.mime, str(found.label)) == (mime, label)
        # And later, without its content.
        later = type_named(found.mime, name)
        if name != "a.txt" or "charset" in mime:
            assert str(later.label) == label


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"<!DOCTYPE html><html><script>alert(1)</script>", "HTML page"),
        (b"\n <!-- x --> <SCRIPT>alert(1)</SCRIPT>", "HTML page"),
        (b"\xef\xbb\xbf<html>", "HTML page"),
        ("<html><script>".encode("utf-16"), "HTML page"),
        ("<html><script>".encode("utf-16-le"), "HTML page"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", "HTML page"),
        (b"<html> %PDF-1.7", "HTML page"),
        (b"<svg onload='alert(1)'>", "SVG drawing"),
        (b"<?xml version='1.0'?><!-- x --><svg xmlns='http://www.w3.org/2000/svg'>", "SVG drawing"),
        (b"#!/bin/sh\nrm -rf /", "Script"),
        (b"<?php system($_GET['x']);", "Script"),
        (b"Only a text", "Text"),
        (office("word"), "Word document"),
        (zipped("a"), "ZIP archive"),
        (PNG, "Picture"),
        (OLE, "Older Office document"),
    ],
)
def test_file_that_is_not_what_its_name_says_is_refused(content, what):
    said = refusal(content, "report.pdf")
    assert said.startswith(f"This file is named .pdf, but its content is: {what}.")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", zipped("a")),
        ("a.docx", office("xl")),
        ("a.docx", OLE),
        ("a.docx", b"text"),
        ("a.png", PDF),
        ("a.jpg", b"<svg>"),
        ("a.txt", PNG),
        ("a.zip", PDF),
        ("a.mp3", b"<html>"),
        ("a.html", PDF),
    ],
)
def test_other_names_do_not_lie_either(name, content):
    assert refusal(content, name).startswith(f"This file is named {name[1:]}, but its content is:")


def test_nonsense_under_a_name_of_something_is_refused():
    said = refusal(b"\x01\x02\0\x03", "a.pdf")
    assert said.startswith("This file is named .pdf, but its content is something else.")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.pdf", EXE),
        ("report.pdf", b"\x7fELF\x02\x01\x01" + b"\0" * 100),
        ("report.pdf", b"\xcf\xfa\xed\xfe\x07\0\0\x01" + b"\0" * 100),
        ("report", EXE),
        ("report.txt", EXE),
        ("setup.exe", EXE),
        ("report.pdf.exe", b"x"),
        ("report.pdf\0.exe", b"x"),
        ("setup.MSI", OLE),
        ("game.apk", zipped("AndroidManifest.xml")),
        ("run.bat", b"del *"),
        ("run.ps1", b"x"),
    ],
)
def test_program_is_refused(name, content):
    assert "Programs are not accepted" in refusal(content, name)


def test_empty_file_is_refused_in_a_sentence():
    assert "This file is empty" in refusal(b"", "a.pdf")


def test_file_over_the_limit_is_refused_with_both_sizes(settings):
    settings.NETWORK_UPLOAD_MAX_BYTES = 2 * MB
    said = refusal(b"x" * (2 * MB + MB // 2), "a.txt")
    assert said == "This file has 2.5 MB; at most 2 MB are accepted."
    settings.NETWORK_UPLOAD_MAX_BYTES = 3 * MB
    assert SendForm({"title": "x"}, {"file": sent(b"x" * 3 * MB, "a.txt")}).is_valid()


def test_limit_is_named_before_the_upload(settings):
    assert "At most 100 MB." in str(SendForm())
    settings.NETWORK_UPLOAD_MAX_BYTES = 5 * MB
    page = str(SendForm())
    assert "At most 5 MB." in page
    assert f'data-max-bytes="{5 * MB}"' in page


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 bytes"), (1, "1 byte"), (1023, "1,023 bytes"), (1024, "1 KB"), (1536, "1.5 KB"),
     (100 * MB, "100 MB"), (3 * 1024 * MB, "3 GB")],
)  # fmt: skip
def test_size_is_said_in_words(size, words, settings):
    settings.USE_THOUSAND_SEPARATOR = True
    with translation.override("en"):
        assert size_in_words(size) == words


# Names


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\win.ini", "win.ini"),
        ("C:\\papers\\report.pdf", "report.pdf"),
        ("report\0.pdf", "report.pdf"),
        ("re\r\nport.pdf", "report.pdf"),
        ("annex\u202efdp.docx", "annexfdp.docx"),
        ("\u2066a\u2069\u200e\u200f\u061c.pdf", "a.pdf"),
        ("a\u200bb\ufeff\u00ad.pdf", "ab.pdf"),
        ("\ud800.pdf", "document.pdf"),
        ("محضر الاجتماع.pdf", "محضر الاجتماع.pdf"),
        ("Compte rendu de réunion – été 2026.pdf", "Compte rendu de réunion – été 2026.pdf"),
        ("re\u0301union.pdf", "réunion.pdf"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
        ("a\u200c.pdf", "a.pdf"),
        ("a\u00a0\u2003b.pdf", "a b.pdf"),
        ("rapport : version 2 ?.pdf", "rapport _ version 2 _.pdf"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        (".htaccess.txt", "htaccess.txt"),
        (".pdf", "document.pdf"),
        ("..pdf", "document.pdf"),
        ("report.pdf. . ", "report.pdf"),
        ("con.pdf", "_con.pdf"),
        ("NUL", "_NUL"),
        ("LPT1.tar.gz", "_LPT1.tar.gz"),
        ("contract.pdf", "contract.pdf"),
        ("", "document"),
        ("..", "document"),
        ("folder/", "document"),
        ("\u202e\u200b", "document"),
    ],
)
def test_name_is_made_safe(given, safe):
    assert safe_name(given) == safe
    assert safe_name(safe) == safe


@pytest.mark.parametrize("letter", ["a", "م", "é", "𞤀", "e\u0301"])
def test_long_name_keeps_its_extension(letter):
    safe = safe_name(letter * 300 + ".pdf")
    assert safe.endswith(f"{letter[0] if letter != 'e' + chr(0x301) else 'é'}.pdf")
    assert len(safe) <= 150
    assert len(safe.encode()) <= 255
    assert len(safe_name("a." + letter * 300).encode()) <= 255


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


# Serving


ASKED = RequestFactory()


def answer(request=None, content=b"0123456789", name="a.pdf", content_type="application/pdf"):
    stored_name = private_storage().save("documents/one", ContentFile(content))
    return serve(
        request or ASKED.get("/"),
        stored_name,
        name=name,
        content_type=content_type,
        size=len(content),
        sha256="d1",
    )


def test_file_goes_out_as_a_download_that_nobody_else_keeps():
    response = answer()
    assert response.getvalue() == b"0123456789"
    assert response.headers == {
        "Content-Type": "application/pdf",
        "Content-Length": "10",
        "Content-Disposition": 'attachment; filename="a.pdf"',
        "Content-Encoding": "identity",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Accept-Ranges": "bytes",
        "ETag": '"d1"',
    }


@pytest.mark.parametrize(
    ("kept", "declared"),
    [
        ("application/pdf", "application/pdf"),
        ("image/png", "image/png"),
        ("text/plain; charset=utf-8", "text/plain; charset=utf-8"),
        ("text/html", "application/octet-stream"),
        ("text/html; charset=utf-8", "application/octet-stream"),
        ("image/svg+xml", "application/octet-stream"),
        ("application/xml", "application/octet-stream"),
        ("application/xhtml+xml", "application/octet-stream"),
        ("text/javascript", "application/octet-stream"),
        ("nonsense", "application/octet-stream"),
    ],
)
def test_only_what_a_browser_does_not_run_is_declared(kept, declared):
    assert answer(content_type=kept)["Content-Type"] == declared


@pytest.mark.parametrize(
    ("asked", "status", "content", "said"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=4-", 206, b"456789", "bytes 4-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=0-", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=8-99", 206, b"89", "bytes 8-9/10"),
        ("bytes=-99", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=9-9", 206, b"9", "bytes 9-9/10"),
        ("Bytes=0-0", 206, b"0", "bytes 0-0/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=99-100", 416, b"", "bytes */10"),
        ("bytes=-0", 416, b"", "bytes */10"),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("bytes=5-2", 200, b"0123456789", None),
        ("bytes=-", 200, b"0123456789", None),
        ("bytes=a-b", 200, b"0123456789", None),
        ("bytes=٣-٤", 200, b"0123456789", None),
        ("bytes=" + "9" * 5000 + "-", 200, b"0123456789", None),
        ("pages=1-2", 200, b"0123456789", None),
    ],
)
def test_part_of_a_file_is_sent_when_it_is_asked_for(asked, status, content, said):
    response = answer(ASKED.get("/", HTTP_RANGE=asked))
    assert response.status_code == status
    assert response.getvalue() == content
    assert response.get("Content-Range") == said
    if status != 416:
        assert response["Content-Length"] == str(len(content))
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("tag", "status"), [('"d1"', 206), ('"d2"', 200), ('W/"d1"', 200), ("Wed, 21 Oct 2026", 200)]
)
def test_part_of_another_version_is_not_sent(tag, status):
    response = answer(ASKED.get("/", HTTP_RANGE="bytes=0-3", HTTP_IF_RANGE=tag))
    assert response.status_code == status


def test_head_says_what_get_would_send():
    response = answer(ASKED.head("/", HTTP_RANGE="bytes=0-3"))
    assert response.status_code == 200
    assert response.content == b""
    assert response["Content-Length"] == "10"
    assert response["ETag"] == '"d1"'


@pytest.mark.parametrize("content", [b"a" * 10_000, b"a" * 300_000])
def test_file_is_not_compressed_on_its_way(content):
    request = ASKED.get("/", HTTP_ACCEPT_ENCODING="gzip", HTTP_RANGE="bytes=1-")
    response = GZipMiddleware(lambda request: answer(request, content))(request)
    assert response.getvalue() == content[1:]
    assert response["Content-Length"] == str(len(content) - 1)
    assert response["ETag"] == '"d1"'


@pytest.mark.parametrize(
    ("name", "ascii_name"),
    [
        ("محضر الاجتماع 14 غشت.pdf", "document.pdf"),
        ("Compte rendu – réunion d’été.PDF", "Compte rendu reunion d ete.pdf"),
        ("50% (bis).pdf", "50 (bis).pdf"),
        ("ⵜⴰⵎⴰⵣⵉⵖⵜ.odt", "document.odt"),
        ("a, b; c='d'.txt", "a b c d.txt"),
    ],
)
def test_name_in_any_script_survives(name, ascii_name):
    header = answer(name=name)["Content-Disposition"]
    assert header.isascii()
    kind, fallback, full = header.split("; ")
    assert kind == "attachment"
    assert fallback == f'filename="{ascii_name}"'
    assert unquote(full.removeprefix("filename*=UTF-8''")) == name


@pytest.mark.parametrize("name", ['a"; filename="b.exe', "a\r\nSet-Cookie: x=y", "a\\", ""])
def test_name_says_nothing_but_a_name(name):
    header = answer(name=name)["Content-Disposition"]
    assert header.startswith("attachment; filename=")
    assert header.count('"') == 2


@pytest.mark.django_db
def test_file_is_closed_when_the_reader_goes(private, monkeypatch):
    opened = []
    open_file = FileSystemStorage._open

    def open_and_note(self, name, mode):
        opened.append(open_file(self, name, mode))
        return opened[-1]

    monkeypatch.setattr(FileSystemStorage, "_open", open_and_note)
    content = b"0123456789" * 100_000
    response = answer(ASKED.get("/", HTTP_RANGE="bytes=100000-100004"), content)
    assert response.getvalue() == b"01234"
    response.close()
    assert opened.pop().closed
    response = answer(content=content)
    assert len(next(iter(response))) == 64 * 1024
    assert not opened[0].closed
    response.close()
    assert opened[0].closed


def test_file_that_is_missing_is_not_found_and_in_the_log(private, caplog):
    with pytest.raises(Http404):
        serve(ASKED.get("/"), "gone", name="a", content_type="", size=1, sha256="d")
    with pytest.raises(Http404):
        serve_picture(ASKED.get("/"), "gone")
    assert "gone is missing" in caplog.text


def test_web_server_in_front_sends_the_file_where_it_can(private, settings):
    settings.NETWORK_ACCEL_REDIRECT = "/protected/"
    response = serve(
        ASKED.get("/", HTTP_RANGE="bytes=0-3"),
        "documents/à part?",
        name="محضر.pdf",
        content_type="application/pdf",
        size=10,
        sha256="d1",
    )
    assert response["X-Accel-Redirect"] == "/protected/documents/%C3%A0%20part%3F"
    assert response.status_code == 200
    assert response.content == b""
    # It finds out by itself how much is sent.
    for name in ("Content-Length", "Content-Range", "Content-Encoding", "ETag"):
        assert name not in response
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Type"] == "application/pdf"
    assert "filename*" in response["Content-Disposition"]


def test_web_server_in_front_is_not_asked_for_what_is_not_on_its_disk(settings):
    settings.NETWORK_ACCEL_REDIRECT = "/protected/"
    response = answer()
    assert "X-Accel-Redirect" not in response
    assert response.getvalue() == b"0123456789"


def test_picture_is_shown_in_a_page_and_kept_by_nobody():
    kept = private_storage().save("photos/one", ContentFile(b"0123456789"))
    response = serve_picture(ASKED.get("/"), kept)
    assert response.getvalue() == b"0123456789"
    assert response["Content-Type"] == "image/webp"
    assert response["Content-Disposition"] == "inline"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    with pytest.raises(ValueError, match="svg"):
        serve_picture(ASKED.get("/"), kept, content_type="image/svg+xml")


def test_type_is_found_without_a_form():
    assert type_of(sent(PDF, "x"), "report.pdf").label == "PDF document"
