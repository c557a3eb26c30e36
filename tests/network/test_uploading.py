"""Forms that take files: several at once, or what came in pieces; and the same file again."""

import errno
import hashlib
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.core import resumable
from network.documents.forms import UploadDocumentForm
from network.documents.operations import add_documents
from network.models import Document, MultilingualText, PartialUpload, Version

from .papers import PDF, actor, add, kept_files, sent, titles, url
from .uploading import kept_parts

pytestmark = pytest.mark.usefixtures("private")

EXE = b"MZ\x90\0\x03\0\0\0" + b"\0" * 200


def form(*files, **values):
    return {"once": str(uuid4()), "file": list(files), **values}


def two():
    return sent(PDF + b"1", "one.pdf"), sent(PDF + b"2", "two.pdf")


def resumed(*numbers, **values):
    return {"once": str(uuid4()), "file-resumed": list(numbers), **values}


@pytest.fixture
def upload(world):
    return url("document-upload", world.commission)


# Several files, without JavaScript


def test_several_files_make_several_documents(as_, world, upload):
    before = Document.objects.count()
    shared = {"note": "Draft", "languages": ["ar"]}
    answer = as_("member").post(upload, form(*two(), **shared), follow=True)
    assert answer.redirect_chain == [(url("group-documents", world.commission), 302)]
    assert "2 documents are here, and the group will hear of them." in answer.text
    assert Document.objects.count() == before + 2
    for name in ("one", "two"):
        version = Version.objects.get(name=f"{name}.pdf")
        assert (version.note, version.languages) == ("Draft", "ar")
        assert str(version.document.title) == name


def test_page_takes_several_files_of_which_a_version_is_one(as_, world, upload):
    member = as_("member")
    page = member.get(upload).text
    assert 'name="file"' in page
    assert " multiple" in page
    assert " multiple" not in member.get(url("version-new", world.document_commission)).text


def test_of_several_files_all_are_added_or_none(as_, world, upload):
    before, files = Document.objects.count(), kept_files()
    bad = sent(EXE, "program.pdf")
    answer = as_("member").post(upload, form(*two(), bad, sent(b"", "empty.pdf"), note="Kept"))
    errors = answer.context["form"].errors["file"]
    assert [error.startswith("<bdi>") for error in errors] == [True, True]
    assert "<bdi>program.pdf</bdi>: Programs are not accepted" in errors[0]
    assert "<bdi>empty.pdf</bdi>: This file is empty" in errors[1]
    assert "<bdi>program.pdf</bdi>: Programs" in answer.text
    assert 'value="Kept"' in answer.text
    assert (Document.objects.count(), kept_files()) == (before, files)


def test_name_of_a_file_in_an_error_is_text(as_, upload):
    answer = as_("member").post(upload, form(sent(EXE, "<img src=x>.pdf"), *two()))
    assert "<img src=x>" not in answer.text


def test_disk_that_is_full_at_the_second_file_leaves_nothing_of_the_first(as_, upload, monkeypatch):
    save, saved = storages["private"].__class__._save, []

    def full_then(self, name, content):
        saved.append(name)
        if len(saved) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return save(self, name, content)

    before, files = titles(), kept_files()
    monkeypatch.setattr(storages["private"].__class__, "_save", full_then)
    answer = as_("member").post(upload, form(*two()))
    assert "There is no room left" in answer.context["form"].non_field_errors()[0]
    assert len(saved) == 2
    assert (titles(), kept_files()) == (before, files)


@pytest.mark.parametrize("name", ["title", "description"])
def test_several_files_cannot_share_what_is_of_one(as_, upload, name):
    before = titles()
    answer = as_("member").post(upload, form(*two(), **{f"{name}_en": "Budget"}))
    assert "Several files cannot share it" in answer.context["form"].errors[name][0]
    assert titles() == before


def test_files_that_are_too_large_together_are_told_so(as_, upload, settings):
    settings.NETWORK_UPLOAD_MAX_BYTES = 1024 * 1024
    several = [sent(PDF + bytes([number]) * 900_000, f"{number}.pdf") for number in range(3)]
    answer = as_("member").post(upload, form(*several))
    errors = answer.context["form"].errors["file"]
    assert len(errors) == 3
    assert "too large to be sent together: at most 1 MB at a time" in errors[0]


