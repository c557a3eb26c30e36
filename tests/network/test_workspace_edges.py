"""What is not there or not theirs, in the area; how much its pages ask the database."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.members import operations
from network.members.gate import gate
from network.models import (
    Document,
    Membership,
    MembershipInvitation,
    Organisation,
    Version,
    WorkingGroup,
)

from .workspace import DASHBOARD, GROUPS, SEARCH, add_document, visited
from .workspace import ask as ask
from .world import SYSTEM, text

pytestmark = pytest.mark.django_db


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
    in_a_folder(world)
    Membership.objects.update(ends_on=timezone.localdate() + timedelta(days=3))
    for invitation in MembershipInvitation.objects.all():
        invitation.link.expires_at = timezone.now() + timedelta(days=2)
        invitation.link.save()


def in_a_folder(world):
    """What a page lists is in one, and news to all of them: of a page where nothing is, no folder
    is asked for."""
    versions = Version.objects.filter(document__group=world.commission)
    versions.update(author=world.users["partner"])
    Document.objects.filter(group=world.commission).update(folder=world.folder_commission)


# The dashboard, the groups, a group, its people, a search, one kind of what it finds.
QUERIES = {
    "member": [12, 8, 12, 12, 13, 8],
    "manager": [15, 8, 12, 12, 13, 8],
    "coordinator": [19, 11, 14, 15, 16, 11],
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
    in_a_folder(world)
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


def test_addresses_have_their_names():
    assert reverse("network:dashboard") == DASHBOARD
    assert reverse("network:groups") == GROUPS
    assert reverse("network:search") == SEARCH
