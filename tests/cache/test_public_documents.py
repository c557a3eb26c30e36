"""Public documents on the kept pages: there at once, gone at once, and private pages stay so."""

from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from wagtail.models import PageViewRestriction

from home.models import PublicDocumentsPage
from network.core.actor import Actor
from network.core.multilingual import MultilingualText
from network.documents.operations import (
    add_document,
    ask_to_publish,
    publish,
    remove_document,
    withdraw,
)
from network.models import ActivityDomain, Organisation, Publication, WorkingGroup
from noress.cache import signals

pytestmark = pytest.mark.django_db

PAGE, ARABIC = "/fr/ressources/", quote("/ar/موارد/")
SYSTEM = Actor.system("tests")


@pytest.fixture(autouse=True)
def files(settings):
    settings.STORAGES = settings.STORAGES | {
        "private": {"BACKEND": "network.core.files.PrivateInMemoryStorage"}
    }


def text(french, arabic):
    return MultilingualText().with_body("fr", french).with_body("ar", arabic)


@pytest.fixture
def organisation():
    return Organisation.objects.create(name=text("Structure", "هيكل"), family="support")


@pytest.fixture
def asked(organisation):
    """A document that waits for the coordination's yes."""
    group = WorkingGroup.objects.create(
        kind=WorkingGroup.Kind.COMMISSION, name=text("Secret des membres", "سر الأعضاء")
    )
    document = add_document(
        group,
        title=text("Guide pratique", "دليل عملي"),
        upload=ContentFile(b"Bonjour", "secret.txt"),
        languages=["fr"],
        by=SYSTEM,
    )
    type(document).objects.filter(pk=document.pk).update(organisation=organisation)
    document.domains.set(ActivityDomain.objects.all()[:1])
    return ask_to_publish(document, by=SYSTEM)


@pytest.fixture
def public(asked, committed):
    with committed():
        publish(asked, by=SYSTEM)
    return asked


def found(answer):
    assert answer.status == 200
    html = BeautifulSoup(answer.text, "html.parser")
    return {link["href"] for link in html.select("main .results a[href]")}


def take_back(publication):
    withdraw(publication, by=SYSTEM)


def remove(publication):
    remove_document(publication.document, by=SYSTEM)


@pytest.mark.parametrize("hide", [take_back, remove])
def test_document_is_there_at_once_and_gone_at_once(ask, committed, asked, hide):
    search = "/fr/search/?q=guide+pratique"
    for path in (PAGE, ARABIC):
        assert found(ask(path)) == set()
        assert ask(path).is_hit
    with committed():
        publish(asked, by=SYSTEM)
    (french,), (arabic,) = found(ask(PAGE)), found(ask(ARABIC))
    assert french == f"{PAGE}{asked.pk}/guide-pratique/"
    assert found(ask(search)) == {french}
    assert ask(PAGE).is_hit
    for address in (french, arabic):
        answer = ask(address, Accept_Encoding="")
        assert (answer.status, answer.body) == (200, b"Bonjour")
        assert not answer.is_hit
        assert answer.headers["cache-control"] == "public, no-cache"
        assert ask(address, "HEAD").body == b""
        assert ask(address, Range="bytes=0-2").body == b"Bon"
    with committed():
        hide(asked)
    for path in (PAGE, ARABIC, search):
        assert found(ask(path)) == set()
    for address in (french, arabic):
        assert ask(address).status == 404


def test_page_keeps_what_is_chosen_from_lists_and_no_words(ask, public):
    for query in ("?language=fr", "?kind=text&language=fr", "?page=1"):
        assert found(ask(PAGE + query))
        assert ask(PAGE + query).is_hit
    for query in ("?q=guide", "?language=xx", "?kind=x", "?page=7", "?other=1"):
        assert ask(PAGE + query).status == 200
        assert not ask(PAGE + query).is_hit
    assert found(ask(PAGE + "?q=membres")) == set()
    assert found(ask(PAGE + "?language=ar")) == set()


def test_page_says_nothing_of_the_network_but_whose_paper_it_is(ask, public):
    answer = ask(PAGE)
    assert "Structure" in answer.text
    for secret in ("Secret", "secret", "membres"):
        main = BeautifulSoup(answer.text, "html.parser").main.text
        assert secret not in main
    address = found(answer).pop()
    assert 'filename="Guide pratique.txt"' in ask(address).headers["content-disposition"]


def test_name_of_the_organisation_is_never_an_old_one(ask, committed, public, organisation):
    ask(PAGE)
    with committed():
        organisation.name = text("Autre nom", "اسم آخر")
        organisation.save()
    assert "Autre nom" in ask(PAGE).text


def test_what_the_page_reads_is_watched_or_told(ask, public):
    """Beside what the signals watch it reads what tells of itself: see `public_content_changed`."""
    assert issubclass(Organisation, signals.SHOWN)
    assert issubclass(ActivityDomain, signals.SHOWN)


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("covered", ["fr", "ar"])
def test_page_for_some_gives_its_files_to_nobody_else(ask, committed, public, language, covered):
    addresses = {"fr": found(ask(PAGE)).pop(), "ar": found(ask(ARABIC)).pop()}
    page = PublicDocumentsPage.objects.get(locale__language_code=covered)
    with committed():
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    # What covers the page covers its translation.
    for path in ({"fr": PAGE, "ar": ARABIC}[language], addresses[language]):
        answer = ask(path)
        assert answer.status == 302
        assert "/login/" in answer.headers["location"]
    assert found(ask("/fr/search/?q=guide+pratique")) == set()


@pytest.mark.parametrize(
    "path",
    [
        "/fr/reseau/presentation/1/guide/",
        "/fr/ressources/999999/guide/",
        "/fr/ressources/1/2/3/",
        "/fr/ressources/x/",
        "/fr/ressources/x/y/",
    ],
)
def test_address_below_a_page_that_is_none_is_not_found(ask, path):
    answer = ask(path)
    assert answer.status == 404
    assert "NORESS" in answer.text


def test_page_is_of_the_site_like_any_other(ask, public):
    answer = ask(PAGE)
    html = BeautifulSoup(answer.text, "html.parser")
    assert html.select_one("link[rel=canonical]")["href"].endswith(PAGE)
    assert {link["hreflang"] for link in html.select("link[hreflang]")} == {"fr", "ar", "x-default"}
    assert html.select_one("meta[name=description]")["content"].startswith("Les documents")
    assert html.select_one("meta[property='og:image']")
    assert "BreadcrumbList" in answer.text
    assert html.select_one(f"header a[aria-current=page][href='{PAGE}']")
    sitemap = ask("/sitemap-pages.xml").text
    assert PAGE in sitemap
    assert f"{PAGE}{public.pk}" not in sitemap
    assert PAGE in found(ask("/fr/search/?q=ressources"))
    assert "دليل عملي" in ask(ARABIC).text
    assert Publication.objects.count() == 1
