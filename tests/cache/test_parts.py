"""Parts of public pages: kept for whoever reads them, and knowing nobody."""

import pytest
from django.db import connection
from django.template import engines
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from home import kept
from home.models import SiteSettings
from network.models import Territory
from tests.signing_in import sign_in

from .conftest import NEWS, PAGE, SIGNED_IN, publish, save

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/fr/", "/ar/", PAGE, NEWS, "/fr/contact/", "/fr/reseau/"])
def test_signed_in_reader_gets_the_parts_that_are_kept(ask, path):
    visitor = ask(path)
    with CaptureQueriesContext(connection) as queries:
        reader = ask(path, **SIGNED_IN)
    assert reader.text == visitor.text
    assert not reader.is_hit
    # The session, of which the second factor is asked; and the page itself, which says who may see
    # it and which template shows it.
    assert len(queries) == 2


def test_parts_that_a_signed_in_reader_leaves_serve_visitors(ask):
    reader = ask(PAGE, **SIGNED_IN)
    with CaptureQueriesContext(connection) as queries:
        assert ask(PAGE).text == reader.text
    assert len(queries) == 1


def test_parts_of_pages_and_languages_are_not_mixed_up(ask):
    paths = ["/fr/", "/ar/", PAGE, "/fr/reseau/objectifs/"]
    alone = {}
    for path in paths:
        kept.empty()
        alone[path] = ask(path, **SIGNED_IN).text
    assert [ask(path, **SIGNED_IN).text for path in paths * 2] == [
        alone[path] for path in paths
    ] * 2


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_parts_name_the_host_that_was_asked(ask, host):
    ask(PAGE, **SIGNED_IN)
    assert f"http://{host}{PAGE}" in ask(PAGE, Host=host, **SIGNED_IN).text
    assert "//testserver/" not in ask(PAGE, Host=host, **SIGNED_IN).text


def rename_in_menu(things):
    section = things["page"].get_parent().specific
    publish(section, "Autre titre")


def replace_picture(things):
    things["news"].image = things["image"]
    publish(things["news"], "Brève illustrée")


SHOWN = {
    "a page": (PAGE, lambda things: publish(things["page"], "Autre titre"), "Autre titre"),
    "a menu": ("/fr/contact/", rename_in_menu, "Autre titre"),
    "settings": (PAGE, save(SiteSettings, name="Autre titre"), "Autre titre"),
    "news": ("/fr/", lambda things: publish(things["news"], "Autre titre"), "Autre titre"),
    "a picture": (NEWS, replace_picture, 'alt="i"'),
    "a territory": ("/fr/", lambda things: rename(Territory, "MA-LAR"), "Autre titre"),
}


def rename(model, code):
    row = model.objects.filter(code=code).last()
    row.name = row.name.with_body("fr", "Autre titre")
    row.save()


@pytest.mark.parametrize(("path", "change", "text"), SHOWN.values(), ids=SHOWN)
def test_change_shows_in_the_parts_at_once(ask, committed, site_of_everything, path, change, text):
    site_of_everything["restriction"].delete()
    ask(path)
    assert text not in ask(path, **SIGNED_IN).text
    with committed():
        change(site_of_everything)
    assert text in ask(path, **SIGNED_IN).text
    assert text in ask(path).text


def test_page_that_is_closed_leaves_every_part(ask, committed, page):
    assert f'href="{PAGE}"' in ask("/fr/reseau/", **SIGNED_IN).text
    assert ask(PAGE, **SIGNED_IN).status == 200
    with committed():
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert f'href="{PAGE}"' not in ask("/fr/reseau/", **SIGNED_IN).text
    assert ask(PAGE, **SIGNED_IN).status == 302
    with committed():
        page.unpublish()
    assert ask(PAGE, **SIGNED_IN).status == 404


def test_closed_page_leaves_no_part(ask, shared, committed, page, client, django_user_model):
    with committed():
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    sign_in(client, django_user_model.objects.get(email="coordination@noress.example"))
    kept.current_generation()
    before = list(shared.iterdir())
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    assert ask(PAGE, Cookie=cookie).status == 200
    assert list(shared.iterdir()) == before


def test_preview_shows_its_draft_though_parts_are_kept(ask, page, rf):
    ask(PAGE, **SIGNED_IN)
    page.title = "Un brouillon"
    preview = page.make_preview_request(rf.get("/admin/")).content.decode()
    assert preview.count("Un brouillon") > 1
    assert "Un brouillon" not in ask(PAGE, **SIGNED_IN).text


@pytest.fixture
def part(rf, page):
    """Renders a part of the page as the template says it."""

    def render(text, **values):
        request = rf.get(PAGE)
        request.META[kept.ENVIRON_KEY] = kept.current_generation()
        page.is_restricted = False
        template = engines["django"].from_string(f"{{% load site_tags %}}{text}")
        return template.render({"page": page, **values}, request)

    return render


def test_only_what_stands_between_the_tags_is_kept(part):
    text = "{% kept part %}{{ n }}{% endkept %} {{ n }}"
    assert [part(text, n=1), part(text, n=2)] == ["1 1", "1 2"]


def test_part_of_a_public_page_knows_nobody(part):
    person = {"user": "Aïcha", "messages": ["Bonjour Aïcha"]}
    text = "{% kept part %}{{ user }}{{ messages.0 }}{% endkept %} {{ user }}"
    assert part(text, **person) == "AnonymousUser Aïcha"


def test_part_with_a_token_is_not_kept(part):
    text = "{% kept part %}{% csrf_token %}{{ n }}{% endkept %}"
    assert [part(text, n=1)[-1], part(text, n=2)[-1]] == ["1", "2"]