def test_two_clicks_with_several_files_make_them_once(as_, world, upload):
    token, member = str(uuid4()), as_("member")
    for _ in range(2):
        answer = member.post(upload, form(*two(), once=token), follow=True)
        assert answer.redirect_chain == [(url("group-documents", world.commission), 302)]
    assert Version.objects.filter(name="one.pdf").count() == 1


def test_form_with_other_files_is_not_the_same_form(as_, upload):
    token, member = str(uuid4()), as_("member")
    member.post(upload, form(*two(), once=token))
    other = sent(PDF + b"longer", "one.pdf"), sent(PDF + b"2", "two.pdf")
    answer = member.post(upload, form(*other, once=token, again="on"))
    assert "This form was sent already" in answer.text


# What came in pieces


def test_upload_becomes_a_document_and_is_used_up(tus, upload, django_capture_on_commit_callbacks):
    content = PDF * 500
    browser = tus()
    number = browser.send(content, "تقرير.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.client.post(upload, resumed(number, note="Draft"), follow=True)
    version = Version.objects.latest("pk")
    assert answer.redirect_chain == [(version.get_absolute_url(), 302)]
    assert (version.name, version.size, version.note) == ("تقرير.pdf", len(content), "Draft")
    assert version.sha256 == hashlib.sha256(content).hexdigest()
    with version.file.open() as file:
        assert file.read() == content
    assert (PartialUpload.objects.count(), kept_parts()) == (0, [])


def test_upload_becomes_a_version(tus, world, django_capture_on_commit_callbacks):
    browser = tus()
    number = browser.send(PDF + b"2", "second.pdf")
    document = add(world)
    with django_capture_on_commit_callbacks(execute=True):
        browser.client.post(url("version-new", document), resumed(number, seen="1"))
    document.refresh_from_db()
    assert (document.current.number, document.current.name) == (2, "second.pdf")
    assert kept_parts() == []


def test_uploads_and_files_come_in_one_form(tus, upload):
    browser = tus()
    first, second = browser.send(PDF + b"a", "a.pdf"), browser.send(PDF + b"b", "b.pdf")
    browser.client.post(upload, {**resumed(first, second), "file": list(two())})
    assert {"a", "b", "one", "two"} <= titles()


def test_second_click_with_an_upload_is_led_to_what_the_first_one_made(tus, upload):
    browser = tus()
    values = resumed(browser.send(PDF))
    answers = [browser.client.post(upload, values, headers={"x-progress": "1"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Version.objects.filter(name="report.pdf").count() == 1


def test_upload_is_used_once(tus, upload):
    browser = tus()
    number = browser.send(PDF)
    browser.client.post(upload, resumed(number))
    answer = browser.client.post(upload, resumed(number, again="on"))
    assert "This file has not arrived" in answer.context["form"].errors["file"][0]


def test_upload_that_another_request_has_used_up_is_refused_in_the_transaction(tus, world):
    number = tus().send(PDF)
    file = resumable.completed(world.users["member"], number)
    PartialUpload.objects.all().delete()
    files = kept_files()
    with pytest.raises(ValidationError, match="added already"):
        add_documents_of(world, file)
    assert kept_files() == files


def add_documents_of(world, file):
    title = MultilingualText().with_body("en", "Twice")
    add_documents(world.commission, [(file, title)], by=actor(world, "member"))


@pytest.mark.parametrize("number", ["", "x", str(uuid4()), "0" * 3000, "\0"])
def test_upload_that_is_none_is_a_sentence(as_, upload, number):
    answer = as_("member").post(upload, resumed(number))
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]


def test_upload_of_somebody_else_or_half_of_one_is_none(tus, upload):
    number = tus("partner").send(PDF)
    browser = tus("member")
    half = browser.begin(10)["Location"].rstrip("/").rpartition("/")[2]
    for each in (number, half):
        answer = browser.client.post(upload, resumed(each))
        assert "This file has not arrived" in answer.context["form"].errors["file"][0]
    assert PartialUpload.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"<!doctype html><p>x", "page.pdf", "its content is: HTML page"),
        (EXE, "program.pdf", "Programs are not accepted"),
    ],
)
@pytest.mark.parametrize("name_of_view", ["document-upload", "version-new"])
def test_upload_passes_the_checks_of_a_file(
    tus, world, content, name, sentence, name_of_view, django_capture_on_commit_callbacks
):
    about = world.commission if name_of_view == "document-upload" else world.document_commission
    browser, before = tus(), Version.objects.count()
    number = browser.send(content, name)
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.client.post(url(name_of_view, about), resumed(number))
    [error] = answer.context["form"].errors["file"]
    assert sentence in error
    assert Version.objects.count() == before
    # Another try would find the same content.
    assert (PartialUpload.objects.count(), kept_parts()) == (0, [])


