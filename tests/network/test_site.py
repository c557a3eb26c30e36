"""The plugin in another site: its checks, its migrations, its words."""

import io

import pytest
from django.apps import apps
from django.conf import global_settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import translation
from wagtail.images import get_image_model

from network.checks import check_addresses, check_content_languages
from network.models import Origin, Territory


def test_stranger_is_another_site():
    assert get_user_model()._meta.label == "stranger.User"
    assert get_image_model()._meta.label == "stranger.Picture"
    assert not apps.is_installed("noress")


@pytest.mark.django_db
def test_stranger_has_no_missing_migrations():
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())


@pytest.mark.django_db
def test_stranger_lets_people_in_by_its_own_door(client):
    get_user_model().objects.create_superuser("owner", password="owner")
    assert "Enter" in client.get("/enter/").text
    client.post("/enter/", {"username": "owner", "password": "owner"})
    assert client.get("/cms/").status_code == 200


def test_checks_ask_a_site_for_its_languages(settings):
    assert check_content_languages(None) == []
    settings.LANGUAGES = global_settings.LANGUAGES
    assert check_content_languages(None) == []
    del settings.WAGTAIL_CONTENT_LANGUAGES
    assert [error.id for error in check_content_languages(None)] == ["network.E001"]
    settings.LANGUAGES = [("en", "English")]
    assert check_content_languages(None) == []


def test_plugin_speaks_the_readers_language():
    with translation.override("ar"):
        assert str(Territory._meta.verbose_name) == "مجال ترابي"
        assert str(Origin.REVIEWED.label) == "ترجمة مراجَعة"
    with translation.override("fr"):
        assert str(Territory._meta.verbose_name) == "territoire"


def test_checks_ask_a_site_for_the_addresses(settings):
    assert check_addresses(None) == []
    settings.LOGIN_URL = "nowhere"
    assert [error.id for error in check_addresses(None)] == ["network.E007"]
    settings.LOGIN_URL = "/enter/"
    settings.ROOT_URLCONF = "django.contrib.staticfiles.urls"
    assert [error.id for error in check_addresses(None)] == ["network.E006"]
