"""An editor in Wagtail: the pages open, the translations show as done, what is saved is served."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import override
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Site
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import HomePage, SiteImage, SiteSettings, StandardPage
from noress.accounts.models import User
from tests.signing_in import sign_in as sign_in_as


@pytest.fixture
def editor(client):
    sign_in_as(client, User.objects.get(email="redaction@noress.example"))
    return client


@pytest.fixture
def coordinator(client):
    sign_in_as(client, User.objects.get(email="coordination@noress.example"))
    return client


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


# Two at once, dates, alternative texts


def edit_data(client, page, **changes):
    """What the page's form would send, with these changes."""
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    data = loaded(answer) | {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "go_live_at": "",
        "expire_at": "",
        "body": streamfield([]),
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
    }
    return nested_form_data(data | changes)


@pytest.fixture
def draft(add_page, home):
    page = add_page(home, "Brouillon", live=False)
    page.save_revision(user=User.objects.get(email="coordination@noress.example"))
    return page


def test_second_of_two_editors_is_told_and_nothing_is_lost(editor, draft):
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    mine = edit_data(editor, draft, summary="Mon texte")
    coordinator = User.objects.get(email="coordination@noress.example")
    theirs = StandardPage.objects.get(pk=draft.pk)
    theirs.summary = "Leur texte"
    theirs.save_revision(user=coordinator)
    answer = editor.post(url, mine)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "coordination@noress.example" in html
    assert "Mon texte" in html
    assert latest(draft).summary == "Leur texte"
    # Told once, they may go on: both texts stay in the history.
    again = {**mine, **loaded(answer)}
    assert editor.post(url, again).status_code == 302
    texts = [revision.as_object().summary for revision in draft.revisions.order_by("created_at")]
    assert texts[-2:] == ["Leur texte", "Mon texte"]


def latest(page):
    return StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def loaded(answer):
    """The revision that a page's form says it was opened with."""
    html = BeautifulSoup(answer.content, "html.parser")
    names = ("loaded_revision_id", "loaded_revision_created_at")
    return {name: html.find("input", attrs={"name": name})["value"] for name in names}


def test_editor_alone_saves_twice_without_a_warning(editor, draft):
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    for text in ("Un", "Deux"):
        data = edit_data(editor, draft, summary=text)
        assert editor.post(url, data).status_code == 302
    assert latest(draft).summary == "Deux"


@pytest.mark.parametrize("date", ["", "nonsense", "2026-13-41T10:00:00+00:00"])
def test_form_that_does_not_know_when_it_was_opened_is_saved(editor, draft, date):
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    data = edit_data(editor, draft, summary="Un", loaded_revision_created_at=date)
    assert editor.post(url, data).status_code == 302


def test_what_wagtail_has_saved_by_itself_is_no_news_to_its_writer(editor, draft):
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    first = edit_data(editor, draft, summary="Un")
    saved = editor.post(url, first, headers={"accept": "application/json"}).json()
    assert saved["success"]
    # The form still holds the version that it was opened with.
    assert saved["revision_id"] != int(first["loaded_revision_id"])
    assert editor.post(url, {**first, "summary": "Deux"}).status_code == 302
    assert latest(draft).summary == "Deux"


def test_date_in_the_past_is_refused_for_scheduling(coordinator, draft):
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    data = edit_data(coordinator, draft, go_live_at="2020-01-01 10:00")
    answer = coordinator.post(url, data | {"action-publish": "1"})
    assert answer.status_code == 200
    assert "go_live_at" in answer.context["form"].errors
    assert not StandardPage.objects.get(pk=draft.pk).live


def test_date_to_come_schedules_the_page(coordinator, draft):
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    data = edit_data(coordinator, draft, go_live_at="2099-01-01 10:00")
    assert coordinator.post(url, data | {"action-publish": "1"}).status_code == 302
    page = StandardPage.objects.get(pk=draft.pk)
    assert page.scheduled_revision
    assert not page.live


@pytest.mark.parametrize("where", ["image", "body"])
@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_page_without_alternative_text_is_not_published(coordinator, draft, where, action):
    image = SiteImage.objects.create(
        title="Étal", file=get_test_image_file(), alt_fr="Un étal de miel", alt_ar=""
    )
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    value = {"image": image.pk, "caption": "", "credit": ""}
    change = {
        "image": {"image": image.pk},
        "body": {"body": streamfield([("image", value)])},
    }
    data = edit_data(coordinator, draft, **change[where])
    answer = coordinator.post(url, data | {action: "1"})
    assert answer.status_code == 200
    assert "Étal" in str(answer.context["form"].errors[where])
    image.alt_ar = "بسطة لبيع العسل"
    image.save()
    assert coordinator.post(url, data | {action: "1"}).status_code == 302
