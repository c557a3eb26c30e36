"""Conditions in SQL: what is a value stays a value, and an empty list lets nothing through."""

import uuid

import pytest
from django.db import connection, models

from network.core.conditions import Condition, keys
from network.models import Membership, WorkingGroup

OF_GROUP = {"kind": "kind", "pk": "pk"}


def kinds(sql, **values):
    rows = WorkingGroup.objects.filter(Condition(sql, OF_GROUP, values))
    return {row.kind for row in rows}


def test_condition_selects_by_one_value_and_by_several(world):
    assert kinds("{kind} = {one}", one="plenary") == {"plenary"}
    assert kinds("{kind} IN {some}", some=["plenary", "none"]) == {"plenary"}
    assert kinds("{kind} IN {some} OR {pk} < {one}", some=[], one=10**6) == {
        "plenary",
        "commission",
    }


@pytest.mark.parametrize("empty", [(), [], frozenset()])
def test_empty_list_lets_nothing_through(world, empty):
    assert WorkingGroup.objects.exists()
    assert kinds("{kind} IN {some}", some=empty) == set()
    # Nor is it more inside of another condition, where it is neither true nor false.
    assert kinds("NOT {kind} IN {some}", some=empty) == set()
    nobody = Condition("{kind} IN {some}", OF_GROUP, {"some": empty})
    assert WorkingGroup.objects.filter(~nobody).count() == WorkingGroup.objects.count()


def test_nothing_is_sent_as_null(world):
    assert kinds("{kind} = {one}", one=None) == set()
    assert kinds("{kind} IN {some}", some=[None, "plenary"]) == {"plenary"}


@pytest.mark.parametrize("text", ["' OR 1=1 --", "plenary' OR 'a'='a", "{pk}", "%s", "%", '"kind"'])
def test_value_is_never_read_as_sql(world, text):
    assert kinds("{kind} = {one}", one=text) == set()
    assert kinds("{kind} IN {some}", some=[text]) == set()


def test_condition_stands_beside_others_and_can_be_turned_round(world):
    plenary = Condition("{kind} = {one}", OF_GROUP, {"one": "plenary"})
    commission = Condition("{kind} = {one}", OF_GROUP, {"one": "commission"})
    every = WorkingGroup.objects.count()
    assert WorkingGroup.objects.filter(plenary | commission).count() == every
    assert WorkingGroup.objects.filter(plenary & commission).count() == 0
    assert WorkingGroup.objects.filter(~plenary).count() == every - 1
    assert WorkingGroup.objects.exclude(plenary).count() == every - 1
    assert WorkingGroup.objects.annotate(is_it=plenary).filter(is_it=True).count() == 1


def test_columns_are_reached_through_a_relation(world):
    condition = Condition("{status} = {one}", {"status": "organisation__status"}, {"one": "active"})
    found = set(Membership.objects.filter(condition).values_list("pk", flat=True))
    expected = Membership.objects.filter(organisation__status="active")
    assert found == set(expected.values_list("pk", flat=True)) > set()


def sent(**values):
    rows = WorkingGroup.objects.filter(Condition("{pk} = {one}", OF_GROUP, values))
    _sql, params = rows.query.sql_with_params()
    return params


@pytest.mark.django_db
def test_uuid_is_sent_as_the_database_keeps_it():
    number = uuid.uuid4()
    kept = number if connection.features.has_native_uuid_field else number.hex
    assert sent(one=number) == (kept,)


class Ulid(str):
    """A key of a type that no database knows."""


class UlidField(models.CharField):
    def get_prep_value(self, value):
        return f"ulid:{value}"


@pytest.mark.django_db
def test_key_is_sent_as_its_own_column_would_be():
    class Meta:
        pk = UlidField()

    [one] = keys(type("Person", (), {"_meta": Meta}), [Ulid("7")])
    assert sent(one=one) == ("ulid:7",)


@pytest.mark.django_db
def test_large_key_is_sent_as_a_filter_sends_it():
    """Where values are bound by the server, one that is sent as too small a type loses its upper
    half: of a person it is then the number of somebody else."""
    number = 2**32 + 5
    [one] = keys(WorkingGroup, [number])
    [params] = sent(one=one)
    _sql, [wanted] = WorkingGroup.objects.filter(pk=number).query.sql_with_params()
    assert (params, type(params)) == (wanted, type(wanted))
