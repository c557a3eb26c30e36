"""Who is told of a document are those who see it, whoever they are and however it is shared."""

import pytest

from network.documents.operations import add_folder, remove_document, share
from network.documents.readers import readers_of
from network.members.standing import coordinators, forget_standing
from network.models import Document
from tests.network import world as small_world
from tests.network.papers import actor, add

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private")]

# For each, what is chosen and the organisations it is narrowed to.
SHARINGS = [
    ("", ""),
    ("group", ""),
    ("facilitators", ""),
    ("organisations", "a"),
    ("organisations", "c"),
    ("organisations", "ac"),
    ("members", ""),
]
# Whose documents: of each group, by somebody who may bring one to it.
OWNERS = [
    ("commission", "member"),
    ("commission", "partner"),
    ("commission", "guest"),
    ("other_commission", "other"),
    ("plenary", "other"),
    ("plenary", "member"),
]


def seen_by(world, document):
    """As each of them would find it, one after the other."""
    found = set()
    for name, user in world.users.items():
        forget_standing(user)
        if Document.objects.visible_to(user).filter(pk=document.pk).exists():
            found.add(name)
    return found


def told_of(document):
    return set(readers_of(document).values_list("username", flat=True))


def named(world, letters):
    return [getattr(world, letter) for letter in letters]


def shared(world, thing, sharing):
    how, letters = sharing
    if thing.group == world.other_commission:
        letters = "b" if letters else ""
    share(thing, how, named(world, letters), by=actor(world, "superuser"))


@pytest.mark.parametrize(("group", "owner"), OWNERS)
def test_readers_are_those_who_see_it(world, group, owner):
    document = add(world, owner, group=getattr(world, group))
    readers = set()
    for sharing in SHARINGS:
        shared(world, document, sharing)
        document.refresh_from_db()
        assert told_of(document) == seen_by(world, document) > set(), sharing
        readers.add(frozenset(told_of(document)))
    # Or else nothing was narrowed.
    assert len(readers) > 2


@pytest.mark.parametrize("outer", SHARINGS)
def test_readers_of_what_is_in_a_narrowed_folder_are_those_who_see_it(world, outer):
    folder = add_folder(
        world.commission, name=small_world.text("Accounts"), by=actor(world, "manager")
    )
    shared(world, folder, outer)
    document = add(world, "superuser", folder=folder, title="Accounts")
    for inner in SHARINGS[2:]:
        shared(world, document, inner)
        document.refresh_from_db()
        assert told_of(document) == seen_by(world, document) > set(), inner


def test_nobody_reads_what_was_removed(world):
    document = add(world)
    remove_document(document, by=actor(world, "member"))
    document.refresh_from_db()
    assert told_of(document) == seen_by(world, document) == set()


def test_readers_are_no_accounts_that_are_closed(world):
    document = add(world)
    type(world.users["partner"])._default_manager.filter(username="partner").update(is_active=False)
    world.users["partner"].is_active = False
    assert "partner" not in told_of(document)
    assert told_of(document) == seen_by(world, document)


def test_facilitator_whose_mandate_has_ended_is_not_told(world):
    document = add(world)
    world.commission.facilitators.add(world.users["former"])
    assert "former" not in told_of(document)
    assert told_of(document) == seen_by(world, document)


def test_who_coordinates_is_found_as_their_permission_says(world):
    has = {name for name, user in world.users.items() if user.has_perm("network.coordinate")}
    assert set(coordinators().values_list("username", flat=True)) == has
    assert has == {"coordinator", "superuser"}
