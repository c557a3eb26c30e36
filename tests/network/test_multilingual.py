"""Texts in several languages: what a reader gets, what is stored, what is refused."""

import json
import pickle
from dataclasses import FrozenInstanceError

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connection
from django.template import Context, Template
from django.utils import translation

from network.models import (
    ActivityDomain,
    LanguageText,
    MultilingualText,
    MultilingualTextField,
    Origin,
)

# As the reference data has it: the site writes in English and Arabic, the text comes from French.
LARACHE = MultilingualText().with_body("fr", "Larache").with_body("ar", "العرائش")


@pytest.mark.parametrize(
    ("reader", "body", "language", "direction", "is_fallback"),
    [
        ("ar", "العرائش", "ar", "rtl", False),
        ("ar-ma", "العرائش", "ar", "rtl", False),
        ("fr", "Larache", "fr", "ltr", False),
        ("en", "Larache", "fr", "ltr", True),
    ],
)
def test_text_shows_the_readers_language_else_the_original(
    reader, body, language, direction, is_fallback
):
    with translation.override(reader):
        shown = LARACHE.shown
        assert str(LARACHE) == str(shown) == body
    assert (shown.language, shown.dir, shown.is_fallback) == (language, direction, is_fallback)


def test_text_without_an_active_language_shows_the_sites_own():
    text = MultilingualText().with_body("ar", "العرائش").with_body("en", "Larache")
    with translation.override(None):
        assert str(text) == "Larache"


def test_text_that_lost_its_original_still_shows_something():
    text = MultilingualText((LanguageText("ar", "العرائش", Origin.MACHINE),))
    assert text.in_language("en").body == "العرائش"


def test_text_in_a_language_django_does_not_know_leaves_direction_to_the_browser():
    assert LanguageText("zgh", "ⵜⴰⵎⴰⵣⵉⵖⵜ", Origin.ORIGINAL).dir == "auto"


def test_empty_text_is_false_and_shows_nothing():
    with translation.override("ar"):
        shown = MultilingualText().shown
        assert str(MultilingualText()) == ""
    assert (shown.body, shown.language, shown.is_fallback) == ("", "ar", False)
    assert not MultilingualText()


def test_text_is_escaped_in_a_template():
    text = MultilingualText().with_body("en", "<script>")
    html = Template("{{ text }} {{ text.shown }} {{ text.shown.body }}").render(
        Context({"text": text})
    )
    assert html == " ".join(["&lt;script&gt;"] * 3)


def test_text_gives_a_new_one_and_does_not_change():
    changed = LARACHE.with_body("ar", "مدينة العرائش")
    assert LARACHE.in_language("ar").body == "العرائش"
    assert changed.in_language("ar").body == "مدينة العرائش"
    with pytest.raises(FrozenInstanceError):
        LARACHE.texts = ()


def test_text_knows_how_each_body_came_about():
    text = LARACHE.with_body("en", "Larache", Origin.MACHINE)
    assert {text.language: text.origin for text in text.texts} == {
        "ar": Origin.REVIEWED,
        "en": Origin.MACHINE,
        "fr": Origin.ORIGINAL,
    }
    # What a person writes over a machine's words is theirs; a new original is still the original.
    assert text.with_body("en", "Larache").in_language("en").origin == Origin.REVIEWED
    assert text.with_body("fr", "Larache.").original.body == "Larache."


def test_text_with_an_empty_body_loses_that_language():
    assert LARACHE.with_body("ar", "  ") == MultilingualText().with_body("fr", "Larache")


def test_texts_are_equal_whatever_the_order_of_their_languages():
    french = LanguageText("fr", "Larache", Origin.ORIGINAL)
    arabic = LanguageText("ar", "العرائش", Origin.REVIEWED)
    one, other = MultilingualText((french, arabic)), MultilingualText((arabic, french))
    assert one == other
    assert hash(one) == hash(other)
    assert one != MultilingualText((french,))
    assert one != one.with_body("ar", "العرائش", Origin.AGREED)
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own bytes


# The field


@pytest.mark.django_db
def test_field_gives_back_what_was_saved():
    ActivityDomain.objects.create(code="a", name=LARACHE)
    row = ActivityDomain.objects.get()
    assert row.name == LARACHE
    assert row.description == MultilingualText()
    assert ActivityDomain.objects.values_list("name", flat=True).get() == LARACHE


