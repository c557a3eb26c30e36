"""“I am working on this”: for everybody to see, in nobody's way, and over by itself."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from network.core import audit
from network.documents import rules
from network.documents.operations import release, reserve
from network.models import Document

from .papers import actor, add, add_another

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private")]


def again(document):
    return Document.objects.get(pk=document.pk)


def test_document_is_reserved_for_some_hours(world, settings):
    settings.NETWORK_RESERVATION_HOURS = 3
    document = add(world)
    reserve(document, by=actor(world, "partner"))
    found = again(document)
    assert found.is_reserved
    assert found.reserved_by == world.users["partner"]
    left = found.reserved_until - timezone.now()
    assert timedelta(hours=2, minutes=59) < left <= timedelta(hours=3)


def test_reservation_is_over_by_itself(world):
    document = add(world)
    reserve(document, by=actor(world, "partner"))
    Document.objects.update(reserved_until=timezone.now() - timedelta(seconds=1))
    assert not again(document).is_reserved
    # And the next one's turn.
    reserve(again(document), by=actor(world, "member"))
    assert again(document).reserved_by == world.users["member"]


def test_second_one_is_told_that_somebody_was_first(world):
    document = add(world)
    stale = again(document)
    reserve(document, by=actor(world, "partner"))
    with pytest.raises(ValidationError):
        reserve(stale, by=actor(world, "member"))
    assert again(document).reserved_by == world.users["partner"]


def test_reserving_again_goes_on_and_is_said_once(world):
    document = add(world)
    reserve(document, by=actor(world, "partner"))
    Document.objects.update(reserved_until=timezone.now() + timedelta(minutes=1))
    reserve(again(document), by=actor(world, "partner"))
    assert again(document).reserved_until > timezone.now() + timedelta(hours=1)
    said = audit.history(document).filter(action="network.document.reserved")
    assert said.count() == 1


def test_reservation_keeps_nobody_from_a_new_version(world):
    document = add(world)
    reserve(document, by=actor(world, "partner"))
    assert add_another(world, again(document), "member").number == 2
    # It is still reserved: whoever said so is still at it.
    assert again(document).is_reserved


def test_reservation_ends_with_the_version_that_it_was_for(world):
    document = add(world)
    reserve(document, by=actor(world, "partner"))
    add_another(world, again(document), "partner")
    assert not again(document).is_reserved


def test_only_who_reserved_it_and_who_leads_lift_a_reservation(world):
    document = add(world)
    reserve(document, by=actor(world, "partner"))
    # Nor whose paper it is.
    with pytest.raises(PermissionDenied):
        release(document, by=actor(world, "member"))
    for persona in ("partner", "manager", "coordinator"):
        reserve(again(document), by=actor(world, "partner"))
        release(again(document), by=actor(world, persona))
        assert not again(document).is_reserved


def test_who_does_not_take_part_reserves_nothing(world):
    with pytest.raises(PermissionDenied):
        reserve(world.document_shared, by=actor(world, "member"))
    assert not rules.can_reserve(actor(world, "member"), world.document_shared)
    assert not rules.can_lift_reservation(actor(world, "manager"), add(world))
