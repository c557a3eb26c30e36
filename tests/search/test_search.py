"""The public search: what it finds, and what it must never show."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage, StandardPage


@pytest.fixture(autouse=True)
def _database(db):
    """Every test here reads the index."""


@pytest.fixture
def home():
    return HomePage.objects.get(locale__language_code="fr")


def found(client, q, language="fr"):
    """The addresses that the search answers with."""
    response = client.get(f"/{language}/search/", {"q": q})
    assert response.status_code == 200
    html = BeautifulSoup(response.content, "html.parser")
    return [a["href"] for a in html.select(".results a[href]")]


@pytest.mark.parametrize(
    ("language", "q", "slug"),
    [
        ("fr", "memoire d'entente", "composition"),
        ("fr", "MÉMOIRE", "composition"),
        ("fr", "l’observatoire régional", "observatoire"),
        ("fr", "loi 09-08", "donnees-personnelles"),
        ("ar", "مذكره التفاهم", "composition"),
        ("ar", "المرصد الجهوى", "observatoire"),
        ("ar", "مُذَكِّرَة", "composition"),
    ],
)
def test_search_finds_a_page_whatever_the_spelling(client, language, q, slug):
    source = Page.objects.get(slug=slug, locale__language_code="fr")
    page = Page.objects.get(translation_key=source.translation_key, locale__language_code=language)
    assert page.url in found(client, q, language)


def test_search_wants_all_the_words(client):
    assert found(client, "observatoire")
    assert found(client, "observatoire xylophone") == []


def test_search_stays_in_the_reader_s_language_and_counts_the_other(client):
    urls = found(client, "NORESS", "ar")
    assert urls
    assert all(url.startswith("/ar/") for url in urls)
    html = client.get("/ar/search/", {"q": "observatoire"}).content.decode()
    assert "/fr/search/?q=observatoire" in html


SECRET = "zanzibarine"


@pytest.fixture
def secret_pages(home):
    """Pages that hold one word in title and text, none of which a visitor may see."""

    def add(parent, **fields):
        page = StandardPage(title=f"Titre {SECRET}", summary=SECRET, locale=home.locale, **fields)
        parent.add_child(instance=page)
        return page

    add(home, slug="draft", live=False)
    private = add(home, slug="private")
    below = add(private, slug="below")
    add(below, slug="deep")
    private.create_alias(parent=home, update_slug="alias")
    PageViewRestriction.objects.create(page=private, restriction_type="login")


@pytest.mark.usefixtures("secret_pages")
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_search_never_shows_what_a_visitor_may_not_see(client, language):
    html = client.get(f"/{language}/search/", {"q": f"{SECRET} titre"}).content.decode()
    assert "Titre" not in html
    assert found(client, SECRET, language) == []


@pytest.mark.usefixtures("secret_pages")
def test_search_finds_the_same_pages_once_they_are_public(client):
    PageViewRestriction.objects.all().delete()
    assert len(found(client, SECRET)) == 3


@pytest.mark.parametrize(
    "q",
    [
        '"',
        '""""',
        "'",
        "*",
        "a AND",
        "NEAR(",
        "-",
        "x" * 3000,
        "م" * 3000,
        "\u202e\u2066\u200f",
        "\x00",
        "%",
        "\\",
        "🐝",
        "   ",
        "",
    ],
)
def test_search_takes_any_question(client, q):
    for language in ("fr", "ar"):
        assert client.get(f"/{language}/search/", {"q": q}).status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "999", "x", ""])
def test_search_takes_any_page_number(client, page):
    assert client.get("/fr/search/", {"q": "NORESS", "page": page}).status_code == 200


def test_search_repeats_the_question_as_text(client):
    html = client.get("/fr/search/", {"q": '<script>alert("é")</script>'}).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_search_repeats_no_bidi_control(client):
    html = client.get("/fr/search/", {"q": "\u202emiel\u2066"}).content.decode()
    assert "miel" in html
    assert "\u202e" not in html
    assert "\u2066" not in html


def test_search_has_no_stop_words_of_another_language(client, home):
    page = StandardPage(title="On y va, but atteint", locale=home.locale)
    home.add_child(instance=page)
    for word in ("but", "on"):
        assert page.url in found(client, word)
