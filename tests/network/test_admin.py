"""The coordination's screens: what they find, what saving does, and who never sees them."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone, translation
from openpyxl import load_workbook
from wagtail.admin.viewsets import viewsets
from wagtail.log_actions import registry as wagtail_log
from wagtail.models import ModelLogEntry, ReferenceIndex

from network.core import audit, links, sheets
from network.models import (
    Membership,
    MembershipInvitation,
    MultilingualText,
    Organisation,
    Profile,
    WorkingGroup,
)
from tests.network.world import build, text

pytestmark = pytest.mark.django_db

SCREENS = [
    "network_organisations",
    "network_people",
    "network_memberships",
    "network_invitations",
    "network_groups",
]
CHOOSERS = ["network_choose_organisation", "network_choose_person"]


@pytest.fixture
def world():
    return build()


@pytest.fixture
def as_coordinator(client, world):
    client.force_login(world.users["coordinator"])
    return client


@pytest.fixture
def as_editor(client, world):
    client.force_login(world.users["editor"])
    return client


def loaded(answer):
    """What the page's form would send as it stands."""
    form = BeautifulSoup(answer.text, "html.parser").find(id="w-editor-form")
    data = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        data.setdefault(field["name"], []).append(_value(field))
    return data


def _value(field):
    if field.name == "textarea":
        return field.text.removeprefix("\n")
    if field.name == "select":
        chosen = field.select_one("option[selected]") or field.option
        return chosen["value"]
    return field.get("value", "")


def errors_of(answer):
    return answer.context["form"].errors


# Lists


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


def rows(client, address):
    return [row.pk for row in client.get(address).context["object_list"]]


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


def add_many(numbers):
    """More of everything."""
    for number in numbers:
        user = get_user_model().objects.create_user(f"many{number}", email=f"m{number}@example.org")
        Profile.objects.create(user=user, name_latin=f"Many {number}")
        organisation = Organisation.objects.create(name=text(f"Many {number}"), family="support")
        Membership.objects.create(user=user, organisation=organisation)
        group = WorkingGroup.objects.create(name=text(f"Many {number}"))
        group.organisations.add(organisation)
        group.guests.add(user)
        MembershipInvitation.objects.create(
            link=links.make(links.INVITATION, days=1),
            organisation=organisation,
            email=f"many{number}@example.org",
            language="en",
            invited_by=user,
        )


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


# Adding and changing


def test_coordinator_adds_an_organisation_once(as_coordinator):
    address = "/cms/network_organisations/new/"
    data = loaded(as_coordinator.get(address)) | {
        "name_en": "New one",
        "acronym": "NO",
        "family": "institution",
    }
    answers = [as_coordinator.post(address, data) for _click in range(2)]
    found = Organisation.objects.get(acronym="NO")
    assert [answer["Location"] for answer in answers] == [
        f"/cms/network_organisations/{found.pk}/"
    ] * 2
    assert (str(found.name), found.status) == ("New one", "active")
    assert [entry.action for entry in audit.history(found)] == ["network.organisation.created"]
    assert "New one" in as_coordinator.get("/cms/network_organisations/results/?q=new").text


def test_saving_an_organisation_calls_the_operation_with_what_was_changed(as_coordinator, world):
    address = f"/cms/network_organisations/{world.a.pk}/"
    data = loaded(as_coordinator.get(address)) | {"acronym": "AAA", "name_ar": "اسم جديد"}
    assert as_coordinator.post(address, data).status_code == 302
    world.a.refresh_from_db()
    assert world.a.acronym == "AAA"
    assert world.a.name.get("ar").body == "اسم جديد"
    entry = audit.history(world.a)[0]
    assert entry.action == "network.organisation.changed"
    assert entry.user == world.users["coordinator"]
    assert set(entry.data["fields"]) == {"acronym", "name"}
    # Wagtail's own log, which any editor reads, has nothing of it.
    assert not ModelLogEntry.objects.exists()


def test_two_coordinators_lose_nothing(as_coordinator, world):
    address = f"/cms/network_organisations/{world.a.pk}/"
    mine = loaded(as_coordinator.get(address))
    as_coordinator.post(address, mine | {"legal_form": "Theirs"})
    assert as_coordinator.post(address, mine | {"acronym": "MINE"}).status_code == 302
    world.a.refresh_from_db()
    assert (world.a.legal_form, world.a.acronym) == ("Theirs", "MINE")

    refused = as_coordinator.post(address, mine | {"legal_form": "Mine"})
    assert refused.status_code == 200
    assert "Theirs" in str(errors_of(refused)["legal_form"])
    again = loaded(refused) | {"legal_form": "Mine"}
    assert as_coordinator.post(address, again).status_code == 302
    world.a.refresh_from_db()
    assert (world.a.legal_form, world.a.acronym) == ("Mine", "MINE")


