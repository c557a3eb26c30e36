"""The network in the site's admin: the coordination finds it there, an editor finds no word of it.

The words are planted in organisations, people, groups, invitations, mails and in what was done.
"""

import re

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.admin.search import admin_search_areas
from wagtail.models import ModelLogEntry, Page, ReferenceIndex
from wagtail.users.models import UserProfile

from network.models import (
    AuditEntry,
    Mail,
    Membership,
    MembershipInvitation,
    Organisation,
    Profile,
    WorkingGroup,
)
from noress.accounts.groups import PERMISSIONS, set_up_groups
from noress.accounts.models import User
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

EDITOR, COORDINATOR = "redaction@noress.example", "coordination@noress.example"
# A search repeats what was typed: the words are longer than what is searched for.
CANARY = re.compile("kanaria-")
SCREENS = {
    "network_organisations": "kanaria-organisation",
    "network_people": "kanaria-person",
    "network_memberships": "kanaria-person",
    "network_invitations": "kanaria-invited@noress.example",
    "network_groups": "kanaria-group",
    "network_mails": "kanaria-invited@noress.example",
}
CHOOSERS = {
    "network_choose_organisation": "kanaria-organisation",
    "network_choose_person": "kanaria-person",
}
SITE_HISTORY = "/admin/reports/site-history/"


@pytest.fixture
def planted(client):
    """A small network that the coordination made in the admin; returns its organisation."""
    coordinator = User.objects.get(email=COORDINATOR)
    sign_in(client, coordinator)
    add(client, "organisations", name_fr="kanaria-organisation", family="support")
    organisation = Organisation.objects.get(search_key__contains="kanaria")
    person = User.objects.create_user("kanaria-account@noress.example")
    pair = {"person": person.pk, "organisation": organisation.pk}
    add(client, "memberships", **pair, role="manager", starts_on="2026-01-01")
    profile = Profile.objects.get(user=person)
    answer = client.post(f"/admin/network_people/{profile.pk}/", {"name_latin": "kanaria-person"})
    assert answer.status_code == 302
    add(client, "groups", name_fr="kanaria-group", kind="commission")
    invited = {"email": "kanaria-invited@noress.example", "role": "manager", "language": "fr"}
    add(client, "invitations", organisation=organisation.pk, **invited)
    Mail.objects.filter(address__startswith="kanaria").delete()
    Mail.objects.create(
        kind="network.invitation",
        address=invited["email"],
        language="fr",
        key="kanaria",
        state="failed",
    )
    client.logout()
    return organisation


def add(client, screen, **values):
    answer = client.post(f"/admin/network_{screen}/new/", values)
    assert answer.status_code == 302, answer.context["form"].errors


@pytest.fixture
def enter(client):
    def by(email, language="fr"):
        user = User.objects.get(email=email)
        profile = UserProfile.get_for_user(user)
        profile.preferred_language = language
        profile.save()
        sign_in(client, user)
        return client

    return by


# The coordination


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_coordinator_finds_every_word(planted, enter, language):
    client = enter(COORDINATOR, language)
    home = client.get("/admin/").text
    for name, word in SCREENS.items():
        assert f"/admin/{name}/" in home
        assert word in client.get(f"/admin/{name}/").text
        assert word in client.get(f"/admin/{name}/results/", {"q": word}).text
    for name, word in CHOOSERS.items():
        assert word in client.get(f"/admin/{name}/results/", {"q": word}).text
    assert "kanaria-organisation" in client.get(SITE_HISTORY).text
    history = client.get(f"/admin/network_organisations/{planted.pk}/history/").text
    assert "kanaria-invited@noress.example" in history


def test_moderators_coordinate_by_a_permission_of_this_app_alone():
    permissions = Group.objects.get(name="Moderators").permissions
    network = permissions.filter(content_type__app_label="network")
    assert [permission.codename for permission in network] == ["coordinate"]
    editors = Group.objects.get(name="Editors").permissions
    assert not editors.filter(content_type__app_label="network").exists()


