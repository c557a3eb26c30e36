"""What is taken away of the joint actions: who reads what in a workbook, and on a sheet."""

import re
from io import BytesIO

import openpyxl
import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from network.core.papers import child, setting
from network.core.papers.content import Facts, Paper, Prose, Side, Table, isolated, named, said
from network.core.papers.setting import NotSetError, as_pdf
from network.models import BudgetLine, JointAction, MultilingualText, Partner, Task
from tests.languages import in_both_languages

from .world import SECRETS, text

pytestmark = pytest.mark.django_db

# Of these the sheet of an action says nothing: they are on pages of their own.
NOT_ON_A_SHEET = ("step", "measured", "progress", "caption", "photo")
ON_A_SHEET = ("action", "aims", "part", "task", "milestone", "indicator", "budget", "funder")


def workbook(client, query=""):
    answer = client.get(reverse("network:actions-export") + query)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    return openpyxl.load_workbook(BytesIO(answer.content))


def cells(book):
    return [cell for sheet in book.worksheets for row in sheet.iter_rows(min_row=2) for cell in row]


def words_of(book):
    return " ".join(str(cell.value) for cell in cells(book))


def titles(book):
    return [sheet_row[1] for sheet_row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]


def page_words(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def holds(found, word):
    """Whether such a word is on a page. Its end may be broken off at the hyphen, and within Arabic
    it comes back from its last part on."""
    flat, (first, second) = "".join(found.split()), word.split("-")[:2]
    return f"{first}-{second}" in flat or f"{second}-{first}" in flat


def sheet_of(client, action, languages=""):
    address = reverse("network:action-sheet", args=[action.pk])
    answer = client.get(address, {"languages": languages})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return answer


# The workbook.


@pytest.mark.parametrize("persona", ["member", "other", "guest", "coordinator"])
def test_workbook_has_what_its_reader_sees_and_no_more(world, signed_in, persona):
    found = words_of(workbook(signed_in(persona)))
    for key in ("commission", "other", "plenary"):
        for what in ("action", "task", "funder"):
            word = f"kanaria-{what}-{key}"
            if word in SECRETS:
                assert (word in found) == (persona in SECRETS[word])
    assert ("kanaria-reason" in found) == (persona in SECRETS["kanaria-reason"])


def test_no_cell_of_the_workbook_is_a_formula(world, signed_in):
    evil = '=HYPERLINK("https://evil.example";"x")'
    JointAction.objects.filter(pk=world.action_commission.pk).update(title=text(evil))
    Task.objects.filter(pk=world.task_commission.pk).update(title=text("+1+1"))
    BudgetLine.objects.filter(pk=world.budget_line_commission.pk).update(funder="@SUM(A1)")
    book = workbook(signed_in("member"))
    assert evil in words_of(book)
    assert "f" not in {cell.data_type for cell in cells(book)}
    risky = [cell for cell in cells(book) if str(cell.value)[:1] in "=+@"]
    assert len(risky) == 5  # The title is on each of the three sheets.
    assert all(cell.quotePrefix for cell in risky)


@in_both_languages("en", "ar")
def test_workbook_keeps_days_and_amounts_and_runs_as_its_reader_reads(world, signed_in, language):
    BudgetLine.objects.filter(pk=world.budget_line_commission.pk).update(planned="1200.50")
    book = workbook(signed_in("member", language))
    actions, tasks, lines = book.worksheets
    assert {sheet.sheet_view.rightToLeft for sheet in book} == {language == "ar"}
    number, row = world.action_commission.pk, world.action_commission
    first = next(r for r in actions.iter_rows(min_row=2) if r[0].value == number)
    assert first[4].value.date() == row.starts_on
    task = next(r for r in tasks.iter_rows(min_row=2) if r[0].value == number)
    assert task[5].value.date() == task[7].value.date() == world.task_commission.due_on
    line = next(r for r in lines.iter_rows(min_row=2) if r[0].value == number)
    assert (line[4].value, line[5].value) == (1200.5, None)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("q=kanaria-action-commission", {"commission"}),
        ("state=stopped", {"stopped"}),
        ("view=mine", {"commission", "stopped"}),
        ("view=organisation", {"commission", "stopped"}),
        ("view=late", set()),
        # A group that is not theirs narrows nothing.
        ("group={other}", {"commission", "stopped", "plenary"}),
        ("group={commission}", {"commission", "stopped"}),
        ("state=nonsense&group=x&view=y", {"commission", "stopped", "plenary"}),
    ],
)
def test_workbook_has_what_the_list_was_asked_for(world, signed_in, query, wanted):
    query = query.format(other=world.other_commission.pk, commission=world.commission.pk)
    book = workbook(signed_in("member"), f"?{query}")
    assert set(titles(book)) == {f"kanaria-action-{key}" for key in wanted}
    numbers = {getattr(world, f"action_{key}").pk for key in wanted}
    assert {row[0].value for sheet in book.worksheets[1:] for row in sheet.iter_rows(2)} <= numbers


