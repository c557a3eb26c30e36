"""Visitors' whole pages: kept for all workers, never wrong, and for nobody who is signed in."""

import gzip
import re

import pytest
from django.core.cache import caches
from django.core.cache.backends.filebased import FileBasedCache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from home import kept
from home.models import StandardPage
from tests.signing_in import sign_in

from .conftest import NEWS, PAGE, SIGNED_IN, publish

pytestmark = pytest.mark.django_db


# What is kept, and how it is answered


@pytest.mark.parametrize("path", ["/fr/", "/ar/", PAGE, NEWS, "/fr/contact/", "/fr/reseau/"])
def test_second_visitor_gets_the_same_page_without_a_query(ask, path):
    first = ask(path)
    with CaptureQueriesContext(connection) as queries:
        second = ask(path)
    assert (first.status, first.is_hit) == (200, False)
    assert (second.status, second.is_hit) == (200, True)
    assert len(queries) == 0
    assert second.text == first.text
    del second.headers["cache-status"]
    assert second.headers == first.headers


def test_stored_page_has_every_header_of_a_new_one(ask, settings):
    settings.SECURE_HSTS_SECONDS = 60
    ask(PAGE)
    headers = ask(PAGE).headers
    assert headers["content-language"] == "fr"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["cache-control"] == "no-cache"
    assert headers["vary"] == "Accept-Encoding"
    assert "set-cookie" not in headers


def test_language_is_in_the_address_and_the_reader_s_own_changes_nothing(ask):
    french = ask(PAGE, Accept_Language="fr")
    assert ask(PAGE, Accept_Language="ar", User_Agent="x", Referer="y").is_hit
    assert ask(PAGE, Cookie="django_language=ar").text == french.text
    assert 'lang="ar"' in ask("/ar/").text


def test_reader_who_has_the_page_gets_it_not_again(ask):
    etag = ask(PAGE).headers["etag"]
    again = ask(PAGE, If_None_Match=etag)
    assert (again.status, again.body, again.is_hit) == (304, b"", True)
    assert ask(PAGE, If_None_Match=f'"x", {etag}').status == 304
    assert ask(PAGE, If_None_Match='W/"other"').status == 200
    # The same text made anew is still the same.
    kept.empty()
    assert ask(PAGE, If_None_Match=etag).status == 304
    kept.empty()
    assert ask(PAGE).headers["etag"] == etag


def test_reader_without_gzip_shares_the_stored_page(ask, shared):
    compressed = ask(PAGE)
    plain = ask(PAGE, Accept_Encoding="identity")
    assert plain.is_hit
    assert "content-encoding" not in plain.headers
    assert plain.body == gzip.decompress(compressed.body)
    assert int(plain.headers["content-length"]) == len(plain.body)

    kept.empty()
    assert ask(PAGE, Accept_Encoding="").body == plain.body
    stored = ask(PAGE)
    assert stored.is_hit
    assert stored.headers["content-encoding"] == "gzip"
    assert int(stored.headers["content-length"]) == len(stored.body)


def test_head_is_answered_from_the_stored_page_and_stores_none(ask):
    assert not ask(PAGE, "HEAD").is_hit
    page = ask(PAGE)
    assert not page.is_hit
    head = ask(PAGE, "HEAD")
    assert (head.is_hit, head.body) == (True, b"")
    assert head.headers["content-length"] == str(len(page.body))


# What is never kept


@pytest.mark.parametrize("path", [PAGE, "/fr/actualites/?page=2", "/fr/search/?q=x"])
def test_signed_in_person_is_answered_alone(ask, client, django_user_model, path):
    person = django_user_model.objects.get(email="coordination@noress.example")
    sign_in(client, person)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    first = ask(path, Cookie=cookie)
    assert "private" in first.headers["cache-control"]
    assert not ask(path).is_hit
    second = ask(path, Cookie=f"other=1; {cookie}")
    assert not second.is_hit
    assert "private" in second.headers["cache-control"]
    assert "etag" not in second.headers


@pytest.mark.parametrize(
    "headers", [{"Cookie": 'messages="x"'}, {"Authorization": "Basic eDp5"}], ids=str
)
def test_request_that_says_who_asks_passes_by(ask, headers):
    ask(PAGE, **headers)
    assert not ask(PAGE).is_hit
    assert not ask(PAGE, **headers).is_hit


def test_form_with_a_token_is_never_kept(ask, page, committed):
    with committed():
        PageViewRestriction.objects.create(
            page=page, restriction_type="password", password="sesame"
        )
    first, second = ask(PAGE), ask(PAGE)
    assert "csrfmiddlewaretoken" in first.text
    assert not second.is_hit
    assert second.cookies
    assert first.text != second.text


def test_private_page_is_never_kept(ask, page, committed):
    ask(PAGE)
    with committed():
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert [ask(PAGE).status for _ in range(2)] == [302, 302]


@pytest.mark.parametrize("original", [True, False])
def test_preview_neither_takes_a_stored_page_nor_leaves_one(ask, page, rf, original):
    live = ask(PAGE).text
    page.title = "Un brouillon"
    response = page.make_preview_request(rf.get("/admin/") if original else None)
    assert "Un brouillon" in response.content.decode()
    assert "private" in response["Cache-Control"]
    assert ask(PAGE).text == live


