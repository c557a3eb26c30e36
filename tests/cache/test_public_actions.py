"""Joint actions on the kept pages: there at once, gone at once, each language with the other."""

from datetime import date
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from wagtail.models import PageViewRestriction

from home.models import PublicActionsPage
from network.actions.operations import publish_action, remove_note, withdraw_action
from network.core.actor import Actor
from network.core.multilingual import MultilingualText
from network.models import (
    ActivityDomain,
    BudgetLine,
    JointAction,
    Organisation,
    Photo,
    ProgressNote,
    Territory,
    WorkingGroup,
)

pytestmark = pytest.mark.django_db

PAGE, ARABIC = "/fr/reseau/actions-conjointes/", quote("/ar/الشبكة/الأعمال-المشتركة/")
HOMES = ("/fr/", "/ar/")
SYSTEM = Actor.system("tests")


@pytest.fixture(autouse=True)
def files(settings):
    settings.STORAGES = settings.STORAGES | {
        "private": {"BACKEND": "network.core.files.PrivateInMemoryStorage"}
    }


def text(french, arabic=""):
    return MultilingualText().with_body("fr", french).with_body("ar", arabic)


@pytest.fixture
def action():
    action = JointAction.objects.create(
        group=WorkingGroup.objects.create(kind="commission", name=text("Secret du groupe", "سر")),
        lead=Organisation.objects.create(name=text("Structure", "هيكل"), family="support"),
        title=text("Foire aux produits", "معرض المنتجات"),
        aims=text("Vendre ensemble", "البيع معا"),
        starts_on=date(2026, 5, 1),
        state="running",
    )
    action.territories.set(Territory.objects.filter(code__in=["MA-LAR", "MA-01"]))
    action.domains.set(ActivityDomain.objects.all()[:1])
    BudgetLine.objects.create(action=action, label=text("Secret du budget"), planned=7)
    note = ProgressNote.objects.create(action=action, text=text("Secret de la note"))
    for name in ("chosen", "other"):
        photo = Photo(note=note, width=40, height=30, caption=text(f"Photo {name}"))
        photo.file.save(f"photos/{name}", ContentFile(name.encode()), save=False)
        photo.save()
    return action


@pytest.fixture
def publish(action, committed):
    def publish():
        with committed():
            return publish_action(action, list(Photo.objects.all()[:1]), by=SYSTEM)

    return publish


def found(answer):
    assert answer.status == 200
    html = BeautifulSoup(answer.text, "html.parser")
    links = {link["href"] for link in html.select("main :is(.card, .results) a[href]")}
    return {link for link in links if "/foire" in link or "/photos/" in link}


@pytest.mark.parametrize("how", ["withdrawn", "page for some"])
def test_action_is_there_at_once_and_gone_at_once(ask, committed, publish, how):
    lists = (PAGE, ARABIC, *HOMES)
    searches = ("/fr/search/?q=foire", "/fr/search/?q=vendre", quote("/ar/search/?q=معرض", "/?="))
    for path in lists:
        assert found(ask(path)) == set()
        assert ask(path).is_hit
    publication = publish()
    french = f"{PAGE}{publication.action_id}/foire-aux-produits/"
    arabic = f"{ARABIC}{publication.action_id}/foire-aux-produits/"
    for path in (*lists, *searches):
        assert found(ask(path)) == {french if path.startswith("/fr/") else arabic}
    photos = []
    for path in (french, arabic):
        answer = ask(path)
        assert "Structure" in answer.text or "هيكل" in answer.text
        assert "Secret" not in answer.text
        assert ask(path).is_hit
        photos.append(BeautifulSoup(answer.text, "html.parser").select_one(".shots img")["src"])
        answer = ask(photos[-1], Accept_Encoding="")
        assert (answer.status, answer.body) == (200, b"chosen")
        assert answer.headers["cache-control"] == "public, no-cache"
    with committed():
        if how == "withdrawn":
            withdraw_action(publication, by=SYSTEM)
        else:
            page = PublicActionsPage.objects.get(locale__language_code="ar")
            PageViewRestriction.objects.create(page=page, restriction_type="login")
    status = 404 if how == "withdrawn" else 302
    for path in (french, arabic, *photos):
        assert ask(path).status == status
    for path in (*HOMES, *searches):
        assert found(ask(path)) == set()


