"""What search engines are told, and what stands in the head of a page for where it is shared."""

import json
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.templatetags.static import static
from wagtail.models import Page, PageViewRestriction, Site

from home.models import NewsPage, SiteSettings
from home.sitemap import PageSitemap

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
HOST = "http://testserver"


@pytest.fixture
def sitemap(client):
    """Reads the whole sitemap: by address, the alternates by language."""

    def read():
        index = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  (our own)
        urls = {}
        for section in index.iter(f"{SITEMAP}loc"):
            response = client.get(section.text)
            assert response.status_code == 200
            for url in ElementTree.fromstring(response.content):  # noqa: S314  (our own)
                links = {link.get("hreflang"): link.get("href") for link in url.findall(LINK)}
                address = url.findtext(f"{SITEMAP}loc")
                assert address not in urls
                urls[address] = links
        return urls

    return read


def head(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser").head


def open_graph(head):
    return {
        tag["property"]: tag["content"]
        for tag in head.find_all("meta", property=True)
        if tag["property"].startswith(("og:", "article:"))
    }


def structured(head):
    """The structured data by type."""
    scripts = head.find_all("script", type="application/ld+json")
    things = [thing for script in scripts for thing in json.loads(script.string)["@graph"]]
    return {thing["@type"]: thing for thing in things}


def assert_says_nothing(head):
    assert not open_graph(head)
    assert not structured(head)
    assert not head.find("meta", attrs={"name": "twitter:card"})


def test_sitemap_lists_every_page_of_both_languages(client, sitemap):
    pages = Page.objects.live().filter(depth__gt=1, locale__language_code__in=["fr", "ar"])
    expected = {HOST + page.url for page in pages if page.url}
    assert set(sitemap()) == expected
    assert f"{HOST}/ar/" in expected


def test_sitemap_gives_the_versions_that_the_page_gives_itself(client, sitemap):
    for url, versions in sitemap().items():
        links = head(client, url).find_all("link", rel="alternate", hreflang=True)
        assert versions == {link["hreflang"]: link["href"] for link in links}
        assert head(client, url).find("link", rel="canonical")["href"] == url
        assert set(versions) == {"fr", "ar", "x-default"}
        assert versions["x-default"] == versions["fr"]


def test_sitemap_leaves_out_drafts_private_pages_and_aliases(sitemap, home, home_ar, add_page):
    before = set(sitemap())
    add_page(home, "Brouillon", live=False)
    for kind in ("login", "password", "groups"):
        private = add_page(home, f"Page {kind}")
        add_page(private, "Dessous")
        PageViewRestriction.objects.create(page=private, restriction_type=kind)
    untranslated = add_page(home, "Pas encore traduite")
    untranslated.copy_for_translation(home_ar.locale, alias=True)
    added = {url: links for url, links in sitemap().items() if url not in before}
    url = f"{HOST}/fr/pas-encore-traduite/"
    assert added == {url: {"fr": url, "x-default": url}}


def test_sitemap_names_no_version_of_a_private_page(sitemap, home, home_ar, restrict):
    contact = home.get_children().get(slug="contact")
    arabic = contact.get_translation(home_ar.locale)
    restrict(arabic)
    urls = {HOST + contact.url, HOST + arabic.url}
    assert not urls & {*sitemap(), *(url for links in sitemap().values() for url in links.values())}


def test_sitemap_names_a_page_without_a_translation_alone(sitemap, home, add_page):
    url = HOST + add_page(home, "Sans traduction").url
    assert sitemap()[url] == {"fr": url, "x-default": url}


def test_sitemap_says_when_a_page_was_last_published(client, home):
    # Half past eleven in London is half past midnight in Morocco: the day is the site's.
    published_at = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    Page.objects.filter(pk=home.pk).update(last_published_at=published_at)
    root = ElementTree.fromstring(client.get("/sitemap-pages.xml").content)  # noqa: S314
    dates = {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in root}
    assert dates[f"{HOST}/fr/"] == "2026-11-25"


def test_sitemap_in_several_files_lists_every_page_once(sitemap, monkeypatch):
    whole = sitemap()
    monkeypatch.setattr(PageSitemap, "limit", 10)
    assert len(whole) > 30
    assert sitemap() == whole


def test_sitemap_costs_the_same_with_one_page_more_and_with_thirty(
    client, django_assert_num_queries, home, add_page
):
    def read():
        client.get("/sitemap.xml")
        with django_assert_num_queries(3):
            client.get("/sitemap.xml")
        with django_assert_num_queries(4):
            client.get("/sitemap-pages.xml")

    add_page(home, "Une page")
    read()
    for n in range(30):
        add_page(home, f"Page {n}")
    read()


@pytest.mark.parametrize(
    "url", ["/sitemap-pages.xml?p=99", "/sitemap-pages.xml?p=x", "/sitemap-other.xml"]
)
def test_sitemap_file_that_does_not_exist_is_a_404(client, url):
    assert client.get(url).status_code == 404


def test_sitemap_of_a_site_that_wagtail_does_not_know_is_empty(client, sitemap):
    Site.objects.all().delete()
    assert sitemap() == {}


def test_sitemap_follows_the_scheme_of_the_request(client):
    content = client.get("/sitemap-pages.xml", secure=True).content.decode()
    assert "https://testserver/fr/" in content
    assert "http://testserver" not in content


def test_robots_names_the_sitemap_and_shuts_what_is_not_public(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert lines[0] == "User-agent: *"
    shut = {line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")}
    below = ["accounts", "search", "workspace", "_util"]
    assert shut == {"/admin/", *(f"/{code}/{name}/" for code in ("fr", "ar") for name in below)}


@pytest.mark.parametrize("url", ["/robots.txt", "/sitemap.xml", "/sitemap-pages.xml"])
def test_what_search_engines_read_may_be_kept_and_sets_no_cookie(client, url):
    response = client.get(url)
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("language", "locale", "other"), [("fr", "fr_FR", "ar_AR"), ("ar", "ar_AR", "fr_FR")]
)
def test_head_says_how_the_page_is_shown_elsewhere(client, language, locale, other):
    page = head(client, f"/{language}/")
    said = open_graph(page)
    assert said["og:type"] == "website"
    assert said["og:site_name"] == "NORESS"
    assert said["og:title"]
    assert said["og:description"] == page.find("meta", attrs={"name": "description"})["content"]
    assert said["og:url"] == page.find("link", rel="canonical")["href"] == f"{HOST}/{language}/"
    assert (said["og:locale"], said["og:locale:alternate"]) == (locale, other)
    assert said["og:image"].startswith(f"{HOST}/{language}/cards/")
    assert page.find("meta", attrs={"name": "twitter:card"})["content"] == "summary_large_image"


def test_head_of_news_says_that_it_is_an_article_and_its_day(client):
    page = NewsPage.objects.live().filter(locale__language_code="fr").first()
    said = open_graph(head(client, page.url))
    assert said["og:type"] == "article"
    assert said["article:published_time"] == page.date.isoformat()


def test_head_of_a_page_that_is_not_public_says_nothing(client, admin_client, home, add_page):
    private = add_page(home, "Réservée", summary="Un secret")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    assert_says_nothing(head(admin_client, private.url))
    asked = add_page(home, "Avec mot de passe", summary="Un secret")
    PageViewRestriction.objects.create(page=asked, restriction_type="password", password="x")
    assert_says_nothing(head(client, asked.url))
    assert "Un secret" not in str(head(client, asked.url))


def test_head_of_a_preview_s_draft_says_nothing(rf, home, add_page):
    draft = add_page(home, "Brouillon", live=False)
    response = draft.make_preview_request(rf.get("/"))
    assert response.status_code == 200
    response.render()
    assert_says_nothing(BeautifulSoup(response.content, "html.parser").head)


@pytest.mark.parametrize(("url", "status"), [("/fr/none/", 404), ("/ar/search/?q=x", 200)])
def test_head_of_what_is_no_page_says_nothing(client, url, status):
    assert_says_nothing(head(client, url, status))


def test_head_of_an_alias_only_leads_to_its_source(client, home, add_page):
    source = add_page(home, "Page en français")
    alias = source.create_alias(parent=home, update_slug="autre-adresse")
    page = head(client, alias.url)
    assert_says_nothing(page)
    assert page.find("link", rel="canonical")["href"] == HOST + source.url


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_home_page_tells_who_the_network_is(client, language):
    site = SiteSettings.objects.get()
    site.linkedin = "https://www.linkedin.com/company/example"
    site.fax = ""
    site.save()
    data = structured(head(client, f"/{language}/"))
    assert set(data) == {"Organization"}
    network = data["Organization"]
    assert network["@id"] == f"{HOST}/#organization"
    assert network["name"] == "NORESS"
    assert network["url"] == f"{HOST}/{language}/"
    assert network["email"] == site.email
    assert network["telephone"] == site.phone
    assert network["sameAs"] == [site.linkedin]
    assert "faxNumber" not in network
    address = site.address_fr if language == "fr" else site.address_ar
    assert network["address"]["streetAddress"].split(", ")[0] == address.splitlines()[0]
    assert network["logo"] == HOST + static("img/icon-512.png")


def test_breadcrumbs_are_the_way_to_the_page(client):
    data = structured(head(client, "/fr/reseau/objectifs/"))
    assert set(data) == {"BreadcrumbList"}
    steps = data["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert [step["item"] for step in steps] == [
        f"{HOST}/fr/",
        f"{HOST}/fr/reseau/",
        f"{HOST}/fr/reseau/objectifs/",
    ]
    assert steps[2]["name"] == "Objectifs"


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_news_are_an_article_of_the_network(client, language):
    page = NewsPage.objects.live().filter(locale__language_code=language).first()
    page_head = head(client, page.url)
    article = structured(page_head)["NewsArticle"]
    assert article["headline"] == page.title
    assert article["inLanguage"] == language
    assert article["datePublished"] == page.date.isoformat()
    assert article["dateModified"][:4] == str(page.last_published_at.year)
    assert article["mainEntityOfPage"] == HOST + page.url
    assert article["image"] == open_graph(page_head)["og:image"]
    assert article["publisher"]["@id"] == f"{HOST}/#organization"
    assert "author" not in article


def test_no_text_of_a_page_ends_the_script_it_stands_in(client, home, add_page):
    title = 'Miel "&" </script><script>alert(1)</script> <!-- \u2028'
    page = add_page(home, title, slug="miel")
    page_head = head(client, page.url)
    [script] = page_head.find_all("script")
    assert "<" not in script.string
    steps = structured(page_head)["BreadcrumbList"]["itemListElement"]
    assert steps[-1]["name"] == title
    assert open_graph(page_head)["og:title"] == title