def test_workbook_asks_as_much_of_the_database_however_much_there_is(world, signed_in):
    client = signed_in("member")

    def questions():
        with CaptureQueriesContext(connection) as asked:
            workbook(client)
        return len(asked)

    before = questions()
    for number in range(5):
        action = JointAction.objects.create(
            group=world.commission, title=text(f"more {number}"), lead=world.a
        )
        action.contacts.add(world.member)
        Partner.objects.create(action=action, organisation=world.c)
        Task.objects.create(action=action, title=text("t"), organisation=world.c)
        BudgetLine.objects.create(action=action, label=text("l"), planned=1)
    assert questions() == before <= 24


# The sheet.


@in_both_languages("en", "ar")
def test_sheet_says_all_that_a_group_knows_and_goes_to_nobody_else(world, signed_in, language):
    answer = sheet_of(signed_in("partner", language), world.action_commission)
    found = page_words(answer.content)
    for what in ON_A_SHEET:
        assert holds(found, f"kanaria-{what}-commission"), what
    for what in NOT_ON_A_SHEET:
        assert not holds(found, f"kanaria-{what}-commission")
    assert answer["Cache-Control"] == "private, no-store"
    assert "kanaria-action-commission" in answer["Content-Disposition"]
    # A paper is handed on.
    stopped = page_words(sheet_of(signed_in("partner"), world.action_stopped).content)
    assert holds(stopped, "kanaria-action-stopped")
    assert not holds(stopped, "kanaria-reason")
    address = reverse("network:action-sheet", args=[world.action_commission.pk])
    assert signed_in("other").get(address).status_code == 404
    # For programs that keep, and programs that read aloud.
    assert b"pdfuaid:part" in answer.content
    assert b"pdfaid:part" in answer.content
    assert f"/Lang({language})".encode() in answer.content.replace(b" ", b"")


ARABIC = (
    "تنظم التعاونية النسائية دورة تكوينية لفائدة مستفيدات جهة طنجة وتطوان والحسيمة وڭلميم، "
    "من أجل تسويق المنتجات المجالية والنباتات الطبية والعطرية في إطار الاقتصاد الاجتماعي "
    "والتضامني، لا سيما للأولاد والنساء بالوسط القروي."
)


def test_sheet_is_called_as_the_action_whole_with_its_slashes(world, signed_in):
    action = world.action_commission
    action.title = text("Fair 2026/27")
    action.save()
    answer = sheet_of(signed_in("member"), action)
    assert answer["Content-Disposition"] == 'attachment; filename="Fair 2026-27.pdf"'


def test_arabic_words_come_back_from_a_sheet(world, signed_in):
    both = MultilingualText().with_bodies({"en": "Only in English", "ar": ARABIC})
    JointAction.objects.filter(pk=world.action_commission.pk).update(aims=both)
    found = set(
        re.findall(
            r"\w+",
            page_words(sheet_of(signed_in("member"), *[world.action_commission, "ar"]).content),
        )
    )
    assert set(re.findall(r"\w+", ARABIC)) <= found
    assert "Only" not in found


def test_sheet_of_both_languages_has_both_and_marks_what_is_in_one_alone(world, signed_in):
    both = MultilingualText().with_bodies({"en": "Two sides", "ar": "جانبان"})
    alone = MultilingualText().with_body("en", "English alone")
    JointAction.objects.filter(pk=world.action_commission.pk).update(aims=both, description=alone)
    found = page_words(sheet_of(signed_in("member"), world.action_commission, "both").content)
    assert "Two sides" in found
    assert "جانبان" in found
    assert found.count("English alone") == 2
    with translation.override("ar"):
        assert translation.gettext("Original text: %(language)s").split()[0] in found


