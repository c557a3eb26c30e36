"""Documents as editors publish them: public, of the kind that their name says, not too large."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from home.document_forms import PUBLIC_ONLY
from noress.accounts.models import User
from tests.signing_in import sign_in as sign_in_as

WAYS = ["single", "multiple", "chooser", "replacement"]
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


@pytest.fixture
def editor(client):
    sign_in_as(client, User.objects.get(email="redaction@noress.example"))
    return client


def zipped(**parts):
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def office(part):
    return zipped(**{"[Content_Types].xml": "<?xml?>", part: "<?xml version='1.0'?><x/>"})


def open_document(kind):
    return zipped(mimetype=f"application/vnd.oasis.opendocument.{kind}")


def upload(editor, way, name, content):
    """What the editor reads if the file is refused, or None."""
    data = {"title": "Texte", "file": SimpleUploadedFile(name, content), "collection": 1}
    if way == "multiple":
        answer = editor.post(
            reverse("wagtaildocs:add_multiple"), {"files[]": data["file"], "collection": 1}
        ).json()
        return None if answer["success"] else answer["error_message"]
    if way == "chooser":
        answer = editor.post(
            reverse("wagtaildocs_chooser:create"),
            {f"document-chooser-upload-{key}": value for key, value in data.items()},
        ).json()
        return None if answer["step"] == "chosen" else answer["htmlFragment"]
    url = reverse("wagtaildocs:add")
    if way == "replacement":
        file = SimpleUploadedFile("a.pdf", PDF)
        document = Document.objects.create(title="x", file=file)
        url = reverse("wagtaildocs:edit", args=[document.pk])
    answer = editor.post(url, data)
    return answer.context["form"].errors.as_text() if answer.status_code == 200 else None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("A.PDF", PDF),
        ("a.docx", office("word/document.xml")),
        ("a.xlsx", office("xl/workbook.xml")),
        ("a.pptx", office("ppt/presentation.xml")),
        ("a.odt", open_document("text")),
        ("a.ods", open_document("spreadsheet")),
        ("a.odp", open_document("presentation")),
        ("a.csv", "Coopérative;تعاونية\n".encode()),
        ("a.csv", "Coopérative;12\n".encode("cp1252")),
        ("a.csv", b"BMCE Bank;120\n"),
        ("a.txt", "تعاونية\t12\n".encode("utf-16")),
    ],
)
def test_document_of_each_kind_is_taken(editor, name, content):
    assert upload(editor, "single", name, content) is None
    assert Document.objects.get().file_size == len(content)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("page.pdf", b"<html><script>alert(1)</script>", "PDF"),
        ("late.pdf", b"<html><script>alert(1)</script>%PDF-1.4", "PDF"),
        ("program.pdf", b"MZ\x90\0" + b"\0" * 200, "PDF"),
        ("program.txt", b"MZ\x90\0" + b"\0" * 200, "TXT"),
        ("elf.csv", b"\x7fELF\x02\x01\x01" + b"\0" * 200, "CSV"),
        ("archive.docx", zipped(a="b"), "DOCX"),
        ("sheet.docx", office("xl/workbook.xml"), "DOCX"),
        ("text.ods", open_document("text"), "ODS"),
        ("broken.docx", office("word/document.xml")[:60], "DOCX"),
        ("page.html", b"<html>", "html"),
        ("drawing.svg", b"<svg/>", "svg"),
        ("program.exe", b"MZ", "exe"),
        ("without-extension", PDF, "pdf"),
        ("empty.pdf", b"", "vide"),
        ("heavy.pdf", PDF + b"\0" * 21 * 1024 * 1024, "20,0"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_document_is_refused_with_its_reason(editor, way, name, content, reason):
    before = Document.objects.count() + (way == "replacement")
    assert reason in upload(editor, way, name, content)
    assert Document.objects.count() == before


def test_editor_reads_that_documents_are_public(editor):
    for name in ("wagtaildocs:add", "wagtaildocs:add_multiple"):
        html = editor.get(reverse(name)).content.decode()
        with override("fr"):
            assert escape(str(PUBLIC_ONLY)) in html


def test_nobody_makes_a_collection_private(admin_client):
    collection = Collection.get_first_root_node().add_child(name="Statuts")
    edit = reverse("wagtailadmin_collections:edit", args=[collection.pk])
    privacy = reverse("wagtailadmin_collections:set_privacy", args=[collection.pk])
    html = admin_client.get(edit).content.decode()
    assert "Statuts" in html
    assert privacy not in html
    assert "set-privacy" not in html
    assert admin_client.get(privacy).status_code == 403
    assert admin_client.post(privacy, {"restriction_type": "login"}).status_code == 403
    assert not CollectionViewRestriction.objects.exists()


def test_restriction_that_stands_still_keeps_a_document(client):
    collection = Collection.get_first_root_node().add_child(name="Statuts")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password="sésame"
    )
    document = Document.objects.create(
        title="x", collection=collection, file=SimpleUploadedFile("a.pdf", PDF)
    )
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert "pages/password_required.html" in [template.name for template in answer.templates]
    assert b"%PDF" not in answer.content
