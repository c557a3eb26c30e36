"""What stands around every page of the area, and the dashboard: what waits for somebody."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.core.actor import Actor
from network.core.mail.models import Mail
from network.members import operations
from network.models import Document, Membership, MembershipInvitation, Profile, WorkingGroup
from network.workspace.shell import GROUPS_SHOWN, Shell

from .workspace import DASHBOARD, INSIDE, SEARCH, main_of, visited
from .workspace import ask as ask
from .world import PERSONAS, SYSTEM, text

pytestmark = pytest.mark.django_db


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
    assert counts == [1, 1]


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
