"""Versions of a document: their list, two beside each other, one brought back, one worked on."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from network.core import audit
from network.documents import comparing
from network.documents.comparing import compared
from network.models import Document

from .papers import PDF, add, add_another, kept_files, sent, url

pytestmark = pytest.mark.usefixtures("private")


def text(content, name="notes.txt"):
    return sent(content if isinstance(content, bytes) else content.encode(), name)


def two(world, old, new, name="notes.txt"):
    document = add(world, upload=text(old, name))
    add_another(world, document, upload=text(new, name))
    return document


def lines(document):
    old, new = document.versions.order_by("number")
    return [(line.kind, line.old, line.new, line.text) for line in compared(old, new).lines]


def test_list_says_by_how_much_each_version_grew(as_, world):
    document = add(world, upload=sent(PDF))
    add_another(world, document, upload=sent(PDF + b"x" * 2048))
    add_another(world, document, upload=sent(PDF + b"x" * 1024))
    add_another(world, document, upload=sent(PDF + b"y" * 1024))
    page = as_("member").get(document.get_absolute_url())
    assert [getattr(version, "growth", "") for version in page.context["page"]] == [
        "same size",
        "\u22121 KB",
        "+2 KB",
        "",
    ]


def test_first_of_a_second_page_still_knows_the_one_before(as_, world):
    document = add(world)
    for number in range(20):
        add_another(world, document, upload=sent(PDF + b"x" * 1024 * (number + 1)))
    page = as_("member").get(document.get_absolute_url()).context["page"]
    assert page[-1].number == 2
    assert page[-1].growth == "+1 KB"


def test_versions_are_beside_each_other_the_earlier_first(as_, world):
    document = two(world, "one\n", "one\ntwo\n")
    add_another(world, document, upload=text("three"), note="Third <b>note</b>")
    partner = as_("partner")
    answer = partner.get(url("version-compare", document, 3), {"with": "1"})
    assert (answer.context["old"].number, answer.context["new"].number) == (1, 3)
    assert "Third &lt;b&gt;note" in answer.text
    # The other way round, and without saying: the one before.
    answer = partner.get(url("version-compare", document, 1), {"with": "3"})
    assert (answer.context["old"].number, answer.context["new"].number) == (1, 3)
    for query in ({}, {"with": "x"}, {"with": ""}):
        answer = partner.get(url("version-compare", document, 3), query)
        assert answer.context["old"].number == 2
    assert partner.get(url("version-compare", document, 3), {"with": "9"}).status_code == 404
    assert partner.get(url("version-compare", document, 9)).status_code == 404
    assert as_("other").get(url("version-compare", document, 1)).status_code == 404


def test_same_content_is_said(as_, world):
    document = two(world, "one", "one")
    assert (
        "Both have the same content" in as_("member").get(url("version-compare", document, 2)).text
    )


def test_texts_are_compared_line_by_line(as_, world):
    same = [f"line {number}" for number in range(10)]
    document = two(
        world, "\n".join([*same, "old", "end"]), "\n".join([*same, "<b>new</b>", "more", "end"])
    )
    assert lines(document) == [
        ("gap", None, None, ""),
        ("same", 8, 8, "line 7"),
        ("same", 9, 9, "line 8"),
        ("same", 10, 10, "line 9"),
        ("del", 11, None, "old"),
        ("ins", None, 11, "<b>new</b>"),
        ("ins", None, 12, "more"),
        ("same", 12, 13, "end"),
    ]
    page = as_("member").get(url("version-compare", document, 2)).text
    assert "<del>old</del>" in page
    assert "<ins>&lt;b&gt;new&lt;/b&gt;</ins>" in page


def test_lines_between_two_changes_and_after_the_last_are_left_out(world):
    middle = [f"line {number}" for number in range(20)]
    old, new = ["a", *middle, "b", *middle], ["A", *middle, "B", *middle]
    document = two(world, "\n".join(old), "\n".join(new))
    kinds = [kind for kind, *_rest in lines(document)]
    assert kinds == [
        *["del", "ins", "same", "same", "same", "gap", "same", "same", "same"],
        *["del", "ins", "same", "same", "same", "gap"],
    ]


def test_lines_put_before_all_others_leave_those_shown_after_them(world):
    document = two(world, "one\ntwo", "zero\none\ntwo")
    assert lines(document) == [
        ("ins", None, 1, "zero"),
        ("same", 1, 2, "one"),
        ("same", 2, 3, "two"),
    ]


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8", "تقرير السنة"),
        ("utf-16", "تقرير السنة"),
        ("cp1256", "تقرير السنة"),
        ("cp1252", "Réunion à Tétouan, été"),
        ("utf-8-sig", "Réunion à Tétouan"),
    ],
)
def test_texts_are_read_in_the_encodings_of_the_country(world, encoding, words):
    old, new = f"{words}\n1".encode(encoding), f"{words}\n2".encode()
    document = two(world, old, new)
    assert lines(document) == [("same", 1, 1, words), ("del", 2, None, "1"), ("ins", None, 2, "2")]


def test_what_is_no_text_or_too_long_is_not_compared(as_, world, monkeypatch):
    document = add(world)
    add_another(world, document)
    page = as_("member").get(url("version-compare", document, 2)).text
    assert "Only texts are compared here" in page
    monkeypatch.setattr(comparing, "MOST_LINES", 3)
    long = two(world, "\n".join("abcdef"), "\n".join("uvwxyz"))
    assert "too long to be compared" in as_("member").get(url("version-compare", long, 2)).text
    # Long as they are, little of them is different.
    assert lines(two(world, "\n".join("abcdef"), "\n".join("abcxef")))
    monkeypatch.setattr(comparing, "MOST_BYTES", 5)
    assert "too long to be compared" in as_("member").get(url("version-compare", long, 2)).text


def test_missing_file_is_no_error_on_the_page(as_, world):
    document = two(world, "one", "two")
    version = document.versions.get(number=2)
    version.file.storage.delete(version.file.name)
    assert as_("member").get(url("version-compare", document, 2)).status_code == 200


# Brought back


def test_version_is_brought_back_once_and_the_others_stay(as_, world):
    document = two(world, "one", "two")
    member, page, token = as_("partner"), url("version-bring-back", document, 1), str(uuid4())
    assert "Bring version 1 back?" in member.get(page).text
    assert document.versions.count() == 2
    for _ in range(2):
        answer = member.post(page, {"once": token}, follow=True)
        assert "The version is back" in answer.text
    document.refresh_from_db()
    assert [version.number for version in document.versions.all()] == [3, 2, 1]
    assert document.current.sha256 == document.versions.get(number=1).sha256
    assert document.current.note == "As in version 1"
    assert len(kept_files()) == 3


def test_latest_version_is_not_brought_back(as_, world):
    document = two(world, "one", "two")
    member, page = as_("member"), url("version-bring-back", document, 2)
    asked, sent_off = member.get(page, follow=True), member.post(page, {"once": str(uuid4())})
    assert asked.redirect_chain == [(document.get_absolute_url(), 302)]
    assert sent_off.status_code == 200
    for answer in (asked, sent_off):
        assert "This is already the latest version." in answer.text
    assert document.versions.count() == 2
    assert (
        url("version-bring-back", document, 2) not in member.get(document.get_absolute_url()).text
    )
    assert url("version-bring-back", document, 1) in member.get(document.get_absolute_url()).text


def test_version_whose_file_is_missing_is_said(as_, world):
    document = two(world, "one", "two")
    first = document.versions.get(number=1)
    first.file.storage.delete(first.file.name)
    answer = as_("member").post(url("version-bring-back", document, 1), {"once": str(uuid4())})
    assert answer.status_code == 200
    assert "The file of this version is missing" in answer.text


# Worked on


def test_everybody_is_told_who_works_on_it_and_until_when(as_, world):
    document = add(world)
    page = document.get_absolute_url()
    answer = as_("partner").post(url("document-reserve", document), follow=True)
    assert "Everybody is told that you are working on it" in answer.text
    assert "I am done" in answer.text
    seen = as_("guest").get(page).text
    assert "is working on this until" in seen
    assert url("document-release", document) not in seen
    assert url("document-reserve", document) not in seen
    answer = as_("member").post(url("document-reserve", document), follow=True)
    assert "Somebody else has just said" in answer.text
    assert as_("member").post(url("document-release", document)).status_code == 403
    assert "Lift this" in as_("manager").get(page).text
    as_("manager").post(url("document-release", document))
    assert "is working on this until" not in as_("guest").get(page).text
    actions = [entry.action for entry in audit.history(document)]
    assert actions[:2] == ["network.document.released", "network.document.reserved"]


def test_reservation_that_is_over_is_not_shown(as_, world):
    document = add(world)
    as_("partner").post(url("document-reserve", document))
    Document.objects.filter(pk=document.pk).update(
        reserved_until=timezone.now() - timedelta(minutes=1)
    )
    assert "is working on this until" not in as_("guest").get(document.get_absolute_url()).text


@pytest.mark.parametrize("name", ["document-reserve", "document-release"])
def test_reserving_is_by_a_press_of_a_button_alone(as_, world, name):
    document = add(world)
    assert as_("member").get(url(name, document)).status_code == 405
    assert as_("other").post(url(name, document)).status_code == 404
    for_all = world.document_shared
    assert as_("member").post(url("document-reserve", for_all)).status_code == 403
