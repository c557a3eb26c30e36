"""What looks across: the dashboard, the groups, the search, and the pages for what is not there."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from network.core.actor import Actor
from network.core.mail.models import Mail
from network.members import operations
from network.members.gate import gate
from network.models import (
    Document,
    Membership,
    MembershipInvitation,
    Organisation,
    Profile,
    Version,
    WorkingGroup,
)
from network.workspace.demo import LEAFLET, PAPERS, PEOPLE
from network.workspace.shell import GROUPS_SHOWN, Shell

from .world import PERSONAS, SYSTEM, build, text

pytestmark = pytest.mark.django_db

DASHBOARD, GROUPS, SEARCH = "/space/", "/space/groups/", "/space/search/"
INSIDE = ("guest", "member", "manager", "partner", "other", "coordinator", "superuser")


@pytest.fixture
def world():
    return build()


@pytest.fixture
def ask(client, world):
    """What a persona reads at an address."""

    def ask(persona, path=DASHBOARD, **query):
        client.logout()
        if persona != "anonymous":
            client.force_login(world.users[persona])
        return client.get(path, query)

    return ask


def main_of(answer):
    """The page without what stands around it."""
    return re.search(r"<main.*</main>", answer.text, re.DOTALL)[0]


def visited(user, days=2):
    """They were here before."""
    operations.ensure_profile(user)
    Profile.objects.filter(user=user).update(visited_at=timezone.now() - timedelta(days=days))


def add_document(group, title, author=None, organisation=None, name="file.txt"):
    document = Document.objects.create(
        group=group, title=text(title), author=author, organisation=organisation
    )
    document.current = Version.objects.create(
        document=document,
        number=1,
        file="nowhere",
        name=name,
        content_type="text/plain",
        size=1,
        sha256="0" * 64,
        author=author,
        organisation=organisation,
    )
    document.save()
    return document


# The shell


def shell_of(user, path=DASHBOARD, group=None):
    request = RequestFactory().get(path)
    request.user = user
    return Shell(request, group)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Amina El Idrissi", "AI"),
        ("Amina", "A"),
        ("أمينة الإدريسي", "أ"),
        ("« Gestion » (exemple)", "G"),
        ("123", ""),
        ("", ""),
    ],
)
def test_initials_are_letters_that_do_not_join(world, name, initials):
    shell = shell_of(world.users["member"])
    shell.user_name = name
    assert shell.initials == initials


def test_shell_asks_little_however_much_there_is(world):
    counts = []
    for more in (0, 40):
        for number in range(more):
            group = WorkingGroup.objects.create(name=text(f"group {number}"))
            group.organisations.add(world.a)
        user = get_user_model().objects.get(username="member")
        shell = shell_of(user)
        assert shell.may_coordinate is False  # The gate has asked for the standing already.
        with CaptureQueriesContext(connection) as queries:
            assert shell.user_name
            assert shell.groups
            assert shell.initials == "K"
            for name in ("nav", "network_nav", "languages", "sign_out_url", "admin_url", "group"):
                getattr(shell, name)
            assert shell.organisations == [(world.a.pk, "kanaria-organisation-a")]
            assert shell.has_more_groups is bool(more)
        counts.append(len(queries))
    assert counts == [2, 2]


def test_shell_shows_the_plenary_first_and_the_open_group_always(world):
    for number in range(GROUPS_SHOWN + 2):
        group = WorkingGroup.objects.create(name=text(f"a group {number}"))
        group.organisations.add(world.a)
    shell = shell_of(world.users["member"], group=world.commission)
    names = [group.name for group in shell.groups]
    assert names[0] == "kanaria-plenary"
    assert names[-1] == "kanaria-commission"
    assert len(names) == GROUPS_SHOWN + 1
    assert shell.group.url == world.commission.get_absolute_url()


def test_coordinator_sees_own_groups_before_the_others(world):
    world.other_commission.facilitators.add(world.users["coordinator"])
    names = [group.name for group in shell_of(world.users["coordinator"]).groups]
    assert names == ["kanaria-other-commission", "kanaria-plenary", "kanaria-commission"]


def test_closed_group_is_in_no_side_bar(world):
    operations.close_group(world.commission, by=SYSTEM)
    names = [group.name for group in shell_of(world.users["member"]).groups]
    assert names == ["kanaria-plenary"]


def test_signing_out_is_where_the_site_has_it(world, settings):
    shell = shell_of(world.users["member"])
    assert shell.sign_out_url == ""
    settings.NETWORK_SIGN_OUT_URL = "enter"
    assert shell_of(world.users["member"]).sign_out_url == "/enter/"


def test_admin_is_offered_to_who_may_enter_it(world):
    offered = {persona for persona in INSIDE if shell_of(world.users[persona]).admin_url == "/cms/"}
    assert offered == {"coordinator", "superuser"}


def test_page_says_for_whom_one_acts(ask, world):
    assert "kanaria-organisation-a" in ask("member").text
    operations.grant_membership(
        world.users["member"], world.c, role=Membership.Role.CONTRIBUTOR, by=SYSTEM
    )
    page = ask("member").text
    assert f'name="organisation" value="{world.c.pk}"' in page
    assert f'name="organisation" value="{world.a.pk}"' not in page


# The dashboard


@pytest.mark.parametrize("persona", PERSONAS)
def test_dashboard_opens_to_who_belongs_to_the_network(ask, persona):
    status = ask(persona).status_code
    expected = 200 if persona in INSIDE else 302 if persona == "anonymous" else 403
    assert status == expected


def test_dashboard_shows_only_what_there_is(ask, world):
    for name in ("name_latin", "name_arabic"):
        Profile.objects.filter(user=world.users["guest"]).update(**{name: "Somebody"})
    page = main_of(ask("guest"))
    assert "What waits for you" not in page
    assert "New since" not in page
    world.commission.guests.clear()
    world.commission.facilitators.add(world.users["guest"])
    assert "kanaria-title-commission" in main_of(ask("guest"))
    Document.objects.update(removed_at=timezone.now())
    page = main_of(ask("guest"))
    assert "No document yet" in page
    assert "Latest documents" not in page


def test_dashboard_of_a_coordinator_without_a_network_says_what_is(client, django_user_model):
    superuser = django_user_model.objects.create_superuser("alone")
    operations.ensure_profile(superuser)
    Profile.objects.update(name_latin="Alone", name_arabic="وحيد")
    client.force_login(superuser)
    assert "Nothing waits for you" in main_of(client.get(DASHBOARD))


def test_dashboard_asks_for_the_name_in_the_missing_script(ask, world):
    Profile.objects.filter(user=world.users["member"]).update(name_arabic="")
    page = main_of(ask("member"))
    assert "in Arabic letters" in page
    assert "in Latin letters" not in page


def test_dashboard_asks_for_no_arabic_where_the_site_writes_none(ask, world, settings):
    settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English")]
    Profile.objects.filter(user=world.users["member"]).update(name_arabic="")
    assert "in Arabic letters" not in main_of(ask("member"))


def test_dashboard_tells_of_mandates_that_end_soon(ask, world):
    today = timezone.localdate()
    Membership.objects.filter(user=world.users["member"]).update(ends_on=today + timedelta(days=30))
    assert "Your mandate for <bdi>kanaria-organisation-a" in main_of(ask("member"))
    assert "The mandate of <bdi>kanaria-person-member" in main_of(ask("manager"))
    assert "mandate" not in main_of(ask("partner"))
    assert "mandate" not in main_of(ask("coordinator"))
    Membership.objects.filter(user=world.users["member"]).update(ends_on=today + timedelta(days=31))
    assert "mandate" not in main_of(ask("member"))


def test_dashboard_tells_managers_of_invitations(ask, world):
    expires = "has not answered the invitation"
    assert expires not in main_of(ask("manager"))
    for invitation in MembershipInvitation.objects.all():
        invitation.link.expires_at = timezone.now() + timedelta(days=2)
        invitation.link.save()
    page = main_of(ask("manager"))
    assert "kanaria-invited-a@example.org" in page
    assert "kanaria-invited-b@example.org" not in page
    for persona in ("member", "partner", "other", "coordinator"):
        assert expires not in main_of(ask(persona))


def test_dashboard_tells_managers_who_accepted_since_they_were_here(ask, world):
    visited(world.users["manager"])
    user = get_user_model().objects.create_user("new", email="kanaria-invited-a@example.org")
    operations.accept_invitation(world.invitation_a, by=Actor(user))
    accepted = "has accepted the invitation"
    assert accepted in main_of(ask("manager"))
    assert accepted not in main_of(ask("member"))
    visited(world.users["manager"], days=0)
    Profile.objects.update(visited_before_at=timezone.now() + timedelta(minutes=1))
    assert accepted not in main_of(ask("manager"))


def test_documents_are_new_until_a_visit_is_over(ask, world):
    new = "New since your last visit"
    assert new not in main_of(ask("partner"))
    visited(world.users["partner"])
    Document.objects.update(updated_at=timezone.now() - timedelta(hours=30))
    for _again in range(2):
        page = main_of(ask("partner"))
        assert new in page
        assert "kanaria-title-commission" in page
    Profile.objects.update(visited_at=timezone.now() - timedelta(hours=2))
    assert new not in main_of(ask("partner"))


def test_what_one_adds_is_no_news_to_oneself(ask, world):
    visited(world.users["other"])
    assert "New since" not in main_of(ask("other"))


def test_presence_is_written_once_an_hour(ask, world):
    ask("member")
    first = Profile.objects.get(user=world.users["member"]).visited_at
    ask("member")
    assert Profile.objects.get(user=world.users["member"]).visited_at == first


def test_dashboard_tells_the_coordination_of_mails_and_managers(ask, world):
    Mail.objects.update(state=Mail.State.FAILED)
    failed = Mail.objects.count()
    page = main_of(ask("coordinator"))
    if failed:
        assert "could not be delivered" in page
    # B and C have none; one that is suspended need not.
    assert "<bdi>2</bdi> organisations have no manager" in page
    for persona in ("member", "manager", "other", "guest"):
        page = main_of(ask(persona))
        assert "could not be delivered" not in page
        assert "no manager" not in page


def test_removed_document_is_nowhere(ask):
    for persona in INSIDE:
        for path in (DASHBOARD, SEARCH):
            assert "kanaria-title-removed" not in ask(persona, path, q="kanaria removed").text


# Groups


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
    hidden = Document.objects.exclude(pk__in=documents)
    for document in hidden:
        assert str(document.title) not in answer.text


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


# What is not there


@pytest.mark.parametrize("debug", [False, True])
def test_what_is_not_theirs_looks_like_what_is_not_there(client, world, settings, debug):
    settings.DEBUG = debug
    client.force_login(world.users["other"])
    pages = []
    for pk in (world.commission.pk, 10**6):
        answer = client.get(f"{GROUPS}{pk}/")
        assert answer.status_code == 404
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.text)
        pages.append(page.replace(f"groups/{pk}/", ""))
    assert pages[0] == pages[1]
    assert "Page not found" in pages[0]
    assert "kanaria-organisation-b" in pages[0]


@pytest.mark.parametrize("path", ["x", "x/y/", "groups/x/", "a%0Ab", "%00", "é/", "groups/1/x"])
def test_address_of_nothing_is_the_gate_s_like_any_other(ask, path):
    assert ask("anonymous", f"/space/{path}")["Location"].startswith("/enter/?next=/space/")
    assert ask("outsider", f"/space/{path}").status_code == 403
    answer = ask("member", f"/space/{path}")
    assert answer.status_code == 404
    assert "Page not found" in answer.text


def test_slash_that_was_left_out_is_put_there(ask, client, world):
    assert ask("member", "/space/groups", page="2")["Location"] == "/space/groups/?page=2"
    assert ask("anonymous", "/space/groups")["Location"].startswith("/enter/")
    client.force_login(world.users["member"])
    assert client.post("/space/groups").status_code == 404


def test_site_s_own_pages_keep_its_own_error_pages(ask):
    answer = ask("member", "/nothing-here/")
    assert answer.status_code == 404
    assert "ws-top" not in answer.text


def test_what_one_may_not_do_says_what_one_can(world):
    def view(request):
        raise PermissionDenied

    request = RequestFactory().post("/space/x/")
    request.user, request.session = world.users["member"], {}
    answer = gate(view)(request)
    assert answer.status_code == 403
    assert "This is not yours to do" in answer.text
    assert answer["Cache-Control"] == "private, no-store"


def test_page_that_is_only_read_refuses_the_rest(client, world):
    client.force_login(world.users["member"])
    for path in (DASHBOARD, GROUPS, SEARCH, f"{GROUPS}{world.commission.pk}/"):
        answer = client.post(path)
        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD"
        assert "This address is not a page" in answer.text


def test_refusal_undoes_what_a_request_s_transaction_did(world, monkeypatch):
    def view(request):
        world.users["member"].network_memberships.update(job_title="half a change")
        raise PermissionDenied

    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)
    request = RequestFactory().get("/space/x/")
    request.user, request.session = world.users["member"], {}
    with transaction.atomic():
        answer = gate(view)(request)
    assert answer.status_code == 403
    assert "This is not yours to do" in answer.text
    assert not Membership.objects.filter(job_title="half a change").exists()


def test_no_page_of_the_area_is_kept(ask, world):
    paths = (DASHBOARD, GROUPS, SEARCH, f"{GROUPS}{world.commission.pk}/", "/space/nothing/")
    for persona in ("anonymous", "outsider", "member"):
        for path in paths:
            answer = ask(persona, path)
            assert answer["Cache-Control"] == "private, no-store", (persona, path)
            assert "Cookie" in answer["Vary"]


# How much is asked


def more_of_everything(world):
    user_model = get_user_model()
    for number in range(30):
        group = WorkingGroup.objects.create(name=text(f"kanaria group {number}"))
        group.organisations.add(world.a)
        organisation = Organisation.objects.create(
            name=text(f"kanaria organisation {number}"), family=Organisation.Family.SUPPORT
        )
        world.commission.organisations.add(organisation)
        user = user_model.objects.create_user(f"person{number}", email=f"p{number}@example.org")
        operations.grant_membership(user, organisation, role=Membership.Role.CONTRIBUTOR, by=SYSTEM)
        world.commission.guests.add(user)
        world.commission.facilitators.add(user)
        add_document(world.commission, f"kanaria {number}", user, organisation)
        add_document(group, f"kanaria of {number}", user, organisation)
        operations.invite(
            world.a, email=f"i{number}@example.org", role="contributor", language="en", by=SYSTEM
        )
    Membership.objects.update(ends_on=timezone.localdate() + timedelta(days=3))
    for invitation in MembershipInvitation.objects.all():
        invitation.link.expires_at = timezone.now() + timedelta(days=2)
        invitation.link.save()


# The dashboard, the groups, a group, its people, a search, one kind of what it finds.
QUERIES = {
    "member": [12, 9, 12, 13, 15, 9],
    "manager": [14, 9, 12, 13, 15, 9],
    "coordinator": [18, 11, 13, 15, 17, 11],
}


@pytest.mark.parametrize("persona", QUERIES)
def test_pages_ask_as_much_for_much_as_for_little(client, world, persona):
    paths = [
        (DASHBOARD, {}),
        (GROUPS, {}),
        (f"{GROUPS}{world.commission.pk}/", {}),
        (f"{GROUPS}{world.commission.pk}/members/", {}),
        (SEARCH, {"q": "kanaria"}),
        (SEARCH, {"q": "kanaria", "in": "documents"}),
    ]
    Membership.objects.update(ends_on=timezone.localdate() + timedelta(days=3))
    for invitation in MembershipInvitation.objects.all():
        invitation.link.expires_at = timezone.now() + timedelta(days=2)
        invitation.link.save()
    counts = []
    for more in (False, True):
        if more:
            more_of_everything(world)
        visited(world.users[persona])
        client.force_login(world.users[persona])
        client.get(DASHBOARD)
        each = []
        for path, query in paths:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path, query).status_code == 200
            each.append(len(queries))
        counts.append(each)
    assert counts == [QUERIES[persona]] * 2


# The demonstration


@pytest.fixture
def demonstration(settings):
    settings.DEBUG = True
    for person in PEOPLE:
        get_user_model().objects.create_user(person.email, email=person.email)
    # The site's part.
    coordinate = Permission.objects.get(codename="coordinate")
    person_named("coordination").user_permissions.add(coordinate)
    call_command("load_network_demo")


def person_named(name):
    return get_user_model().objects.get(email=f"{name}@noress.example")


def test_demonstration_refuses_a_site_in_service(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="in development only"):
        call_command("load_network_demo")
    assert not Organisation.objects.exists()


def test_demonstration_places_people_as_it_says(demonstration):
    commission = WorkingGroup.objects.get(kind="commission")
    seen = {
        person.email.partition("@")[0]: WorkingGroup.objects.visible_to(
            get_user_model().objects.get(email=person.email)
        )
        .filter(pk=commission.pk)
        .exists()
        for person in PEOPLE
    }
    assert seen == {
        "coordination": True,
        "gestion": True,
        "membre": True,
        "partenaire": True,
        "autre": False,
        "ancien": False,
    }
    assert [user.email for user in commission.facilitators.all()] == ["gestion@noress.example"]
    with translation.override("ar"):
        assert "نموذج" in str(commission)


def test_demonstration_invents_nothing_about_real_organisations(demonstration):
    real = Organisation.objects.exclude(acronym="")
    assert {row.acronym for row in real} == {acronym for acronym, *_ in LEAFLET}
    assert not Membership.objects.filter(organisation__in=real).exists()
    for row in real:
        assert not row.description
        assert not row.address
        assert not row.contacts.exists()
    for row in (*Organisation.objects.filter(acronym=""), *Document.objects.all()):
        words = row.name if isinstance(row, Organisation) else row.title
        assert "exemple" in words.in_language("fr").body
        assert "نموذج" in words.in_language("ar").body


def test_demonstration_s_papers_say_that_they_are_samples(demonstration):
    assert Document.objects.count() == len(PAPERS)
    for version in Version.objects.all():
        with version.file.open() as file:
            content = file.read().decode("utf-8-sig")
        assert "document d’exemple" in content
        assert "وثيقة نموذجية" in content
        assert version.content_type.startswith("text/plain")


def test_demonstration_loads_once(demonstration):
    models = (Organisation, WorkingGroup, Membership, Document, Version, Profile)
    before = [model.objects.count() for model in models]
    Organisation.objects.filter(acronym="ADS").update(legal_form="Changed")
    call_command("load_network_demo")
    assert [model.objects.count() for model in models] == before
    assert Organisation.objects.get(acronym="ADS").legal_form == "Changed"


def test_demonstration_says_who_has_no_account(settings, capsys):
    settings.DEBUG = True
    call_command("load_network_demo")
    assert "membre@noress.example" in capsys.readouterr().out
    assert Organisation.objects.filter(acronym="").count() == 3
    assert not Document.objects.exists()


def test_addresses_have_their_names():
    assert reverse("network:dashboard") == DASHBOARD
    assert reverse("network:groups") == GROUPS
    assert reverse("network:search") == SEARCH
