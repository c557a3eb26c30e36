"""What the tests of the coordination’s screens share."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model

from network.core import links
from network.models import Membership, MembershipInvitation, Organisation, Profile, WorkingGroup
from tests.network.world import text

SCREENS = [
    "network_organisations",
    "network_people",
    "network_memberships",
    "network_invitations",
    "network_groups",
]
CHOOSERS = ["network_choose_organisation", "network_choose_person"]


@pytest.fixture
def as_coordinator(client, world):
    client.force_login(world.users["coordinator"])
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


def rows(client, address):
    return [row.pk for row in client.get(address).context["object_list"]]


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


def act(client, screen, row, name):
    """Ask and do: returns what the page asks."""
    address = f"/cms/{screen}/{row.pk}/{name}/"
    asked = client.get(address)
    assert asked.status_code == 200
    assert client.post(address).status_code == 302
    row.refresh_from_db()
    return asked.text
