"""Several documents in one file: what is in it, for whom, and what becomes of a cut-off one."""

import errno
from datetime import timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from network.core import audit
from network.documents.jobs import archives as jobs
from network.documents.jobs import make_archive
from network.documents.jobs.packing import items_of
from network.documents.operations import (
    add_folder,
    forget_archives,
    is_still_theirs,
    order_archive,
    record_archive_download,
    remove_document,
    share,
)
from network.models import Archive, AuditEntry, MultilingualText

from . import world as small_world
from .papers import PDF, actor, add, add_another, sent

pytestmark = pytest.mark.usefixtures("private")

TEXT = b"words and words and words and words\n"


@pytest.fixture
def waiting(settings):
    """Tasks that no worker takes: what is ordered waits."""
    settings.TASKS = settings.TASKS | {
        "background": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    }


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def folder(world, name, arabic=None, parent=None, persona="member"):
    text = MultilingualText().with_body("en", name).with_body("ar", arabic or f"{name} ع")
    return add_folder(world.commission, name=text, parent=parent, by=actor(world, persona))


def order(world, place=None, persona="member", **options):
    return order_archive(
        place.group if place else world.commission, place, by=actor(world, persona), **options
    )


def packed(archive):
    archive.refresh_from_db()
    assert archive.state == Archive.State.READY, archive.problem
    with archive.file.open() as file:
        return ZipFile(BytesIO(file.read()))


def stored():
    """The files of archives that are in the storage."""

    def walk(place):
        folders, files = storages["private"].listdir(place)
        yield from files
        for name in folders:
            yield from walk(f"{place}/{name}")

    try:
        return list(walk("archives"))
    except FileNotFoundError:
        return []


# What is in it


def test_archive_has_every_file_of_the_folder_under_its_names(world):
    top = folder(world, "Finance 2025/2026", "المالية")
    inner = folder(world, "Annexes", "الملاحق", parent=top)
    add(world, folder=top, upload=sent(PDF, "Budget.pdf"))
    add(world, folder=inner, upload=sent(TEXT, "لائحة.txt"))
    add(world, upload=sent(TEXT, "elsewhere.txt"))
    archive = order(world, top)
    zipped = packed(archive)
    assert zipped.namelist() == ["Budget.pdf", "Annexes/لائحة.txt"]
    assert zipped.read("Annexes/لائحة.txt") == TEXT
    assert zipped.testzip() is None
    kinds = {info.filename: info.compress_type for info in zipped.infolist()}
    assert kinds == {"Budget.pdf": ZIP_STORED, "Annexes/لائحة.txt": ZIP_DEFLATED}
    assert zipped.infolist()[1].flag_bits & 0x800
    assert (archive.total, archive.done, archive.size) == (2, 2, archive.file.size)
    with translation.override("ar"):
        assert packed(order(world, top)).namelist()[1] == "الملاحق/لائحة.txt"


def test_slashes_of_a_folders_name_lead_nowhere(world):
    outer = folder(world, "2025/../2026")
    add(world, folder=outer, upload=sent(PDF, "a.pdf"))
    names = packed(order(world)).namelist()
    assert "2025-..-2026/a.pdf" in names


def test_names_that_are_equal_but_for_capitals_are_numbered(world):
    top = folder(world, "Same")
    for name in ("Report.pdf", "report.pdf", "report (2).pdf", "README", "readme"):
        add(world, folder=top, title=name, upload=sent(PDF, name))
    inside = folder(world, "README", parent=top)
    add(world, folder=inside, upload=sent(PDF, "x.pdf"))
    names = packed(order(world, top)).namelist()
    assert len(names) == len({name.casefold() for name in names}) == 6
    assert {name.rpartition("/")[2] for name in names if "x.pdf" in name} == {"x.pdf"}
    files = {name.casefold() for name in names if "/" not in name}
    places = {name.casefold().partition("/")[0] for name in names if "/" in name}
    assert not files & places


def test_archive_has_the_file_that_a_document_is_now(world):
    document = add(world, upload=sent(PDF, "first.pdf"), folder=folder(world, "One"))
    add_another(world, document, upload=sent(PDF + b"2", "second.pdf"))
    assert packed(order(world, document.folder)).namelist() == ["second.pdf"]


