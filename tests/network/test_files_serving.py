"""Private files: how they go out again, to the one who may have them."""

from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.http import Http404
from django.middleware.gzip import GZipMiddleware
from django.test import RequestFactory

from network.core.files import (
    private_storage,
    serve,
    serve_picture,
)

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
