"""Previews of versions: made in the background, seen by who sees the version, and gone with it."""

import pytest
from django.core.files.storage import storages
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from PIL import Image

from network.core.previews import drawing
from network.core.previews.drawing import NotDrawn
from network.documents import chores
from network.documents.jobs import draw_missing, make_preview, repeat_lost, request_preview
from network.documents.jobs import previews as jobs
from network.documents.models import preview_files, preview_of
from network.documents.operations import empty_trash, remove_document
from network.models import Document, Preview, PreviewPage, Version

from .drawings import docx, packed, pdf, picture
from .papers import actor, add, add_another, kept_files, sent, url

pytestmark = pytest.mark.usefixtures("draws", "private")

SEES = ("guest", "member", "manager", "partner", "coordinator", "superuser")
SEES_NOT = ("other", "former", "suspended", "outsider", "editor")
FAILED = "The preview could not be made."


@pytest.fixture
def paper(world):
    """A PDF of three pages, in the commission."""
    return add(world, upload=sent(pdf(3)))


@pytest.fixture
def waiting(settings):
    """Tasks wait, until a worker comes."""
    settings.TASKS = settings.TASKS | {
        "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
    }


@pytest.fixture
def breaks(monkeypatch):
    """How often a drawing was begun that broke off."""
    begun = []

    def broken(*arguments):
        begun.append(arguments)
        raise NotDrawn("It was ended by SIGKILL.")

    monkeypatch.setattr(drawing, "_run", broken)
    return begun


def pictures():
    """The names of all the files that previews have in the storage."""
    return kept_files("previews")


def of(version):
    """Its preview as it is now: a version that was just added holds the one that waited."""
    return Preview.objects.get(version=version)


def preview_page(version):
    return url("version-preview", version.document_id, version.number)


def page_url(version, number):
    return url("preview-page", version.document_id, version.number, number)


def content(answer):
    return b"".join(answer.streaming_content)


def asked_for():
    return DBTaskResult.objects.filter(task_path__endswith="make_preview").count()


# Made


def test_preview_is_made_of_each_version(world, paper):
    preview = of(paper.current)
    assert (preview.state, preview.reason, preview.page_count) == ("ready", "", 3)
    assert preview.made_at
    assert [page.number for page in preview.pages.all()] == [1, 2, 3]
    assert sorted(preview_files(paper.current)) == pictures()
    assert len(pictures()) == 4
    another = add_another(world, paper)
    assert (of(another).state, of(another).reason) == ("none", "broken")
    assert len(pictures()) == 4


def test_preview_is_asked_for_with_the_version_and_lost_with_it(world, waiting):
    before = asked_for(), Version.objects.count()
    with transaction.atomic():
        assert of(add(world).current).is_waiting
        transaction.set_rollback(True)
    assert (asked_for(), Version.objects.count()) == before
    assert not Preview.objects.exists()
    assert add(world).current.preview.is_waiting
    assert asked_for() == before[0] + 1


def test_mails_come_before_previews(world, waiting):
    add(world)
    first, *others = DBTaskResult.objects.ready()
    assert first.task_path.endswith("tell")
    assert others[-1].task_path.endswith("make_preview")


def test_preview_drawn_anew_takes_the_place_of_the_old(paper, django_capture_on_commit_callbacks):
    old = set(pictures())
    with django_capture_on_commit_callbacks(execute=True):
        request_preview(paper.current)
    assert len(pictures()) == 4
    assert not old & set(pictures())
    assert PreviewPage.objects.count() == 3


def test_preview_that_is_there_is_not_drawn_again(paper):
    before = pictures()
    make_preview.call(paper.current.pk)
    assert pictures() == before


def test_error_leaves_no_picture_behind(world, waiting, monkeypatch):
    version = add(world, upload=sent(pdf(3))).current

    def no_rows(*arguments, **options):
        raise RuntimeError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(PreviewPage.objects, "bulk_create", no_rows)
        make_preview.call(version.pk)
    assert pictures() == []
    assert preview_of(Version.objects.get(pk=version.pk)).is_waiting
    make_preview.call(version.pk)
    assert len(pictures()) == 4


def test_killed_worker_leaves_it_to_the_next(world, waiting, monkeypatch):
    version = add(world, upload=sent(pdf(2))).current

    class Killed(BaseException):
        pass

    def killed(*arguments):
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(drawing, "_run", killed)
        with pytest.raises(Killed):
            make_preview.call(version.pk)
    assert of(version).attempts == 1
    make_preview.call(version.pk)
    assert of(version).is_ready


def test_what_breaks_off_is_tried_three_times(world, breaks, as_, caplog):
    paper = add(world, upload=sent(pdf()))
    assert len(breaks) == 3
    preview = of(paper.current)
    assert (preview.state, preview.reason) == ("none", "failed")
    assert FAILED in as_("member").get(paper.get_absolute_url()).text
    assert caplog.text.count(f"The preview of version {paper.current.pk} could not be made.") == 3