def test_what_is_wrong_is_said_beside_the_field(as_coordinator, world):
    address = f"/cms/network_organisations/{world.a.pk}/"
    data = loaded(as_coordinator.get(address)) | {"latitude": "35,7", "longitude": ""}
    assert "Give both" in str(errors_of(as_coordinator.post(address, data)))
    data |= {"latitude": "91", "longitude": "-5.8"}
    assert "latitude" in errors_of(as_coordinator.post(address, data))


def test_coordinator_mends_a_name_and_makes_nobody(as_coordinator, world):
    profile = world.users["outsider"].network_profile
    address = f"/cms/network_people/{profile.pk}/"
    data = loaded(as_coordinator.get(address)) | {"name_latin": "Amina", "phone": "0539 00-00-00"}
    assert as_coordinator.post(address, data).status_code == 302
    profile.refresh_from_db()
    assert (profile.name_latin, profile.phone) == ("Amina", "0539 00 00 00")
    assert as_coordinator.get("/cms/network_people/new/").status_code == 404


def test_coordinator_gives_a_mandate_to_who_has_no_profile(as_coordinator, world):
    user = get_user_model().objects.create_user("new", email="new@example.org")
    address = "/cms/network_memberships/new/"
    data = loaded(as_coordinator.get(address)) | {
        "person": user.pk,
        "organisation": world.b.pk,
        "role": "manager",
    }
    assert as_coordinator.post(address, data).status_code == 302
    mandate = Membership.objects.get(user=user)
    assert (mandate.organisation, mandate.role) == (world.b, "manager")
    assert mandate.starts_on == timezone.localdate()
    assert Profile.objects.filter(user=user).exists()


def give(client, **values):
    address = "/cms/network_memberships/new/"
    return client.post(address, loaded(client.get(address)) | values)


def test_mandate_that_cannot_be_is_refused_beside_the_field(as_coordinator, world):
    today = timezone.localdate()
    pair = {"person": world.users["member"].pk, "organisation": world.a.pk}
    twice = give(as_coordinator, **pair, role="contributor")
    assert "This person has this mandate already." in str(errors_of(twice)["role"])
    wrong = give(as_coordinator, **pair, role="manager", ends_on=today - timedelta(days=1))
    assert "The mandate ends before it begins." in str(errors_of(wrong)["ends_on"])


@pytest.mark.parametrize("forged", ["", "0", "abc", "9" * 30, "-1"])
def test_forged_choice_is_refused(as_coordinator, world, forged):
    refused = give(as_coordinator, person=forged, organisation=forged, role="manager")
    assert set(errors_of(refused)) == {"person", "organisation"}


def test_mandates_days_are_changed_and_errors_shown(as_coordinator, world):
    mandate = Membership.objects.get(user=world.users["member"])
    address = f"/cms/network_memberships/{mandate.pk}/"
    page = as_coordinator.get(address)
    assert "kanaria-person-member" in page.text
    today = timezone.localdate()
    data = loaded(page) | {"ends_on": today - timedelta(days=9)}
    refused = as_coordinator.post(address, data)
    assert "The mandate ends before it begins." in str(errors_of(refused)["ends_on"])
    assert as_coordinator.post(address, loaded(page) | {"job_title": "Boss"}).status_code == 302
    mandate.refresh_from_db()
    assert (mandate.job_title, mandate.ends_on) == ("Boss", None)


def test_operations_error_about_a_field_that_is_not_there_is_shown(as_coordinator, world):
    """Two mandates of one role, one after the other: the first is made to overlap."""
    today = timezone.localdate()
    mandate = Membership.objects.get(user=world.users["member"])
    Membership.objects.filter(pk=mandate.pk).update(ends_on=today)
    Membership.objects.create(
        user=mandate.user, organisation=mandate.organisation, starts_on=today + timedelta(days=5)
    )
    address = f"/cms/network_memberships/{mandate.pk}/"
    data = loaded(as_coordinator.get(address)) | {"ends_on": today + timedelta(days=9)}
    refused = as_coordinator.post(address, data)
    assert refused.status_code == 200
    assert "This person has this mandate already." in refused.text
    mandate.refresh_from_db()
    assert mandate.ends_on == today