def test_groups_get_no_permission_of_another_app_with_the_same_name():
    """Another app may well call something `coordinate`."""
    other = Permission.objects.get(content_type__app_label="home", codename="add_homepage")
    twin = Permission.objects.create(
        content_type=other.content_type, codename="coordinate", name="Twin"
    )
    set_up_groups()
    assert not Group.objects.get(name="Moderators").permissions.filter(pk=twin.pk).exists()
    assert all(name.count(".") == 1 for names in PERMISSIONS.values() for name in names)


def test_superuser_may_give_the_one_permission_there_is(admin_client):
    html = admin_client.get(reverse("wagtailusers_groups:add")).text
    permission = Permission.objects.get(codename="coordinate")
    assert f'value="{permission.pk}"' in html
    of_network = Permission.objects.filter(content_type__app_label="network")
    for other in of_network.exclude(pk=permission.pk):
        assert f'name="permissions" value="{other.pk}"' not in html, other


# An editor


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_editor_finds_no_word_on_any_page_of_the_admin(planted, enter, language):
    """Every address of the admin that takes nothing: menus, dashboard, reports, lists, choosers."""
    client = enter(EDITOR, language)
    seen, refused = [], []
    for address in addresses_without_arguments():
        answer = client.get(address)
        assert answer.status_code < 500, address
        assert not CANARY.search(text_of(answer)), address
        if address.startswith("/admin/network"):
            assert answer.status_code in (302, 403, 404), address
            refused.append(address)
        elif answer.status_code == 200:
            assert "/admin/network_" not in text_of(answer), address
            seen.append(address)
    assert len(seen) > 40
    assert len(refused) >= 20
    assert {"/admin/", SITE_HISTORY, "/admin/account/"} <= set(seen)


def text_of(answer):
    return "" if answer.streaming else answer.content.decode(errors="replace")


def addresses_without_arguments():
    """Of the admin's URL patterns, those that take no argument; not the one that signs
    out, nor the one that fails for a test."""

    def walk(patterns, prefix):
        for pattern in patterns:
            address = prefix + str(pattern.pattern).removeprefix("^").removesuffix("$")
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, address)
            elif isinstance(pattern, URLPattern) and not re.search(r"[<(\\]", address):
                yield f"/{address}"

    found = walk(get_resolver().url_patterns, "")
    return [
        address
        for address in found
        if address.startswith("/admin/") and not re.search("logout|failwhale", address)
    ]


@pytest.mark.parametrize("query", ["kanaria", "kanaria organisation", "kanaria person", "kanari"])
def test_editors_searches_find_nothing(planted, enter, query):
    client = enter(EDITOR)
    for address in (
        "/admin/pages/search/",
        "/admin/pages/search/results/",
        "/admin/images/",
        "/admin/images/results/",
        "/admin/documents/",
        "/admin/documents/results/",
        "/admin/choose-page/search/",
        "/admin/images/chooser/results/",
        "/admin/documents/chooser/results/",
        *(f"/admin/{name}/results/" for name in (*SCREENS, *CHOOSERS)),
    ):
        answer = client.get(address, {"q": query})
        assert answer.status_code < 500, address
        assert not CANARY.search(text_of(answer)), address


def test_editor_is_shown_no_way_in(planted, enter, rf):
    request = rf.get("/admin/")
    request.user = User.objects.get(email=EDITOR)
    areas = [area.url for area in admin_search_areas.search_items_for_request(request)]
    assert areas
    assert not [url for url in areas if "network" in str(url)]
    for page in ("/admin/", "/admin/pages/", "/admin/images/", "/admin/account/"):
        assert "/admin/network" not in enter(EDITOR).get(page).text


@pytest.mark.parametrize("query", ["", "?q=kanaria", "?export=csv"])
def test_editors_site_history_has_none_of_ours(planted, enter, query):
    assert AuditEntry.objects.exists()
    # Nothing went to the log that Wagtail shows to every editor.
    assert not [
        entry for entry in ModelLogEntry.objects.all() if entry.content_type.app_label == "network"
    ]
    answer = enter(EDITOR).get(SITE_HISTORY + query)
    content = b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code == 200
    assert b"kanaria-" not in content
    # Nor are there our actions to filter by.
    assert b"network.organisation" not in content