def test_upload_stays_while_the_rest_of_the_form_is_wrong(tus, upload):
    browser = tus()
    number = browser.send(PDF)
    answer = browser.client.post(upload, resumed(number, note="x" * 501))
    assert answer.context["form"].errors.keys() == {"note"}
    assert browser.client.post(upload, resumed(number)).status_code == 302


def test_script_that_sends_several_files_says_itself_what_became_of_them(tus, upload):
    browser = tus()
    headers = {"x-progress": "several"}
    answer = browser.client.post(upload, resumed(browser.send(PDF)), headers=headers)
    assert answer.status_code == 201
    assert "The document is here" not in browser.client.get(answer["Location"]).text


# The same file again


@pytest.mark.parametrize("way", ["file", "pieces"])
def test_file_that_is_here_already_is_asked_about(as_, tus, world, upload, way):
    found = add(world, title="Budget & more", upload=sent(PDF + b"same"))
    browser, before = tus("partner"), titles()
    file = form(sent(PDF + b"same", "another-name.pdf"))
    values = file if way == "file" else resumed(browser.send(PDF + b"same", "another-name.pdf"))
    assert 'name="again"' not in browser.client.get(upload).text
    answer = browser.client.post(upload, {**values, "note": "Typed"})
    [error] = answer.context["form"].errors["again"]
    assert error == (
        "The same file is already here as "
        f'<a href="{found.get_absolute_url()}"><bdi>Budget &amp; more</bdi></a>.'
    )
    assert error in answer.text
    assert 'name="again"' in answer.text
    assert 'value="Typed"' in answer.text
    assert titles() == before
    if way == "file":
        values = form(sent(PDF + b"same", "another-name.pdf"))
    assert browser.client.post(upload, {**values, "again": "on"}).status_code == 302
    assert "another-name" in titles()


def test_of_several_files_each_that_is_here_is_named(as_, world, upload):
    add(world, title="Budget", upload=sent(PDF + b"1"))
    answer = as_("member").post(upload, form(*two()))
    [error] = answer.context["form"].errors["again"]
    assert error.startswith("“<bdi>one.pdf</bdi>” is already here as <a")


@pytest.mark.parametrize("where", ["another group", "removed", "an older version"])
def test_file_that_is_elsewhere_is_nobodys_to_know_of(as_, world, upload, where):
    content = PDF + b"elsewhere"
    if where == "another group":
        add(world, "other", group=world.other_commission, upload=sent(content))
    else:
        document = add(world, upload=sent(content))
        if where == "removed":
            as_("member").post(url("document-remove", document), {"once": str(uuid4())})
        else:
            as_("member").post(url("version-new", document), form(sent(PDF + b"newer")))
    answer = as_("member").post(upload, form(sent(content, "mine.pdf")))
    assert answer.status_code == 302
    assert "mine" in titles()


def test_file_is_asked_about_with_a_number_of_queries_that_does_not_grow(as_, world, upload):
    member = as_("member")

    def count():
        with CaptureQueriesContext(connection) as captured:
            member.post(upload, form(sent(PDF + b"same")))
        return len(captured)

    add(world, upload=sent(PDF + b"same"))
    count()
    one = count()
    for number in range(20):
        add(world, upload=sent(PDF + b"same", f"{number}.pdf"))
    assert count() == one


# Folders


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("", []),
        ("2026/Réunions/", ["2026", "Réunions"]),
        ("/../تقارير\u202e//./x\\y", ["تقارير", "x", "y"]),
    ],
)
def test_path_of_a_file_is_the_names_of_its_folders(world, path, names):
    values = {"once": str(uuid4()), "path": path}
    form = UploadDocumentForm(values, {}, user=world.users["member"], group=world.commission)
    form.is_valid()
    assert form.cleaned_data["path"] == names