def test_nobody_gets_what_they_do_not_see_nor_the_name_of_its_folder(world):
    top = folder(world, "Open")
    secret = folder(world, "kanaria-hidden", parent=top, persona="manager")
    add(world, folder=top, upload=sent(PDF, "open.pdf"))
    add(world, "manager", folder=secret, upload=sent(PDF, "hidden.pdf"))
    own = add(world, "partner", folder=secret, upload=sent(PDF, "own.pdf"))
    share(secret, "facilitators", by=actor(world, "manager"))
    gone = add(world, folder=top, upload=sent(PDF, "gone.pdf"))
    remove_document(gone, by=actor(world, "member"))
    # Theirs, in a folder that they do not see.
    assert packed(order(world, top, "partner")).namelist() == ["open.pdf", "own.pdf"]
    leads = packed(order(world, top, "manager")).namelist()
    assert "kanaria-hidden/hidden.pdf" in leads
    assert own.organisation == world.c


def test_what_is_hidden_between_the_order_and_the_work_is_not_in_it(world, waiting):
    top = folder(world, "Open")
    stays, goes = (add(world, folder=top, upload=sent(PDF, name)) for name in ("a.pdf", "b.pdf"))
    archive = order(world, top, "partner")
    share(goes, "facilitators", by=actor(world, "manager"))
    make_archive.call(str(archive.pk))
    assert packed(archive).namelist() == ["a.pdf"]
    assert archive.total == 1
    assert archive.versions.get() == stays.current


def test_chosen_documents_alone_are_in_it(world):
    one, _two, three = (add(world, upload=sent(PDF, f"{n}.pdf")) for n in "123")
    elsewhere = add(world, "other", group=world.other_commission)
    archive = order(world, documents=[one, three, elsewhere])
    assert sorted(packed(archive).namelist()) == ["1.pdf", "3.pdf"]


# Who, and how much


@pytest.mark.parametrize("persona", ["other", "former", "outsider"])
def test_outsider_orders_nothing(world, persona):
    with pytest.raises(PermissionDenied):
        order(world, persona=persona)
    with pytest.raises(PermissionDenied):
        order(world, folder(world, "Open"), persona)
    assert not Archive.objects.exists()


def test_second_order_of_the_same_place_is_the_first_one(world, waiting):
    top = folder(world, "Open")
    document = add(world, folder=top)
    first = order(world, top)
    assert order(world, top) == first
    others = [order(world), order(world, documents=[document]), order(world, top, "partner")]
    assert len({first, *others}) == 4
    make_archive.call(str(first.pk))
    assert order(world, top) != first


def test_more_than_an_archive_may_hold_is_refused_beforehand(world, settings):
    add(world, folder=(top := folder(world, "Open")), upload=sent(PDF * 100, "large.pdf"))
    settings.NETWORK_ARCHIVE_MAX_BYTES = 1024
    with pytest.raises(ValidationError, match="an archive may have 1 KB at most"):
        order(world, top)
    assert not Archive.objects.exists()


def test_empty_folder_makes_no_archive(world):
    with pytest.raises(ValidationError, match="nothing here"):
        order(world, folder(world, "Empty"))


# Cut off


def test_worker_that_was_killed_leaves_nothing_and_another_makes_it(world, waiting, monkeypatch):
    add(world, folder=(top := folder(world, "Open")))
    archive = order(world, top)

    class Killed(BaseException):
        pass

    def die(*args):
        raise Killed

    with monkeypatch.context() as patch:
        # Killed, a process does not tidy up.
        patch.setattr(jobs, "_finish", die)
        patch.setattr(jobs, "discard", lambda name: None)
        with pytest.raises(Killed):
            make_archive.call(str(archive.pk))
    [left_behind] = stored()
    archive.refresh_from_db()
    assert (archive.state, archive.attempts) == (Archive.State.MAKING, 1)
    make_archive.call(str(archive.pk))
    assert packed(archive).namelist() == ["report.pdf"]
    assert stored() == [archive.file.name.rpartition("/")[2]] != [left_behind]


def test_what_kills_workers_is_begun_three_times_and_no_more(world, waiting):
    add(world, folder=(top := folder(world, "Open")))
    archive = order(world, top)
    Archive.objects.update(state="making", attempts=3)
    make_archive.call(str(archive.pk))
    archive.refresh_from_db()
    assert (archive.state, archive.problem) == ("failed", "failed")
    assert "Order it again" in archive.says
    assert stored() == []


def test_archive_that_another_worker_has_taken_over_is_left_to_it(world, waiting, monkeypatch):
    add(world, folder=(top := folder(world, "Open")))
    archive = order(world, top)
    monkeypatch.setattr(jobs, "SECONDS_BETWEEN_NEWS", 0)

    def take_over(*args):
        Archive.objects.update(attempts=2, writing_to="archives/theirs")

    monkeypatch.setattr(jobs, "items_of", lambda archive: take_over() or items_of(archive))
    make_archive.call(str(archive.pk))
    archive.refresh_from_db()
    assert (archive.state, archive.attempts, archive.writing_to) == ("making", 2, "archives/theirs")
    assert stored() == []