@pytest.mark.django_db
def test_field_stores_the_documented_format():
    ActivityDomain.objects.create(code="a", name=LARACHE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, description FROM network_activitydomain")
        name, description = (
            json.loads(value) if isinstance(value, str) else value for value in cursor.fetchone()
        )
    assert name == {
        "fr": {"body": "Larache", "origin": "original"},
        "ar": {"body": "العرائش", "origin": "reviewed"},
    }
    assert description == {}


@pytest.mark.django_db
def test_field_answers_queries_and_bulk_changes():
    row = ActivityDomain.objects.create(code="a", name=LARACHE)
    assert ActivityDomain.objects.filter(name=LARACHE, name__fr__body="Larache").exists()
    assert ActivityDomain.objects.values_list("name__ar__body", flat=True).get() == "العرائش"
    row.name = row.name.with_body("fr", "Laraix")
    ActivityDomain.objects.bulk_update([row], ["name"])
    assert ActivityDomain.objects.get().name.original.body == "Laraix"
    ActivityDomain.objects.update(name=LARACHE)
    assert ActivityDomain.objects.get().name == LARACHE


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_field_goes_round_through_a_fixture(form):
    row = ActivityDomain.objects.create(code="a", name=LARACHE)
    fixture = serializers.serialize(form, [row])
    row.delete()
    for restored in serializers.deserialize(form, fixture):
        restored.save()
    assert ActivityDomain.objects.get().name == LARACHE


@pytest.mark.django_db
def test_field_turns_the_stored_format_into_a_text_when_saving():
    row = ActivityDomain.objects.create(code="a", name=LARACHE.as_json())
    assert row.name == LARACHE


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "code"),
    [
        (MultilingualText(), "blank"),
        (None, "null"),
        (MultilingualText().with_body("en", " \n"), "blank"),
        (LARACHE.with_body("de", "Larasch"), "unknown_language"),
        (MultilingualText().with_body("xx", "Larache"), "unknown_language"),
        (MultilingualText((LanguageText("ar", "العرائش", Origin.MACHINE),)), "no_original"),
        (LARACHE.with_body("ar", "العرائش", Origin.ORIGINAL), "no_original"),
        (MultilingualText().with_body("en", "Lar\x00ache"), "unstorable"),
        (MultilingualText().with_body("en", "Lar\ud800ache"), "unstorable"),
        ("Larache", "invalid"),
        ({"en": "Larache"}, "invalid"),
        ({"en": {"body": "Larache"}}, "invalid"),
        ({"en": {"body": "Larache", "origin": "hearsay"}}, "invalid"),
    ],
)
def test_field_refuses(name, code):
    with pytest.raises(ValidationError) as refusal:
        ActivityDomain(code="a", name=name).full_clean()
    assert [error.code for error in refusal.value.error_dict.pop("name")] == [code]
    assert not refusal.value.error_dict


@pytest.mark.django_db
def test_field_names_the_language_it_refuses():
    with pytest.raises(ValidationError, match="“de” is not one of the languages of this site"):
        ActivityDomain(code="a", name=LARACHE.with_body("de", "Larasch")).full_clean()


@pytest.mark.django_db
def test_field_accepts_an_original_in_a_language_the_site_does_not_write_in(settings):
    domain = ActivityDomain(code="a", name=LARACHE)
    domain.full_clean()
    domain.save()
    kept = ActivityDomain.objects.get(code="a").name.original
    assert (kept.language, kept.body) == ("fr", "Larache")
    assert kept.language not in dict(settings.WAGTAIL_CONTENT_LANGUAGES)


@pytest.mark.django_db
def test_field_takes_languages_from_the_interface_where_content_has_none(settings):
    settings.LANGUAGES = [("en", "English"), ("de", "German")]
    domain = ActivityDomain(
        code="a", name=MultilingualText().with_body("en", "Larache").with_body("de", "Larasch")
    )
    with pytest.raises(ValidationError):
        domain.full_clean()
    del settings.WAGTAIL_CONTENT_LANGUAGES
    domain.full_clean()


def test_field_deconstructs_to_what_a_migration_writes():
    assert MultilingualTextField(blank=True, multiline=True).deconstruct()[1:] == (
        "network.core.multilingual.MultilingualTextField",
        [],
        {"blank": True},
    )
