"""The cards: the pictures of the pages, for where their addresses are shared."""

from datetime import date
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Picture
from PIL import ImageChops

from home import card as cards
from home.lettering import BODY, HEAD, drawable, lines, shortened, width
from home.models import NewsPage, SiteImage, SiteSettings

# Each card has a palette of its own: the same green is not the very same.
SAME_COLOUR = 48
LONG = {
    "fr": "Les coopératives laitières de Larache signent leur premier achat groupé d’aliments "
    "avec NORESS, pour dix-huit mois, et en espèrent douze pour cent d’économie chacune : "
    "voici comment elles s’y sont prises, et ce que d’autres peuvent en apprendre.",
    "ar": "تعاونيات الحليب بالعرائش توقع أول صفقة شراء جماعي للأعلاف بشراكة مع NORESS لمدة ثمانية "
    "عشر شهرا، وتأمل كل واحدة منها توفير 12 في المائة: كيف تم ذلك، وما الذي يمكن أن يستفيده "
    "الآخرون من هذه التجربة بأڭادير وگلميم والحسيمة ووزان؟",
}


def card_url(client, page_url):
    html = BeautifulSoup(client.get(page_url).content, "html.parser")
    return html.find("meta", property="og:image")["content"]


def picture(content):
    return Picture.open(BytesIO(content)).convert("RGB")


def difference(one, other):
    """The greatest difference of a pixel's colour, of 255."""
    return max(high for _low, high in ImageChops.difference(one, other).getextrema())


@pytest.fixture
def photograph():
    """A picture with the grain of a photograph: noise at every scale."""
    drawn = Picture.new("RGB", (1200, 2040))
    for n in range(9):
        noise = [Picture.effect_noise((3 * 2**n, 5 * 2**n), 110) for _band in range(3)]
        layer = Picture.merge("RGB", noise).resize(drawn.size, Picture.Resampling.BICUBIC)
        drawn = Picture.blend(drawn, layer, 1 / (2**n + 1) if n else 1)
    file = BytesIO()
    drawn.save(file, "JPEG", quality=90)
    return SiteImage.objects.create(
        title="Étal", alt_fr="Un étal", alt_ar="بسطة", file=ContentFile(file.getvalue(), "etal.jpg")
    )


@pytest.fixture
def news(news_index):
    page = NewsPage(title="Un étal de miel", date=date(2026, 8, 14))
    news_index.add_child(instance=page)
    return page


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_card_is_a_light_picture_of_the_size_that_the_page_names(client, language):
    html = BeautifulSoup(client.get(f"/{language}/").content, "html.parser")
    meta = {tag["property"]: tag["content"] for tag in html.find_all("meta", property=True)}
    response = client.get(meta["og:image"])
    assert response.headers["Content-Type"] == meta["og:image:type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")
    size = (int(meta["og:image:width"]), int(meta["og:image:height"]))
    assert picture(response.content).size == size == (1200, 630)
    assert len(response.content) <= cards.MAX_BYTES


def test_card_speaks_the_language_of_its_page_and_is_mirrored_in_arabic(client):
    french = picture(client.get(card_url(client, "/fr/")).content)
    arabic = picture(client.get(card_url(client, "/ar/")).content)
    # Where the text begins there is the mark, at the other end of the card in the other language.
    mark_left, mark_right = (64, 52, 136, 124), (1064, 52, 1136, 124)
    assert difference(french.crop(mark_left), arabic.crop(mark_right)) < SAME_COLOUR
    assert difference(french, arabic) > SAME_COLOUR


def test_card_may_be_kept_for_ever_and_sets_no_cookie(client):
    response = client.get(card_url(client, "/fr/"))
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_card_is_drawn_once(client, monkeypatch):
    url = card_url(client, "/fr/")
    first = client.get(url).content

    def draw(svg):
        raise AssertionError("drawn again")

    monkeypatch.setattr("home.card._png", draw)
    assert client.get(url).content == first


def test_forged_digest_draws_nothing(client, monkeypatch):
    url = card_url(client, "/fr/")
    monkeypatch.setattr("home.card._png", lambda svg: pytest.fail("drawn for a stranger"))
    digest = url.rpartition("/")[2].removesuffix(".png")
    assert client.get(url.replace(digest, "0" * len(digest))).status_code == 404
    # Another page's digest, and this page's in the other language, are forged too.
    assert client.get(card_url(client, "/ar/").replace("/ar/", "/fr/")).status_code == 404


def test_change_of_what_is_drawn_changes_the_address(client, news, photograph):
    urls = {card_url(client, news.url)}
    news.title = "Deux étals de miel"
    news.save()
    urls.add(card_url(client, news.url))
    news.date = date(2026, 8, 15)
    news.save()
    urls.add(card_url(client, news.url))
    news.image = photograph
    news.save()
    urls.add(card_url(client, news.url))
    SiteSettings.objects.update(tagline_fr="Autrement")
    urls.add(card_url(client, news.url))
    assert len(urls) == 5
    assert [client.get(url).status_code for url in urls].count(200) == 1


