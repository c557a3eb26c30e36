"""Who never sees the coordination’s screens, nor what was done on them."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import translation
from wagtail.admin.viewsets import viewsets
from wagtail.log_actions import registry as wagtail_log
from wagtail.models import Page, ReferenceIndex

from network.models import Membership, MembershipInvitation, Organisation, Profile, WorkingGroup

from .admin_screens import SCREENS

pytestmark = pytest.mark.django_db


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
    ours = [m for m in ReferenceIndex.tracked_models if m._meta.app_label == "network"]
    # Pages are everybody’s, and Wagtail knows what they refer to.
    assert not [model for model in ours if not issubclass(model, Page)]


def test_actions_are_listed_with_what_they_were_done_to_and_without_data(world):
    labels = dict(wagtail_log.get_choices())
    with translation.override("en"):
        assert str(labels["network.organisation.changed"]) == "Organisation – Changed"
        assert str(labels["network.membership.granted"]) == "Mandate – Mandate given"
        assert not [label for label in labels.values() if "%" in str(label)]
