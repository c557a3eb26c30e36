"""The commands that make the pages."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from home.leaflet.load import load_pages
from home.models import HomePage, NewsPage, SiteSettings


def test_loading_again_makes_nothing(home):
    pages = Page.objects.count()
    assert load_pages(samples=True) == 0
    assert Page.objects.count() == pages


def test_loading_again_keeps_what_an_editor_changed(home):
    contact = home.get_children().get(slug="contact").specific
    contact.title = "Nous écrire"
    contact.save_revision().publish()
    settings = SiteSettings.objects.get()
    settings.phone = "+212 5 39 00 00 00"
    settings.save()
    load_pages(samples=True)
    assert Page.objects.get(pk=contact.pk).title == "Nous écrire"
    assert SiteSettings.objects.get().phone == "+212 5 39 00 00 00"


def test_loading_brings_back_a_deleted_page_in_both_languages(home):
    home.get_children().get(slug="contact").delete()
    assert load_pages(samples=True) == 2


def test_loading_that_fails_leaves_nothing_half_made(home, monkeypatch):
    home.delete()
    monkeypatch.setattr("home.leaflet.load._open_site", lambda home: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load_pages(samples=True)
    assert not HomePage.objects.exists()


def test_pages_for_production_hold_no_samples(home):
    home.delete()
    load_pages(samples=False)
    assert HomePage.objects.count() == 2
    assert not NewsPage.objects.exists()
    assert Site.objects.get().root_page.specific == HomePage.objects.get(locale__language_code="fr")


def test_demonstration_refuses_a_site_in_service(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="load_pages"):
        call_command("load_demo")