def test_change_of_the_text_below_keeps_the_address(client, news):
    before = card_url(client, news.url)
    news.summary = "Une phrase de plus."
    news.save()
    assert card_url(client, news.url) == before


def test_card_of_a_page_that_is_no_longer_public_is_gone(client, news, restrict):
    url = card_url(client, news.url)
    assert client.get(url).status_code == 200
    restrict(news)
    assert client.get(url).status_code == 404


def test_card_of_a_page_that_is_unpublished_is_gone(client, news):
    url = card_url(client, news.url)
    news.unpublish()
    assert client.get(url).status_code == 404


def test_card_of_an_alias_does_not_exist(client, home, add_page):
    source = add_page(home, "Source")
    alias = source.create_alias(parent=home.get_children().get(slug="reseau"))
    digest = cards.Card(alias.specific, SiteSettings.objects.get()).digest
    assert client.get(f"/fr/cards/{alias.pk}/{digest}.png").status_code == 404


def test_card_shows_the_page_s_photograph_and_stays_light(client, news, photograph):
    plain = picture(client.get(card_url(client, news.url)).content)
    news.image = photograph
    news.save()
    content = client.get(card_url(client, news.url)).content
    assert len(content) <= cards.MAX_BYTES
    panel = (840, 0, 1200, 612)
    shown = picture(content).crop(panel).resize((6, 10))
    with photograph.file.open() as file:
        expected = Picture.open(file).convert("RGB").resize((6, 10))
    assert difference(shown, expected) < 64
    assert difference(plain.crop(panel), picture(content).crop(panel)) > 64


def test_card_of_a_page_whose_photograph_is_lost_shows_the_mosaic(client, news, photograph):
    plain = picture(client.get(card_url(client, news.url)).content)
    news.image = photograph
    news.save()
    url = card_url(client, news.url)
    photograph.renditions.all().delete()
    default_storage.delete(photograph.file.name)
    assert difference(picture(client.get(url).content), plain) < SAME_COLOUR


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("title", ["long", "w" * 255, "&<b>\x00\x0b</text>", "😀"])
def test_any_title_fits_beside_the_panel(home, home_ar, language, title):
    page = {"fr": home, "ar": home_ar}[language]
    site = SiteSettings.objects.get()
    page.headline = LONG[language] if title == "long" else title
    full = picture(cards._png(cards.Card(page, site)._svg()))
    page.headline = ""
    empty = picture(cards._png(cards.Card(page, site)._svg()))
    # Between the text and the panel, and outside the text, there is only the ground.
    inner, outer = {"fr": ((778, 832), (0, 62)), "ar": ((368, 422), (1138, 1200))}[language]
    for left, right in (inner, outer):
        box = (left, 130, right, 612)
        assert difference(full.crop(box), empty.crop(box)) < SAME_COLOUR


def test_alternative_text_says_what_the_card_says(client, news):
    html = BeautifulSoup(client.get(news.url).content, "html.parser")
    alt = html.find("meta", property="og:image:alt")["content"]
    assert alt.startswith("Un étal de miel – NORESS")


@pytest.mark.once
def test_letters_that_the_font_lacks_are_replaced_and_never_a_box():
    assert drawable("Ḥammam ⵣ\u202f: « Œuvre » 😀\u2067", HEAD) == "Hammam z\xa0: « Œuvre »"
    assert drawable("أڭادير، گلميم؟ \u0763", HEAD) == "أڭادير، گلميم؟ ڭ"
    assert drawable("ﷲ ﻻ", BODY) == "الله لا"


@pytest.mark.once
def test_fonts_have_the_letters_of_both_languages():
    french = "ABCDEFGHIJKLMNOPQRSTUVWXYZÀÂÆÇÉÈÊËÎÏÔŒÙÛÜ«»’…–%€0123456789"
    arabic = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيڭگپچڤڨ،؛؟ًٌٍَُِّْ"
    for font in (HEAD, BODY):
        for letter in french + french.lower() + arabic:
            assert drawable(letter, font) == letter


@pytest.mark.once
@pytest.mark.parametrize("text", [*LONG.values(), "w" * 90, "un deux\xa0trois"])
def test_lines_are_no_wider_than_the_room_and_lose_nothing(text):
    broken = lines(text, HEAD, 60, 400)
    assert all(width(line, HEAD, 60) <= 400 for line in broken)
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")


@pytest.mark.once
def test_text_too_long_for_its_line_ends_with_an_ellipsis_after_a_word():
    assert shortened("court", HEAD, 60, 400) == "court"
    assert shortened("trois mots de trop pour la ligne", HEAD, 60, 400) == "trois mots de…"
    assert shortened("w" * 90, HEAD, 60, 400).endswith("w…")
