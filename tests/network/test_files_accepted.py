"""Private files: which are accepted, by their content and their size, and under what name."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django import forms
from django.utils import translation

from network.core.files import (
    UploadField,
    safe_name,
    size_in_words,
    type_named,
    type_of,
)

from .papers import PDF, sent

MB = 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 30
EXE = b"MZ\x90\0\x03\0\0\0" + b"\0" * 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


class SendForm(forms.Form):
    file = UploadField()


def zipped(*names, **contents):
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, contents.get(name, "x"))
    return file.getvalue()


def open_document(kind):
    return zipped("mimetype", "content.xml", mimetype=f"application/vnd.oasis.opendocument.{kind}")


def office(folder):
    return zipped("[Content_Types].xml", f"{folder}/main.xml")


def refusal(content, name, language="en"):
    """The sentence beside the field, for a file that is refused."""
    with translation.override(language):
        form = SendForm({}, {"file": sent(content, name)})
        assert not form.is_valid()
        return form.errors["file"][0]


def test_type_is_found_without_a_form():
    assert type_of(sent(PDF, "x"), "report.pdf").label == "PDF document"


@pytest.mark.parametrize(
    ("name", "content", "mime", "label"),
    [
        ("a.pdf", PDF, "application/pdf", "PDF document"),
        ("A.PDF", PDF, "application/pdf", "PDF document"),
        ("a", PDF, "application/pdf", "PDF document"),
        ("a.docx", office("word"), "application/vnd.openxmlformats-officedocument."
            "wordprocessingml.document", "Word document"),
        ("a.xlsx", office("xl"), "application/vnd.openxmlformats-officedocument."
            "spreadsheetml.sheet", "Excel workbook"),
        ("a.pptx", office("ppt"), "application/vnd.openxmlformats-officedocument."
            "presentationml.presentation", "PowerPoint presentation"),
        ("a.odt", open_document("text"), "application/vnd.oasis.opendocument.text",
            "OpenDocument text"),
        ("a.ods", open_document("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet",
            "OpenDocument spreadsheet"),
        ("a.odp", open_document("presentation"),
            "application/vnd.oasis.opendocument.presentation", "OpenDocument presentation"),
        ("a.doc", OLE, "application/msword", "Older Office document"),
        ("a.png", PNG, "image/png", "Picture"),
        ("a.jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 50, "image/jpeg", "Picture"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "image/heic", "Picture"),
        ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp", "Picture"),
        ("a.zip", zipped("word/a.txt"), "application/zip", "ZIP archive"),
        ("a.rar", b"Rar!\x1a\x07\0", "application/vnd.rar", "Archive"),
        ("a.txt", "Réunion".encode(), "text/plain; charset=utf-8", "Text"),
        ("a.txt", "اجتماع".encode(), "text/plain; charset=utf-8", "Text"),
        ("a.txt", "اجتماع".encode("cp1256"), "text/plain", "Text"),
        ("a.txt", "Réunion".encode("utf-16"), "text/plain", "Text"),
        ("a.txt", b"MZ begins a name, and %PDF- a document.", "text/plain; charset=utf-8", "Text"),
        ("a.csv", b"a;b\n1;2\n", "text/csv", "CSV table"),
        ("a.mp3", b"ID3\x03\0" + b"\0" * 40, "audio/mpeg", "Audio"),
        ("a.mp3", b"\xff\xf3\x90\x44" + b"\0" * 40, "audio/mpeg", "Audio"),
        ("a.mp4", b"\0\0\0\x18ftypiso5\0\0\0\0", "video/mp4", "Video"),
        ("a.html", b"<!DOCTYPE html><p>x", "text/html", "HTML page"),
        ("a.svg", b"<svg xmlns='x'>", "image/svg+xml", "SVG drawing"),
        ("a.js", b"alert(1)", "text/javascript", "Script"),
        ("a.dat", b"\x01\x02\0\x03", "application/octet-stream", "File"),
    ],
)  # fmt: skip
def test_file_is_known_by_its_content(name, content, mime, label):
    with translation.override("en"):
        form = SendForm({}, {"file": sent(content, name)})
        assert form.is_valid(), form.errors
        found = form.cleaned_data["file"].type
        assert (found.mime, str(found.label)) == (mime, label)
        # And later, without its content.
        later = type_named(found.mime, name)
        if name != "a.txt" or "charset" in mime:
            assert str(later.label) == label


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"<!DOCTYPE html><html><script>alert(1)</script>", "HTML page"),
        (b"\n <!-- x --> <SCRIPT>alert(1)</SCRIPT>", "HTML page"),
        (b"\xef\xbb\xbf<html>", "HTML page"),
        ("<html><script>".encode("utf-16"), "HTML page"),
        ("<html><script>".encode("utf-16-le"), "HTML page"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", "HTML page"),
        (b"<html> %PDF-1.7", "HTML page"),
        (b"<svg onload='alert(1)'>", "SVG drawing"),
        (b"<?xml version='1.0'?><!-- x --><svg xmlns='http://www.w3.org/2000/svg'>", "SVG drawing"),
        (b"#!/bin/sh\nrm -rf /", "Script"),
        (b"<?php system($_GET['x']);", "Script"),
        (b"Only a text", "Text"),
        (office("word"), "Word document"),
        (zipped("a"), "ZIP archive"),
        (PNG, "Picture"),
        (OLE, "Older Office document"),
    ],
)
def test_file_that_is_not_what_its_name_says_is_refused(content, what):
    said = refusal(content, "report.pdf")
    assert said.startswith(f"This file is named .pdf, but its content is: {what}.")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", zipped("a")),
        ("a.docx", office("xl")),
        ("a.docx", OLE),
        ("a.docx", b"text"),
        ("a.png", PDF),
        ("a.jpg", b"<svg>"),
        ("a.txt", PNG),
        ("a.zip", PDF),
        ("a.mp3", b"<html>"),
        ("a.html", PDF),
    ],
)
def test_other_names_do_not_lie_either(name, content):
    assert refusal(content, name).startswith(f"This file is named {name[1:]}, but its content is:")


def test_nonsense_under_a_name_of_something_is_refused():
    said = refusal(b"\x01\x02\0\x03", "a.pdf")
    assert said.startswith("This file is named .pdf, but its content is something else.")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.pdf", EXE),
        ("report.pdf", b"\x7fELF\x02\x01\x01" + b"\0" * 100),
        ("report.pdf", b"\xcf\xfa\xed\xfe\x07\0\0\x01" + b"\0" * 100),
        ("report", EXE),
        ("report.txt", EXE),
        ("setup.exe", EXE),
        ("report.pdf.exe", b"x"),
        ("report.pdf\0.exe", b"x"),
        ("setup.MSI", OLE),
        ("game.apk", zipped("AndroidManifest.xml")),
        ("run.bat", b"del *"),
        ("run.ps1", b"x"),
    ],
)
def test_program_is_refused(name, content):
    assert "Programs are not accepted" in refusal(content, name)


def test_empty_file_is_refused_in_a_sentence():
    assert "This file is empty" in refusal(b"", "a.pdf")


def test_file_over_the_limit_is_refused_with_both_sizes(settings):
    settings.NETWORK_UPLOAD_MAX_BYTES = 2 * MB
    said = refusal(b"x" * (2 * MB + MB // 2), "a.txt")
    assert said == "This file has 2.5 MB; at most 2 MB are accepted."
    settings.NETWORK_UPLOAD_MAX_BYTES = 3 * MB
    assert SendForm({}, {"file": sent(b"x" * 3 * MB, "a.txt")}).is_valid()


def test_limit_is_named_before_the_upload(settings):
    assert "At most 100 MB." in str(SendForm())
    settings.NETWORK_UPLOAD_MAX_BYTES = 5 * MB
    page = str(SendForm())
    assert "At most 5 MB." in page
    assert f'data-max-bytes="{5 * MB}"' in page


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 bytes"), (1, "1 byte"), (1023, "1,023 bytes"), (1024, "1 KB"), (1536, "1.5 KB"),
     (100 * MB, "100 MB"), (3 * 1024 * MB, "3 GB")],
)  # fmt: skip
def test_size_is_said_in_words(size, words, settings):
    settings.USE_THOUSAND_SEPARATOR = True
    with translation.override("en"):
        assert size_in_words(size) == words


# Names


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\win.ini", "win.ini"),
        ("C:\\papers\\report.pdf", "report.pdf"),
        ("report\0.pdf", "report.pdf"),
        ("re\r\nport.pdf", "report.pdf"),
        ("annex\u202efdp.docx", "annexfdp.docx"),
        ("\u2066a\u2069\u200e\u200f\u061c.pdf", "a.pdf"),
        ("a\u200bb\ufeff\u00ad.pdf", "ab.pdf"),
        ("\ud800.pdf", "document.pdf"),
        ("محضر الاجتماع.pdf", "محضر الاجتماع.pdf"),
        ("Compte rendu de réunion – été 2026.pdf", "Compte rendu de réunion – été 2026.pdf"),
        ("re\u0301union.pdf", "réunion.pdf"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
        ("a\u200c.pdf", "a.pdf"),
        ("a\u00a0\u2003b.pdf", "a b.pdf"),
        ("rapport : version 2 ?.pdf", "rapport _ version 2 _.pdf"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        (".htaccess.txt", "htaccess.txt"),
        (".pdf", "document.pdf"),
        ("..pdf", "document.pdf"),
        ("report.pdf. . ", "report.pdf"),
        ("con.pdf", "_con.pdf"),
        ("NUL", "_NUL"),
        ("LPT1.tar.gz", "_LPT1.tar.gz"),
        ("contract.pdf", "contract.pdf"),
        ("", "document"),
        ("..", "document"),
        ("folder/", "document"),
        ("\u202e\u200b", "document"),
    ],
)
def test_name_is_made_safe(given, safe):
    assert safe_name(given) == safe
    assert safe_name(safe) == safe


@pytest.mark.parametrize("letter", ["a", "م", "é", "𞤀", "e\u0301"])
def test_long_name_keeps_its_extension(letter):
    safe = safe_name(letter * 300 + ".pdf")
    assert safe.endswith(f"{letter[0] if letter != 'e' + chr(0x301) else 'é'}.pdf")
    assert len(safe) <= 150
    assert len(safe.encode()) <= 255
    assert len(safe_name("a." + letter * 300).encode()) <= 255
