"""What is kept of files that come in pieces, whatever goes wrong; and what is forgotten."""

import base64
import errno
import hashlib
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.handlers.wsgi import LimitedStream
from django.http.request import UnreadablePostError
from django.utils import timezone

from network.core import resumable
from network.core.resumable import receiving
from network.models import PartialUpload, UploadPart

from .uploading import kept_parts, metadata, number_of

CONTENT = bytes(range(256)) * 40
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private")]


def checksum(content, algorithm="sha1"):
    digest = hashlib.new(algorithm, content).digest()
    return f"{algorithm} {base64.b64encode(digest).decode()}"


def arrived(world, number, persona="member"):
    return resumable.completed(world.users[persona], UUID(number))


# Two at once


def test_of_two_pieces_at_once_one_counts(tus, world, monkeypatch):
    """The second request comes while the first one's file is being kept."""
    browser = tus()
    path = browser.begin(10)["Location"]
    save, others = storages["private"].__class__.save, []

    def save_late(self, name, content, max_length=None):
        if not others:
            others.append(None)
            others[0] = browser.patch(path, 0, b"first")
        return save(self, name, content, max_length)

    monkeypatch.setattr(storages["private"].__class__, "save", save_late)
    late = browser.patch(path, 0, b"late.")
    assert (others[0].status_code, late.status_code) == (204, 409)
    assert browser.offset(path) == 5
    assert len(kept_parts()) == UploadPart.objects.count() == 1
    browser.patch(path, 5, b"-last")
    assert arrived(world, number_of(path)).read() == b"first-last"


def test_piece_of_an_upload_that_is_cancelled_meanwhile_is_not_kept(
    tus, monkeypatch, django_capture_on_commit_callbacks
):
    browser = tus()
    path = browser.begin(10)["Location"]
    save = storages["private"].__class__.save

    def cancel_and_save(self, name, content, max_length=None):
        with django_capture_on_commit_callbacks(execute=True):
            browser.ask("DELETE", path)
        return save(self, name, content, max_length)

    monkeypatch.setattr(storages["private"].__class__, "save", cancel_and_save)
    assert browser.patch(path, 0, b"12345").status_code == 409
    assert UploadPart.objects.count() == 0
    resumable.forget_old()
    assert kept_parts() == []


# Dropped lines


@pytest.mark.parametrize("error", [None, UnreadablePostError("gone")])
def test_what_came_before_the_line_dropped_is_kept(tus, world, monkeypatch, error):
    browser = tus()
    path = browser.begin(200_000)["Location"]
    content = bytes(range(200)) * 1000
    read, left = LimitedStream.read, [70_000]

    def drop(self, size=-1):
        if left[0] <= 0:
            if error:
                raise OSError("Connection reset by peer")
            return b""
        piece = read(self, min(size, left[0]))
        left[0] -= len(piece)
        return piece

    monkeypatch.setattr(LimitedStream, "read", drop)
    browser.patch(path, 0, content)
    monkeypatch.undo()
    assert browser.offset(path) == 70_000
    browser.patch(path, 70_000, content[70_000:])
    assert arrived(world, number_of(path)).read() == content


def test_half_a_piece_with_a_checksum_is_not_kept(tus, monkeypatch):
    browser = tus()
    path = browser.begin(10)["Location"]
    monkeypatch.setattr(LimitedStream, "read", lambda self, size=-1: b"")
    answer = browser.patch(path, 0, b"12345", upload_checksum=checksum(b"12345"))
    assert answer.status_code == 460
    assert kept_parts() == []


# The whole file


def test_file_that_is_what_was_announced_arrives(tus, world):
    number = tus().send(CONTENT, sha256=hashlib.sha256(CONTENT).hexdigest())
    assert arrived(world, number).read() == CONTENT


def test_file_that_changed_while_it_was_sent_is_gone(tus, django_capture_on_commit_callbacks):
    browser = tus()
    announced = hashlib.sha256(b"1234567890").hexdigest()
    path = browser.begin(10, sha256=announced)["Location"]
    browser.patch(path, 0, b"12345")
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.patch(path, 5, b"xxxxx")
    assert answer.status_code == 460
    assert "This file changed while it was being sent" in answer.text
    assert not PartialUpload.objects.exists()
    assert kept_parts() == []


def test_last_byte_whose_server_was_killed_still_completes(tus, world):
    number = tus().send(CONTENT, sha256=hashlib.sha256(CONTENT).hexdigest())
    PartialUpload.objects.update(completed_at=None)
    assert arrived(world, number).read() == CONTENT
    assert PartialUpload.objects.get().completed_at
    wrong = metadata(filename="x.pdf", sha256="0" * 64)
    PartialUpload.objects.update(completed_at=None, metadata=wrong)
    assert arrived(world, number) is None


