"""Who takes part in a group, what is done to a record, and whom the coordination chooses."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from network.core import audit
from network.models import Membership, Organisation
from tests.network.world import text

from .admin_screens import CHOOSERS, SCREENS, act, add_many
from .admin_screens import as_coordinator as as_coordinator

pytestmark = pytest.mark.django_db


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
