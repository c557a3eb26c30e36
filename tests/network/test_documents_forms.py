"""The forms of documents: what they bring, once, and what is refused beside which field."""

import errno
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from network.models import Document, MultilingualText, Version

from .papers import PDF, actions, add, add_another, form, kept_files, sent, url

pytestmark = pytest.mark.usefixtures("private")


def test_upload_form_names_the_limit_before(as_, world, settings):
    settings.NETWORK_UPLOAD_MAX_BYTES = 3 * 1024 * 1024
    page = as_("member").get(url("document-upload", world.commission)).text
    assert "At most 3 MB." in page
    assert 'data-max-bytes="3145728"' in page
    assert 'enctype="multipart/form-data"' in page
    assert "<script>" not in page


def test_title_is_the_name_of_the_file_where_none_is_given(as_, world):
    as_("member").post(
        url("document-upload", world.commission), form(file=sent(name="Rapport_annuel.pdf"))
    )
    document = Document.objects.latest("pk")
    assert document.title == MultilingualText().with_body("en", "Rapport annuel")


def test_two_clicks_make_one_document(as_, world):
    member, page, token = as_("member"), url("document-upload", world.commission), str(uuid4())
    answers = [member.post(page, form(once=token, file=sent(name="twice.pdf"))) for _ in range(2)]
    document = Document.objects.latest("pk")
    assert {answer["Location"] for answer in answers} == {document.get_absolute_url()}
    assert Document.objects.filter(current__name="twice.pdf").count() == 1
    assert len(kept_files()) == 1


def test_two_clicks_make_one_version(as_, world):
    document, member, token = add(world), as_("member"), str(uuid4())
    for _ in range(2):
        sent_twice = form(once=token, seen="1")
        answer = member.post(url("version-new", document), sent_twice, follow=True)
        assert "The new version is here" in answer.text
    assert document.versions.count() == 2


def test_second_click_on_remove_is_told_what_the_first_one_did(as_, world):
    document, member, token = add(world), as_("member"), str(uuid4())
    for _ in range(2):
        answer = member.post(url("document-remove", document), {"once": token}, follow=True)
        assert "The document is removed" in answer.text
    assert actions(document).count("network.document.removed") == 1


def test_form_that_somebody_else_sent_is_refused(as_, world):
    token = str(uuid4())
    as_("member").post(url("document-upload", world.commission), form(once=token))
    another = form(once=token, file=sent(PDF + b"another"))
    answer = as_("partner").post(url("document-upload", world.commission), another)
    assert answer.status_code == 200
    assert "This form was sent already" in answer.text


def test_second_of_two_versions_is_told_that_there_is_another(as_, world):
    document = add(world)
    page = as_("member").get(url("version-new", document))
    assert 'name="seen" value="1"' in page.text
    add_another(world, document)
    answer = as_("member").post(url("version-new", document), form(seen="1"), follow=True)
    assert "Yours is version 3: somebody else added one in the meantime" in answer.text
    assert document.versions.count() == 3


def test_script_is_led_on_by_a_header(as_, world):
    answer = as_("member").post(
        url("document-upload", world.commission), form(), headers={"x-progress": "1"}
    )
    document = Document.objects.latest("pk")
    assert (answer.status_code, answer["Location"]) == (201, document.get_absolute_url())
    assert "The document is here" in as_("member").get(document.get_absolute_url()).text


def test_edit_changes_title_and_description_and_shows_what_somebody_else_wrote(as_, world):
    document = add(world, title="Budget")
    member, page = as_("member"), url("document-edit", document)
    loaded = {"title_en": "Budget", "title_en_loaded": document.title.version("en")}
    answer = member.post(page, {**loaded, "title_en": "Budget 2026"}, follow=True)
    assert "The document is saved" in answer.text
    document.refresh_from_db()
    assert document.title.get("en").body == "Budget 2026"
    answer = member.post(page, {**loaded, "title_en": "Mine"})
    assert answer.status_code == 200
    assert "Budget 2026" in answer.text
    document.refresh_from_db()
    assert document.title.get("en").body == "Budget 2026"
    assert actions(document).count("network.document.changed") == 1


