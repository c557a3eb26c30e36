"""Who may do what with a document, and who hears of it."""

import pytest
from django.utils import timezone

from network.core.actor import Actor
from network.documents import rules
from network.members.operations import close_group, end_membership, suspend_organisation
from network.members.standing import people_of
from network.models import Document, Membership, Version, WorkingGroup

from . import world as small_world
from .papers import actor

pytestmark = pytest.mark.usefixtures("private")

INSIDE = [persona for persona in small_world.PERSONAS if persona != "anonymous"]


def who(world, rule, obj):
    """Those of the personas to whom the rule says yes."""
    return {persona for persona in INSIDE if rule(actor(world, persona), obj)}


def test_documents_are_added_by_who_takes_part_in_the_group(world):
    everybody = {"guest", "member", "manager", "partner", "coordinator", "superuser"}
    assert who(world, rules.can_add_document, world.commission) == everybody
    assert who(world, rules.can_add_version, world.document_commission) == everybody
    in_plenary = {"member", "manager", "partner", "other", "coordinator", "superuser"}
    assert who(world, rules.can_add_document, world.plenary) == in_plenary


@pytest.mark.parametrize("rule", [rules.can_change_document, rules.can_remove_document])
def test_document_is_changed_by_its_organisation_and_who_leads_the_group(world, rule):
    # The manager facilitates the commission; the member acts for the document's organisation.
    assert who(world, rule, world.document_commission) == {
        "member",
        "manager",
        "coordinator",
        "superuser",
    }


def test_facilitator_changes_what_another_organisation_added(world):
    Document.objects.filter(pk=world.document_commission.pk).update(organisation=world.c)
    document = Document.objects.get(pk=world.document_commission.pk)
    assert who(world, rules.can_change_document, document) == {
        "manager",
        "partner",
        "coordinator",
        "superuser",
    }


def test_who_acts_for_another_organisation_just_now_changes_nothing(world):
    small_world.operations.grant_membership(
        world.users["member"], world.c, role="contributor", by=small_world.SYSTEM
    )
    assert rules.can_change_document(actor(world, "member", "a"), world.document_commission)
    assert not rules.can_change_document(actor(world, "member", "c"), world.document_commission)


def test_organisation_that_is_not_theirs_gives_nobody_a_right(world):
    forged = actor(world, "other", "a")
    assert not rules.can_add_document(forged, world.commission)
    assert not rules.can_add_version(forged, world.document_commission)
    assert not rules.can_change_document(forged, world.document_commission)


def test_guest_changes_what_the_guest_added_and_nothing_else(world):
    assert not rules.can_change_document(actor(world, "guest"), world.document_commission)
    own = Document.objects.create(
        group=world.commission, title=small_world.text("own"), author=world.users["guest"]
    )
    assert who(world, rules.can_change_document, own) == {
        "guest",
        "manager",
        "coordinator",
        "superuser",
    }


def test_nothing_is_added_or_changed_in_a_closed_group(world):
    close_group(world.commission, by=small_world.SYSTEM)
    document = Document.objects.get(pk=world.document_commission.pk)
    assert who(world, rules.can_add_document, world.commission) == set()
    for rule in (rules.can_add_version, rules.can_change_document, rules.can_remove_document):
        assert who(world, rule, document) == set()
    assert not rules.can_add_document(Actor.system("job"), world.commission)


def test_nothing_is_done_with_a_removed_document(world):
    removed = Document.objects.get(pk=world.document_removed.pk)
    for rule in (rules.can_add_version, rules.can_change_document, rules.can_remove_document):
        assert who(world, rule, removed) == set()


def test_organisation_that_left_the_group_keeps_no_right_in_it(world):
    world.commission.organisations.remove(world.c)
    assert not rules.can_add_version(actor(world, "partner"), world.document_commission)


def test_who_took_a_copy_is_read_by_who_looks_after_the_document(world):
    assert who(world, rules.can_read_downloads, world.document_commission) == {
        "member",
        "manager",
        "coordinator",
        "superuser",
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("document_commission", small_world.COMMISSION),
        ("document_plenary", small_world.PLENARY),
        ("document_other", {"other", *small_world.COORDINATION}),
        ("document_removed", set()),
    ],
)
def test_document_and_its_versions_are_seen_by_the_group_alone(world, name, expected):
    document = getattr(world, name)
    seen = {p for p in INSIDE if document in Document.objects.visible_to(actor(world, p).user)}
    assert seen == expected
    version = document.versions.get()
    seen = {p for p in INSIDE if version in Version.objects.visible_to(actor(world, p).user)}
    assert seen == expected


def both_ways(world):
    """For each group its people, and who of the personas has joined it: the two must agree."""
    for group in WorkingGroup.objects.all():
        people = set(people_of(group))
        joined = {
            user
            for persona in INSIDE
            if group in WorkingGroup.objects.joined_by(user := actor(world, persona).user)
        }
        yield group, people, joined


def test_people_of_a_group_are_those_who_joined_it(world):
    found = {group: people for group, people, joined in both_ways(world) if people == joined}
    assert found.keys() == set(WorkingGroup.objects.all())
    names = {user.username for user in found[world.commission]}
    assert names == {"guest", "member", "manager", "partner"}


def test_people_of_a_group_follow_every_change_of_their_standing(world):
    users = world.users
    world.commission.facilitators.add(users["coordinator"], users["former"], users["suspended"])
    world.plenary.guests.add(users["outsider"])
    suspend_organisation(world.c, by=small_world.SYSTEM)
    type(users["guest"])._default_manager.filter(username="guest").update(is_active=False)
    Membership.objects.create(
        user=users["superuser"], organisation=world.a, ended_at=timezone.now()
    )
    world.commission.guests.add(users["superuser"])
    for group, people, joined in both_ways(world):
        assert people == joined, group
    names = {user.username for user in people_of(world.commission)}
    # A coordinator who is named is of the group; who had a mandate once is not, by a name alone.
    assert names == {"member", "manager", "coordinator"}


def test_ended_mandate_takes_its_rights_at_once(world):
    mandate = Membership.objects.get(user=world.users["partner"])
    end_membership(mandate, by=small_world.SYSTEM)
    assert not rules.can_add_document(actor(world, "partner"), world.commission)
    assert not Document.objects.visible_to(actor(world, "partner").user).exists()
