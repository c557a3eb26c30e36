"""The room of a group: counted rightly after whatever happens, shown, and given by who may."""

import errno
import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import storages
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.documents.forms import SetQuotaForm
from network.documents.operations import (
    bring_back,
    empty_trash,
    miscounted_spaces,
    recount_spaces,
    remove_document,
    restore,
    set_quota,
)
from network.models import AuditEntry, Document, Space, Version

from .papers import PDF, actor, add, add_another, kept_files, sent, upload_url, url

pytestmark = pytest.mark.usefixtures("private")

GB = 1024**3


@pytest.fixture
def counted(world):
    """The rows that the small network came with are counted."""
    recount_spaces()


def used(world):
    return Space.objects.get(group=world.commission).used


def give(world, quota):
    set_quota(world.commission, quota, by=actor(world, "coordinator"))


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


# What is counted


def test_room_is_right_after_each_thing_that_happens_to_a_file(world, counted, committed):
    before = used(world)
    document = add(world, upload=sent(PDF + b"1"))
    assert used(world) == before + len(PDF) + 1
    add_another(world, document, upload=sent(PDF + b"22"))
    assert used(world) == before + 2 * len(PDF) + 3
    bring_back(document.versions.get(number=1), by=actor(world, "member"))
    assert used(world) == before + 3 * len(PDF) + 4
    remove_document(document, by=actor(world, "member"))
    restore(document, by=actor(world, "member"))
    remove_document(document, by=actor(world, "member"))
    assert used(world) == before + 3 * len(PDF) + 4
    assert miscounted_spaces() == []
    Document.objects.filter(pk=document.pk).update(removed_at=timezone.now() - timedelta(days=40))
    with committed():
        empty_trash()
    assert not Document.objects.filter(pk=document.pk).exists()
    assert used(world) == before
    assert miscounted_spaces() == []


@pytest.mark.parametrize("error", [ValidationError, PermissionDenied, OSError])
def test_upload_that_fails_takes_no_room(world, counted, monkeypatch, error):
    document = add(world)
    before, files = used(world), kept_files()
    if error is OSError:
        save = type(storages["private"])._save

        def half(self, name, content):
            save(self, name, content)
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(type(storages["private"]), "_save", half)
        with pytest.raises(ValidationError, match="no room left"):
            add(world)
    elif error is ValidationError:
        with pytest.raises(ValidationError):
            add_another(world, document, note="x" * 501)
    else:
        with pytest.raises(PermissionDenied):
            add_another(world, document, "other")
    assert (used(world), kept_files()) == (before, files)
    assert miscounted_spaces() == []


def test_what_was_there_before_room_was_counted_is_counted(world):
    Space.objects.all().delete()
    add(world)
    found = {miscount.group for miscount in recount_spaces()}
    assert world.commission.pk in found
    sizes = Version.objects.filter(document__group=world.commission).values_list("size", flat=True)
    assert used(world) == sum(sizes)
    assert recount_spaces() == []


# How much there is


def test_group_whose_room_is_made_smaller_loses_nothing_and_takes_nothing(world, counted):
    document = add(world)
    add_another(world, document)
    files = kept_files()
    for quota in (0, 1):
        give(world, quota)
        with pytest.raises(ValidationError) as refused:
            add_another(world, document)
        [error] = refused.value.error_dict["file"]
        assert error.code == "no_room"
        assert "room for 0 bytes more" in error.message
        with pytest.raises(ValidationError) as refused:
            bring_back(document.versions.get(number=1), by=actor(world, "member"))
        assert refused.value.error_dict["file"][0].code == "no_room"
    assert kept_files() == files
    assert document.versions.count() == 2
    remove_document(document, by=actor(world, "member"))
    restore(document, by=actor(world, "member"))
    give(world, None)
    add_another(world, document)


def test_last_byte_is_room_and_the_next_is_not(world, counted):
    give(world, used(world) + len(PDF))
    add(world)
    with pytest.raises(ValidationError):
        add(world, upload=sent(b"x", "x.txt"))
    space = Space.objects.get(group=world.commission)
    assert (space.percentage, space.is_full) == (100, True)