def test_photo_that_is_removed_is_gone_from_the_kept_page(ask, committed, publish):
    publication = publish()
    path = f"{PAGE}{publication.action_id}/foire-aux-produits/"
    assert "photos/" in ask(path).text
    with committed():
        remove_note(publication.photos.get().note, by=SYSTEM)
    assert "photos/" not in ask(path).text


def test_each_address_is_kept_for_itself(ask, publish):
    """The parts of a page that are kept for all readers are the list's or the action's."""
    publication = publish()
    path = f"{PAGE}{publication.action_id}/foire-aux-produits/"
    # With a cookie the parts are put together anew.
    session = {"Cookie": "sessionid=somebody"}
    for _time in range(2):
        for where, title in ((PAGE, "Actions conjointes"), (path, "Foire aux produits")):
            html = BeautifulSoup(ask(where, **session).text, "html.parser")
            assert html.h1.text == title
            assert html.title.text.split("|")[0].strip() == title
            assert html.select_one("link[rel=canonical]")["href"].endswith(where)


def test_page_of_an_action_is_of_the_site_like_any_other(ask, publish):
    publication = publish()
    french = f"{PAGE}{publication.action_id}/foire-aux-produits/"
    arabic = f"{ARABIC}{publication.action_id}/foire-aux-produits/"
    for path, language, title in (
        (french, "fr", "Foire aux produits"),
        (arabic, "ar", "معرض المنتجات"),
    ):
        answer = ask(path)
        html = BeautifulSoup(answer.text, "html.parser")
        assert html.html["lang"] == language
        versions = {
            link["hreflang"]: link["href"].removeprefix("http://testserver")
            for link in html.select("link[hreflang]")
        }
        assert versions == {"fr": french, "ar": arabic, "x-default": french}
        other = arabic if language == "fr" else french
        assert html.select_one("a.lang")["href"] == other
        assert not html.select_one("a.lang small")
        assert html.select_one("meta[property='og:title']")["content"] == title
        assert html.select_one("meta[property='og:url']")["content"].endswith(path)
        assert (
            html.select_one("meta[name=description]")["content"]
            == html.select_one("meta[property='og:description']")["content"]
        )
        steps = [link["href"] for link in html.select(".crumb a")]
        assert steps[-1] == (PAGE if language == "fr" else ARABIC)
        assert f'"name":"{title}"' in answer.text
        assert not html.select("header a[aria-current=page]")
        territory = html.select_one(".tags a.tag")
        assert "?territory=MA-" in territory["href"]


def test_action_without_arabic_is_shown_marked_in_arabic(ask, action, publish):
    action.title = action.aims = text("Foire")
    action.save()
    publication = publish()
    html = BeautifulSoup(ask(f"{ARABIC}{publication.action_id}/foire/").text, "html.parser")
    assert (html.h1.span["lang"], html.h1.span["dir"]) == ("fr", "ltr")
    assert html.select_one("main .text div")["dir"] == "ltr"


def test_map_has_a_shape_and_a_line_for_each_place(ask, publish):
    publish()
    html = BeautifulSoup(ask(PAGE).text, "html.parser")
    assert "OpenStreetMap" in html.select_one("figure.map").text
    assert [link["href"] for link in html.select("figure.map svg a")] == ["?territory=MA-LAR"]
    assert html.select_one("figure.map svg a")["tabindex"] == "-1"
    assert [link["href"] for link in html.select(".place-counts a")] == [
        "?territory=MA-01",
        "?territory=MA-LAR",
    ]
    chosen = BeautifulSoup(ask(PAGE + "?territory=MA-LAR").text, "html.parser")
    assert chosen.select_one("svg .marked")
    assert ask(PAGE + "?territory=MA-LAR").is_hit
