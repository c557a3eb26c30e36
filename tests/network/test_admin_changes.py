"""What the coordination adds and changes, and what saving does."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import ModelLogEntry

from network.core import audit
from network.models import Membership, MembershipInvitation, Organisation, Profile, WorkingGroup

from .admin_screens import as_coordinator as as_coordinator
from .admin_screens import errors_of, loaded

pytestmark = pytest.mark.django_db


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
