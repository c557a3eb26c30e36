"""The working groups, their people, and the search across all of them."""

import re

import pytest

from network.members import operations
from network.models import Document, Membership, Organisation, Profile, WorkingGroup

from .workspace import GROUPS, INSIDE, SEARCH, add_document, main_of
from .workspace import ask as ask
from .world import SYSTEM, text

pytestmark = pytest.mark.django_db


def test_groups_are_those_one_belongs_to(ask, world):
    expected = {
        "guest": ["commission"],
        "member": ["plenary", "commission"],
        "other": ["plenary", "other-commission"],
        "coordinator": ["plenary", "commission", "other-commission"],
    }
    for persona, groups in expected.items():
        page = main_of(ask(persona, GROUPS))
        assert re.findall(r">kanaria-([\w-]+)<", page) == groups, persona


def test_group_opens_to_its_own(ask, world):
    for group, personas in (
        (world.commission, {"guest", "member", "manager", "partner", "coordinator", "superuser"}),
        (world.other_commission, {"other", "coordinator", "superuser"}),
        (world.plenary, set(INSIDE) - {"guest"}),
    ):
        for path in (f"{GROUPS}{group.pk}/", f"{GROUPS}{group.pk}/members/"):
            opened = {persona for persona in INSIDE if ask(persona, path).status_code == 200}
            assert opened == personas, path


def test_group_shows_who_belongs_to_it(ask, world):
    page = main_of(ask("member", f"{GROUPS}{world.commission.pk}/"))
    for word in ("organisation-a", "organisation-c", "title-commission", "person-guest"):
        assert f"kanaria-{word}" in page
    for word in ("organisation-b", "organisation-gone", "title-plenary", "title-removed"):
        assert f"kanaria-{word}" not in page


def test_plenary_is_every_active_organisation(ask, world):
    page = main_of(ask("member", f"{GROUPS}{world.plenary.pk}/"))
    assert "<bdi>3</bdi> today" in page
    assert "kanaria-organisation-b" in page
    assert "kanaria-organisation-gone" not in page


def test_organisation_that_is_suspended_is_shown_in_none_of_its_groups(ask, world):
    world.commission.organisations.add(world.gone)
    for persona in ("member", "coordinator"):
        page = main_of(ask(persona, f"{GROUPS}{world.commission.pk}/"))
        assert "kanaria-organisation-gone" not in page


def test_people_of_a_group_are_those_who_are_in_it_now(ask, world):
    page = main_of(ask("coordinator", f"{GROUPS}{world.commission.pk}/members/"))
    for persona in ("member", "guest"):
        assert f"kanaria-person-{persona}" in page
    for persona in ("former", "suspended", "other", "outsider"):
        assert f"kanaria-person-{persona}" not in page
    assert "facilitates the group" in page


def test_former_member_is_in_no_group_that_still_names_them(ask, world):
    world.commission.guests.add(world.users["former"])
    page = main_of(ask("coordinator", f"{GROUPS}{world.commission.pk}/members/"))
    assert "kanaria-person-former" not in page


def test_group_says_that_one_acts_for_another_organisation(client, world):
    user = world.users["other"]
    operations.grant_membership(user, world.c, role=Membership.Role.CONTRIBUTOR, by=SYSTEM)
    client.force_login(user)
    path = f"{GROUPS}{world.commission.pk}/"
    page = main_of(client.get(path))
    assert "You act for <bdi>kanaria-organisation-b" in page
    assert f'name="organisation" value="{world.c.pk}"' in page
    assert "Add a document" not in page
    session = client.session
    session["network_acts_for"] = world.c.pk
    session.save()
    page = main_of(client.get(path))
    assert "You act for" not in page
    assert "Add a document" in page


def test_group_names_the_others_one_could_act_for_in_one_order(ask, world):
    user = world.users["other"]
    for organisation in (world.c, world.a):
        operations.grant_membership(user, organisation, role="contributor", by=SYSTEM)
    page = main_of(ask("other", f"{GROUPS}{world.commission.pk}/"))
    found = re.findall(r'name="organisation" value="(\d+)"', page)
    # As the mandates were given.
    assert found == [str(world.c.pk), str(world.a.pk)]


def test_closed_group_is_read_and_offers_nothing(ask, world):
    operations.close_group(world.commission, by=SYSTEM)
    page = main_of(ask("manager", f"{GROUPS}{world.commission.pk}/"))
    assert "This group is closed" in page
    assert "Add a document" not in page
    assert "kanaria-title-commission" in page


# Search


@pytest.mark.parametrize("persona", INSIDE)
def test_search_finds_what_one_sees_and_counts_no_more(ask, world, persona):
    user = world.users[persona]
    answer = ask(persona, SEARCH, q="kanaria")
    counts = {found.kind: found.count for found in answer.context["results"]}
    documents = Document.objects.visible_to(user)
    groups = WorkingGroup.objects.visible_to(user)
    organisations = Organisation.objects.visible_to(user)
    expected = {
        "documents": documents.count(),
        "organisations": organisations.count(),
        "groups": groups.count(),
    }
    assert {kind: counts.get(kind, 0) for kind in expected} == expected
    hidden = {str(row.title) for row in Document.objects.exclude(pk__in=documents)}
    # What was removed nobody sees.
    assert hidden
    assert not {title for title in hidden if title in answer.text}


def test_search_finds_by_either_language_and_by_file_name(ask, world):
    document = add_document(world.commission, "x", name="Procès-verbal_2026.pdf")
    document.title = text("Réunions").with_body("ar", "محضر الاجتماعات")
    document.save()
    for query in ("reunion", "RÉUNION", "المحضر اجتماع", "proces verbal", "2026 verbal"):
        answer = ask("member", SEARCH, q=query)
        assert [found.first for found in answer.context["results"]] == [[document]], query
        assert not ask("other", SEARCH, q=query).context["results"]


def test_search_finds_people_by_name_and_never_by_address(ask, world):
    user = world.users["other"]
    Profile.objects.get(user=user).delete()
    profile = Profile.objects.create(user=user, name_latin="Amina", name_arabic="أمينة")
    for query in ("amina", "امينه"):
        assert ask("member", SEARCH, q=query).context["results"][0].first == [profile]
    assert not ask("member", SEARCH, q="other@example.org").context["results"]


@pytest.mark.parametrize("query", ["", " ", "a", "ا", "؟!", "\x00", "و", "a b c"])
def test_search_for_no_word_finds_nothing_and_says_so(ask, query):
    answer = ask("coordinator", SEARCH, q=query)
    assert answer.status_code == 200
    assert not answer.context["results"]
    if query.strip():
        assert "two letters" in answer.text


@pytest.mark.parametrize("query", ['"', "'", "%", "_%", "<b>", "x" * 5000, "a " * 3000 + "bb"])
def test_search_takes_whatever_is_typed(ask, query):
    answer = ask("member", SEARCH, q=query)
    assert answer.status_code == 200
    assert "<b>" not in main_of(answer).replace("<bdi>", "").replace("<body>", "")


def test_search_shows_all_of_one_kind_by_pages(ask, world):
    for number in range(25):
        add_document(world.commission, f"report {number}")
    answer = ask("member", SEARCH, q="report")
    assert answer.context["results"][0].count == 25
    assert "in=documents" in answer.text
    first = ask("member", SEARCH, q="report", **{"in": "documents"})
    second = ask("member", SEARCH, q="report", page=2, **{"in": "documents"})
    pages = [answer.context["page"].object_list for answer in (first, second)]
    assert [len(page) for page in pages] == [20, 5]
    assert ask("member", SEARCH, q="report", **{"in": "secrets"}).status_code == 200