@pytest.mark.parametrize(
    "path", ["/fr/rien/", "/fr/search/?q=noress", "/fr/search/", "/fr/manifest.webmanifest", "/"]
)
def test_what_is_no_page_fills_nothing(ask, shared, path):
    ask(PAGE)
    before = len(list(shared.iterdir()))
    statuses = {ask(path).status for _ in range(2)}
    assert len(statuses) == 1
    assert len(list(shared.iterdir())) == before


def test_error_is_not_kept(ask, monkeypatch):
    def fail(self, *args, **kwargs):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(StandardPage, "get_context", fail)
        assert ask(PAGE).status == 500
    assert ask(PAGE).status == 200


def test_posted_form_is_not_answered_from_the_cache(ask):
    ask(PAGE)
    assert not ask(PAGE, "POST").is_hit


# Queries


@pytest.mark.parametrize("query", ["utm_source=x&utm_medium=y", "fbclid=1", "gclid=2&_ga=3"])
def test_trackers_parameters_lead_to_the_one_stored_page(ask, shared, query):
    followed = ask(f"{PAGE}?{query}")
    assert ask(PAGE).is_hit
    assert ask(f"{PAGE}?{query}").is_hit
    assert query not in followed.text


@pytest.mark.parametrize("query", ["", "page=1", "territory=MA-LAR", "domain=&territory=MA-LAR"])
def test_news_are_kept_by_what_their_page_knows(ask, query):
    assert ask(f"{NEWS}?{query}&utm_source=x").text == ask(f"{NEWS}?{query}").text
    assert ask(f"{NEWS}?{query}").is_hit


@pytest.mark.parametrize(
    "path",
    [
        f"{PAGE}?anything=1",
        f"{PAGE}?page=1",
        f"{NEWS}?page=999",
        f"{NEWS}?page=01",
        f"{NEWS}?page=x",
        f"{NEWS}?page=1&page=1",
        f"{NEWS}?page=%31",
        f"{NEWS}?domain=unknown",
        f"{NEWS}?territory=MA-LAR&other=1",
    ],
)
def test_other_queries_are_answered_and_leave_nothing(ask, shared, path):
    ask(path.partition("?")[0])
    before = list(shared.iterdir())
    assert [ask(path).status for _ in range(2)] == [200, 200]
    assert list(shared.iterdir()) == before


@pytest.mark.parametrize("host", ["TestServer", "testserver:8123", "testserver."])
def test_host_in_a_stranger_s_spelling_leaves_nothing(ask, shared, host):
    kept.current_generation()
    before = list(shared.iterdir())
    assert ask(PAGE, Host=host).status == 200
    assert list(shared.iterdir()) == before


def test_strange_host_is_refused_though_the_page_is_stored(ask):
    ask(PAGE)
    assert ask(PAGE, Host="stranger.example").status == 400


# Never wrong


@pytest.mark.parametrize("part", ["around", "head", "header", "content", "http"])
def test_what_was_begun_before_publishing_and_kept_after_is_never_shown(
    ask, committed, page, monkeypatch, part
):
    keep = kept.keep
    with committed():
        publish(page, "Avant")

    def keep_late(what, *arguments):
        """Another process publishes between this one's reading and its keeping of this part."""
        if re.match(rf"{part}\b", what):
            monkeypatch.setattr(kept, "keep", keep)
            with committed():
                publish(page, "Entre-temps")
        keep(what, *arguments)

    monkeypatch.setattr(kept, "keep", keep_late)
    assert ask(PAGE).status == 200
    assert kept.keep is keep
    for headers in (SIGNED_IN, {}):
        late = ask(PAGE, **headers)
        assert not late.is_hit
        assert "Entre-temps" in late.text
        assert "Avant" not in late.text


def test_generation_that_is_lost_makes_every_page_anew(ask):
    ask(PAGE)
    caches["pages"].delete(kept.GENERATION)
    assert not ask(PAGE).is_hit
    assert ask(PAGE).is_hit


@pytest.fixture(params=["folder", "redis"])
def broken(request, settings, tmp_path):
    """Every cache of the site out of order: a folder that cannot be one, a server that is down."""
    (tmp_path / "file").write_text("no folder")
    cache = {
        "folder": {
            "BACKEND": "noress.cache.backends.ForgivingFileCache",
            "LOCATION": str(tmp_path / "file" / "cache"),
        },
        "redis": {
            "BACKEND": "noress.cache.backends.ForgivingRedisCache",
            "LOCATION": "redis://127.0.0.1:9/0",
        },
    }[request.param]
    settings.CACHES = dict.fromkeys(settings.CACHES, cache)
    yield
    kept._still_to_empty.clear()


def test_site_answers_without_its_cache_and_says_so(ask, broken, committed, page, caplog):
    assert [ask(PAGE).status for _ in range(2)] == [200, 200]
    assert not ask(PAGE).is_hit
    assert "The cache cannot" in caplog.text
    with committed():
        publish(page, "Sans cache")
    assert "Sans cache" in ask(PAGE).text


def test_emptying_that_failed_is_made_up_for(ask, committed, page, monkeypatch):
    def fail(self, key, version=None):
        raise PermissionError

    ask(PAGE)
    with monkeypatch.context() as broken, committed():
        broken.setattr(FileBasedCache, "delete", fail)
        publish(page, "Enfin")
        kept.empty()
    assert "Enfin" in ask(PAGE).text
    assert ask(PAGE).is_hit