@pytest.mark.django_db(transaction=True)
def test_of_two_files_for_the_same_room_one_wins(world):
    """On PostgreSQL they come at the same time; SQLite in memory has one connection for all."""
    recount_spaces()
    give(world, used(world) + 3 * len(PDF) // 2)
    files = kept_files()
    outcomes = []
    start = threading.Barrier(2)

    def send(wait=lambda: start.wait(10)):
        try:
            wait()
            add(world)
            outcomes.append("kept")
        except ValidationError as error:
            outcomes.append(error.error_dict["file"][0].code)
        finally:
            if connection.vendor != "sqlite":
                connections.close_all()

    if connection.vendor == "sqlite":
        send(lambda: None)
        send(lambda: None)
    else:
        threads = [threading.Thread(target=send) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    assert sorted(outcomes) == ["kept", "no_room"]
    assert len(kept_files()) == len(files) + 1
    assert miscounted_spaces() == []


# On screen


def test_file_that_finds_no_room_is_refused_beside_it_and_what_was_typed_stays(world, as_, counted):
    give(world, used(world) + 1)
    document = world.document_commission
    versions = Version.objects.filter(document__group=world.commission)
    before_all = versions.count()
    client = as_("member")
    for address, typed in (
        (upload_url(world.commission), {"note": "A draft", "title_en": "Budget"}),
        (url("version-new", document), {"note": "A draft"}),
    ):
        page = client.post(address, {"file": sent(), **typed}).content.decode()
        before, field, after = page.partition('name="file"')
        assert "room for 1 byte more" in before[before.rindex('class="field') :], address
        assert field
        assert "A draft" in after
    assert versions.count() == before_all


def bar(client, world):
    page = client.get(url("group-documents", world.commission)).content.decode()
    start = page.index('class="space"')
    return page[start : page.index("</section>", start) if "</section>" in page[start:] else None]


def test_bar_says_how_much_is_taken_and_warns_from_nine_tenths_on(world, as_, counted):
    client = as_("member")
    add(world, upload=sent(PDF * 200, "large.pdf"))
    space = Space.objects.get(group=world.commission)
    for quota, percentage, warning in (
        (space.used * 2, 50, None),
        (-(-space.used * 10 // 9), 90, "Little room is left"),
        (space.used, 100, "There is no room left"),
        (0, 100, "There is no room left"),
    ):
        give(world, quota)
        shown = bar(client, world)
        assert f'value="{percentage}"' in shown
        assert f"<bdi>{percentage}</bdi>%" in shown
        for sentence in ("Little room is left", "There is no room left"):
            assert (sentence in shown) == (sentence == warning), quota
    assert "Change the room" not in shown
    assert "Change the room" in bar(as_("coordinator"), world)


def test_group_without_any_file_has_all_its_room(world, as_):
    Space.objects.all().delete()
    assert "<bdi>0 bytes</bdi> of <bdi>5 GB</bdi>" in bar(as_("member"), world)
    assert not Space.objects.exists()


def test_coordinator_gives_room_in_words(world, as_, counted):
    client, address = as_("coordinator"), url("group-space", world.commission)
    assert 'name="amount"' in client.get(address).content.decode()
    for amount, unit, quota in (
        ("1.5", "GB", 3 * GB // 2),
        ("250", "MB", 250 * 1024**2),
        ("0", "MB", 0),
        ("", "GB", None),
    ):
        answer = client.post(address, {"amount": amount, "unit": unit})
        assert answer.url == url("group-documents", world.commission)
        assert Space.objects.get(group=world.commission).quota == quota
    entries = AuditEntry.objects.filter(action="network.space.changed")
    assert entries.count() == 4
    assert entries.first().message == "Room for files: 5 GB"


@pytest.mark.parametrize("amount", ["-1", "much", "1e400", "nan", "99999999999999999999"])
def test_room_that_is_none_is_refused(world, as_, amount):
    answer = as_("coordinator").post(
        url("group-space", world.commission), {"amount": amount, "unit": "GB"}
    )
    assert answer.status_code == 200
    assert 'class="errorlist"' in answer.content.decode()
    assert not Space.objects.filter(quota__isnull=False).exists()


@pytest.mark.parametrize(("persona", "status"), [("manager", 403), ("member", 403), ("other", 404)])
def test_room_is_the_coordinations_to_give(world, as_, persona, status):
    client = as_(persona)
    address = url("group-space", world.commission)
    assert client.get(address).status_code == status
    assert client.post(address, {"amount": "1", "unit": "GB"}).status_code == status
    assert not Space.objects.filter(quota__isnull=False).exists()


@pytest.mark.parametrize("quota", [None, 0, 250 * 1024**2, 3 * GB // 2, 5 * GB, 1024**4])
def test_form_that_is_sent_as_it_was_shown_changes_nothing(quota):
    shown = SetQuotaForm(quota=quota)
    data = {name: shown[name].value() for name in shown.fields}
    form = SetQuotaForm({key: "" if v is None else str(v) for key, v in data.items()}, quota=quota)
    assert form.is_valid()
    assert form.quota == quota


def test_page_of_a_group_asks_nothing_more_for_the_bar(world, as_):
    client = as_("member")
    recount_spaces()
    with CaptureQueriesContext(connection) as asked:
        client.get(url("group-documents", world.commission))
    assert not [query for query in asked if 'FROM "network_space"' in query["sql"]]
    assert [query for query in asked if 'JOIN "network_space"' in query["sql"]]
