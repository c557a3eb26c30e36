"""The news for feed readers."""

from datetime import date
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from PIL import Image as Picture

from home.models import NewsIndexPage, NewsPage, SiteImage

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def rss(client):
    def read(language="fr"):
        response = client.get(f"/{language}/news.rss")
        assert response.status_code == 200
        return ElementTree.fromstring(response.content).find("channel")  # noqa: S314  (our own)

    return read


@pytest.fixture
def atom(client):
    def read(language="fr"):
        response = client.get(f"/{language}/news.atom")
        assert response.status_code == 200
        return ElementTree.fromstring(response.content)  # noqa: S314  (our own)

    return read


def titles(channel):
    return [item.findtext("title") for item in channel.findall("item")]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_feeds_list_the_news_of_their_language(client, rss, atom, language):
    published = NewsPage.objects.live().filter(locale__language_code=language).order_by("-date")
    expected = [page.title for page in published]
    assert expected
    assert titles(rss(language)) == expected
    entries = atom(language).findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == expected
    assert rss(language).findtext("language") == language
    assert atom(language).get("{http://www.w3.org/XML/1998/namespace}lang") == language


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_link_of_the_feeds_leads_to_its_page(client, rss, atom, language):
    channel, feed = rss(language), atom(language)
    links = [channel.findtext("link"), *(item.findtext("link") for item in channel.findall("item"))]
    links += [link.get("href") for link in feed.iter(f"{ATOM}link")]
    assert len(links) > 6
    for link in links:
        assert link.startswith(f"http://testserver/{language}/")
        assert client.get(link).status_code == 200


def test_item_says_its_day_and_its_summary_and_names_no_author(rss, atom, news_index):
    page = NewsPage(
        title="Miel & thym <frais>", date=date(2027, 1, 2), summary="L’étal <b>ouvre</b>\x0bdemain"
    )
    news_index.add_child(instance=page)
    item = rss().find("item")
    assert item.findtext("title") == "Miel & thym <frais>"
    assert item.findtext("pubDate").startswith("Sat, 02 Jan 2027 00:00:00")
    # HTML by definition, so the text's own signs are escaped in it.
    assert item.findtext("description") == "L’étal &lt;b&gt;ouvre&lt;/b&gt; demain"
    assert item.find("author") is None
    entry = atom().find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}author") is None
    assert atom().findtext(f"{ATOM}author/{ATOM}name") == "NORESS"
    assert entry.findtext(f"{ATOM}published").startswith("2027-01-02T00:00:00")


def test_feeds_leave_out_drafts_private_news_and_aliases(rss, atom, news_index, restrict):
    shown = NewsPage(title="Publiée", date=date(2027, 1, 1))
    draft = NewsPage(title="Brouillon", date=date(2027, 1, 1), live=False)
    private = NewsPage(title="Réservée", date=date(2027, 1, 1))
    for page in (shown, draft, private):
        news_index.add_child(instance=page)
    restrict(private)
    shown.create_alias(parent=news_index, update_slug="encore")
    found = titles(rss())
    assert found.count("Publiée") == 1
    assert not {"Brouillon", "Réservée"} & set(found)
    assert len(atom().findall(f"{ATOM}entry")) == len(found)


def test_french_news_without_translation_is_in_no_arabic_feed(rss, home_ar, news_index):
    page = NewsPage(title="Pas encore traduite", date=date(2027, 1, 1))
    news_index.add_child(instance=page)
    page.copy_for_translation(home_ar.locale, alias=True)
    assert "Pas encore traduite" in titles(rss("fr"))
    assert "Pas encore traduite" not in titles(rss("ar"))


def test_item_with_a_picture_encloses_it(client, rss, news_index, tmp_path):
    Picture.new("RGB", (1600, 900), "teal").save(tmp_path / "etal.png")
    image = SiteImage.objects.create(
        title="Étal",
        alt_fr="Un étal",
        alt_ar="بسطة",
        file=ContentFile((tmp_path / "etal.png").read_bytes(), "etal.png"),
    )
    news_index.add_child(
        instance=NewsPage(title="Illustrée", date=date(2027, 1, 1), image=image, slug="illustree")
    )
    enclosure = rss().find("item/enclosure")
    assert enclosure.get("type") == "image/jpeg"
    rendition = image.renditions.get(width=1200)
    assert enclosure.get("url") == f"http://testserver{rendition.url}"
    assert int(enclosure.get("length")) == rendition.file.size > 0


def test_feed_without_news_and_without_their_page_is_still_a_feed(client, rss, atom):
    NewsIndexPage.objects.all().delete()
    assert titles(rss()) == []
    assert rss().findtext("link") == "http://testserver/fr/"
    assert not atom().findall(f"{ATOM}entry")


@pytest.mark.parametrize("address", ["news.rss", "news.atom"])
def test_feed_may_be_kept_a_while_and_is_not_sent_again_unchanged(client, address):
    response = client.get(f"/fr/{address}")
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    again = client.get(f"/fr/{address}", headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_home_and_news_name_the_feeds_in_their_head(client, language):
    index = NewsIndexPage.objects.get(locale__language_code=language)
    article = NewsPage.objects.live().child_of(index).first()
    for url in (f"/{language}/", index.url, article.url):
        html = BeautifulSoup(client.get(url).content, "html.parser")
        feeds = {
            link["type"]: link["href"]
            for link in html.head.find_all("link", rel="alternate", type=True)
        }
        assert feeds == {
            "application/rss+xml": f"/{language}/news.rss",
            "application/atom+xml": f"/{language}/news.atom",
        }
    html = BeautifulSoup(client.get(index.url).content, "html.parser")
    assert [link["href"] for link in html.main.select(".follow a")] == list(feeds.values())


def test_feed_costs_the_same_with_one_item_and_with_thirty(
    client, django_assert_num_queries, add_news, news_index
):
    NewsPage.objects.all().delete()
    add_news(1)
    client.get("/fr/news.rss")
    with django_assert_num_queries(5):
        client.get("/fr/news.rss")
    add_news(30, title="Encore")
    with django_assert_num_queries(5):
        client.get("/fr/news.rss")
