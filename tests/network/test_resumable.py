"""Files that come in pieces: every rule of the protocol, and what it leaves behind."""

import base64
import hashlib
import io
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from network.core import resumable
from network.models import PartialUpload, UploadPart

from .uploading import OCTETS, TUS, Tus, kept_parts, metadata, number_of

CONTENT = bytes(range(256)) * 40
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private")]


def checksum(content, algorithm="sha1"):
    digest = hashlib.new(algorithm, content).digest()
    return f"{algorithm} {base64.b64encode(digest).decode()}"


def arrived(world, number, persona="member"):
    return resumable.completed(world.users[persona], UUID(number))


# What it can do


def test_options_say_what_the_server_can_do(tus, settings):
    settings.NETWORK_UPLOAD_MAX_BYTES = 5000
    answer = tus().client.options(reverse("network:uploads"))
    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert set(answer["Tus-Extension"].split(",")) == {
        "creation",
        "expiration",
        "checksum",
        "termination",
    }
    assert answer["Tus-Max-Size"] == "5000"
    assert answer["Tus-Checksum-Algorithm"] == "sha1,sha256"


def test_upload_is_begun_with_its_name_and_an_address(tus, world):
    answer = tus().begin(10, "../تقرير\u202efdp.exe.pdf", modified="1700")
    upload = PartialUpload.objects.get()
    assert answer.status_code == 201
    assert answer["Location"] == reverse("network:upload-part", args=[upload.pk])
    assert answer["Tus-Resumable"] == "1.0.0"
    assert "Upload-Expires" in answer
    assert (upload.user, upload.name, upload.size) == (
        world.users["member"],
        "تقريرfdp.exe.pdf",
        10,
    )


def test_pieces_make_the_file(tus, world):
    number = tus().send(CONTENT, "a.bin", pieces=4)
    file = arrived(world, number)
    assert (file.name, file.size) == ("a.bin", len(CONTENT))
    assert file.read() == CONTENT
    file.seek(5000)
    assert file.read(3000) == CONTENT[5000:8000]
    assert file.tell() == 8000
    file.seek(-10, io.SEEK_END)
    assert file.read() == CONTENT[-10:]
    assert file.read(5) == b""
    assert b"".join(file.chunks(777)) == CONTENT
    file.close()
    with pytest.raises(ValueError, match="closed"):
        file.read()
    assert len(kept_parts()) == 4


def test_head_says_how_much_has_arrived(tus):
    browser = tus()
    path = browser.begin(len(CONTENT), "a.bin", modified="1700")["Location"]
    browser.patch(path, 0, CONTENT[:100])
    answer = browser.ask("HEAD", path)
    assert answer["Upload-Offset"] == "100"
    assert answer["Upload-Length"] == str(len(CONTENT))
    assert answer["Upload-Metadata"] == metadata(filename="a.bin", modified="1700")
    assert answer["Cache-Control"] == "no-store"


def test_file_that_has_not_arrived_is_none(tus, world):
    browser = tus()
    path = browser.begin(len(CONTENT))["Location"]
    browser.patch(path, 0, CONTENT[:-1])
    assert arrived(world, number_of(path)) is None
    assert arrived(world, str(uuid4())) is None


def test_deleted_upload_leaves_nothing(tus, django_capture_on_commit_callbacks):
    browser = tus()
    path = browser.begin(len(CONTENT))["Location"]
    browser.patch(path, 0, CONTENT[:100])
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.ask("DELETE", path).status_code == 204
    assert browser.offset(path) == 404
    assert not PartialUpload.objects.exists()
    assert kept_parts() == []


def test_proxy_that_knows_only_post_is_gone_round(tus, world):
    browser = tus()
    path = browser.begin(5)["Location"]
    answer = browser.ask("POST", path, b"12345", upload_offset=0, x_http_method_override="PATCH")
    assert answer.status_code == 204
    assert arrived(world, number_of(path)).read() == b"12345"
    assert browser.ask("POST", path).status_code == 400
    # What is asked by GET changes nothing, whatever else it says.
    answer = browser.client.get(path, headers={**TUS, "x-http-method-override": "DELETE"})
    assert answer.status_code == 405
    assert PartialUpload.objects.exists()


# Whose it is


@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE"])
@pytest.mark.parametrize("persona", ["manager", "partner", "superuser"])
def test_upload_is_nobody_elses(tus, world, method, persona):
    path = tus("member").begin(10)["Location"]
    assert tus(persona).ask(method, path, b"12345", upload_offset=0).status_code == 404
    upload = PartialUpload.objects.get()
    assert upload.received == 0
    number = tus("member").send(CONTENT)
    assert arrived(world, number, persona) is None
    assert arrived(world, number) is not None


def test_upload_of_somebody_who_has_left_is_out_of_reach(tus, world):
    path = tus("former").begin(10)
    assert path.status_code == 403
    assert not PartialUpload.objects.exists()


