"""The way in, and what a visitor gets where there is nothing."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Site


@pytest.mark.parametrize(
    ("accepted", "language"), [("ar", "ar"), ("ar-MA,fr;q=0.5", "ar"), ("en", "fr"), ("", "fr")]
)
def test_front_door_leads_to_the_reader_s_language(client, accepted, language):
    response = client.get("/", headers={"accept-language": accepted})
    assert response.status_code == 302
    assert response["Location"] == f"/{language}/"
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize(
    ("url", "accepted", "language"),
    [
        ("/fr/does-not-exist/", "ar", "fr"),
        ("/ar/does-not-exist/", "fr", "ar"),
        ("/xx/", "ar", "ar"),
        ("/xx/", "fr", "fr"),
        ("/api/x", "fr", "fr"),
        ("/media/none.jpg", "ar", "ar"),
        ("/static/none.css", "fr", "fr"),
        ("/documents/999/none.pdf", "fr", "fr"),
        ("/fr/%00/", "fr", "fr"),
        ("/fr/does not exist/", "fr", "fr"),
    ],
)
def test_missing_address_is_a_404_in_the_reader_s_language(client, url, accepted, language):
    response = client.get(url, headers={"accept-language": accepted})
    assert response.status_code == 404
    html = BeautifulSoup(response.content, "html.parser")
    assert html.html["lang"] == language
    assert html.find("form", role="search") or html.find("input", attrs={"type": "search"})
    assert html.find("a", href=f"/{language}/")


def test_address_without_its_slash_leads_to_the_page(client):
    assert client.get("/fr/contact")["Location"] == "/fr/contact/"


def test_forbidden_page_speaks_the_reader_s_language(rf):
    from django.utils.translation import override

    from home.views import permission_denied

    for language, title in [("fr", "Accès"), ("ar", "الولوج")]:
        with override(language):
            response = permission_denied(rf.get(f"/{language}/"), None)
        assert response.status_code == 403
        html = BeautifulSoup(response.content, "html.parser")
        assert html.html["lang"] == language
        assert title in html.h1.get_text()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_error_page_asks_nothing_of_the_database(language, rf, django_assert_num_queries, settings):
    from django.utils.translation import override

    from home.views import server_error

    with override(language), django_assert_num_queries(0):
        response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert BeautifulSoup(response.content, "html.parser").html["lang"] == language


def test_crash_is_told_in_the_language_of_the_address(client, monkeypatch):
    def crash(request):
        raise RuntimeError

    monkeypatch.setattr("home.views.surroundings", crash)
    client.raise_request_exception = False
    response = client.get("/ar/")
    assert response.status_code == 500
    assert BeautifulSoup(response.content, "html.parser").html["lang"] == "ar"


def test_manifest_speaks_the_language_of_its_address(client):
    manifest = client.get("/ar/manifest.webmanifest").json()
    assert (manifest["lang"], manifest["dir"], manifest["start_url"]) == ("ar", "rtl", "/ar/")


def test_site_that_wagtail_does_not_know_yet_answers_404(client):
    Site.objects.all().delete()
    for language in ("fr", "ar"):
        assert client.get(f"/{language}/").status_code == 404
    assert client.get("/fr/manifest.webmanifest").status_code == 200
