"""Sorting and finding rows by texts in several languages."""

import pytest
from django.core import serializers
from django.db import connection
from django.db.models import F
from django.db.models.functions import Collate
from django.utils import translation

from network.models import MultilingualText, SearchKeyField, SortKeysField, found_by, sorted_by
from network.text import sort_key
from tests.stranger.models import Place

pytestmark = pytest.mark.django_db


def text(**bodies):
    return MultilingualText().with_bodies(bodies)


def names(rows):
    return [str(place.name.original) for place in rows]


def test_rows_come_in_the_order_of_the_readers_language():
    Place.objects.create(name=text(en="Larache", ar="العرائش"))
    Place.objects.create(name=text(en="Al Hoceima", ar="الحسيمة"))
    Place.objects.create(name=text(en="Élan", ar="وزان"))
    with translation.override("en"):
        assert names(Place.objects.order_by(sorted_by("name_keys"))) == [
            "Al Hoceima",
            "Élan",
            "Larache",
        ]
        assert names(Place.objects.order_by(sorted_by("name_keys").desc()))[0] == "Larache"
    with translation.override("ar-ma"):
        assert names(Place.objects.order_by(sorted_by("name_keys"))) == [
            "Al Hoceima",
            "Larache",
            "Élan",
        ]


def test_row_without_the_readers_language_stands_where_what_is_shown_belongs():
    Place.objects.create(name=text(ar="تطوان"))
    Place.objects.create(name=text(en="Tangier", ar="طنجة"))
    Place.objects.create(name=text(en="Zagora"))
    with translation.override("en"):
        assert names(Place.objects.order_by(sorted_by("name_keys"))) == [
            "Tangier",
            "Zagora",
            "تطوان",
        ]
    with translation.override("ar"):
        assert names(Place.objects.order_by(sorted_by("name_keys"))) == [
            "Zagora",
            "تطوان",
            "Tangier",
        ]


def test_reader_of_another_language_gets_the_order_of_the_sites_first():
    Place.objects.create(name=text(en="B", ar="ا"))
    Place.objects.create(name=text(en="A", ar="ب"))
    with translation.override("de"):
        assert names(Place.objects.order_by(sorted_by("name_keys"))) == ["A", "B"]
    with translation.override(None):
        assert names(Place.objects.order_by(sorted_by("name_keys"))) == ["A", "B"]


# What the database calls the collations that a site may run under; ICU's are there in every
# PostgreSQL. In Danish, aa comes after z, and in Czech ch after h.
COLLATIONS = {
    "sqlite": ["BINARY", "NOCASE"],
    "postgresql": ["C", "en-x-icu", "fr-x-icu", "ar-x-icu", "da-x-icu", "cs-x-icu"],
}


def test_order_is_one_under_every_collation():
    in_order = ["", "9", "10", "Aar", "École", "Zoo", "chaâbi", "hiver", "ا", "ئ", "ب", "ڭاف", "و"]
    in_order.sort(key=sort_key)
    places = [Place(name=text(en=name), code=sort_key(name)[:20]) for name in reversed(in_order)]
    Place.objects.bulk_create(places)
    for collation in COLLATIONS[connection.vendor]:
        for order in (Collate(sorted_by("name_keys"), collation), Collate(F("code"), collation)):
            assert [str(place.name) for place in Place.objects.order_by(order)] == in_order


@pytest.mark.parametrize("save", [Place.save, lambda place: Place.objects.bulk_create([place])])
def test_keys_are_kept_by_every_way_to_make_a_row(save):
    save(Place(name=text(en="Tétouan", ar="تطوان"), code="MA-TET"))
    place = Place.objects.get()
    assert place.name_keys == {"en": sort_key("Tétouan"), "ar": sort_key("تطوان")}
    assert found("MA-TET") == ["Tétouan"]


def test_keys_go_round_through_a_fixture():
    place = Place.objects.create(name=text(en="Tétouan", ar="تطوان"))
    fixture = serializers.serialize("json", [place])
    place.delete()
    for row in serializers.deserialize("json", fixture):
        row.save()
    assert found("tetouan") == ["Tétouan"]
    with translation.override("en"):
        assert Place.objects.order_by(sorted_by("name_keys")).get().name_keys["ar"]


def test_keys_follow_what_is_changed():
    place = Place.objects.create(name=text(en="Tangier"))
    place.name = place.name.with_body("en", "Larache")
    place.save()
    assert (found("tangier"), found("larache")) == ([], ["Larache"])
    # Named columns alone are written, as the docstring says.
    place.name = place.name.with_body("en", "Ouezzane")
    place.save(update_fields=["name", "name_keys", "search_key"])
    assert found("ouezzane") == ["Ouezzane"]


def found(query):
    return names(Place.objects.filter(found_by("search_key", query)))


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("cooperative", True),
        ("coopératives Tetouan", True),
        ("تعاونيات تطوان", True),
        ("MA-TET", True),
        ("women", True),
        ("cooperative Larache", False),
        ("coop", False),
        ("", False),
        ("«…»", False),
        ("%", False),
    ],
)
def test_rows_are_found_by_whole_words_of_every_text_and_language(query, is_found):
    Place.objects.create(
        name=text(en="Coopérative de Tétouan", ar="تعاونية تطوان"),
        description=text(en="Of women"),
        code="MA-TET",
    )
    assert found(query) == (["Coopérative de Tétouan"] if is_found else [])


def test_key_fields_deconstruct_to_what_a_migration_writes():
    assert SortKeysField(source="name").deconstruct()[1:] == (
        "network.core.multilingual.SortKeysField",
        [],
        {"default": dict, "editable": False, "source": "name"},
    )
    assert SearchKeyField(sources=("name", "code")).deconstruct()[1:] == (
        "network.core.multilingual.SearchKeyField",
        [],
        {"default": "", "editable": False, "sources": ["name", "code"]},
    )


@pytest.mark.parametrize("key", [SortKeysField(source="nom"), SearchKeyField(sources=["nom"])])
def test_key_of_a_field_that_is_not_there_is_said_by_the_checks(key):
    key.set_attributes_from_name("key")
    key.model = Place
    assert [message.id for message in key.check()] == ["network.E005"]
    assert not Place.check()