def test_request_from_another_site_is_refused(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["member"])
    assert Tus(client).begin(10).status_code == 403
    client.get(reverse("network:document-upload", args=[world.commission.pk]))
    token = client.cookies["csrftoken"].value
    answer = Tus(client).ask(
        "POST", reverse("network:uploads"), upload_length=10, x_csrftoken=token
    )
    assert answer.status_code == 201
    for method in ("PATCH", "DELETE"):
        assert Tus(client).ask(method, answer["Location"], upload_offset=0).status_code == 403


# Bad requests


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"upload_length": "ten"}, 400),
        ({"upload_length": "-1"}, 400),
        ({"upload_length": "٥"}, 400),
        ({"upload_length": "9" * 30}, 400),
        ({"upload_length": "1" * 5000}, 400),
        ({}, 400),
        ({"upload_length": 10, "upload_defer_length": 1}, 400),
        ({"upload_length": 10, "upload_metadata": "filename ###"}, 400),
        ({"upload_length": 10, "upload_metadata": "na(é)me eA=="}, 400),
        ({"upload_length": 10, "upload_metadata": "a eA==,a eA=="}, 400),
        ({"upload_length": 10, "upload_metadata": "a " + "eHh4" * 2000}, 400),
        ({"upload_length": 10, "tus_resumable": "0.2.2"}, 412),
        ({"upload_length": 0}, 400),
        ({"upload_length": 5001}, 413),
        ({"upload_length": "9" * 18}, 413),
    ],
)
def test_upload_that_is_no_good_is_not_begun(tus, settings, headers, status):
    settings.NETWORK_UPLOAD_MAX_BYTES = 5000
    answer = tus().ask("POST", reverse("network:uploads"), **headers)
    assert answer.status_code == status
    assert answer["Tus-Resumable"] == "1.0.0"
    assert len(answer.text) > 20
    assert not PartialUpload.objects.exists()
    if status == 412:
        assert answer["Tus-Version"] == "1.0.0"


def test_name_that_is_no_text_is_kept_as_one(tus):
    name = base64.b64encode(b"\xff\xfe\0.pdf").decode()
    answer = tus().ask(
        "POST", reverse("network:uploads"), upload_length=9, upload_metadata=f"filename {name}"
    )
    assert answer.status_code == 201
    assert "\0" not in PartialUpload.objects.get().name


def test_too_large_and_empty_files_are_told_in_the_readers_language(tus, settings):
    settings.NETWORK_UPLOAD_MAX_BYTES = 5 * 1024
    assert "at most 5 KB" in tus().begin(6000).text
    assert "empty" in tus().begin(0).text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"upload_offset": 1}, 409),
        ({"upload_offset": 500}, 409),
        ({"upload_offset": "x"}, 400),
        ({}, 400),
        ({"upload_offset": 0, "tus_resumable": "2"}, 412),
        ({"upload_offset": 0, "content_type": "application/octet-stream"}, 415),
        ({"upload_offset": 0, "content_type": "multipart/form-data; boundary=x"}, 415),
        ({"upload_offset": 0, "upload_checksum": "md5 eA=="}, 400),
        ({"upload_offset": 0, "upload_checksum": "sha1"}, 400),
        ({"upload_offset": 0, "upload_checksum": "sha1 eA=="}, 400),
        ({"upload_offset": 0, "upload_checksum": checksum(b"another")}, 460),
        ({"upload_offset": 0, "upload_checksum": checksum(b"another", "sha256")}, 460),
    ],
)
def test_piece_that_is_no_good_is_not_kept(tus, headers, status):
    browser = tus()
    path = browser.begin(10)["Location"]
    assert browser.ask("PATCH", path, b"12345", **headers).status_code == status
    assert browser.offset(path) == 0
    assert (UploadPart.objects.count(), kept_parts()) == (0, [])


def test_piece_after_the_next_one_is_refused(tus, world):
    browser = tus()
    path = browser.begin(9)["Location"]
    assert browser.patch(path, 3, b"456").status_code == 409
    assert browser.patch(path, 0, b"123").status_code == 204
    assert browser.patch(path, 6, b"789").status_code == 409
    assert browser.patch(path, 0, b"123").status_code == 409
    assert browser.patch(path, 3, b"456").status_code == 204
    assert browser.patch(path, 6, b"789").status_code == 204
    assert arrived(world, number_of(path)).read() == b"123456789"


def test_more_than_was_announced_is_refused(tus):
    browser = tus()
    path = browser.begin(10)["Location"]
    assert browser.patch(path, 0, b"x" * 11).status_code == 413
    assert browser.offset(path) == 0
    assert kept_parts() == []


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_piece_with_its_checksum_is_kept(tus, algorithm):
    browser = tus()
    path = browser.begin(10)["Location"]
    answer = browser.patch(path, 0, b"12345", upload_checksum=checksum(b"12345", algorithm))
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "5")


def test_body_that_does_not_say_how_long_it_is_is_refused(tus):
    browser = tus()
    path = browser.begin(10)["Location"]
    headers = {**TUS, "upload-offset": "0", "transfer-encoding": "chunked"}
    answer = browser.client.generic("PATCH", path, headers=headers, CONTENT_TYPE=OCTETS)
    assert answer.status_code == 411
