"""The news index: what it lists, and by what it can be narrowed."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from home.models import NewsPage
from network.models import ActivityDomain, Territory


def titles(client, url="/fr/actualites/"):
    html = BeautifulSoup(client.get(url).content, "html.parser")
    return [a.get_text(strip=True) for a in html.select("main article h3 a")]


def test_index_lists_the_newest_first(client, add_news):
    add_news(2)
    assert titles(client)[:2] == ["Brève 1", "Brève 0"]


def test_index_shows_twelve_a_page(client, add_news):
    add_news(20)
    assert len(titles(client)) == 12
    assert len(titles(client, "/fr/actualites/?page=2")) == 11
    assert set(titles(client)).isdisjoint(titles(client, "/fr/actualites/?page=2"))


def test_index_narrows_by_domain_and_territory(client, add_news, news_index):
    add_news(2)
    first = NewsPage.objects.get(title="Brève 0")
    first.domains = [ActivityDomain.objects.get(code="networking")]
    first.territories = [Territory.objects.get(code="MA-CHE")]
    first.save()
    assert "Brève 0" in titles(client, "/fr/actualites/?domain=networking&territory=MA-CHE")
    assert "Brève 1" in titles(client, "/fr/actualites/?domain=support")
    assert "Brève 0" not in titles(client, "/fr/actualites/?domain=support")
    assert "Brève 0" not in titles(client, "/fr/actualites/?territory=MA-TNG")


def test_index_keeps_the_choice_from_page_to_page(client, add_news):
    add_news(15)
    html = BeautifulSoup(client.get("/fr/actualites/?territory=MA-LAR").content, "html.parser")
    chosen = html.select_one("select[name=territory] option[selected]")
    assert chosen["value"] == "MA-LAR"
    links = [a["href"] for a in html.select("main nav a[href*=page]")]
    assert links
    assert all("territory=MA-LAR" in link for link in links)


@pytest.mark.parametrize("choice", ["unknown", "' OR 1=1", "\x00", "MA-LAR\x00", "é" * 3000])
def test_index_takes_any_choice(client, choice):
    answer = client.get("/fr/actualites/", {"territory": choice, "domain": choice, "page": choice})
    assert answer.status_code == 200
    assert len(titles(client)) == 3


def test_index_and_home_leave_out_what_visitors_may_not_see(client, add_news, restrict):
    add_news(3, title="Confidentiel")
    draft, private, public = NewsPage.objects.filter(title__startswith="Confidentiel")
    draft.unpublish()
    restrict(private)
    for url in ("/fr/actualites/", "/fr/"):
        html = client.get(url).content.decode()
        assert public.title in html
        assert draft.title not in html
        assert private.title not in html


def test_section_lists_the_pages_below_it(client):
    html = BeautifulSoup(client.get("/fr/reseau/").content, "html.parser")
    links = {a["href"] for a in html.main.find_all("a", href=True)}
    assert {"/fr/reseau/objectifs/", "/fr/reseau/composition/"} <= links


def test_section_leaves_out_what_visitors_may_not_see(client, home, add_page, restrict):
    section = home.get_children().get(slug="reseau")
    add_page(section, "Brouillon", show_in_menus=True, live=False)
    restrict(add_page(section, "Réservé", show_in_menus=True))
    text = client.get("/fr/reseau/").content.decode()
    assert "Brouillon" not in text
    assert "Réservé" not in text


def test_index_finds_the_news_of_every_period_of_a_territory_once(client, add_news):
    add_news(1)
    today = Territory.objects.get(code="MA-CHE")
    # As when a territory changes: its first row ends, a second begins.
    Territory.objects.filter(pk=today.pk).update(valid_to="2020-12-31")
    today.pk, today.valid_from, today.valid_to = None, date(2021, 1, 1), None
    today.save()
    page = NewsPage.objects.get(title="Brève 0")
    page.territories = Territory.objects.filter(code="MA-CHE")
    page.save()
    assert titles(client, "/fr/actualites/?territory=MA-CHE").count("Brève 0") == 1
