"""The admin's screens as the editor and the coordination see them, in French and in Arabic."""

import re
from datetime import UTC, datetime

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override
from wagtail.admin.forms import choosers
from wagtail.admin.menu import admin_menu
from wagtail.log_actions import log
from wagtail.models import get_page_models

from home.models import NewsPage, SitePage
from noress.accounts.models import User
from tests.signing_in import sign_in as sign_in_as

EDITOR, COORDINATOR = "redaction@noress.example", "coordination@noress.example"

EDITORS_MENU = [
    "/admin/pages/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/reports/workflow/",
    "/admin/reports/workflow_tasks/",
    "/admin/reports/site-history/",
    "/admin/reports/aging-pages/",
    "/admin/reports/page-types-usage/",
    "/admin/reports/broken-links/",
    # In the main menu and among the reports.
    "/admin/translations/",
    "/admin/translations/",
    # Opens the list of the keyboard's shortcuts.
    "#",
]
COORDINATORS_MENU = [
    *EDITORS_MENU,
    "/admin/reports/locked/",
    "/admin/settings/home/sitesettings/",
    "/admin/invitations/",
    "/admin/network_organisations/",
    "/admin/network_people/",
    "/admin/network_memberships/",
    "/admin/network_invitations/",
    "/admin/network_groups/",
    "/admin/network_mails/",
]

each_person = pytest.mark.parametrize(
    ("email", "expected"), [(EDITOR, EDITORS_MENU), (COORDINATOR, COORDINATORS_MENU)]
)
each_language = pytest.mark.parametrize("language", ["fr", "ar"])


def entries(menu, request):
    """The menu's entries that lead somewhere, its sub-menus' too."""
    for item in menu.menu_items_for_request(request):
        if hasattr(item, "menu"):
            yield from entries(item.menu, request)
        else:
            yield item


def menu_of(email):
    request = RequestFactory().get("/admin/")
    request.user = User.objects.get(email=email)
    return list(entries(admin_menu, request))


def screens():
    """An address of each kind of screen that an editor works on."""
    news = {page.locale.language_code: page for page in NewsPage.objects.select_related("locale")}
    edit = [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in news.values()]
    index = news["fr"].get_parent()
    with override("en"):
        add = reverse("wagtailadmin_pages:add", args=["home", "newspage", index.pk])
    return [
        *[address for address in EDITORS_MENU if address != "#"],
        *edit,
        add,
        "/admin/",
        "/admin/account/",
        "/admin/images/add/",
        "/admin/documents/multiple/add/",
        reverse("wagtailadmin_pages:add_subpage", args=[index.get_parent().pk]),
        reverse("wagtailadmin_pages:history", args=[news["fr"].pk]),
        reverse("wagtailadmin_pages:copy", args=[news["fr"].pk]),
    ]


@each_person
@each_language
def test_menu_holds_what_the_person_may_open_and_no_more(sign_in, email, expected, language):
    client = sign_in(email, language)
    with override(language):
        urls = [str(item.url) for item in menu_of(email)]
    assert sorted(urls) == sorted(expected)
    for url in urls:
        answer = client.get(url if url != "#" else "/admin/", follow=True)
        assert answer.status_code == 200, url


@each_language
def test_screens_declare_the_language_and_its_direction(sign_in, language):
    client = sign_in(EDITOR, language)
    direction = {"fr": "ltr", "ar": "rtl"}[language]
    for address in screens():
        html = client.get(address).content.decode()
        assert f'<html lang="{language}" dir="{direction}"' in html, address


@pytest.mark.parametrize("email", [EDITOR, COORDINATOR])
@each_language
def test_screens_lead_to_no_other_site(sign_in, email, language):
    client = sign_in(email, language)
    for address in screens():
        html = client.get(address).content.decode()
        outside = re.findall(
            r'(?:href|src|action|data-[\w-]+)="(https?://(?!localhost)[^"]*)', html
        )
        assert outside == [], address
        assert not re.search("wagtail.org|gravatar|enable-javascript", html), address


def test_dashboard_asks_no_one_for_updates(client):
    sign_in_as(client, User.objects.create_superuser("administration@noress.example"))
    html = client.get("/admin/").content.decode()
    assert "wagtail.org" not in html
    assert "data-w-upgrade" not in html


def test_arabic_screens_name_the_months_as_morocco_does(sign_in):
    page = NewsPage.objects.filter(locale__language_code="fr").first()
    page.first_published_at = datetime(2026, 8, 14, 12, tzinfo=UTC)
    page.save()
    client = sign_in(EDITOR, "ar")
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "14 غشت 2026" in html
    assert "أغسطس" not in html


def test_translation_editor_writes_dates_in_figures(sign_in):
    page = NewsPage.objects.filter(locale__language_code="ar").first()
    client = sign_in(EDITOR, "ar")
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    shown = page.last_published_at.strftime("%d/%m/%Y")
    props = answer.context["props"]
    assert f'"lastPublishedDate": "{shown}"' in props
    assert page.last_published_at.strftime("%B") not in props


def test_editor_submits_to_the_coordination(sign_in, add_page, home):
    page = add_page(home, "À relire", live=False)
    page.save_revision()
    html = sign_in(EDITOR, "fr").get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "Soumettre à Coordination · التنسيق" in html.content.decode()
    assert "Moderators" not in html.content.decode()


@pytest.mark.parametrize("path", ["/admin/images/chooser/", "/admin/documents/chooser/"])
def test_choosers_speak_the_language_of_who_opens_them(sign_in, path):
    for language, word, other in (("fr", "Rechercher", "بحث"), ("ar", "بحث", "Rechercher")):
        html = sign_in(EDITOR, language).get(path).json()["html"]
        assert word in html
        assert other not in html


@pytest.mark.once
def test_dialogues_for_links_have_no_label_in_english_only():
    """Django makes a label of a field's name where a form has none, in English."""
    forms = [form for form in vars(choosers).values() if getattr(form, "base_fields", None)]
    assert len(forms) >= 4
    for form in forms:
        for name, field in form.base_fields.items():
            assert field.label, f"{form.__name__}.{name}"


@pytest.mark.once
def test_each_page_type_says_what_it_is_for():
    types = [model for model in get_page_models() if issubclass(model, SitePage)]
    assert len(types) >= 6
    for model in types:
        assert model.get_page_description().endswith("."), model


def test_site_history_tells_an_editor_nothing_about_people(sign_in, client):
    person = User.objects.create_user("quelqu-un@exemple.ma")
    log(instance=person, action="wagtail.edit", title="Une personne")
    history = "/admin/reports/site-history/"
    for email in (EDITOR, COORDINATOR):
        assert "Une personne" not in sign_in(email, "fr").get(history).content.decode()
    sign_in_as(client, User.objects.create_superuser("administration@noress.example"))
    assert "Une personne" in client.get(history).content.decode()
