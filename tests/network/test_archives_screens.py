"""The pages of archives: ordered, waited for, taken; and nobody else's."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone

from network.documents.jobs import make_archive
from network.documents.operations import (
    add_folder,
    change_folder,
    forget_archives,
    remove_document,
    share,
)
from network.models import Archive, AuditEntry

from . import world as small_world
from .papers import PDF, actor, add, kept_files, sent, url

pytestmark = pytest.mark.usefixtures("private")


@pytest.fixture
def folder(world):
    return add_folder(world.commission, name=small_world.text("Open"), by=actor(world, "member"))


@pytest.fixture
def waiting(settings):
    settings.TASKS = settings.TASKS | {
        "background": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    }


def body(response):
    return b"".join(response.streaming_content)


def test_folder_is_ordered_waited_for_and_downloaded(world, as_, folder, waiting):
    add(world, folder=folder, upload=sent(PDF, "one.pdf"))
    client = as_("partner")
    asked = client.get(url("folder-archive-new", folder))
    assert f"1 file, {len(PDF)} bytes" in asked.content.decode()
    assert not Archive.objects.exists()
    answer = client.post(url("folder-archive-new", folder))
    archive = Archive.objects.get()
    assert answer.url == archive.get_absolute_url()
    page = client.get(answer.url).content.decode()
    assert "waits for its turn" in page
    assert "<progress" in page
    assert "data-unfinished" in page
    assert "network/js/archive.js" in page
    # Not there yet: back to its page.
    assert client.get(url("archive-download", archive.pk)).url == answer.url
    make_archive.call(str(archive.pk))
    page = client.get(answer.url).content.decode()
    assert "Your archive is ready." in page
    assert url("archive-download", archive.pk) in page
    assert "data-unfinished" not in page
    taken = client.get(url("archive-download", archive.pk))
    assert taken["Content-Type"] == "application/zip"
    assert f"{timezone.localdate()}.zip" in taken["Content-Disposition"]
    assert ZipFile(BytesIO(body(taken))).read("one.pdf") == PDF
    downloads = AuditEntry.objects.filter(action="network.document.downloaded")
    assert downloads.get().user == world.users["partner"]


def test_chosen_documents_are_ordered_together(world, as_):
    one, _two, three = (add(world, upload=sent(PDF, f"{n}.pdf")) for n in "123")
    address = url("group-archive-new", world.commission)
    client = as_("member")
    query = f"?document={one.pk}&document={three.pk}&document=99999&document=x&document={10**30}"
    page = client.get(address + query).content.decode()
    assert "2 files" in page
    assert page.count('name="document"') == 2
    client.post(address, {"document": [one.pk, three.pk]})
    assert Archive.objects.get().chosen == [one.pk, three.pk]
    page = client.get(Archive.objects.get().get_absolute_url()).content.decode()
    assert "<bdi>2</bdi> files" in page


def test_of_chosen_documents_those_still_there_are_ordered(world, as_):
    gone, kept = add(world), add(world, upload=sent(PDF, "kept.pdf"))
    remove_document(gone, by=actor(world, "member"))
    address = url("group-archive-new", world.commission)
    as_("member").post(address, {"document": [gone.pk, kept.pk]})
    assert Archive.objects.get().chosen == [kept.pk]
    answer = as_("member").post(address, {"document": [gone.pk]})
    assert "There is nothing here" in answer.text
    assert str(gone.pk) not in str(answer.context["form"].errors)


def test_two_clicks_order_one(world, as_, folder):
    add(world, folder=folder)
    client = as_("member")
    token = "6f8b0f6c-7c4b-4f0e-9d3f-0a1b2c3d4e5f"
    answers = {client.post(url("folder-archive-new", folder), {"once": token}).url for _ in "12"}
    assert Archive.objects.count() == len(answers) == 1


def test_why_there_is_none_is_said_before_it_is_asked_for(world, as_, folder, settings):
    client = as_("member")
    page = client.get(url("folder-archive-new", folder)).content.decode()
    assert "There is nothing here to put into an archive." in page
    assert 'type="submit">Make' not in page
    add(world, folder=folder, upload=sent(PDF * 100, "large.pdf"))
    settings.NETWORK_ARCHIVE_MAX_BYTES = 1024
    answer = client.post(url("folder-archive-new", folder))
    assert answer.status_code == 200
    assert "an archive may have 1 KB at most" in answer.content.decode()
    assert not Archive.objects.exists()


def test_archive_is_nobody_elses(world, as_, folder):
    add(world, folder=folder)
    as_("member").post(url("folder-archive-new", folder))
    archive = Archive.objects.get()
    for persona in ("manager", "partner", "other", "coordinator", "superuser"):
        client = as_(persona)
        for name in ("archive", "archive-download"):
            assert client.get(url(name, archive.pk)).status_code == 404, persona


def test_outsider_orders_nothing(world, as_, folder):
    add(world, folder=folder)
    client = as_("other")
    for address in (
        url("folder-archive-new", folder),
        url("group-archive-new", world.commission),
    ):
        assert client.get(address).status_code == client.post(address).status_code == 404
    assert not Archive.objects.exists()


def test_archive_with_what_is_theirs_no_more_is_refused_and_gone(
    world, as_, folder, django_capture_on_commit_callbacks
):
    document = add(world, folder=folder)
    client = as_("partner")
    client.post(url("folder-archive-new", folder))
    archive = Archive.objects.get()
    files = kept_files("archives")
    assert len(files) == 1
    share(document, "facilitators", by=actor(world, "manager"))
    page = client.get(archive.get_absolute_url()).content.decode()
    assert "not yours to see any more" in page
    assert url("archive-download", archive.pk) not in page
    answer = client.get(url("archive-download", archive.pk))
    assert answer.url == archive.get_absolute_url()
    # Neither to look at it nor to ask for it changes anything; in the next hour it is gone.
    archive.refresh_from_db()
    assert archive.state == "ready"
    assert kept_files("archives") == files
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_archives() == 0
    archive.refresh_from_db()
    assert (archive.state, archive.problem) == ("failed", "changed")
    assert kept_files("archives") == []
    assert not AuditEntry.objects.filter(action="network.document.downloaded").exists()
    assert "not yours to see any more" in client.get(archive.get_absolute_url()).content.decode()


def test_archive_of_a_folder_that_is_theirs_no_more_does_not_say_what_it_is_called(world, as_):
    made = add_folder(world.commission, name=small_world.text("Open"), by=actor(world, "manager"))
    add(world, "partner", folder=made, upload=sent(PDF, "own.pdf"))
    client = as_("partner")
    client.post(url("folder-archive-new", made))
    archive = Archive.objects.get()
    assert "Open" in client.get(archive.get_absolute_url()).text
    share(made, "facilitators", by=actor(world, "manager"))
    change_folder(made, {"name": small_world.text("Hush")}, by=actor(world, "manager"))
    page = client.get(archive.get_absolute_url()).text
    # Their own paper is still theirs to take; where it was is not theirs to know.
    assert "Your archive is ready." in page
    assert "Hush" not in page
    assert url("folder", made) not in page
    assert url("group-documents", world.commission) in page
    taken = client.get(url("archive-download", archive.pk))
    assert ZipFile(BytesIO(body(taken))).namelist() == ["own.pdf"]
    assert "Hush" not in taken["Content-Disposition"]
    Archive.objects.update(expires_at=timezone.now() - timedelta(hours=1))
    page = client.get(archive.get_absolute_url()).text
    assert "Hush" not in page
    assert url("folder-archive-new", made) not in page


def test_archive_of_yesterday_says_that_it_is_gone(world, as_, folder):
    add(world, folder=folder)
    client = as_("member")
    client.post(url("folder-archive-new", folder))
    Archive.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    archive = Archive.objects.get()
    page = client.get(archive.get_absolute_url()).content.decode()
    assert "Archives are kept for a day" in page
    assert url("folder-archive-new", folder) in page
    assert client.get(url("archive-download", archive.pk)).status_code == 302
