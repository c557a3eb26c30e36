"""An editor in Wagtail: the pages open, the translations show as done, what is saved is served."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page, Site
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import HomePage, SiteSettings, StandardPage
from noress.accounts.models import User


@pytest.fixture
def editor(client):
    client.force_login(User.objects.get(email="redaction@noress.example"))
    return client


@pytest.fixture
def coordinator(client):
    client.force_login(User.objects.get(email="coordination@noress.example"))
    return client


def test_editor_signs_in_with_an_address_and_a_password(client, settings):
    answer = client.post(
        "/admin/login/",
        {"username": "Redaction@noress.example", "password": "demo-noress-2026", "next": "/admin/"},
    )
    assert answer.status_code == 302
    assert client.get("/admin/").status_code == 200


def test_editor_opens_every_page_of_the_demonstration(editor):
    for page in Page.objects.filter(depth__gte=2):
        answer = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert answer.status_code == 200, page


def test_editor_sees_an_arabic_page_as_a_translation(editor):
    page = HomePage.objects.get(locale__language_code="ar")
    answer = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "wagtail_localize/admin/edit_translation.html" in [t.name for t in answer.templates]


def test_editor_makes_a_page_with_the_form(editor, home):
    with override("en"):
        url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk])
    heading = {"text": "Un intertitre", "level": "h2"}
    data = nested_form_data(
        {
            "title": "Économie d’ici",
            "slug": "économie-dici",
            "summary": "Une phrase.",
            "body": streamfield([("heading", heading)]),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        }
    )
    answer = editor.post(url, data)
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    page = StandardPage.objects.get(title="Économie d’ici")
    assert page.slug == "economie-dici"
    assert page.body[0].value["text"] == "Un intertitre"
    assert not page.live
    assert re.search(rf"/pages/{page.pk}/", answer["Location"])


def add_standard_page(editor, parent, **fields):
    with override("en"):
        url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", parent.pk])
    comments = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    return editor.post(
        url, nested_form_data({**fields, "body": streamfield([]), "comments": comments})
    )


@pytest.mark.parametrize(
    ("language", "title", "slug"),
    [("fr", "Contact", "Contact"), ("fr", "Contact", "cóntact"), ("ar", "اتصل بنا", "contact-2")],
)
def test_editor_is_told_that_an_address_is_taken(editor, home, home_ar, language, title, slug):
    parent = home if language == "fr" else home_ar
    answer = add_standard_page(editor, parent, title=title, slug=slug)
    assert answer.status_code == 200
    assert "slug" in answer.context["form"].errors
    assert StandardPage.objects.child_of(parent).filter(title=title).count() == 0


def test_preview_of_a_piece_of_news_leads_back_to_the_news(editor, news_index):
    page = news_index.get_children().first()
    html = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
    assert f'href="{news_index.url}"' in html
    assert f'href="{news_index.url}?domain=' in html


def test_coordinator_changes_the_settings_and_every_page_follows(coordinator):
    site = Site.objects.get()
    settings = SiteSettings.objects.get()
    url = reverse("wagtailsettings:edit", args=["home", "sitesettings", site.pk])
    assert coordinator.get(url).status_code == 200
    fields = [f for f in SiteSettings._meta.fields if f.editable and f.name not in ("id", "site")]
    data = {field.name: field.value_from_object(settings) or "" for field in fields}
    data["phone"] = "+212 5 39 11 22 33"
    answer = coordinator.post(url, data)
    assert answer.status_code == 302
    for language in ("fr", "ar"):
        assert "+212 5 39 11 22 33" in coordinator.get(f"/{language}/").content.decode()


def test_preview_of_an_unpublished_page_opens(editor, home, add_page):
    page = add_page(home, "Brouillon", live=False)
    page.save_revision()
    answer = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert answer.status_code == 200
    assert "Brouillon" in answer.content.decode()