# No room


def full(*args, **kwargs):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_full_disk_is_a_sentence_and_leaves_nothing(tus, monkeypatch):
    browser = tus()
    path = browser.begin(10)["Location"]
    browser.patch(path, 0, b"123")
    before = kept_parts()
    monkeypatch.setattr(storages["private"].__class__, "_save", full)
    answer = browser.patch(path, 3, b"45")
    assert answer.status_code == 507
    assert "There is no room left" in answer.text
    monkeypatch.undo()
    assert (kept_parts(), browser.offset(path)) == (before, 3)
    assert browser.patch(path, 3, b"4567890").status_code == 204


def test_file_half_written_onto_a_full_disk_is_gone(tus, monkeypatch):
    browser = tus()
    path = browser.begin(10)["Location"]
    save = storages["private"].__class__._save

    def write_half(self, name, content):
        save(self, name, ContentFile(b"half"))
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    monkeypatch.setattr(storages["private"].__class__, "_save", write_half)
    assert browser.patch(path, 0, b"12345").status_code == 507
    assert [name for name in kept_parts() if "/" in name] == []
    assert browser.offset(path) == 0


def test_full_temporary_disk_is_a_sentence(tus, monkeypatch):
    browser = tus()
    path = browser.begin(10)["Location"]
    monkeypatch.setattr(receiving, "_read_body", full)
    assert browser.patch(path, 0, b"12345").status_code == 507
    assert browser.offset(path) == 0


def test_row_that_does_not_come_about_deletes_its_file(tus, monkeypatch):
    browser = tus()
    path = browser.begin(10)["Location"]

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(UploadPart.objects, "create", fail)
    with pytest.raises(RuntimeError):
        browser.patch(path, 0, b"12345")
    assert [name for name in kept_parts() if "/" in name] == []
    assert browser.offset(path) == 0


# Limits, and forgetting


def test_too_many_uploads_are_refused_until_one_is_idle(tus, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_UPLOADS", 2)
    browser = tus()
    first, second = (browser.begin(10)["Location"] for _ in range(2))
    refused = browser.begin(10)
    assert refused.status_code == 429
    assert "on their way" in refused.text
    assert tus("partner").begin(10).status_code == 201
    browser = tus()
    PartialUpload.objects.filter(pk=number_of(second)).update(
        touched_at=timezone.now() - timedelta(hours=2)
    )
    assert browser.begin(10).status_code == 201
    assert (browser.offset(first), browser.offset(second)) == (0, 404)


def test_too_many_bytes_are_refused(tus, settings):
    settings.NETWORK_UPLOAD_MAX_BYTES = 10
    browser = tus()
    for _ in range(20):
        assert browser.begin(10).status_code == 201
    assert browser.begin(1).status_code == 429


def test_too_many_pieces_are_refused(tus, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_PARTS", 2)
    browser = tus()
    path = browser.begin(10)["Location"]
    statuses = [browser.patch(path, start, b"x").status_code for start in range(3)]
    assert statuses == [204, 204, 413]


def test_upload_is_forgotten_a_day_after_its_last_byte(
    tus, world, django_capture_on_commit_callbacks
):
    browser = tus()
    number, path = browser.send(CONTENT), browser.begin(10)["Location"]
    browser.patch(path, 0, b"123")
    PartialUpload.objects.filter(pk=number_of(path)).update(
        touched_at=timezone.now() - timedelta(hours=23, minutes=59)
    )
    assert resumable.forget_old() == 0
    PartialUpload.objects.update(touched_at=timezone.now() - timedelta(hours=24, minutes=1))
    # Nobody gets at it any more, though nothing has swept yet.
    assert browser.offset(path) == 404
    assert arrived(world, number) is None
    with django_capture_on_commit_callbacks(execute=True):
        assert resumable.forget_old() == 2
    assert (PartialUpload.objects.count(), kept_parts()) == (0, [])


def test_what_killed_processes_left_is_swept(tus):
    browser = tus()
    path = browser.begin(10)["Location"]
    browser.patch(path, 0, b"123")
    own = kept_parts()
    storages["private"].save(f"parts/{uuid4()}/0-x", ContentFile(b"orphan"))
    assert resumable.forget_old() == 1
    assert kept_parts() == own
    assert browser.offset(path) == 3


def test_uploads_of_an_account_that_is_deleted_are_swept(tus, world):
    tus("outsider")
    upload = PartialUpload.objects.create(user=world.users["outsider"], name="x", size=3)
    storages["private"].save(f"parts/{upload.pk}/0-x", ContentFile(b"123"))
    world.users["outsider"].delete()
    resumable.forget_old()
    assert kept_parts() == []