def test_what_kills_workers_is_begun_three_times(world, waiting, breaks):
    version = add(world, upload=sent(pdf())).current
    Preview.objects.update(attempts=3)
    make_preview.call(version.pk)
    assert breaks == []
    assert of(version).reason == "failed"


def test_of_two_workers_one_draws(world, waiting, monkeypatch):
    version = add(world, upload=sent(pdf())).current
    run = drawing._run
    begun = []

    def meanwhile(*arguments):
        begun.append(arguments)
        run(*arguments)
        if len(begun) == 1:
            make_preview.call(version.pk)

    monkeypatch.setattr(drawing, "_run", meanwhile)
    make_preview.call(version.pk)
    # The second began while the first was slow; what came first stands, with its two files.
    assert of(version).is_ready
    assert len(pictures()) == len(preview_files(version)) == 2


def test_nothing_is_drawn_of_what_was_removed_or_is_gone(world, waiting, breaks):
    paper = add(world, upload=sent(pdf()))
    remove_document(paper, by=actor(world, "member"))
    make_preview.call(paper.current.pk)
    make_preview.call(paper.current.pk + 1000)
    assert breaks == []
    Document.objects.filter(pk=paper.pk).update(removed_at=None)
    make_preview.call(paper.current.pk)
    assert len(breaks) == 1


def test_pictures_are_gone_with_the_document(world, paper, django_capture_on_commit_callbacks):
    remove_document(paper, by=actor(world, "member"))
    with django_capture_on_commit_callbacks(execute=True):
        empty_trash(before=Document.objects.get(pk=paper.pk).removed_at.replace(year=2100))
    assert pictures() == []
    assert not Preview.objects.filter(version__document=paper.pk).exists()


# Missing ones


def test_missing_previews_are_asked_for(world, paper, monkeypatch):
    # The world's papers are older than previews.
    there = Document.objects.filter(removed_at=None).count()
    assert draw_missing() == there - 1
    assert Preview.objects.count() == there
    assert draw_missing() == 0
    Preview.objects.all().delete()
    monkeypatch.setattr(jobs, "MISSING_AT_A_TIME", 2)
    assert draw_missing() == 2
    chores.draw_missing_previews()
    assert Preview.objects.count() == min(there, 4)


def test_no_more_is_asked_for_than_waits_already(world, waiting, monkeypatch):
    monkeypatch.setattr(jobs, "MISSING_AT_A_TIME", 2)
    assert draw_missing() == 2
    assert draw_missing() == 0
    Preview.objects.update(state=Preview.State.READY)
    assert draw_missing() == 2


def test_lost_asking_is_repeated_with_the_count_of_attempts(world, waiting, settings):
    version = add(world, upload=sent(pdf())).current
    assert repeat_lost() == 0
    before = asked_for()
    preview = Preview.objects.filter(version=version)
    preview.update(attempts=2, asked_at=version.created_at - 2 * jobs.LOST_AFTER)
    chores.repeat_lost_previews()
    assert (preview.get().attempts, asked_for()) == (2, before + 1)
    assert repeat_lost() == 0


def test_nothing_lost_is_repeated_of_what_was_removed(world, waiting):
    paper = add(world, upload=sent(pdf()))
    Preview.objects.update(asked_at=paper.created_at - 2 * jobs.LOST_AFTER)
    remove_document(paper, by=actor(world, "member"))
    assert repeat_lost() == 0


def test_each_minute_looks_at_no_version_without_a_preview(world, waiting):
    with CaptureQueriesContext(connection) as queries:
        assert repeat_lost() == 0
    [query] = queries
    assert 'FROM "network_preview"' in query["sql"]
    assert not Preview.objects.exists()


def test_office_papers_are_drawn_once_libreoffice_is_there(world, settings, tmp_path):
    draw_missing()
    settings.NETWORK_SOFFICE = ""
    paper = add(world, upload=sent(docx("Budget"), "budget.docx"))
    assert of(paper.current).reason == "no_office"
    assert draw_missing() == 0
    (tmp_path / "made.pdf").write_bytes(pdf(2))
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nmkdir pdf && cp {tmp_path}/made.pdf pdf/file.pdf\n")
    program.chmod(0o700)
    settings.NETWORK_SOFFICE = str(program)
    assert draw_missing() == 1
    assert Preview.objects.get(version=paper.current).page_count == 2


# Seen


