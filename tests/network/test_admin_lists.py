"""The coordination’s lists: what they find, how they sort, and what a sheet of them holds."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone, translation
from openpyxl import load_workbook

from network.core import sheets
from network.models import MultilingualText, Organisation

from .admin_screens import SCREENS, add_many, rows
from .admin_screens import as_coordinator as as_coordinator

pytestmark = pytest.mark.django_db


FOUND = {
    "network_organisations": "kanaria-organisation-gone",
    "network_people": "kanaria-person-outsider",
    "network_memberships": "kanaria-person-former",
    "network_invitations": "kanaria-invited-b@example.org",
    "network_groups": "kanaria-other-commission",
}


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_coordinator_lists_and_searches(as_coordinator, name, language):
    as_coordinator.cookies["django_language"] = language
    assert FOUND[name] in as_coordinator.get(f"/cms/{name}/").text
    assert FOUND[name] in as_coordinator.get(f"/cms/{name}/results/?q={FOUND[name]}").text
    assert "kanaria" not in as_coordinator.get(f"/cms/{name}/results/?q=zzzz").text


@pytest.mark.parametrize("query", ["reunion", "Réun", "الاجتماع", "اجتما", "إجتماع"])
def test_search_forgives_accents_hamza_and_unwritten_endings(as_coordinator, query):
    name = MultilingualText().with_body("en", "Réunions").with_body("ar", "اجتماع")
    Organisation.objects.create(name=name, family="support")
    results = as_coordinator.get("/cms/network_organisations/results/", {"q": query}).text
    assert "Réunions" in results
    assert "kanaria" not in results


@pytest.mark.parametrize("query", ['"', "%", "_", "\\", "'", "()", " ", "x" * 5000, "ـ"])
@pytest.mark.parametrize("name", SCREENS)
def test_search_takes_whatever_is_typed(as_coordinator, name, query):
    assert as_coordinator.get(f"/cms/{name}/results/", {"q": query}).status_code == 200


@pytest.mark.parametrize(
    ("name", "query", "found", "not_found"),
    [
        ("organisations", "status=suspended", "organisation-gone", "organisation-a"),
        ("organisations", "family=institution", "", "organisation-a"),
        ("people", "mandate=yes", "person-member", "person-former"),
        ("people", "mandate=no", "person-former", "person-member"),
        ("memberships", "state=ended", "person-former", "person-member"),
        ("memberships", "state=current", "person-member", "person-former"),
        ("memberships", "state=suspended", "person-suspended", "person-member"),
        ("memberships", "state=coming", "", "person-member"),
        ("memberships", "role=manager", "person-suspended", "person-other"),
        ("invitations", "state=waiting", "invited-a@", "kanaria-zzz"),
        ("invitations", "state=withdrawn", "", "invited-a@"),
        ("invitations", "state=accepted", "", "invited-a@"),
        ("invitations", "state=expired", "", "invited-a@"),
        ("groups", "kind=plenary", "kanaria-plenary", "other-commission"),
        ("groups", "state=closed", "", "kanaria-plenary"),
        ("groups", "state=open", "kanaria-plenary", "kanaria-zzz"),
    ],
)
def test_lists_are_filtered(as_coordinator, name, query, found, not_found):
    results = as_coordinator.get(f"/cms/network_{name}/results/?{query}").text
    assert found in results
    assert not_found not in results


@pytest.mark.parametrize("name", SCREENS)
def test_every_order_that_is_offered_sorts(as_coordinator, name):
    view = resolve(f"/cms/{name}/").func
    columns = view.view_class(**view.view_initkwargs).columns
    keys = [column.sort_key for column in columns if column.sort_key]
    assert keys
    for key in keys:
        up, down = (rows(as_coordinator, f"/cms/{name}/?ordering={way}{key}") for way in ("", "-"))
        assert sorted(up) == sorted(down)
        assert len(up) < 2 or up != down or key not in ("name", "email")


def test_organisations_are_sorted_in_the_readers_language(as_coordinator):
    for body, arabic in (("Éclat", "ياء"), ("Zèbre", "ألف")):
        name = MultilingualText().with_body("en", body).with_body("ar", arabic)
        Organisation.objects.create(name=name, family="support")

    def listed(language):
        headers = {"accept-language": language}
        answer = as_coordinator.get("/cms/network_organisations/", headers=headers)
        return [str(row.name.get("en").body) for row in answer.context["object_list"]]

    def place(language, body):
        return listed(language).index(body)

    assert place("en", "Éclat") < place("en", "kanaria-organisation-a") < place("en", "Zèbre")
    assert place("ar", "Zèbre") < place("ar", "Éclat")


@pytest.mark.parametrize("query", ["", "?export=xlsx", "?export=csv", "?q=many"])
@pytest.mark.parametrize("name", SCREENS)
def test_lists_take_as_many_queries_with_twenty_rows(as_coordinator, name, query):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            answer = as_coordinator.get(f"/cms/{name}/{query}")
            b"".join(answer) if answer.streaming else answer.content
        return len(captured)

    add_many(range(2))
    queries()
    few = queries()
    add_many(range(2, 20))
    assert queries() == few


# Sheets

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", '=HYPERLINK("http://x")', "#N/A", "＝1"]


@pytest.mark.parametrize("typed", DANGEROUS)
def test_no_cell_is_a_formula(as_coordinator, typed):
    Organisation.objects.all().update(acronym=typed)
    answer = as_coordinator.get("/cms/network_organisations/?export=xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not {"f", "e"} & {cell.data_type for cell in cells}
    acronyms = [cell for cell in cells if cell.value == typed]
    assert len(acronyms) == 4
    assert {cell.data_type for cell in acronyms} == {"s"}
    # Nor does one become a formula when somebody edits the cell.
    assert {cell.quotePrefix for cell in acronyms} == {typed != "#N/A"}

    content = b"".join(as_coordinator.get("/cms/network_organisations/?export=csv"))
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert {line[1] for line in lines[1:]} == {typed if typed == "#N/A" else f"'{typed}"}


def test_sheet_keeps_days_and_numbers_and_drops_what_no_sheet_can_hold():
    day, moment = timezone.localdate(), timezone.now()
    table = [["a\x00b\x0bc", 3, day, moment, None, "x" * 40_000]]
    content = sheets.as_xlsx("[a]:b/" + "c" * 40, ["="] * 6, table)
    sheet = load_workbook(io.BytesIO(content)).active
    heading, row = sheet.iter_rows()
    assert heading[0].data_type == "s"
    assert (row[0].value, row[1].value, row[2].value.date()) == ("abc", 3, day)
    assert row[3].value.hour == timezone.localtime(moment).hour
    assert row[4].value is None


def test_sheet_is_in_the_readers_language_and_direction(as_coordinator):
    headers = {"accept-language": "ar"}
    with translation.override("ar"):
        family = str(Organisation.Family.SUPPORT.label)
        assert family
    answer = as_coordinator.get("/cms/network_organisations/?export=xlsx", headers=headers)
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet.sheet_view.rightToLeft
    assert family in [cell.value for row in sheet.iter_rows() for cell in row]
    assert "no-store" in answer["Cache-Control"]


def test_sheet_holds_what_was_searched_for_on_all_its_pages(as_coordinator):
    add_many(range(25))
    answer = as_coordinator.get("/cms/network_organisations/?export=csv&q=many&status=active")
    assert len(b"".join(answer).splitlines()) == 26