def test_coordinators_site_history_can_be_filtered_by_what_was_done(planted, enter):
    html = enter(COORDINATOR).get(SITE_HISTORY, {"action": "network.organisation.created"}).text
    assert "kanaria-organisation" in html
    assert "kanaria-group" not in html


def test_editor_reads_nobodys_history(planted, enter):
    """Neither a person's screen, nor what one object was used or changed for."""
    client = enter(EDITOR)
    person = User.objects.get(email="kanaria-account@noress.example")
    image = apps.get_model("home", "SiteImage").objects.first()
    addresses = [
        reverse("wagtailusers_users:edit", args=[person.pk]),
        reverse("wagtailusers_users:history", args=[person.pk]),
    ]
    if image:
        addresses.append(reverse("wagtailimages:image_usage", args=[image.pk]))
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code in (200, 302, 403, 404)
        assert not CANARY.search(answer.content.decode()), address
    # Pages are everybody's: the plugin's own too.
    tracked = {m for m in ReferenceIndex.tracked_models if not issubclass(m, Page)}
    assert "network" not in {model._meta.app_label for model in tracked}
    assert apps.get_model("home", "HomePage") in ReferenceIndex.tracked_models


@pytest.mark.parametrize("email", [EDITOR, COORDINATOR])
def test_nothing_of_ours_is_done_in_bulk_or_by_the_api(planted, enter, email):
    client = enter(email)
    for model in ("organisation", "membership", "workinggroup", "profile", "membershipinvitation"):
        for action in ("delete", "publish", "set_active_state"):
            address = reverse("wagtail_bulk_action", args=["network", model, action])
            for answer in (
                client.get(f"{address}?id={planted.pk}"),
                client.post(f"{address}?id={planted.pk}"),
            ):
                assert answer.status_code in (302, 403, 404)
                assert b"kanaria" not in answer.content
        assert client.get(f"/admin/snippets/network/{model}/").status_code in (302, 404)
    for address in ("/admin/api/main/pages/?search=kanaria", "/admin/api/main/images/"):
        assert b"kanaria-" not in client.get(address).content.replace(b"search=kanaria", b"")
    assert Organisation.objects.filter(pk=planted.pk).exists()


def test_editor_with_every_permission_of_the_models_still_sees_nothing(planted, enter):
    """One permission lets somebody in, and it is none of those that Django makes."""
    user = User.objects.get(email=EDITOR)
    ours = Permission.objects.filter(content_type__app_label="network")
    user.user_permissions.add(*ours.exclude(codename="coordinate"))
    client = enter(EDITOR)
    home = client.get("/admin/").text
    for name in SCREENS:
        assert name not in home
        assert client.get(f"/admin/{name}/").status_code in (302, 403)
    for name in CHOOSERS:
        assert client.get(f"/admin/{name}/").status_code in (302, 403)
    assert "kanaria" not in client.get(SITE_HISTORY).text


def test_editors_posts_change_nothing(planted, enter):
    client = enter(EDITOR)
    group = WorkingGroup.objects.get(search_key__contains="kanaria")
    mandate, invitation = Membership.objects.latest("pk"), MembershipInvitation.objects.get()
    for address in (
        f"network_organisations/{planted.pk}/suspend/",
        f"network_organisations/{planted.pk}/leave/",
        f"network_memberships/{mandate.pk}/end/",
        f"network_groups/{group.pk}/close/",
        f"network_invitations/{invitation.pk}/withdraw/",
        f"network_organisations/{planted.pk}/",
        "network_organisations/new/",
    ):
        answer = client.post(f"/admin/{address}", {"name_fr": "x", "family": "support"})
        assert answer.status_code in (302, 403, 404)
    for row in (planted, group, mandate, invitation):
        row.refresh_from_db()
    assert planted.status == "active"
    assert (group.closed_at, mandate.ended_at, invitation.closed_at) == (None, None, None)
    assert Organisation.objects.count() == 1


def test_checks_are_content():
    call_command("check")
