"""The private area in this site: its address, its door, its errors, what leads there and back."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from network.models import WorkingGroup
from noress.accounts.models import User
from noress.demo import DEMO_PEOPLE
from noress.management.commands.start import demonstration_is_there
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

LANGUAGES = ("fr", "ar")
INSIDE = ("coordination", "gestion", "membre", "partenaire", "autre")
OUTSIDE = ("redaction", "ancien")


@pytest.fixture
def network(settings):
    """The demonstration's network."""
    settings.DEBUG = True
    call_command("load_network_demo", verbosity=0)
    settings.DEBUG = False


def person(name):
    return User.objects.get(email=f"{name}@noress.example")


@pytest.fixture
def enter(client):
    """Signs a person of the demonstration in, with both factors."""

    def enter(name):
        sign_in(client, person(name))
        return client

    return enter


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["", "groups/", "groups/999999/", "nothing/at/all", "x.pdf"])
def test_anonymous_reader_signs_in_first(client, language, path):
    where = f"/{language}/workspace/{path}"
    answer = client.get(where)
    assert answer["Location"] == f"/{language}/accounts/login/?next={where}"
    assert answer["Cache-Control"] == "private, no-store"


def test_signing_in_leads_back_to_where_one_was_going(client, network):
    where = f"/ar/workspace/groups/{WorkingGroup.objects.first().pk}/"
    login = client.get(where)["Location"]
    answer = client.post(
        login, {"login": "membre@noress.example", "password": "demo-noress-2026", "next": where}
    )
    assert answer["Location"] == where
    page = client.get(where)
    assert page.status_code == 200
    assert 'lang="ar" dir="rtl"' in page.text


@pytest.mark.parametrize(
    ("name", "where"),
    [("membre", "/fr/workspace/"), ("autre", "/fr/workspace/"), ("ancien", "/fr/accounts/")],
)
def test_signing_in_leads_members_to_the_workspace(client, network, name, where):
    answer = client.post(
        "/fr/accounts/login/",
        {"login": f"{name}@noress.example", "password": "demo-noress-2026"},
    )
    assert answer["Location"] == where


def test_editor_goes_where_they_go_today(enter, network):
    answer = enter("redaction").get("/fr/accounts/continue/")
    assert answer["Location"] == "/admin/"
    answer = enter("coordination").get("/fr/accounts/continue/")
    assert answer["Location"] == "/fr/workspace/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_has_no_place_reads_why(enter, network, language):
    for name in OUTSIDE:
        answer = enter(name).get(f"/{language}/workspace/")
        assert answer.status_code == 403
        assert answer.templates[0].name == "network/no_mandate.html"
    for name in INSIDE:
        assert enter(name).get(f"/{language}/workspace/").status_code == 200


def test_second_factor_is_asked_for_before_the_workspace(client, network):
    client.force_login(person("coordination"))
    answer = client.get("/fr/workspace/groups/")
    assert answer["Location"] == "/fr/accounts/second-factor/"
    assert client.session["after_second_factor"] == "/fr/workspace/groups/"
    # Who may enter no admin needs none.
    client.force_login(person("membre"))
    assert client.get("/fr/workspace/groups/").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_to_it_by_one_link_for_all(client, enter, network, language):
    link = f'href="/{language}/workspace/"'
    assert link in client.get(f"/{language}/").text
    assert link in enter("membre").get(f"/{language}/").text


def test_account_leads_members_to_the_workspace_and_back(enter, network):
    assert 'href="/fr/workspace/"' in body_of(enter("membre").get("/fr/accounts/"))
    assert 'href="/fr/workspace/"' not in body_of(enter("ancien").get("/fr/accounts/"))
    assert "/fr/accounts/logout/" in enter("membre").get("/fr/workspace/").text


def body_of(answer):
    return answer.text.partition('<section aria-labelledby="signing-in">')[2].partition("<footer")[
        0
    ]


def test_page_has_its_like_in_the_other_language(enter, network):
    path = f"groups/{WorkingGroup.objects.first().pk}/"
    page = enter("membre").get(f"/fr/workspace/{path}?page=1").text
    assert f'hreflang="ar" href="/ar/workspace/{path}?page=1"' in page
    page = enter("membre").get("/ar/workspace/nothing/").text
    assert 'hreflang="fr" href="/fr/workspace/"' in page


def test_error_pages_are_the_workspace_s_inside_and_the_site_s_outside(enter, network):
    client = enter("membre")
    inside, outside = client.get("/fr/workspace/nothing/"), client.get("/fr/nothing/")
    assert inside.status_code == outside.status_code == 404
    assert inside.templates[0].name == "network/not_found.html"
    assert outside.templates[0].name == "404.html"
    assert inside["Content-Security-Policy"] == outside["Content-Security-Policy"]


def test_robots_read_nothing_of_it(client):
    text = client.get("/robots.txt").text
    for language in LANGUAGES:
        assert f"Disallow: /{language}/workspace/" in text


def test_without_a_second_visit_a_page_of_the_area_leaves_no_cookie_for_visitors(client):
    answer = client.get("/fr/workspace/")
    assert not answer.cookies


def test_forms_of_the_area_want_their_token(network):
    client = Client(enforce_csrf_checks=True)
    sign_in(client, person("membre"))
    assert client.post("/fr/workspace/act-for/", {"organisation": "1"}).status_code == 403


def test_demonstration_is_there_when_all_of_it_is(network):
    assert demonstration_is_there()
    person("autre").delete()
    assert not demonstration_is_there()


def test_demonstration_that_was_interrupted_before_the_network_is_not_there():
    assert User.objects.filter(email__in=[email for email, *_ in DEMO_PEOPLE]).exists()
    assert not demonstration_is_there()


@pytest.mark.parametrize("language", LANGUAGES)
def test_addresses_are_below_the_language(language):
    with translation.override(language):
        assert reverse("network:dashboard") == f"/{language}/workspace/"