@pytest.mark.parametrize("persona", SEES)
def test_preview_is_seen_by_who_sees_the_document(as_, paper, persona):
    reader = as_(persona)
    page = reader.get(preview_page(paper.current)).text
    for part in ("Page 3 of 3", "PDF document", "report.pdf", page_url(paper.current, 2)):
        assert part in page
    for address in (page_url(paper.current, 3), url("document-thumbnail", paper)):
        answer = reader.get(address)
        assert answer["Content-Type"] == "image/webp"
        assert answer["Cache-Control"] == "private, no-store"
        assert content(answer)[:4] == b"RIFF"


@pytest.mark.parametrize("persona", SEES_NOT)
def test_preview_is_not_there_for_anybody_else(as_, paper, persona):
    reader = as_(persona)
    for address in (
        preview_page(paper.current),
        page_url(paper.current, 1),
        url("document-thumbnail", paper),
    ):
        answer = reader.get(address)
        # Without a place in the network they get no further than its door.
        assert answer.status_code in ((404,) if persona == "other" else (403, 404))
        assert "report.pdf" not in answer.content.decode()


def test_preview_of_what_is_not_there_is_not_found(as_, world, paper):
    member = as_("member")
    add_another(world, paper)
    for address in (
        url("version-preview", paper, 7),
        url("preview-page", paper, 1, 4),
        url("preview-page", paper, 2, 1),
        url("document-thumbnail", paper),  # Of the latest version there is none.
        url("document-thumbnail", 100_000),
        # No database has such a number.
        url("document-thumbnail", 10**30),
        url("preview-page", 10**30, 1, 1),
        url("version-preview", 10**30, 1),
        url("version-download", 10**30, 1),
    ):
        assert member.get(address).status_code == 404
    assert content(member.get(url("preview-page", paper, 1, 3)))
    remove_document(paper, by=actor(world, "member"))
    assert member.get(url("preview-page", paper, 1, 3)).status_code == 404


def test_previews_are_only_looked_at(as_, paper):
    member = as_("member")
    for address in (
        preview_page(paper.current),
        page_url(paper.current, 1),
        url("document-thumbnail", paper),
    ):
        assert member.head(address).status_code == 200
        assert member.post(address).status_code == 405


def test_document_shows_its_first_page_or_says_why_not(as_, world, paper, waiting):
    member = as_("member")
    page = member.get(paper.get_absolute_url()).text
    assert url("document-thumbnail", paper) in page
    assert preview_page(paper.current) in page
    another = add_another(world, paper)
    for address in (paper.get_absolute_url(), preview_page(another)):
        page = member.get(address).text
        assert "The preview is being made." in page
        assert "Look again" in page
    Preview.objects.filter(version=another).delete()
    assert "The preview is being made." in member.get(preview_page(another)).text


@pytest.mark.parametrize(
    ("state", "reason", "sentence"),
    [
        ("waiting", "", "is being made"),
        ("none", "encrypted", "password"),
        ("none", "broken", "could not be read"),
        ("none", "no_office", "LibreOffice"),
        ("none", "too_big", "too large"),
        ("none", "not_previewed", "this kind of file"),
        ("none", "failed", "could not be made"),
        ("ready", "", ""),
    ],
)
def test_reader_is_told_why_there_is_no_preview(state, reason, sentence):
    says = Preview(state=state, reason=reason).says
    assert sentence in says
    assert bool(says) == bool(sentence)


def test_text_is_shown_and_never_run(as_, world):
    paper = add(world, upload=sent("<script>قف</script>\n".encode(), "page.html"))
    for address in (paper.get_absolute_url(), preview_page(paper.current)):
        page = as_("member").get(address).text
        assert "&lt;script&gt;قف&lt;/script&gt;" in page
        assert "<script>قف" not in page


def test_reader_is_told_that_it_is_not_all(as_, world):
    member = as_("member")
    for upload, sentence in (
        (sent(pdf(10_000)), "You see 20 of 10000 pages."),
        (sent(b"line\n" * 40_000, "long.txt"), "This is the beginning of the file."),
        (sent(packed([("a.txt", b"")]), "a.zip"), "These files are in the archive."),
    ):
        paper = add(world, upload=upload)
        assert sentence in member.get(preview_page(paper.current)).text
    Preview.objects.filter(page_count=10_000).update(page_count=None)
    unknown = Preview.objects.get(page_count=None, text="").version
    page = member.get(preview_page(unknown)).text
    assert "These are the first 20 pages." in page
    assert "Page 20<" in page


def test_picture_is_shown_with_its_name(as_, world):
    paper = add(world, upload=sent(picture(size=(300, 200)), "photo.jpg"))
    page = as_("member").get(preview_page(paper.current)).text
    assert 'alt="photo.jpg"' in page
    assert 'width="300"' in page
    assert "Page 1" not in page
    [name] = paper.current.preview.pages.values_list("file", flat=True)
    with storages["private"].open(name) as file, Image.open(file) as drawn:
        assert drawn.size == (300, 200)