def test_nothing_that_people_write_is_markup(world, signed_in):
    evil = '#read("/fonts/OFL-Amiri.txt") $x$ *bold* @label #import "@preview/a:1.0.0" \\ ` <b>'
    JointAction.objects.filter(pk=world.action_commission.pk).update(
        title=MultilingualText().with_body("en", evil)
    )
    found = page_words(sheet_of(signed_in("member"), world.action_commission).content)
    assert '#read("/fonts/OFL-Amiri.txt")' in found
    assert "Amiri Project" not in found


@pytest.mark.parametrize("odd", ["emoji 🎉 and 中文", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "\u202edrow\u202c \u2066x"])
def test_letters_that_no_font_has_cost_no_paper(world, signed_in, odd):
    JointAction.objects.filter(pk=world.action_commission.pk).update(
        title=MultilingualText().with_body("en", f"Title {odd}")
    )
    assert "kanaria-task" in page_words(
        sheet_of(signed_in("member"), world.action_commission).content
    )


def test_a_sheet_that_cannot_be_made_is_said_on_the_page(world, signed_in, monkeypatch):
    monkeypatch.setattr(setting, "SECONDS", 0.001)
    client = signed_in("member")
    answer = client.get(reverse("network:action-sheet", args=[world.action_commission.pk]))
    assert answer["Location"] == world.action_commission.get_absolute_url()


def test_budget_is_summed_by_currency(world, signed_in):
    for planned, currency in (("1234.50", "EUR"), ("1000", "EUR")):
        BudgetLine.objects.create(
            action=world.action_commission, label=text("line"), planned=planned, currency=currency
        )
    found = page_words(sheet_of(signed_in("member"), world.action_commission).content)
    assert found.count("Total") == 2
    assert "2,234.50" in found


@pytest.mark.parametrize("languages", ["en", "ar", "both"])
def test_sheet_asks_as_much_of_the_database_however_much_there_is(
    world, signed_in, languages, monkeypatch
):
    monkeypatch.setattr("network.actions.exports.sheet.as_pdf", lambda *given: b"")
    client = signed_in("member")

    def questions():
        with CaptureQueriesContext(connection) as asked:
            sheet_of(client, world.action_commission, languages)
        return len(asked)

    before = questions()
    for number in range(5):
        Task.objects.create(
            action=world.action_commission, title=text(f"t{number}"), organisation=world.c
        )
        BudgetLine.objects.create(action=world.action_commission, label=text("l"), planned=1)
    world.action_commission.contacts.add(world.manager, world.partner)
    assert questions() == before <= 15


# The papers themselves.


def test_a_child_reads_nothing_but_the_press_and_has_no_more_than_its_memory(tmp_path, monkeypatch):
    press = tmp_path / "press"
    press.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    monkeypatch.setattr(child, "PRESS", press)
    for outside in ("../secret.txt", str(tmp_path / "secret.txt")):
        (press / "bad.typ").write_text(f'#read("{outside}")')
        with pytest.raises(Exception, match=r"denied|not found|escape"):
            child.pdf_of("bad", "{}", ())
    with pytest.raises(NotSetError):
        as_pdf("no-such-template", {})


def test_a_paper_of_all_kinds_of_parts_is_set():
    with translation.override("en"):
        words = said("Words")
        parts = [
            Facts([(words, named("اسم"))], heading=words),
            Prose(words, said("One.\n\nTwo " + isolated("أ-1"))),
            Table(words, [words, words], [(words, said("1")), (words, said("2"))], [1, 1], (1,), 1),
        ]
        side = Side("en", "ltr", words, words, words, "sun", parts, words, "{page} of {pages}")
    pdf = as_pdf("paper", Paper([side, side], "A paper", "House").as_data())
    assert "1 of 1" in page_words(pdf)
    assert pypdfium2.PdfDocument(pdf).get_metadata_dict()["Title"] == "A paper"
    assert (
        str(timezone.now().year) in pypdfium2.PdfDocument(pdf).get_metadata_dict()["CreationDate"]
    )