def test_ended_mandate_is_not_changed(as_coordinator, world):
    mandate = Membership.objects.get(user=world.users["former"])
    assert as_coordinator.get(f"/cms/network_memberships/{mandate.pk}/").status_code == 404


def test_coordinator_invites(as_coordinator, world):
    address = "/cms/network_invitations/new/"
    data = loaded(as_coordinator.get(address)) | {
        "organisation": world.b.pk,
        "email": "new@example.org",
        "role": "manager",
        "language": "ar",
    }
    answers = [as_coordinator.post(address, data) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    invitation = MembershipInvitation.objects.get(email="new@example.org")
    assert (invitation.role, invitation.language) == ("manager", "ar")
    assert invitation.invited_by == world.users["coordinator"]
    data |= loaded(as_coordinator.get(address)) | {"organisation": world.b.pk}
    data |= {"email": "new@example.org", "role": "manager", "language": "ar"}
    assert "invited already" in str(errors_of(as_coordinator.post(address, data))["email"])
    data |= {"email": "other@example.org", "organisation": world.gone.pk}
    assert "not active" in str(errors_of(as_coordinator.post(address, data))["organisation"])


def test_group_is_made_then_filled(as_coordinator, world):
    address = "/cms/network_groups/new/"
    data = loaded(as_coordinator.get(address)) | {"name_en": "New group"}
    answer = as_coordinator.post(address, data)
    group = WorkingGroup.objects.get(search_key__contains="new group")
    assert answer["Location"] == f"/cms/network_groups/{group.pk}/organisations/"
    assert audit.history(group)[0].action == "network.workinggroup.created"


def test_second_plenary_is_refused_beside_the_field(as_coordinator):
    address = "/cms/network_groups/new/"
    data = loaded(as_coordinator.get(address)) | {"name_en": "New group", "kind": "plenary"}
    assert "There is a plenary already" in str(
        errors_of(as_coordinator.post(address, data))["kind"]
    )


# Who takes part in a group


@pytest.mark.parametrize(
    ("part", "persona", "is_by_name"),
    [("organisations", None, False), ("guests", "other", True), ("facilitators", "other", True)],
)
def test_coordinator_adds_to_a_group_and_takes_out(
    as_coordinator, world, part, persona, is_by_name
):
    row = world.users[persona] if persona else world.b
    name = "kanaria-person-other" if persona else "kanaria-organisation-b"
    address = f"/cms/network_groups/{world.commission.pk}/{part}/"
    before = set(getattr(world.commission, part).all())
    found = as_coordinator.get(address, {"q": name})
    assert name in found.text
    as_coordinator.post(address, {"add": "1", "pk": [row.pk]})
    assert set(getattr(world.commission, part).all()) == before | {row}
    entry = audit.history(world.commission)[0]
    assert (entry.action, entry.data["fields"]) == ("network.workinggroup.changed", [part])
    as_coordinator.post(address, {"remove": "1", "pk": [row.pk]})
    assert set(getattr(world.commission, part).all()) == before


def test_two_coordinators_who_add_to_a_group_both_do(as_coordinator, world):
    address = f"/cms/network_groups/{world.commission.pk}/organisations/"
    organisations = [
        Organisation.objects.create(name=text(f"N {n}"), family="support") for n in "ab"
    ]
    # Each page was opened before the other was sent.
    for organisation in organisations:
        as_coordinator.post(address, {"add": "1", "pk": [organisation.pk]})
    assert set(organisations) < set(world.commission.organisations.all())


@pytest.mark.parametrize("forged", [["abc"], ["0"], ["9" * 40], [""], []])
def test_forged_choice_changes_no_group(as_coordinator, world, forged):
    address = f"/cms/network_groups/{world.commission.pk}/organisations/"
    for button in ("add", "remove"):
        assert as_coordinator.post(address, {button: "1", "pk": forged}).status_code == 302
    assert set(world.commission.organisations.all()) == {world.a, world.c}
    assert not audit.history(world.commission)


def test_organisation_that_is_not_active_is_not_added_and_stays_where_it_is(as_coordinator, world):
    address = f"/cms/network_groups/{world.commission.pk}/organisations/"
    as_coordinator.post(address, {"add": "1", "pk": [world.gone.pk]})
    assert world.gone not in world.commission.organisations.all()
    world.commission.organisations.add(world.gone)
    as_coordinator.post(address, {"add": "1", "pk": [world.b.pk]})
    assert {world.gone, world.b} < set(world.commission.organisations.all())


def test_groups_page_is_as_light_with_many(as_coordinator, world):
    address = f"/cms/network_groups/{world.commission.pk}/guests/"

    def weight():
        with CaptureQueriesContext(connection) as captured:
            answer = as_coordinator.get(address)
        return len(captured), len(answer.content)

    add_many(range(30))
    weight()
    few = weight()
    add_many(range(30, 80))
    queries, size = weight()
    assert queries == few[0]
    assert size < few[1] * 1.1


def test_plenary_is_not_offered_organisations(as_coordinator, world):
    page = as_coordinator.get(f"/cms/network_groups/{world.plenary.pk}/").text
    assert "/organisations/" not in page
    assert f"/cms/network_groups/{world.plenary.pk}/facilitators/" in page


# Acts


def act(client, screen, row, name):
    """Ask and do: returns what the page asks."""
    address = f"/cms/{screen}/{row.pk}/{name}/"
    asked = client.get(address)
    assert asked.status_code == 200
    assert client.post(address).status_code == 302
    row.refresh_from_db()
    return asked.text


def test_organisation_is_suspended_reinstated_and_let_go(as_coordinator, client, world):
    screen = "network_organisations"
    assert "Nothing is deleted" in act(as_coordinator, screen, world.a, "suspend")
    assert world.a.status == "suspended"
    act(as_coordinator, screen, world.a, "reinstate")
    assert world.a.status == "active"
    act(as_coordinator, screen, world.a, "leave")
    assert world.a.status == "former"
    actions = [entry.action.rpartition(".")[2] for entry in audit.history(world.a)][:3]
    assert actions == ["left", "reinstated", "suspended"]


def test_asking_changes_nothing_and_what_is_done_is_not_offered(as_coordinator, world):
    address = f"/cms/network_organisations/{world.a.pk}/suspend/"
    as_coordinator.get(address)
    world.a.refresh_from_db()
    assert world.a.status == "active"
    as_coordinator.post(address)
    for again in (as_coordinator.get(address), as_coordinator.post(address)):
        assert again.status_code == 302
    assert len([e for e in audit.history(world.a) if e.action.endswith("suspended")]) == 1
    page = as_coordinator.get(f"/cms/network_organisations/{world.a.pk}/").text
    assert "/suspend/" not in page
    assert "/reinstate/" in page


def test_mandate_is_ended(as_coordinator, client, world):
    mandate = Membership.objects.get(user=world.users["member"])
    assert "kanaria-person-member" in act(as_coordinator, "network_memberships", mandate, "end")
    assert mandate.ended_at


def test_group_is_closed_and_opened_again(as_coordinator, world):
    act(as_coordinator, "network_groups", world.commission, "close")
    assert world.commission.closed_at
    act(as_coordinator, "network_groups", world.commission, "reopen")
    assert not world.commission.closed_at


def test_invitation_is_sent_again_and_withdrawn(as_coordinator, world):
    invitation = world.invitation_b
    page = as_coordinator.get(f"/cms/network_invitations/{invitation.pk}/").text
    assert "kanaria-organisation-b" in page
    link = invitation.link_id
    act(as_coordinator, "network_invitations", invitation, "send-again")
    assert invitation.link_id != link
    act(as_coordinator, "network_invitations", invitation, "withdraw")
    assert invitation.closed_at
    again = as_coordinator.post(f"/cms/network_invitations/{invitation.pk}/send-again/")
    assert again.status_code == 302
    assert "send-again" not in as_coordinator.get(f"/cms/network_invitations/{invitation.pk}/").text


def test_history_says_who_did_what(as_coordinator, world):
    act(as_coordinator, "network_organisations", world.a, "suspend")
    page = as_coordinator.get(f"/cms/network_organisations/{world.a.pk}/history/").text
    assert "Organisation suspended" in page
    assert "coordinator" in page
    # What was done with its mandates is there, too, and in the reader's words.
    assert "Mandate given" in page
    with translation.override("ar"):
        role = str(Membership.Role.MANAGER.label)
        given = next(e for e in audit.history(world.a) if e.data.get("role") == "manager")
        assert given.message.endswith(role)


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_deleted_copied_or_looked_up_by_use(as_coordinator, screen):
    for view in ("delete", "copy", "usage", "reorder"):
        with pytest.raises(NoReverseMatch):
            reverse(f"{screen}:{view}", args=[1])
    assert "/delete/" not in as_coordinator.get(f"/cms/{screen}/").text


# Choosing


def test_coordinator_chooses_an_organisation(as_coordinator, world):
    chooser = "/cms/network_choose_organisation/"
    assert "kanaria-organisation-b" in as_coordinator.get(chooser).json()["html"]
    found = as_coordinator.get(f"{chooser}results/?q=kanaria-organisation-b").text
    assert "kanaria-organisation-b" in found
    assert "kanaria-organisation-c" not in found
    chosen = as_coordinator.get(f"{chooser}chosen/{world.b.pk}/").json()
    assert chosen["result"]["id"] == str(world.b.pk)
    assert as_coordinator.get(f"{chooser}chosen/0/").status_code == 404
    assert as_coordinator.get(f"{chooser}?multiple=1").status_code == 200


def test_coordinator_chooses_who_has_no_profile_by_their_address(as_coordinator):
    user = get_user_model().objects.create_user(
        "u", email="new@example.org", first_name="Amina", last_name="Éloi"
    )
    chooser = "/cms/network_choose_person/"
    for query in ("new@", "Amina", "amina", "Éloi"):
        assert "new@example.org" in as_coordinator.get(f"{chooser}results/", {"q": query}).text
    chosen = as_coordinator.get(f"{chooser}chosen/{user.pk}/").json()
    assert chosen["result"]["title"] == "Amina Éloi · new@example.org"
    user.is_active = False
    user.save()
    assert as_coordinator.get(f"{chooser}chosen/{user.pk}/").status_code == 404


@pytest.mark.parametrize("chooser", CHOOSERS)
def test_choosers_are_as_light_with_many(as_coordinator, chooser):
    def weight():
        with CaptureQueriesContext(connection) as captured:
            answer = as_coordinator.get(f"/cms/{chooser}/")
        return len(captured), len(answer.content)

    add_many(range(15))
    weight()
    few = weight()
    add_many(range(15, 60))
    queries, size = weight()
    assert queries == few[0]
    assert size < few[1] * 1.1


# Who never sees them


def addresses(world):
    """Every address of the screens, from the screens themselves."""
    rows = {
        "network_organisations": world.a,
        "network_people": world.users["member"].network_profile,
        "network_memberships": Membership.objects.get(user=world.users["member"]),
        "network_invitations": world.invitation_a,
        "network_groups": world.commission,
        "network_choose_organisation": world.a,
        "network_choose_person": world.users["member"],
    }
    found = []
    for viewset in viewsets.viewsets:
        if viewset.name in rows:
            for pattern in viewset.get_urlpatterns():
                args = [rows[viewset.name].pk] if "<" in str(pattern.pattern) else []
                found.append(reverse(f"{viewset.name}:{pattern.name}", args=args))
    assert len(found) == 42
    return found


@pytest.mark.parametrize("persona", ["outsider", "editor", "member", "manager", "former"])
def test_nobody_else_enters_a_screen(client, world, persona):
    user = world.users[persona]
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    # What Wagtail's own screens would ask for.
    user.user_permissions.add(
        *Permission.objects.filter(content_type__app_label="network").exclude(codename="coordinate")
    )
    client.force_login(user)
    before = snapshot()
    for address in addresses(world):
        for answer in (
            client.get(address),
            client.get(f"{address}?export=xlsx"),
            client.post(address, {"add": "1", "pk": ["1"]}),
            client.get(address, headers={"x-requested-with": "XMLHttpRequest"}),
        ):
            assert answer.status_code in (302, 403, 404, 405), address
            assert "kanaria" not in answer.text
    assert snapshot() == before


def snapshot():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Organisation, Membership, MembershipInvitation, WorkingGroup, Profile)
    ]


def test_coordinator_and_superuser_enter_every_screen(client, world):
    for persona in ("coordinator", "superuser"):
        client.force_login(world.users[persona])
        for address in addresses(world):
            if "reinstate" not in address and "reopen" not in address:
                assert client.get(address).status_code == 200, address


def test_menu_is_the_coordinators_alone(client, world):
    for persona, sees in (("editor", False), ("coordinator", True), ("superuser", True)):
        client.force_login(world.users[persona])
        page = client.get("/cms/").text
        for screen in (*SCREENS, "network_mails"):
            assert (f"/cms/{screen}/" in page) is sees


def test_no_model_of_ours_is_in_the_index_of_references(world):
    assert not [m for m in ReferenceIndex.tracked_models if m._meta.app_label == "network"]


def test_actions_are_listed_with_what_they_were_done_to_and_without_data(world):
    labels = dict(wagtail_log.get_choices())
    with translation.override("en"):
        assert str(labels["network.organisation.changed"]) == "Organisation – Changed"
        assert str(labels["network.membership.granted"]) == "Mandate – Mandate given"
        assert not [label for label in labels.values() if "%" in str(label)]
