"""The public pages of joint actions: what everybody reads of them, and what nobody outside does."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, Site

from network.actions.operations import publish_action, withdraw_action
from network.actions.public import ShowsJointActions, address_below
from network.core.public_pages import page_for_reader
from network.models import (
    ActivityDomain,
    JointAction,
    JointActionsPage,
    MultilingualText,
    Photo,
    Territory,
)

from .factories import in_both
from .papers import actor

pytestmark = pytest.mark.usefixtures("private")


@pytest.fixture
def page(world):
    page = JointActionsPage(title="Actions", slug="actions", introduction="<p>For all.</p>")
    Site.objects.get().root_page.add_child(instance=page)
    return page


@pytest.fixture
def photo(world):
    """The one of the commission's note, with a file in this test's own storage."""
    photo = world.photo_commission
    photo.file.save("photos/commission", ContentFile(b"kanaria-photo-commission"))
    return photo


@pytest.fixture
def make_public(world):
    def make(action=None, photos=(), *, territories=(), domains=(), **fields):
        if action is None:
            fields = {"state": "running", "title": in_both("Market")} | fields
            action = JointAction.objects.create(group=world.commission, lead=world.a, **fields)
        action.territories.set(territories)
        action.domains.set(domains)
        return publish_action(action, photos, by=actor(world, "coordinator"))

    return make


@pytest.fixture
def places(world):
    region = Territory.objects.create(code="MA-01", kind="region", name=in_both("Region"))
    return [
        Territory.objects.create(
            code=code,
            kind="province",
            name=in_both(name),
            full_name=in_both(f"Province of {name}"),
            parent=region,
            position=position,
        )
        for position, (code, name) in enumerate(
            [("MA-LAR", "Larache"), ("MA-TET", "Tetouan"), ("MA-CHE", "Chefchaouen")]
        )
    ]


def html(path="/actions/", client=None):
    answer = (client or Client()).get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def entries(query="", client=None):
    return [link.text for link in html(f"/actions/{query}", client).select(".card h3 a")]


def counts(query=""):
    return {
        item.bdi.text: int(item.find_all("span")[-1].text)
        for item in html(f"/actions/{query}").select(".place-counts li")
    }


def test_action_is_there_as_soon_as_it_is_public_and_gone_when_it_is_not(
    world, page, make_public, photo
):
    assert entries() == []
    assert "No joint action is public yet." in html().text
    publication = make_public(world.action_commission, [photo])
    assert entries() == ["kanaria-action-commission"]
    where = address_below(page.url, publication)
    picture = html(where).select_one("main img")["src"]
    assert html().select_one("h3 a")["href"] == where
    assert Client().head(picture).status_code == 200
    withdraw_action(publication, by=actor(world, "coordinator"))
    assert entries() == []
    assert Client().get(where).status_code == 404
    assert Client().get(picture).status_code == 404


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_say_what_everybody_may_know_and_no_more(world, page, make_public, places, language):
    client = Client(headers={"accept-language": language})
    other = Photo(
        note=world.note_commission, width=10, height=10, caption=in_both("kanaria-hidden")
    )
    other.file.save("photos/hidden", ContentFile(b"kanaria-photo-hidden"), save=False)
    other.save()
    action = world.action_commission
    action.results = in_both("kanaria-results")
    action.save()
    publication = make_public(action, [world.photo_commission], territories=places[:1])
    where = address_below(page.url, publication)
    text = client.get(where).text
    for fact in ("action", "aims", "part", "indicator", "caption"):
        assert f"kanaria-{fact}-commission" in text
    for fact in ("kanaria-organisation-a", "kanaria-organisation-c", "kanaria-results", "Larache"):
        assert fact in text
    for shown in (text, client.get("/actions/").text):
        for secret in (
            *("about-action", "task", "about-task", "step", "milestone", "measured", "budget"),
            *("funder", "progress", "photo", "person", "hidden", "commission\n", "reason", "phone"),
        ):
            assert f"kanaria-{secret}" not in shown
        assert "kanaria-commission" not in shown
        assert "@example.org" not in shown
        assert "coordinator" not in shown
    hidden = f"{page.url}{action.pk}/photos/{other.pk}/"
    assert client.get(hidden).status_code == 404


def test_what_was_not_published_stays_as_it_was(world, page, make_public):
    publication = make_public(world.action_commission)
    world.action_commission.title = in_both("Not yet")
    world.action_commission.save()
    assert entries() == ["kanaria-action-commission"]
    assert "Not yet" not in Client().get(address_below(page.url, publication)).text
    assert entries("?q=yet") == []


def test_reader_gets_their_language_and_sees_which_it_is_otherwise(world, page, make_public):
    make_public()
    only = MultilingualText().with_body("ar", "سوق")
    publication = make_public(title=only, aims=MultilingualText().with_body("ar", "غاية"))
    arabic = Client(headers={"accept-language": "ar"})
    assert entries(client=arabic) == ["سوق", "Market ع"]
    where = address_below(page.url, publication)
    assert where.endswith(f"/{publication.action_id}/action/")
    for found in (html(where).h1.span, html().select_one(".card h3 span")):
        assert (found["lang"], found["dir"], found.text) == ("ar", "rtl", "سوق")
    assert html(where).select_one(".text div")["lang"] == "ar"
    assert html(where).html["lang"] == "en"
    assert html(where).select_one("link[rel=canonical]")["href"] == f"http://testserver{where}"
    assert html(where, arabic).h1.span is None


def test_page_lists_the_newest_first_twenty_at_a_time(world, page, make_public):
    for number in range(22):
        make_public(title=in_both(f"Market {number}"))
    assert entries() == [f"Market {number}" for number in range(21, 1, -1)]
    assert entries("?page=2") == ["Market 1", "Market 0"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=market", ["Market"]),
        ("?q=women", ["Market"]),
        ("?q=sold", ["Fair"]),
        ("?q=market+fair", []),
        ("?state=done", ["Fair"]),
        ("?domain=coaching", ["Market"]),
        ("?territory=MA-LAR", ["Fair", "Market"]),
        ("?territory=MA-TET", ["Market"]),
        ("?territory=MA-TET&state=done", []),
        ("?year=2025", ["Fair", "Market"]),
        ("?year=2024", ["Market"]),
        ("?year=2026", ["School", "Market"]),
        # What is not known is no filter, nor is what nothing public is of.
        ("?state=stopped", ["Plain", "School", "Fair", "Market"]),
        ("?state=x&domain=x&territory=MA-CHE&year=1&page=x", ["Plain", "School", "Fair", "Market"]),
        ("?q=%00&domain='", ["Plain", "School", "Fair", "Market"]),
    ],
)
def test_page_is_filtered(world, page, make_public, places, query, found):
    domain = ActivityDomain.objects.create(code="coaching", name=in_both("Coaching"))
    make_public(
        aims=in_both("For women"),
        starts_on=date(2024, 5, 1),
        ends_on=date(2026, 1, 1),
        domains=[domain],
        territories=places[:2],
    )
    make_public(
        title=in_both("Fair"),
        results=in_both("All was sold"),
        state="done",
        ends_on=date(2025, 12, 31),
        territories=places[:1],
    )
    make_public(title=in_both("School"), starts_on=date(2026, 1, 1))
    make_public(title=in_both("Plain"))
    assert entries(query) == found


def test_places_are_counted_under_the_other_filters(world, page, make_public, places):
    assert counts() == {}
    make_public(territories=places[:2])
    make_public(title=in_both("Fair"), state="done", territories=places[:1])
    assert counts() == {"Larache": 2, "Tetouan": 1}
    assert counts("?state=done") == {"Larache": 1, "Tetouan": 0}
    assert counts("?territory=MA-TET") == {"Larache": 2, "Tetouan": 1}
    links = html("/actions/?state=running&page=1").select(".place-counts a")
    assert [link["href"] for link in links] == [
        "?state=running&territory=MA-LAR",
        "?state=running&territory=MA-TET",
    ]
    chosen = html("/actions/?territory=MA-TET").select_one(".place-counts [aria-current]")
    assert (chosen.bdi.text, chosen["href"]) == ("Tetouan", "?")


def test_territory_that_changed_is_one_place(world, page, make_public, places):
    old = Territory.objects.create(
        code="MA-LAR",
        kind="province",
        name=in_both("El Araich"),
        valid_from=date(1990, 1, 1),
        valid_to=date(2009, 12, 31),
    )
    make_public(territories=[old, places[0]])
    assert counts() == {"Larache": 1}


def test_pages_cost_the_same_with_one_and_with_many(world, page, make_public, places):
    def add(number):
        photos = []
        for _photo in range(number):
            photo = Photo(note=world.note_commission, width=10, height=10)
            photo.file.save("photos/more", ContentFile(b"x"), save=False)
            photo.save()
            photos.append(photo)
        action = world.action_commission
        action.results = in_both(f"Outcome {number}")
        action.save()
        return make_public(action, photos, territories=places[:number])

    def cost():
        where = address_below(page.url, publication)
        measured = []
        for path in ("/actions/", where):
            html(path)
            with CaptureQueriesContext(connection) as queries:
                html(path)
            measured.append(len(queries))
        return measured

    publication = add(1)
    few = cost()
    for _number in range(12):
        make_public(territories=places)
    publication = add(3)
    assert cost() == few
    assert few[0] <= 15
    assert few[1] <= 14


# The addresses


def test_photo_may_be_kept_and_is_asked_for_again(world, page, make_public, photo):
    publication = make_public(world.action_commission, [photo])
    where = f"{page.url}{publication.action_id}/photos/{photo.pk}/"
    answer = Client().get(where)
    assert b"".join(answer.streaming_content) == b"kanaria-photo-commission"
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.headers["Content-Type"] == "image/webp"
    known = Client().get(where, headers={"if-none-match": answer.headers["ETag"]})
    assert (known.status_code, known.headers["Cache-Control"]) == (304, "public, no-cache")
    assert Client().post(where).status_code == 405
    photo.delete()
    assert Client().get(where).status_code == 404


def test_page_for_some_gives_what_is_below_it_to_nobody_else(world, page, make_public, photo):
    publication = make_public(world.action_commission, [photo])
    picture = f"{page.url}{publication.action_id}/photos/{photo.pk}/"
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    for where in (picture, address_below(page.url, publication)):
        assert Client().get(where).status_code == 302
    inside = Client()
    inside.force_login(world.users["member"])
    headers = inside.head(picture).headers
    assert {"private", "no-store"} <= set(headers["Cache-Control"].split(", "))


def test_address_that_was_is_led_to_the_one_that_is_and_others_are_none(world, page, make_public):
    action = world.action_commission
    first = address_below(page.url, make_public(action))
    action.title = in_both("Weekly market")
    action.save()
    second = address_below(page.url, make_public(action))
    assert second == f"/actions/{action.pk}/weekly-market/"
    assert Client().get(first).url == second
    assert Client().post(second).status_code == 405
    for where in (
        f"/actions/{world.action_plenary.pk}/kanaria-action-plenary/",
        f"/actions/{action.pk}/",
        f"/actions/{action.pk}/weekly-market/x/",
        f"/actions/{action.pk}/photos/x/",
        f"/actions/{action.pk}/photos/{world.photo_commission.pk}/",
        f"/actions/{world.action_other.pk}/photos/{world.photo_other.pk}/",
        "/actions/999999/action/",
        f"/actions/{'9' * 30}/action/",
        "/actions/x/action/",
    ):
        assert Client().get(where).status_code == 404, where


def test_page_that_is_not_live_has_nothing_below_it(world, page, make_public):
    where = address_below(page.url, make_public(world.action_commission))
    page.unpublish()
    assert Client().get(where).status_code == 404


def test_reader_is_led_to_the_page_in_their_language(world, page):
    assert page_for_reader(ShowsJointActions) == Page.objects.get(pk=page.pk)
    page.unpublish()
    assert page_for_reader(ShowsJointActions) is None


def test_page_keeps_what_is_chosen_from_lists_and_no_words(world, page, make_public, rf):
    make_public()
    request = rf.get("/actions/", {"q": "market", "state": "running", "year": "x"})
    context = page.get_context(request)
    assert page.query_parameters(context) == {
        "page": "1",
        "state": "running",
        "domain": "",
        "territory": "",
        "year": "",
    }
