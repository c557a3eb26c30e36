"""Menus, breadcrumbs and the language switch."""

from bs4 import BeautifulSoup


def soup(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def header_titles(html):
    return [a.get_text(strip=True) for a in html.header.nav.find_all("a")]


def test_header_lists_the_sections_in_the_tree_s_order(client):
    assert header_titles(soup(client, "/fr/"))[:6] == [
        "Le réseau",
        "Le projet PRESS",
        "Actualités",
        "Ressources",
        "Devenir membre",
        "Contact",
    ]


def test_header_leaves_out_what_visitors_may_not_see(client, home, add_page, restrict):
    add_page(home, "Brouillon", show_in_menus=True, live=False)
    restrict(add_page(home, "Réservé", show_in_menus=True))
    add_page(home, "Nouvelle rubrique", show_in_menus=True)
    text = soup(client, "/fr/").get_text()
    assert "Nouvelle rubrique" in text
    assert "Brouillon" not in text
    assert "Réservé" not in text


def test_legal_pages_stand_in_the_footer_and_not_in_the_header(client):
    html = soup(client, "/fr/")
    footer = [a.get_text(strip=True) for a in html.footer.find_all("a")]
    assert {"Mentions légales", "Données personnelles", "Accessibilité"} <= set(footer)
    assert "Mentions légales" not in header_titles(html)


def test_current_page_is_marked_in_the_header(client):
    html = soup(client, "/fr/contact/")
    assert (
        html.header.nav.find("a", attrs={"aria-current": "page"}).get_text(strip=True) == "Contact"
    )


def test_breadcrumbs_lead_up_to_the_home_page(client):
    html = soup(client, "/fr/reseau/objectifs/")
    crumbs = html.find("nav", class_="crumb")
    assert [a["href"] for a in crumbs.find_all("a")] == ["/fr/", "/fr/reseau/"]
    assert "Objectifs" in crumbs.get_text()


def switch(html):
    return html.header.find("a", class_="lang")


def test_language_switch_leads_to_the_same_page(client):
    link = switch(soup(client, "/fr/contact/"))
    assert (link["lang"], link["hreflang"]) == ("ar", "ar")
    back = switch(soup(client, link["href"]))
    assert back["href"] == "/fr/contact/"
    assert (back["lang"], back["hreflang"]) == ("fr", "fr")


def test_language_switch_says_where_a_page_is_not_translated(client, home, add_page):
    section = home.get_children().get(slug="reseau")
    add_page(section, "Pas encore traduite", slug="pas-encore")
    link = switch(soup(client, "/fr/reseau/pas-encore/"))
    translated = section.get_translation(home.get_translations().get().locale)
    assert link["href"] == translated.url
    assert "غير متوفرة" in link.get_text() + link.get("title", "")


def test_language_switch_on_the_search_keeps_the_question(client):
    link = switch(soup(client, "/fr/search/?q=miel"))
    assert link["href"] == "/ar/search/?q=miel"


def test_language_switch_on_an_error_leads_home(client):
    assert switch(soup(client, "/fr/does-not-exist/", 404))["href"] == "/ar/"
    assert switch(soup(client, "/documents/999/none.pdf", 404))["href"] == "/ar/"


def test_language_switch_does_not_lead_to_an_alias(client, home, home_ar, add_page):
    page = add_page(home, "Page en français")
    page.copy_for_translation(home_ar.locale, alias=True)
    link = switch(soup(client, page.url))
    assert link["href"] == home_ar.url
    assert "غير متوفرة" in link.get_text() + link.get("title", "")
