"""Following folders and documents: who may, how often, and what a page says of it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.core.actor import Actor
from network.documents.following import follow_of
from network.documents.operations import (
    add_folder,
    follow,
    remove_document,
    remove_folder,
    share,
    unfollow,
)
from network.models import Document, Follow, Profile
from tests.network import world as small_world
from tests.network.papers import actor, add, add_another, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private")]

SEES_THE_COMMISSION = {"guest", "member", "manager", "partner", "coordinator", "superuser"}


def folder_in(world, name="Accounts", parent=None, persona="member"):
    return add_folder(
        parent.group if parent else world.commission,
        name=small_world.text(name),
        parent=parent,
        by=actor(world, persona),
    )


def followed(world, persona):
    rows = Follow.objects.visible_to(world.users[persona])
    return {(row.thing, row.frequency) for row in rows}


# The operations


def test_whoever_sees_it_may_follow_it(world):
    things = [add(world), folder_in(world)]
    for persona in world.users:
        for thing in things:
            if persona in SEES_THE_COMMISSION:
                follow(thing, "daily", by=actor(world, persona))
            else:
                with pytest.raises(PermissionDenied):
                    follow(thing, "daily", by=actor(world, persona))
    rows = Follow.objects.values_list("user__username", flat=True)
    assert sorted(rows) == sorted([*SEES_THE_COMMISSION] * 2)


def test_the_system_follows_nothing(world):
    with pytest.raises(PermissionDenied):
        follow(add(world), "daily", by=Actor.system("tests"))
    with pytest.raises(PermissionDenied):
        unfollow(add(world), by=Actor.system("tests"))


def test_following_twice_is_one_row_and_the_last_word_counts(world):
    document, by = add(world), actor(world, "partner")
    first = follow(document, "at_once", by=by)
    again = follow(document, "daily", by=by)
    assert (again.pk, again.since) == (first.pk, first.since)
    assert followed(world, "partner") == {(document, "daily")}


def test_frequency_that_there_is_not_is_refused(world):
    for frequency in ("never", "hourly", ""):
        with pytest.raises(ValidationError):
            follow(add(world), frequency, by=actor(world, "partner"))
    assert not Follow.objects.exists()


def test_end_of_following_is_of_ones_own_alone_and_may_be_said_twice(world):
    document = add(world)
    for persona in ("partner", "guest"):
        follow(document, "daily", by=actor(world, persona))
    for _click in range(2):
        unfollow(document, by=actor(world, "partner"))
    assert followed(world, "partner") == set()
    assert followed(world, "guest") == {(document, "daily")}


def test_what_one_does_not_see_any_more_can_be_followed_no_more(world):
    document = add(world)
    follow(document, "daily", by=actor(world, "partner"))
    share(document, "organisations", [world.a], by=actor(world, "member"))
    with pytest.raises(PermissionDenied):
        follow(document, "at_once", by=actor(world, "partner"))
    unfollow(document, by=actor(world, "partner"))
    assert followed(world, "partner") == set()


def test_follow_is_of_one_thing(world):
    document, folder = add(world), folder_in(world)
    for values in ({}, {"document": document, "folder": folder}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Follow.objects.create(user=world.users["member"], frequency="daily", **values)


# The buttons


def test_document_page_says_how_one_follows_it(as_, world):
    document = add(world)
    client = as_("partner")
    page = client.get(document.get_absolute_url())
    assert b"Stop following" not in page.content
    for frequency, words in (("at_once", "At once"), ("daily", "Once a day")):
        answer = client.post(url("document-follow", document), {"frequency": frequency})
        assert answer.url == document.get_absolute_url()
        page = client.get(document.get_absolute_url()).content.decode()
        assert f"<strong>{words}</strong>" in page
        assert f'value="{frequency}"' not in page
        assert "Stop following" in page
    for _click in range(2):
        client.post(url("document-follow", document), {"frequency": "never"})
    assert followed(world, "partner") == set()


def test_folder_is_followed_and_its_documents_say_so(as_, world):
    outer = folder_in(world)
    inner = folder_in(world, "Of 2026 <b>", outer)
    document = add(world, folder=inner)
    client = as_("partner")
    client.post(url("folder-follow", outer), {"frequency": "daily"})
    client.post(url("folder-follow", inner), {"frequency": "at_once"})
    page = client.get(document.get_absolute_url()).content.decode()
    assert "You follow the folder <bdi>Of 2026 &lt;b&gt;</bdi>, which this is in." in page
    assert "Stop following" not in page
    user = world.users["partner"]
    assert follow_of(user, document).through == inner
    assert follow_of(user, inner).through == outer
    assert (follow_of(user, outer).frequency, follow_of(user, outer).through) == ("daily", None)
    assert follow_of(world.users["guest"], document).through is None


def test_folder_one_does_not_see_any_more_is_not_named(as_, world):
    folder = folder_in(world)
    document = add(world, "partner", folder=folder)
    follow(folder, "daily", by=actor(world, "partner"))
    share(folder, "organisations", [world.a], by=actor(world, "manager"))
    # Their own they see, wherever it is.
    page = as_("partner").get(document.get_absolute_url()).content.decode()
    assert "Accounts" not in page


def test_forged_choice_changes_nothing(as_, world):
    document = add(world)
    client = as_("partner")
    for values in ({}, {"frequency": "hourly"}):
        answer = client.post(url("document-follow", document), values, follow=True)
        assert "This cannot be chosen." in answer.content.decode()
    assert client.get(url("document-follow", document)).status_code == 405
    assert followed(world, "partner") == set()


@pytest.mark.parametrize("persona", ["other", "former", "outsider"])
def test_nobody_follows_what_they_do_not_see(as_, world, persona):
    document, folder = add(world), folder_in(world)
    expected = 404 if persona == "other" else 403
    client = as_(persona)
    for name, thing in (("document-follow", document), ("folder-follow", folder)):
        answer = client.post(url(name, thing), {"frequency": "daily"})
        assert answer.status_code == expected
    assert not Follow.objects.exists()


# What one follows


def test_page_lists_what_one_follows_and_ends_it(as_, world):
    document, folder = add(world, title="Budget"), folder_in(world)
    follow(document, "daily", by=actor(world, "partner"))
    follow(folder, "at_once", by=actor(world, "partner"))
    follow(folder, "daily", by=actor(world, "guest"))
    client = as_("partner")
    page = client.get(url("follows")).content.decode()
    assert "Budget" in page
    assert "Accounts" in page
    assert page.count("Stop following") == 2
    row = Follow.objects.get(user=world.users["partner"], folder=folder)
    client.post(url("follow-change", row), {"frequency": "daily"})
    assert followed(world, "partner") == {(document, "daily"), (folder, "daily")}
    for _click in range(2):
        answer = client.post(url("follow-change", row), {"frequency": "never"})
        assert answer.url == url("follows")
    assert followed(world, "partner") == {(document, "daily")}
    assert followed(world, "guest") == {(folder, "daily")}


def test_nobody_ends_what_others_follow(as_, world):
    document = add(world)
    row = follow(document, "daily", by=actor(world, "guest"))
    as_("coordinator").post(url("follow-change", row), {"frequency": "never"})
    as_("coordinator").post(url("follow-change", row), {"frequency": "at_once"})
    assert followed(world, "guest") == {(document, "daily")}
    assert followed(world, "coordinator") == set()


def test_what_one_does_not_see_any_more_is_not_named(as_, world):
    by = actor(world, "partner")
    narrowed, removed, folder = (
        add(world, title="Narrow"),
        add(world, title="Gone"),
        folder_in(world),
    )
    for thing in (narrowed, removed, folder):
        follow(thing, "daily", by=by)
    share(narrowed, "facilitators", by=actor(world, "member"))
    remove_document(removed, by=actor(world, "member"))
    remove_folder(folder, by=actor(world, "member"))
    client = as_("partner")
    page = client.get(url("follows")).content.decode()
    assert page.count("Something you no longer see") == page.count("Stop following") == 3
    for secret in ("Narrow", "Gone", "Accounts", 'value="daily"', 'value="at_once"'):
        assert secret not in page
    row = Follow.objects.get(document=narrowed)
    assert client.post(url("follow-change", row), {"frequency": "at_once"}).status_code == 403
    client.post(url("follow-change", row), {"frequency": "never"})
    assert not Follow.objects.filter(document=narrowed).exists()


def test_page_of_mails_leads_to_what_one_follows(as_, world):
    page = as_("member").get(url("notifications")).content.decode()
    assert url("follows") in page
    # It is chosen for each thing.
    assert "network.document.followed" not in page


def test_page_names_no_group_that_one_does_not_see(as_, world):
    document = add(world)
    share(document, "members", by=actor(world, "member"))
    follow(document, "daily", by=actor(world, "other"))
    page = as_("other").get(url("follows")).content.decode()
    assert "Budget" in page
    assert "kanaria-commission" not in page


# What is new


def visited(world, persona, **ago):
    """As if they had been here, and not since."""
    Profile.objects.update_or_create(
        user=world.users[persona],
        defaults={"visited_at": timezone.now() - timezone.timedelta(**ago)},
    )


def older(document, **ago):
    moment = timezone.now() - timezone.timedelta(**ago)
    Document.objects.filter(pk=document.pk).update(created_at=moment, updated_at=moment)


@pytest.mark.parametrize("page", ["dashboard", "news"])
def test_news_say_what_is_new_by_whom_and_where(as_, world, page):
    Document.objects.all().update(updated_at=timezone.now() - timezone.timedelta(days=9))
    old, gone_on_with = add(world, title="Oldest"), add(world, title="Statutes")
    older(old, days=5)
    older(gone_on_with, days=5)
    visited(world, "partner", days=2)
    add_another(world, gone_on_with, "guest")
    add(world, title="Minutes", folder=folder_in(world))
    add(world, "partner", title="Mine")
    hidden = add(world, title="Hidden")
    share(hidden, "facilitators", by=actor(world, "member"))
    got = as_("partner").get(url(page))
    items = {str(item.document.title): item for item in got.context["news"]}
    assert list(items) == ["Minutes", "Statutes"]
    assert [item.is_new for item in items.values()] == [True, False]
    assert [str(place) for place in items["Minutes"].places] == ["kanaria-commission", "Accounts"]
    content = got.content.decode()
    assert "New document" in content
    assert "Version 2" in content
    assert "Hidden" not in content


def test_news_name_no_place_that_one_does_not_see(as_, world):
    visited(world, "other", days=2)
    document = add(world, title="Minutes", folder=folder_in(world))
    share(document, "members", by=actor(world, "member"))
    got = as_("other").get(url("news"))
    [item] = [item for item in got.context["news"] if item.document == document]
    assert item.places == []
    assert "Accounts" not in got.content.decode()
    assert "kanaria-commission" not in got.content.decode()


def test_dashboard_leads_to_all_that_is_new(as_, world):
    visited(world, "partner", days=2)
    for number in range(7):
        add(world, title=f"Paper {number}")
    client = as_("partner")
    page = client.get(url("dashboard"))
    assert len(page.context["news"]) == 6
    assert url("news") in page.content.decode()
    new = client.get(url("news")).context["news"]
    assert [str(item.document.title) for item in new[:7]] == [
        f"Paper {n}" for n in range(6, -1, -1)
    ]


def test_at_the_first_visit_nothing_is_new(as_, world):
    add(world)
    got = as_("partner").get(url("news"))
    assert got.context["news"] == []
    assert "Nobody has added anything" in got.content.decode()


# One or thirty


def asked(client, page):
    assert client.get(page).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    return len(queries)


def test_lists_ask_as_much_for_one_row_as_for_thirty(as_, world):
    visited(world, "partner", days=2)
    client, got = as_("partner"), []
    for number in (1, 15):
        for step in range(number):
            outer = folder_in(world, f"Folder {number} {step}")
            document = add(world, folder=outer, title=f"Paper {number} {step}")
            for thing in (outer, document):
                follow(thing, "daily", by=actor(world, "partner"))
        visited(world, "partner", days=2)
        got.append([asked(client, url(name)) for name in ("follows", "news", "dashboard")])
        got[-1].append(asked(client, document.get_absolute_url()))
    assert got[0] == got[1]
    # What a list may take, and a dashboard.
    assert max(got[0][:2]) <= 15
    assert got[0][2] <= 20
