"""Rich text and links as editors make them: what is needed, and nothing that acts."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.blocks import RichTextBlock, StructBlockValidationError

from home.blocks import BodyBlock, VideoBlock
from noress.accounts.models import User
from tests.signing_in import sign_in as sign_in_as


def rich_text_blocks(block, path=""):
    """Every rich text below a block, by its place."""
    if isinstance(block, RichTextBlock):
        yield path, block
    for name, child in getattr(block, "child_blocks", {}).items():
        yield from rich_text_blocks(child, f"{path}/{name}")
    if child := getattr(block, "child_block", None):
        yield from rich_text_blocks(child, path)


@pytest.mark.once
def test_each_rich_text_offers_what_it_needs_and_no_more():
    inline = ["bold", "italic", "link"]
    assert {path: block.features for path, block in rich_text_blocks(BodyBlock())} == {
        "/text": [*inline, "document-link"],
        "/list/items": inline,
        "/timeline/items/text": inline,
        "/accordion/items/text": [*inline, "document-link", "ul", "ol"],
    }


def saved(content):
    """What the database keeps of a text that reaches Wagtail as its editor's JSON."""
    widget = BodyBlock().child_blocks["text"].field.widget
    return widget.value_from_datadict({"x": json.dumps(content)}, {}, "x")


def link_to(url):
    block = {"key": "a", "text": "ici", "type": "unstyled", "depth": 0, "inlineStyleRanges": []}
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": url}}
    ranges = [{"offset": 0, "length": 3, "key": 0}]
    return {"blocks": [block | {"entityRanges": ranges}], "entityMap": {"0": entity}}


HOSTILE = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
]


@pytest.mark.once
@pytest.mark.parametrize("url", HOSTILE)
def test_link_that_acts_is_not_kept(url):
    html = BeautifulSoup(saved(link_to(url)), "html.parser")
    assert html.get_text() == "ici"
    assert not html.find(href=True)


@pytest.mark.once
def test_link_to_another_site_is_kept():
    html = BeautifulSoup(saved(link_to("https://example.org/?a=1&b=2")), "html.parser")
    assert html.a["href"] == "https://example.org/?a=1&b=2"


@pytest.mark.once
def test_styles_and_blocks_that_are_not_offered_are_not_kept():
    kinds = ("header-one", "code-block", "atomic")
    block = {"key": "a", "text": "ici", "depth": 0, "entityRanges": []}
    style = [{"offset": 0, "length": 3, "style": style} for style in ("BOLD", "CODE", "SUBSCRIPT")]
    blocks = [block | {"type": kind, "inlineStyleRanges": style} for kind in kinds]
    image = {"type": "IMAGE", "mutability": "IMMUTABLE", "data": {"id": 1, "format": "left"}}
    html = BeautifulSoup(saved({"blocks": blocks, "entityMap": {"0": image}}), "html.parser")
    assert {tag.name for tag in html.find_all()} == {"b"}


@pytest.mark.django_db
@pytest.mark.parametrize("url", HOSTILE)
def test_link_chooser_refuses_an_address_that_acts(client, url):
    sign_in_as(client, User.objects.get(email="redaction@noress.example"))
    answer = client.post(
        reverse("wagtailadmin_choose_page_external_link"),
        {"external-link-chooser-url": url, "external-link-chooser-link_text": "ici"},
    )
    assert answer.json()["step"] == "external_link"


@pytest.mark.once
@pytest.mark.parametrize("url", [*HOSTILE, "ftp://example.org/a", "/fr/", "exemple"])
def test_video_s_address_is_one_of_the_web(url):
    block = VideoBlock()
    value = block.to_python({"title": "Vidéo", "url": url, "description": "", "image": None})
    with pytest.raises((StructBlockValidationError, ValidationError)):
        block.clean(value)


def drawn(url):
    block = VideoBlock()
    value = block.to_python({"title": "Le <miel>", "url": url, "description": "x", "image": None})
    return BeautifulSoup(block.render(value), "html.parser")


@pytest.mark.once
@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/watch?v=abc",
        "https://m.youtube.com/watch?v=abc",
        "HTTPS://YouTube.com/shorts/abc",
        "https://youtu.be/abc",
        "https://vimeo.com/123",
        "https://www.dailymotion.com/video/abc",
    ],
)
def test_video_of_a_known_site_is_a_card(url):
    html = drawn(url)
    assert html.select_one(".card.video .screen")
    assert html.a["href"] == url
    assert html.a["rel"] == ["noopener"]
    assert not html.select("iframe, script, video, object, embed, img")


@pytest.mark.once
@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://video.example.org/w/abc", "video.example.org"),
        ("https://youtube.com.example.org/watch?v=abc", "youtube.com.example.org"),
        ("https://example.org/?https://www.youtube.com/watch?v=abc", "example.org"),
        ("https://youtube.com:x@example.org/watch?v=a", "example.org"),
        ("https://notyoutube.com/watch?v=abc", "notyoutube.com"),
        ("https://www.youtube.com/", "www.youtube.com"),
    ],
)
def test_video_of_another_site_is_a_plain_link_that_names_it(url, host):
    html = drawn(url)
    assert not html.select(".card, .screen")
    assert html.a["href"] == url
    assert html.a.get_text().startswith("Le <miel>")
    assert html.bdi.get_text() == host
    assert html.select_one("a .vh")
