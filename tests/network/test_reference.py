"""Territories, activity domains, and the data a network starts from."""

import datetime
import io

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import translation

from network.core.actor import Actor
from network.core.multilingual import MultilingualText, Origin
from network.members.operations import load_reference_data
from network.members.reference import (
    NORESS_REFERENCE,
    ActivityDomainRecord,
    ReferenceRecords,
    TerritoryRecord,
)
from network.models import ActivityDomain, Territory

pytestmark = pytest.mark.django_db

TEST = Actor.system("test")
NAME = MultilingualText().with_body("en", "Somewhere")


def day(text):
    return datetime.date.fromisoformat(text)


def territory(code="MA-XXX", **fields):
    return Territory(code=code, kind="province", name=NAME, full_name=NAME, **fields)


@pytest.fixture
def loaded():
    return load_reference_data(NORESS_REFERENCE, by=TEST)


# Loading


def test_loading_brings_the_region_its_eight_territories_and_six_domains(loaded):
    assert (loaded.territories, loaded.domains, loaded.untouched) == (9, 6, 0)
    region = Territory.objects.get(kind=Territory.Kind.REGION)
    assert region.code == "MA-01"
    assert list(region.parts.values_list("code", "kind")) == [
        ("MA-TNG", "prefecture"),
        ("MA-MDF", "prefecture"),
        ("MA-TET", "province"),
        ("MA-FAH", "province"),
        ("MA-LAR", "province"),
        ("MA-CHE", "province"),
        ("MA-OUZ", "province"),
        ("MA-HOC", "province"),
    ]
    assert ActivityDomain.objects.count() == 6


def test_loaded_names_read_in_both_languages_and_fall_back_to_french(loaded):
    ouezzane = Territory.objects.get(code="MA-OUZ")
    with translation.override("ar"):
        assert str(ouezzane) == "إقليم وزان"
    # This site has no French: its readers of English get the original.
    with translation.override("en"):
        assert str(ouezzane) == "Province d’Ouezzane"
        assert ouezzane.name.shown.language == "fr"
        assert ouezzane.name.shown.is_fallback


def test_loaded_texts_are_complete_in_french_and_arabic(loaded):
    texts = [text for row in Territory.objects.all() for text in (row.name, row.full_name)] + [
        text for row in ActivityDomain.objects.all() for text in (row.name, row.description)
    ]
    assert [sorted(version.language for version in text.texts) for text in texts] == [
        ["ar", "fr"]
    ] * 30
    assert not [text for text in texts if "'" in text.original.body]


def test_loading_again_changes_nothing(loaded):
    again = load_reference_data(NORESS_REFERENCE, by=TEST)
    assert (again.territories, again.domains, again.untouched) == (0, 0, 15)
    assert (Territory.objects.count(), ActivityDomain.objects.count()) == (9, 6)


def test_loading_keeps_edited_rows_and_brings_back_missing_ones(loaded):
    edited = ActivityDomain.objects.get(code="promotion")
    edited.name = edited.name.with_body("fr", "Promouvoir l’ESS")
    edited.save()
    Territory.objects.filter(code="MA-HOC").update(valid_to=day("2030-12-31"))
    Territory.objects.get(code="MA-LAR").delete()

    again = load_reference_data(NORESS_REFERENCE, by=TEST)

    assert (again.territories, again.domains) == (1, 0)
    assert str(ActivityDomain.objects.get(code="promotion").name) == "Promouvoir l’ESS"
    assert Territory.objects.get(code="MA-HOC").valid_to == day("2030-12-31")
    assert Territory.objects.get(code="MA-LAR").parent.code == "MA-01"


def test_loading_leaves_out_languages_the_site_does_not_write_in(settings):
    settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English")]
    load_reference_data(NORESS_REFERENCE, by=TEST)
    larache = Territory.objects.get(code="MA-LAR")
    assert [text.language for text in larache.name.texts] == ["fr"]


