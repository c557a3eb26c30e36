"""Folders made and moved: what comes of it, and what is refused."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from network.documents.models import Document, Folder, Sharing
from network.documents.models.folders import DEEPEST
from network.documents.operations import (
    add_folder,
    change_folder,
    ensure_folders,
    move,
    remove_document,
    remove_folder,
    share,
)
from network.models import AuditEntry

from . import world as small_world
from .papers import actor, add, make

pytestmark = pytest.mark.usefixtures("private")

SYSTEM = small_world.SYSTEM


def code_of(error):
    if not hasattr(error.value, "error_dict"):
        return [error.value.code]
    return [one.code for several in error.value.error_dict.values() for one in several]


def tree():
    return {str(row.name): row.path for row in Folder.objects.all()}


def test_folder_is_of_who_made_it_and_seen_as_the_one_it_is_in(world):
    outer = make(world, "Outer", "manager")
    share(outer, Sharing.ORGANISATIONS, [world.a], by=SYSTEM)
    inner = make(world, "Inner", parent=outer)
    assert (inner.author, inner.organisation) == (world.users["member"], world.a)
    assert inner.path == f"{outer.path}{inner.pk}/"
    assert inner.ancestor_ids == [outer.pk]
    assert list(inner.circle.organisations.all()) == [world.a]


@pytest.mark.parametrize("name", ["budget", "BUDGET", "Budget"])
def test_name_is_taken_whatever_its_case_and_in_either_language(world, name):
    make(world, "Budget")
    for text in (
        small_world.text("x").with_body("en", name),
        small_world.text("y").with_body("ar", name),
    ):
        with pytest.raises(ValidationError) as error:
            add_folder(world.commission, name=text, by=actor(world, "member"))
        assert code_of(error) == ["taken"]
    other = make(world, "Other")
    with pytest.raises(ValidationError) as error:
        change_folder(other, {"name": small_world.text(name)}, by=actor(world, "member"))
    assert code_of(error) == ["taken"]
    other.refresh_from_db()
    assert str(other.name) == "Other"
    # Elsewhere, and where the other one is gone, it is free.
    make(world, name, parent=other)
    remove_folder(Folder.objects.get(parent=None, search_key__contains="budget"), by=SYSTEM)
    make(world, name)


def test_name_of_a_folder_that_one_does_not_see_is_not_found_out_by_trying(world):
    hidden = make(world, "Hush", None)
    share(hidden, Sharing.FACILITATORS, by=SYSTEM)
    own = make(world, "Hush")
    assert ensure_folders(world.commission, None, ["hush"], by=actor(world, "member")) == own
    inner = make(world, "Inner", parent=own)
    change_folder(inner, {"name": small_world.text("Hush")}, by=actor(world, "member"))
    change_folder(own, {"name": small_world.text("Outer")}, by=actor(world, "member"))
    move([inner], None, world.commission, by=actor(world, "member"))
    # Who sees it is told.
    with pytest.raises(ValidationError) as error:
        make(world, "Hush", "manager")
    assert code_of(error) == ["taken"]


def test_folders_are_so_deep_and_no_deeper(world):
    parent = None
    for number in range(DEEPEST):
        parent = make(world, f"Level {number}", parent=parent)
    with pytest.raises(ValidationError) as error:
        make(world, "Too deep", parent=parent)
    assert code_of(error) == ["too_deep"]
    other = make(world, "Other")
    make(world, "Inner", parent=other)
    with pytest.raises(ValidationError) as error:
        move([other], parent.parent, world.commission, by=SYSTEM)
    assert code_of(error) == ["too_deep"]
    other.refresh_from_db()
    assert other.parent is None


def test_folder_is_not_moved_into_itself(world):
    outer = make(world, "Outer")
    inner = make(world, "Inner", parent=outer)
    before = tree()
    for target in (outer, inner):
        with pytest.raises(ValidationError) as error:
            move([outer], target, world.commission, by=SYSTEM)
        assert code_of(error) == ["into_itself"]
    assert tree() == before


def test_folder_is_moved_with_all_that_is_in_it_and_seen_as_there(world):
    closed = make(world, "Closed", "manager")
    share(closed, Sharing.ORGANISATIONS, [world.c], by=SYSTEM)
    outer = make(world, "Outer")
    inner = make(world, "Inner", parent=outer)
    paper = add(world, folder=inner)
    own = add(world, folder=inner)
    share(own, Sharing.MEMBERS, by=SYSTEM)
    move([outer], closed, world.commission, by=SYSTEM)
    for row in (outer, inner, paper, own):
        row.refresh_from_db()
        assert list(row.circle.organisations.all()) == [world.c]
        assert not row.is_for_members
    assert inner.path == f"/{closed.pk}/{outer.pk}/{inner.pk}/"
    move([outer], None, world.commission, by=SYSTEM)
    for row in (outer, inner, paper, own):
        row.refresh_from_db()
        assert row.circle is None
    assert own.is_for_members


def test_folder_whose_number_begins_alike_is_not_moved_with_it(world):
    outer, other = make(world, "Outer"), make(world, "Other")
    Folder.objects.filter(pk=other.pk).update(path=f"/{outer.pk}0/")
    target = make(world, "Target")
    move([outer], target, world.commission, by=SYSTEM)
    other.refresh_from_db()
    assert other.path == f"/{outer.pk}0/"


def test_what_is_there_already_is_not_moved_and_its_history_says_nothing(world):
    target, outer = make(world, "Target"), make(world, "Outer")
    inner, there = make(world, "Inner", parent=target), add(world, folder=target)
    loose = add(world)
    move([inner, there, outer, loose], target, world.commission, by=SYSTEM)
    moved = AuditEntry.objects.filter(action__endswith=".moved").values_list("action", "object_id")
    assert set(moved) == {
        ("network.folder.moved", str(outer.pk)),
        ("network.document.moved", str(loose.pk)),
    }
    move([outer, loose], target, world.commission, by=SYSTEM)
    assert moved.count() == 2
    move([make(world, "At the top")], None, world.commission, by=SYSTEM)
    assert moved.count() == 2


def test_move_is_of_all_or_of_none(world):
    target, taken = make(world, "Target"), make(world, "Taken")
    make(world, "Taken", parent=target)
    paper = add(world)
    with pytest.raises(ValidationError), transaction.atomic():
        move([paper, taken], target, world.commission, by=SYSTEM)
    paper.refresh_from_db()
    taken.refresh_from_db()
    assert (paper.folder, taken.parent) == (None, None)


def test_nothing_goes_to_another_group_nor_to_what_one_does_not_see(world):
    elsewhere = make(world, "Elsewhere", "other", group=world.other_commission)
    gone = make(world, "Gone")
    remove_folder(gone, by=SYSTEM)
    paper = add(world)
    for target in (elsewhere, gone, world.folder_closed):
        with pytest.raises(PermissionDenied):
            move([paper], target, world.commission, by=actor(world, "partner"))
        with pytest.raises(PermissionDenied):
            make(world, "Mine", "partner", parent=target)
    with pytest.raises(PermissionDenied):
        move([paper], None, world.plenary, by=SYSTEM)
    paper.refresh_from_db()
    assert (paper.group, paper.folder) == (world.commission, None)


@pytest.mark.parametrize("persona", ["other", "former", "outsider", "suspended"])
def test_outsider_makes_and_changes_no_folder(world, persona):
    budget = make(world)
    with pytest.raises(PermissionDenied):
        make(world, "Mine", persona)
    for change in (
        lambda by: change_folder(budget, {"name": small_world.text("Mine")}, by=by),
        lambda by: move([budget], None, world.commission, by=by),
        lambda by: share(budget, Sharing.MEMBERS, by=by),
        lambda by: remove_folder(budget, by=by),
    ):
        with pytest.raises(PermissionDenied):
            change(actor(world, persona))
    budget.refresh_from_db()
    assert (str(budget.name), budget.removed_at, budget.is_for_members) == ("Budget", None, False)


def test_folder_that_holds_what_others_brought_is_the_facilitators_to_decide_about(world):
    budget = make(world)
    inner = make(world, "Inner", parent=budget)
    theirs = add(world, "partner", folder=inner)
    for decide in (
        lambda by: move([budget], None, world.commission, by=by),
        lambda by: share(budget, Sharing.MEMBERS, by=by),
        lambda by: remove_folder(budget, by=by),
    ):
        with pytest.raises(PermissionDenied):
            decide(actor(world, "member"))
    # What it is called is still theirs to say; and gone, the other's paper is in nobody's way.
    change_folder(budget, {"name": small_world.text("Other")}, by=actor(world, "member"))
    remove_document(theirs, by=actor(world, "partner"))
    share(budget, Sharing.MEMBERS, by=actor(world, "member"))
    budget.refresh_from_db()
    assert budget.is_for_members


def test_folders_that_a_path_names_are_found_or_made(world):
    by = actor(world, "member")
    with transaction.atomic():
        deepest = ensure_folders(world.commission, None, ["A", "تقارير", "2026"], by=by)
        again = ensure_folders(world.commission, None, ["a", " تقارير ", "2026"], by=by)
    assert deepest == again
    assert [text.language for text in deepest.parent.name.texts] == ["ar"]
    assert deepest.depth == 3
    assert Folder.objects.filter(search_key__contains=" a ").count() == 1
    assert ensure_folders(world.commission, deepest, [], by=by) == deepest
    assert Document.objects.filter(folder=deepest).count() == 0