@pytest.mark.parametrize("where", ["disk", "storage"])
def test_full_disk_is_said_and_leaves_nothing(world, waiting, monkeypatch, where):
    add(world, folder=(top := folder(world, "Open")))
    archive = order(world, top)

    def no_room(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    if where == "disk":
        monkeypatch.setattr(jobs, "pack", no_room)
    else:
        backend = type(storages["private"])
        save = backend._save

        def half(self, name, content):
            save(self, name, content)
            no_room()

        monkeypatch.setattr(backend, "_save", half)
    make_archive.call(str(archive.pk))
    archive.refresh_from_db()
    assert (archive.state, archive.problem, archive.file.name) == ("failed", "no_room", "")
    assert "no room left" in archive.says
    assert stored() == []


def test_file_that_the_storage_lost_is_left_out_and_said(world, caplog):
    top = folder(world, "Open")
    add(world, folder=top, upload=sent(PDF, "here.pdf"))
    lost = add(world, folder=top, upload=sent(PDF, "lost.pdf"))
    storages["private"].delete(lost.current.file.name)
    archive = order(world, top)
    assert packed(archive).namelist() == ["here.pdf"]
    assert (archive.done, archive.missing) == (1, 1)
    assert lost.current.file.name in caplog.text


# Afterwards


def test_archive_is_kept_for_a_day_and_gone_with_its_file(world, committed):
    add(world, folder=(top := folder(world, "Open")))
    archive = order(world, top)
    archive.refresh_from_db()
    assert archive.expires_at > timezone.now() + timedelta(hours=23)
    forget_archives()
    assert len(stored()) == 1
    Archive.objects.update(expires_at=timezone.now())
    with committed():
        assert forget_archives() == 1
    assert (Archive.objects.count(), stored()) == (0, [])


def test_file_of_an_archive_whose_person_is_gone_is_deleted_after_a_day(world, monkeypatch):
    add(world, folder=(top := folder(world, "Open")))
    order(world, top)
    Archive.objects.all().delete()
    forget_archives()
    assert len(stored()) == 1
    monkeypatch.setattr(
        type(storages["private"]),
        "get_modified_time",
        lambda self, name: timezone.now() - timedelta(hours=25),
    )
    forget_archives()
    assert stored() == []


def test_forgetting_asks_the_table_of_the_archives_alone_for_their_files(world):
    add(world, folder=(top := folder(world, "Open")))
    order(world, top)
    with CaptureQueriesContext(connection) as queries:
        forget_archives()
    [asked] = [query["sql"] for query in queries if stored()[0] in query["sql"]]
    assert 'FROM "network_archive"' in asked


def test_order_that_was_lost_is_made_in_the_end(world, settings):
    add(world, folder=(top := folder(world, "Open")))
    tasks = settings.TASKS
    settings.TASKS = tasks | {"background": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    archive = order(world, top)
    settings.TASKS = tasks
    forget_archives()
    archive.refresh_from_db()
    assert archive.state == "waiting"
    Archive.objects.update(touched_at=timezone.now() - timedelta(hours=3))
    forget_archives()
    assert packed(archive)


def test_archive_is_theirs_only_while_all_in_it_is(world, committed):
    top = folder(world, "Open")
    kept, other = (add(world, folder=top, upload=sent(PDF, n)) for n in ("a.pdf", "b.pdf"))
    archive = order(world, top, "partner")
    archive.refresh_from_db()
    assert is_still_theirs(archive)
    with committed():
        remove_document(other, by=actor(world, "member"))
    assert not is_still_theirs(archive)
    # Deleted for good, it leaves no row behind that would say so.
    archive.versions.remove(other.current)
    assert not is_still_theirs(archive)
    assert archive.versions.get() == kept.current


def test_download_is_in_the_history_of_every_document_in_it_once(world):
    top = folder(world, "Open")
    documents = [add(world, folder=top, upload=sent(PDF, f"{n}.pdf")) for n in range(3)]
    add(world)
    archive = order(world, top, "partner")
    for _ in range(2):
        record_archive_download(archive, by=actor(world, "partner"))
    entries = AuditEntry.objects.filter(action="network.document.downloaded")
    assert {entry.object_id for entry in entries} == {str(row.pk) for row in documents}
    assert len(entries) == 3
    entry = audit.history(documents[0])[0]
    assert (entry.user, entry.data["number"]) == (world.users["partner"], 1)
    assert entry.organisation == str(world.c)
    assert entry.message == "Version 1 downloaded"
    assert entry.label == str(documents[0])
    with pytest.raises(ValidationError):
        audit.record_each([(documents[0], {})], "network.nothing", by=small_world.SYSTEM)
