"""Every page of the demonstration, in both languages, as a visitor gets it."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.utils.translation import override
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import Translation

from home.models import HomePage, NewsPage, SiteSettings
from home.visibility import visible
from noress.accounts.models import User
from tests.signing_in import sign_in as sign_in_as


def site_pages(language):
    return Page.objects.filter(locale__language_code=language, depth__gte=2).live()


def soup(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return BeautifulSoup(response.content, "html.parser")


def test_tree_has_every_page_in_both_languages():
    french, arabic = site_pages("fr"), site_pages("ar")
    assert french.count() == arabic.count() >= 20
    assert set(french.values_list("translation_key")) == set(arabic.values_list("translation_key"))


def test_page_speaks_the_language_of_its_address(client):
    for language, direction in [("fr", "ltr"), ("ar", "rtl")]:
        for page in site_pages(language):
            html = soup(client, page.url)
            assert html.html["lang"] == language
            assert html.html["dir"] == direction
            assert len(html.find_all("h1")) == 1, page.url
            assert html.title.text.strip()


def test_arabic_page_has_no_french_sentence_left(client):
    words = re.compile(r"\b(le|la|les|des|une|est|sont|dans|pour|avec|vous|nous)\b")
    for page in site_pages("ar"):
        html = soup(client, page.url)
        for switch in html.select("[lang=fr]"):
            switch.decompose()
        # The street's name stands in both scripts, as on its sign.
        text = html.body.get_text(" ").replace("Rue des Amoureux", "")
        assert not words.findall(text), page.url


def test_translation_of_each_page_is_complete_for_the_editor():
    translations = list(Translation.objects.all())
    assert len(translations) == site_pages("fr").count()
    for translation in translations:
        total, translated = translation.get_progress()
        assert total == translated > 0, translation


def test_links_inside_pages_lead_to_pages(client):
    links = set()
    for language in ("fr", "ar"):
        for page in site_pages(language):
            links |= {a["href"] for a in soup(client, page.url).find_all("a", href=True)}
    inside = {link.split("#")[0] for link in links if link.startswith("/")}
    assert len(inside) > 40
    # The one way in, the same for everybody, asks visitors to sign in first.
    doors = {"/fr/workspace/", "/ar/workspace/"}
    assert doors <= inside
    for link in inside - doors - {""}:
        assert client.get(link).status_code == 200, link


def test_link_in_an_arabic_text_leads_to_the_arabic_page(client):
    with override("ar"):
        page = HomePage.objects.get(locale__language_code="ar")
    main = soup(client, page.url).main
    targets = [a["href"] for a in main.find_all("a", href=True) if a["href"].startswith("/")]
    assert targets
    assert all(target.startswith("/ar/") for target in targets)


def test_sample_news_say_that_they_are_samples():
    for page in NewsPage.objects.all():
        sample = "Exemple" if page.locale.language_code == "fr" else "نموذج"
        assert sample in page.title


def test_page_without_its_translation_is_not_served_in_french(client, home, add_page):
    add_page(home, "Sans traduction", slug="sans-traduction")
    assert client.get("/fr/sans-traduction/").status_code == 200
    assert client.get("/ar/sans-traduction/").status_code == 404


def test_draft_page_is_not_found(client, home, add_page):
    add_page(home, "Brouillon", slug="brouillon", live=False)
    assert client.get("/fr/brouillon/").status_code == 404


def test_private_page_sends_to_sign_in_and_its_children_too(client, home, add_page, restrict):
    private = add_page(home, "Réservé", slug="reserve")
    add_page(private, "Dessous", slug="dessous")
    restrict(private)
    for url in ("/fr/reserve/", "/fr/reserve/dessous/"):
        response = client.get(url)
        assert response.status_code == 302
        assert "no-store" in response["Cache-Control"]
        door = client.get(response["Location"])
        assert door["Location"].startswith("/fr/accounts/login/?next=%2Ffr%2Freserve%2F")


@pytest.fixture
def aliases(home, home_ar, add_page):
    """
    A page, one below it, and what shows their text elsewhere: each by its address.

    Wagtail itself serves the alias of a page below a private one, and lists every alias.
    """
    source = add_page(home, "Source", slug="source", show_in_menus=True)
    below = add_page(source, "Dessous", slug="below")
    alias = source.create_alias(parent=home, update_slug="alias")
    # As the admin's form does it, round the page's own method.
    CreatePageAliasAction(
        alias, recursive=False, parent=home, update_slug="alias-of-alias", user=None
    ).execute(skip_permission_checks=True)
    add_page(alias, "Sous un alias", slug="own")
    below.create_alias(parent=home, update_slug="alias-below")
    return ["source", "source/below", "alias", "alias-of-alias", "alias/own", "alias-below"]


def test_what_covers_a_page_covers_all_that_shows_its_text(client, home, aliases, restrict):
    for path in aliases:
        assert client.get(f"/fr/{path}/").status_code == 200, path
    restrict(home.get_children().get(slug="source"))
    for path in aliases:
        assert client.get(f"/fr/{path}/").status_code == 302, path
    assert "Source" not in header_text(client)


def header_text(client):
    return soup(client, "/fr/").header.get_text()


def test_restriction_of_an_alias_leaves_its_source_public(client, home, aliases, restrict):
    restrict(home.get_children().get(slug="alias"))
    assert client.get("/fr/alias/").status_code == 302
    assert client.get("/fr/alias/own/").status_code == 302
    assert client.get("/fr/source/").status_code == 200


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_private_page_says_nothing_of_itself(client, home, home_ar, add_page, kind, language):
    parent = home if language == "fr" else home_ar
    secret = "xyloglotte"
    texts = dict.fromkeys(("title", "seo_title", "search_description", "summary"), secret)
    page = add_page(parent, **texts, slug="reserve", show_in_menus=True)
    assert secret in client.get(page.url).content.decode()
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="sesame")
    for address in (page.url, f"/{language}/"):
        assert secret not in client.get(address).content.decode()


def test_page_password_opens_its_page_alone(client, home, add_page):
    page = add_page(home, "Réservé", slug="reserve")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="sésame")
    asked = soup(client, page.url)
    form = asked.main.find("form", method="post")
    data = {
        field["name"]: field.get("value", "")
        for field in form.find_all("input", attrs={"name": True})
    }
    wrong = client.post(form["action"], data | {"password": "faux"})
    assert wrong.status_code == 200
    right = client.post(form["action"], data | {"password": "sésame"})
    assert right["Location"] == page.url
    assert "Réservé" in client.get(page.url).content.decode()


def test_versions_of_a_page_name_each_other(client):
    for language in ("fr", "ar"):
        page = site_pages(language).get(depth=3, slug__in=["contact", "اتصل-بنا"])
        html = soup(client, page.url)
        versions = {
            link["hreflang"]: link["href"]
            for link in html.find_all("link", rel="alternate", hreflang=True)
        }
        assert {"fr", "ar"} <= set(versions)
        assert versions["fr"].endswith("/fr/contact/")
        assert html.find("link", rel="canonical")["href"] == versions[language]


def test_visitor_gets_no_cookie(client):
    for page in Page.objects.filter(depth__gte=2):
        response = client.get(page.url)
        assert not response.cookies, page.url
        assert "Cookie" not in response.headers.get("Vary", ""), page.url
    assert not client.get("/fr/search/?q=noress").cookies
    assert not client.get("/fr/does-not-exist/").cookies


def test_button_leads_to_its_page_whatever_its_number(client, home, add_page):
    # A grouped number, 12 345, is no key.
    page = add_page(home, "Cible", pk=1_234_567)
    home.primary_page = page
    home.save()
    assert soup(client, "/fr/").find("a", class_="btn sun")["href"] == page.url


def test_button_to_an_unpublished_page_has_no_address(client, home, add_page):
    home.primary_page = add_page(home, "Brouillon", live=False)
    home.save()
    assert not soup(client, "/fr/").find("a", class_="btn sun").has_attr("href")


@pytest.mark.once
def test_what_covers_a_page_is_found_without_reading_every_page_for_it():
    scans = re.findall(r"SCAN (\w+)", visible(Page.objects.all()).explain())
    # The restrictions are few; of the pages, those that are asked for, and no other for each.
    few = {"wagtailcore_pageviewrestriction", "restriction"}
    assert [table for table in scans if table not in few] == ["wagtailcore_page"]


def test_endless_address_costs_no_endless_query(client, django_assert_max_num_queries):
    client.get("/fr/none/")  # The site's roots are cached, as in service.
    with django_assert_max_num_queries(4) as captured:
        assert client.get("/fr/" + "a/" * 1200).status_code == 404
    assert sum(len(query["sql"]) for query in captured) < 50_000


def test_link_to_an_unpublished_page_has_no_address(client, home, home_ar):
    contact = home.get_children().get(slug="contact")
    section = home_ar.get_children().get(slug="الشبكة").specific
    section.body = [("text", f'<p><a linktype="page" id="{contact.pk}">اتصل</a></p>')]
    section.save()
    assert soup(client, section.url).main.find("a", string="اتصل").has_attr("href")
    contact.specific.unpublish()
    assert not soup(client, section.url).main.find("a", string="اتصل").has_attr("href")


def test_call_to_a_page_that_is_gone_shows_no_button(client, home, add_page):
    target = add_page(home, "Cible")
    value = {"title": "Venez", "text": "", "label": "Venir", "page": target.pk, "url": ""}
    page = add_page(home, "Appel", body=[("call_to_action", value | {"page": target})])
    assert "Venir" in client.get(page.url).content.decode()
    target.delete()
    html = soup(client, page.url)
    assert "Venez" in html.main.get_text()
    assert "Venir" not in html.main.get_text()


def test_signed_in_person_whom_a_page_is_not_for_gets_403(client, home, add_page):
    page = add_page(home, "Réservé", slug="reserve")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    restriction.groups.add(Group.objects.get(name="Moderators"))
    sign_in_as(client, User.objects.get(email="redaction@noress.example"))
    refused = client.get(page.url)
    assert refused.status_code == 403
    assert "Réservé" not in refused.content.decode()
    sign_in_as(client, User.objects.get(email="coordination@noress.example"))
    assert client.get(page.url).status_code == 200


def test_form_without_its_token_is_refused_in_the_reader_s_language(home, add_page):
    page = add_page(home, "Réservé", slug="reserve")
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="sésame"
    )
    strict = Client(enforce_csrf_checks=True)
    for language in ("fr", "ar"):
        url = f"/{language}/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
        answer = strict.post(url, {"password": "sésame"})
        assert answer.status_code == 403
        assert BeautifulSoup(answer.content, "html.parser").html["lang"] == language


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_legal_pages_show_the_receipt_of_the_settings(client, home, language):
    receipt = f"essai {language} 0000"
    SiteSettings.objects.update(**{f"cndp_receipt_{language}": receipt})
    section = home.get_children().get(slug="informations")
    for slug in ("mentions-legales", "donnees-personnelles"):
        key = section.get_children().get(slug=slug).translation_key
        page = Page.objects.get(translation_key=key, locale__language_code=language)
        assert receipt in soup(client, page.url).main.get_text()