@pytest.mark.parametrize(
    ("record", "error"),
    [
        (ActivityDomainRecord("nameless", MultilingualText(), MultilingualText()), ValidationError),
        (
            TerritoryRecord("MA-LAR", Territory.Kind.PROVINCE, NAME, NAME, parent="MA-99"),
            Territory.DoesNotExist,
        ),
        (TerritoryRecord("Larache", Territory.Kind.PROVINCE, NAME, NAME), ValidationError),
    ],
)
def test_loading_a_record_that_is_wrong_creates_nothing(record, error):
    good = TerritoryRecord("MA-01", Territory.Kind.REGION, NAME, NAME)
    is_domain = isinstance(record, ActivityDomainRecord)
    records = ReferenceRecords(
        territories=(good,) if is_domain else (good, record),
        domains=(record,) if is_domain else (),
    )
    with pytest.raises(error):
        load_reference_data(records, by=TEST)
    assert not Territory.objects.exists()


def test_loading_says_who_did_it(caplog):
    with caplog.at_level("INFO", logger="network"):
        load_reference_data(NORESS_REFERENCE, by=Actor.system("load_reference"))
    assert "system:load_reference" in caplog.text


def test_load_reference_command_says_in_one_line_what_it_did():
    def run():
        out = io.StringIO()
        call_command("load_reference", stdout=out)
        return out.getvalue()

    assert run() == (
        "Reference data: 9 territories and 6 activity domains created, 0 rows left as they were.\n"
    )
    assert run() == (
        "Reference data: 0 territories and 0 activity domains created, 15 rows left as they were.\n"
    )


# Territories through time


@pytest.mark.parametrize(
    ("date", "in_region"),
    [("2012-12-01", False), ("2015-02-19", False), ("2015-02-20", True), ("2026-01-01", True)],
)
def test_region_has_al_hoceima_since_the_reform_of_2015(loaded, date, in_region):
    parts = Territory.objects.get(code="MA-01").parts.valid_on(day(date))
    assert parts.filter(code="MA-HOC").exists() is in_region
    assert parts.count() == 7 + in_region


def test_territory_that_moves_has_one_row_a_period():
    old = territory(valid_to=day("2015-02-19"))
    new = territory(valid_from=day("2015-02-20"))
    for row in (old, new):
        row.full_clean()
        row.save()
    assert Territory.objects.valid_on(day("2015-02-19")).get() == old
    assert Territory.objects.valid_on(day("2015-02-20")).get() == new


@pytest.mark.parametrize(
    "second",
    [
        {},
        {"valid_from": day("2015-02-20")},
        {"valid_to": day("2015-02-19")},
    ],
)
def test_territory_refuses_a_second_row_open_at_the_same_end(second):
    territory().save()
    row = territory(**second)
    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_territory_refuses_two_rows_from_the_same_day():
    period = {"valid_from": day("2015-02-20"), "valid_to": day("2020-12-31")}
    territory(**period).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        territory(valid_from=day("2015-02-20"), valid_to=day("2021-12-31")).save()


def test_territory_refuses_a_period_that_ends_before_it_begins():
    row = territory(valid_from=day("2015-02-20"), valid_to=day("2015-02-19"))
    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    territory(valid_from=day("2015-02-20"), valid_to=day("2015-02-20")).save()


@pytest.mark.parametrize("code", ["MA", "ma-tng", "MA-TNG\n", "MA-TNGX", "طنجة"])
def test_territory_refuses_what_is_no_iso_code(code):
    with pytest.raises(ValidationError) as refusal:
        territory(code).full_clean()
    assert list(refusal.value.error_dict) == ["code"]


def test_region_with_territories_cannot_be_deleted(loaded):
    with pytest.raises(IntegrityError):
        Territory.objects.get(code="MA-01").delete()


# Who sees it


@pytest.mark.parametrize("manager", [Territory.objects, ActivityDomain.objects])
def test_reference_data_is_visible_to_everybody(loaded, manager):
    person = get_user_model().objects.create_user("reader")
    everything = set(manager.all())
    assert set(manager.visible_to(AnonymousUser())) == everything
    assert set(manager.visible_to(person)) == everything


def test_reference_data_can_be_narrowed_before_asking_who_sees_it(loaded):
    before = Territory.objects.valid_on(day("2012-12-01")).visible_to(AnonymousUser())
    assert before.count() == 8
    assert before.filter(name__fr__origin=Origin.ORIGINAL).count() == 8