def test_removal_asks_first(as_, world):
    document = add(world)
    page = as_("member").get(url("document-remove", document)).text
    assert "Remove this document?" in page
    document.refresh_from_db()
    assert document.removed_at is None


# Bad input


EXE = b"MZ\x90\0\x03\0\0\0" + b"\0" * 200


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"<!doctype html><p>x", "page.pdf", "its content is: HTML page"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "drawing.pdf", "its content is"),
        (EXE, "program.pdf", "Programs are not accepted"),
        (b"", "empty.pdf", "This file is empty"),
        (PDF + b"x" * 3000, "large.pdf", "at most 2 KB are accepted"),
    ],
)
@pytest.mark.parametrize("name_of_view", ["document-upload", "version-new"])
def test_file_that_is_no_good_is_refused_beside_its_field(
    as_, world, settings, content, name, sentence, name_of_view
):
    settings.NETWORK_UPLOAD_MAX_BYTES = 2048
    about = world.commission if name_of_view == "document-upload" else world.document_commission
    documents, files = Document.objects.count(), kept_files()
    answer = as_("member").post(
        url(name_of_view, about), form(file=sent(content, name), note="What I typed")
    )
    assert answer.status_code == 200
    [error] = answer.context["form"].errors["file"]
    assert sentence in error
    # What was typed is still there.
    assert 'value="What I typed"' in answer.text
    assert (Document.objects.count(), kept_files()) == (documents, files)
    assert Version.objects.filter(document=world.document_commission).count() == 1


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\boot.pdf", "boot.pdf"),
        ("fdp.\u202eexe.pdf", "fdp.exe.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("تقرير السنة.pdf", "تقرير السنة.pdf"),
    ],
)
def test_file_with_a_bad_name_is_kept_under_a_safe_one(as_, world, name, kept_as):
    member = as_("member")
    upload = SimpleUploadedFile("x.pdf", PDF)
    # As a browser would send it: Django's own class already takes the folders off.
    upload._name = name
    answer = member.post(url("document-upload", world.commission), form(file=upload), follow=True)
    assert answer.status_code == 200
    version = Version.objects.latest("pk")
    assert version.name == kept_as
    assert version.file.name.startswith("documents/")
    assert kept_as.removesuffix(".pdf")[:10] in answer.text
    assert "\u202e" not in answer.text


@pytest.mark.parametrize(
    "values",
    [
        {"note": "x" * 501},
        {"note": "a\0b"},
        {"title_en": "x" * 201},
        {"title_en": "a\0b"},
        {"description_en": "a\0b"},
        {"languages": ["xx"]},
        {"once": "no token"},
    ],
)
def test_words_that_are_no_good_are_refused_with_a_sentence(as_, world, values):
    files = kept_files()
    answer = as_("member").post(url("document-upload", world.commission), form(**values))
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {next(iter(values)).removesuffix("_en")}
    assert kept_files() == files


def test_empty_form_says_what_is_missing(as_, world):
    answer = as_("member").post(url("document-upload", world.commission))
    assert "file" in answer.context["form"].errors
    answer = as_("member").post(url("version-new", world.document_commission), {"seen": "x"})
    assert {"file", "seen"} <= answer.context["form"].errors.keys()


def test_title_that_carries_markup_is_text(as_, world):
    document = add(world, title="<script>alert(1)</script>", note="<img src=x>")
    member = as_("member")
    for page in (document.get_absolute_url(), url("documents"), url("document-remove", document)):
        text = member.get(page).text
        assert "<script>alert" not in text
        assert "<img src=x>" not in text


def test_disk_that_is_full_is_a_sentence_and_leaves_nothing(as_, world, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storages["private"].__class__, "_save", full)
    documents = Document.objects.count()
    answer = as_("member").post(url("document-upload", world.commission), form())
    assert answer.status_code == 200
    [error] = answer.context["form"].non_field_errors()
    assert "There is no room left" in error
    assert Document.objects.count() == documents
