"""The public page of documents: what everybody reads of them, and what nobody outside does."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, Site

from network.core.public_pages import page_for_reader
from network.documents.operations import ask_to_publish, publish, remove_document, withdraw
from network.documents.public import ShowsPublicDocuments, address_below
from network.models import ActivityDomain, Publication, ResourcesPage

from . import world as small_world
from .factories import in_both
from .papers import PDF, actor, add, add_another, sent, url

pytestmark = pytest.mark.usefixtures("private")


@pytest.fixture
def page(world):
    page = ResourcesPage(title="Resources", slug="resources", introduction="<p>For all.</p>")
    Site.objects.get().root_page.add_child(instance=page)
    return page


@pytest.fixture
def make_public(world):
    def make(document=None, **options):
        options.setdefault("title", "Guide")
        document = document or add(world, **options)
        publication = ask_to_publish(document, "Secret message", by=actor(world, "member"))
        publish(publication, by=actor(world, "coordinator"))
        return publication

    return make


def entries(query="", client=None):
    answer = (client or Client()).get(f"/resources/{query}")
    assert answer.status_code == 200
    html = BeautifulSoup(answer.content, "html.parser")
    return [link.text for link in html.select(".results h3 a")]


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_document_is_on_the_page_as_soon_as_it_is_public_and_gone_when_it_is_not(
    world, page, make_public
):
    assert entries() == []
    assert "No document is public yet." in Client().get("/resources/").text
    publication = make_public()
    assert entries() == ["Guide"]
    where = address_below(page, publication)
    answer = Client().get(where)
    assert body(answer) == PDF
    withdraw(publication, by=actor(world, "member"))
    assert entries() == []
    assert Client().get(where).status_code == 404


def test_page_says_what_everybody_may_know_and_no_more(world, page, make_public):
    publication = make_public(
        title="Guide",
        description=in_both("How to begin"),
        languages=["en", "ar"],
        note="Secret note",
        upload=sent(name="secret-name.pdf"),
    )
    add_another(world, publication.document)
    text = Client().get("/resources/").text
    for fact in ("For all.", "Guide", "How to begin", "PDF document", "English", "العربيّة"):
        assert fact in text
    assert "kanaria-organisation-a" in text
    assert f"{len(PDF)} bytes" in text
    for secret in ("ecret", "report", "kanaria-person", "kanaria-commission", "member"):
        assert secret not in text
    answer = Client().get(address_below(page, publication))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Guide.pdf"'
    assert "ecret" not in str(answer.headers)
    assert body(answer) == PDF


def test_reader_gets_their_language_and_sees_which_it_is_otherwise(world, page, make_public):
    make_public()
    only = add(world)
    only.title = small_world.MultilingualText().with_body("ar", "دليل")
    only.save()
    make_public(only)
    arabic = Client(headers={"accept-language": "ar"})
    assert entries(client=arabic) == ["دليل", "Guide ع"]
    assert '<span lang="ar" dir="rtl">دليل</span>' in Client().get("/resources/").text


def test_page_lists_the_newest_first_twenty_at_a_time(world, page, make_public):
    for number in range(22):
        make_public(title=f"Guide {number}")
    assert entries() == [f"Guide {number}" for number in range(21, 1, -1)]
    assert entries("?page=2") == ["Guide 1", "Guide 0"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=guide", ["Guide"]),
        ("?q=begin", ["Guide"]),
        ("?q=guide+table", []),
        ("?q=secret", []),
        ("?language=ar", ["Guide"]),
        ("?language=en", ["Table", "Guide"]),
        ("?domain=coaching", ["Table"]),
        ("?kind=pdf", ["Guide"]),
        ("?kind=table", ["Table"]),
        ("?kind=table&language=ar", []),
        # What is not known is no filter, nor is what nothing public is of.
        ("?kind=picture", ["Table", "Guide"]),
        ("?kind=x&language=x&domain=x&page=x", ["Table", "Guide"]),
        ("?q=%00&domain='", ["Table", "Guide"]),
    ],
)
def test_page_is_filtered(world, page, make_public, query, found):
    make_public(
        title="Guide",
        description=in_both("How to begin"),
        languages=["en", "ar"],
        upload=sent(name="secret.pdf"),
    )
    domain = ActivityDomain.objects.create(code="coaching", name=in_both("Coaching"))
    ActivityDomain.objects.create(code="unused", name=in_both("Nothing of it"))
    make_public(
        title="Table",
        languages=["en"],
        domains=[domain],
        upload=sent(b"a,b\n1,2\n", "table.csv"),
    )
    assert entries(query) == found
    assert "Nothing of it" not in Client().get("/resources/").text


def test_page_costs_the_same_with_one_and_with_many(world, page, make_public):
    make_public()
    entries()
    with CaptureQueriesContext(connection) as few:
        entries()
    for _number in range(12):
        make_public()
    with CaptureQueriesContext(connection) as many:
        entries()
    assert len(many) == len(few)


# The file's address


def test_file_is_sent_whole_or_in_parts_and_not_again(world, page, make_public):
    where = address_below(page, make_public())
    client = Client()
    answer = client.get(where)
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.headers["Content-Length"] == str(len(PDF))
    etag = answer.headers["ETag"]
    body(answer)
    head = client.head(where)
    assert (head.status_code, head.content) == (200, b"")
    part = client.get(where, headers={"range": "bytes=0-3"})
    assert (part.status_code, body(part)) == (206, b"%PDF")
    known = client.get(where, headers={"if-none-match": etag})
    assert (known.status_code, known.content) == (304, b"")
    assert client.post(where).status_code == 405


def test_file_is_left_to_the_web_server_where_there_is_one(world, page, make_public, settings):
    settings.NETWORK_ACCEL_REDIRECT = "/protected/"
    publication = make_public()
    answer = Client().get(address_below(page, publication))
    name = publication.version.file.name
    assert answer.headers["X-Accel-Redirect"] == f"/protected/{name}"


def test_file_that_is_not_public_has_no_address(world, page, make_public):
    publication = make_public()
    asked = ask_to_publish(add(world), by=actor(world, "member"))
    name = "guide"
    for where in (
        f"/resources/{asked.pk}/budget/",
        f"/resources/{publication.pk}/other/",
        f"/resources/{publication.pk}/",
        f"/resources/999999/{name}/",
        f"/resources/{'9' * 30}/{name}/",
        f"/resources/x/{name}/",
    ):
        assert Client().get(where).status_code == 404, where
    remove_document(publication.document, by=actor(world, "member"))
    assert Client().get(f"/resources/{publication.pk}/{name}/").status_code == 404


def test_address_of_an_older_version_leads_to_the_one_that_is_public(world, page, make_public):
    first = make_public()
    add_another(world, first.document)
    second = make_public(first.document)
    answer = Client().get(address_below(page, first))
    assert answer.url == address_below(page, second)
    withdraw(second, by=actor(world, "member"))
    assert Client().get(address_below(page, first)).status_code == 404


@pytest.mark.parametrize("title", ["دليل", "…", "Guide/../x"])
def test_title_makes_a_safe_name(world, page, make_public, title):
    document = add(world)
    document.title = small_world.MultilingualText().with_body("ar", title)
    document.save()
    where = address_below(page, make_public(document))
    assert where.split("/")[-2] in ("document", "guidex")
    answer = Client().get(where)
    assert body(answer) == PDF
    assert "/" not in answer.headers["Content-Disposition"].partition("filename")[2]


def test_draft_of_the_page_gives_out_nothing(world, page, make_public):
    where = address_below(page, make_public())
    page.unpublish()
    assert Client().get("/resources/").status_code == 404
    assert Client().get(where).status_code == 404


def test_page_for_some_keeps_its_files_for_them(world, page, make_public, client):
    publication = make_public()
    where = address_below(page, publication)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    for path in ("/resources/", where):
        answer = Client().get(path)
        assert answer.status_code == 302
        assert "/login/" in answer.url
    client.force_login(world.users["outsider"])
    answer = client.get(where)
    assert body(answer) == PDF
    assert "private, no-store" in answer.headers["Cache-Control"]


def test_document_s_page_leads_to_its_public_address(world, page, make_public, as_):
    publication = make_public()
    assert page_for_reader(ShowsPublicDocuments) == Page.objects.get(pk=page.pk)
    html = as_("partner").get(publication.document.get_absolute_url()).text
    assert f'href="{address_below(page, publication)}"' in html
    page.unpublish()
    assert page_for_reader(ShowsPublicDocuments) is None
    assert as_("partner").get(publication.document.get_absolute_url()).status_code == 200
    assert url("publication", publication) not in Client().get("/").text


def test_editors_are_offered_the_page(world, page):
    root = Site.objects.get().root_page.specific
    assert ResourcesPage in type(root).creatable_subpage_models()
    assert ResourcesPage.can_create_at(root)
    assert Publication.objects.count() == 0
