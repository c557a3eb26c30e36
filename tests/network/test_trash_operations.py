"""The trash: what comes back and how, and what is deleted for good."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from network.core import audit
from network.documents.models import Folder, Sharing, Space
from network.documents.operations import (
    change_folder,
    empty_trash,
    remove_document,
    remove_folder,
    restore,
    share,
    trash,
)
from network.models import AuditEntry, Document, Version

from . import world as small_world
from .papers import PDF, actor, add, add_another, kept_files, make, sent

pytestmark = pytest.mark.usefixtures("private")

SYSTEM = small_world.SYSTEM


def removed():
    things = [*Folder.objects.exclude(removed_at=None), *Document.objects.exclude(removed_at=None)]
    names = {str(getattr(row, "name", None) or row.title) for row in things}
    return {name for name in names if not name.startswith("kanaria")}


def keep_planted():
    """What the world has in its trash is back: these tests are of their own."""
    Document.objects.update(removed_at=None, removed_with=None)
    Folder.objects.update(removed_at=None, removed_with=None)


def later(days=31):
    return timezone.now() + timedelta(days=days)


def test_folder_comes_back_with_exactly_what_went_with_it(world):
    outer = make(world, "Outer")
    inner = make(world, "Inner", parent=outer)
    first = make(world, "First", parent=outer)
    add(world, title="Stays", folder=inner)
    earlier = add(world, title="Earlier", folder=inner)
    remove_document(earlier, by=actor(world, "member"))
    remove_folder(first, by=actor(world, "member"))
    remove_folder(outer, by=actor(world, "member"))
    assert removed() == {"Outer", "Inner", "First", "Stays", "Earlier"}
    restore(outer, by=actor(world, "member"))
    assert removed() == {"First", "Earlier"}
    restore(first, by=actor(world, "member"))
    restore(earlier, by=actor(world, "member"))
    assert removed() == set()
    assert not Document.objects.exclude(removed_with=None).exists()
    assert not Folder.objects.exclude(removed_with=None).exists()


def test_what_is_in_a_folder_of_the_trash_does_not_come_back_alone(world):
    outer = make(world, "Outer")
    inner = make(world, "Inner", parent=outer)
    inside, earlier = add(world, folder=inner), add(world, folder=inner)
    remove_document(earlier, by=actor(world, "member"))
    remove_folder(outer, by=actor(world, "member"))
    for thing in (inner, inside, earlier):
        with pytest.raises(ValidationError, match="is in the trash too"):
            restore(thing, by=actor(world, "member"))
    assert Document.objects.visible_to(world.users["member"]).filter(folder=inner).count() == 0


def test_what_comes_back_is_seen_as_its_folder_is_by_then(world):
    budget = make(world, "Budget", "manager")
    paper = add(world, folder=budget)
    remove_document(paper, by=actor(world, "member"))
    share(budget, Sharing.ORGANISATIONS, [world.a], by=SYSTEM)
    restore(paper, by=actor(world, "member"))
    assert list(paper.circle.organisations.all()) == [world.a]
    assert not Document.objects.visible_to(world.users["partner"]).filter(pk=paper.pk).exists()


def test_who_brings_a_paper_back_learns_no_name_of_a_folder_they_do_not_see(world):
    budget = make(world, "Budget", "partner")
    paper = add(world, folder=budget)
    share(budget, Sharing.FACILITATORS, by=SYSTEM)
    change_folder(budget, {"name": small_world.text("Hush")}, by=SYSTEM)
    remove_document(paper, by=actor(world, "member"))
    remove_folder(budget, by=SYSTEM)
    with pytest.raises(ValidationError, match="do not see it") as error:
        restore(paper, by=actor(world, "member"))
    assert "Hush" not in str(error.value)
    with pytest.raises(ValidationError, match="Hush"):
        restore(paper, by=actor(world, "manager"))


def test_folder_does_not_come_back_beside_another_of_its_name(world):
    budget = make(world)
    paper = add(world, folder=budget)
    remove_folder(budget, by=actor(world, "member"))
    other = make(world)
    with pytest.raises(ValidationError, match="of this name"):
        restore(budget, by=actor(world, "member"))
    paper.refresh_from_db()
    assert paper.removed_at is not None
    change_folder(other, {"name": small_world.text("Other")}, by=SYSTEM)
    restore(budget, by=actor(world, "member"))
    paper.refresh_from_db()
    assert paper.removed_at is None


def test_second_removal_and_second_restoring_change_nothing(world):
    budget = make(world)
    paper = add(world, folder=budget)
    for _ in range(2):
        remove_folder(Folder.objects.get(pk=budget.pk), by=SYSTEM)
    for _ in range(2):
        restore(Folder.objects.get(pk=budget.pk), by=actor(world, "member"))
    actions = [entry.action for entry in audit.history(budget)]
    assert actions.count("network.folder.removed") == 1
    assert actions.count("network.folder.restored") == 1
    paper.refresh_from_db()
    assert paper.removed_at is None


@pytest.mark.parametrize("persona", ["partner", "guest", "other", "former"])
def test_others_bring_nothing_back(world, persona):
    budget, paper = make(world), add(world)
    remove_folder(budget, by=SYSTEM)
    remove_document(paper, by=SYSTEM)
    for thing in (budget, paper):
        with pytest.raises(PermissionDenied):
            restore(thing, by=actor(world, persona))
    restore(paper, by=actor(world, "manager"))


def test_trash_is_emptied_of_what_was_in_it_for_too_long(world):
    keep_planted()
    budget = make(world)
    inner = make(world, "Inner", parent=budget)
    paper, kept = add(world, folder=inner), add(world, upload=sent(PDF + b"kept"))
    add_another(world, paper)
    before = Space.objects.get(group=world.commission).used
    remove_folder(budget, by=actor(world, "member"))
    assert empty_trash() == 0
    # Two steps: what holds something goes when that is gone.
    assert empty_trash(later(0)) == 1
    for _ in range(3):
        empty_trash(later(0))
    assert not Folder.objects.filter(pk__in=[budget.pk, inner.pk]).exists()
    assert not Document.objects.filter(pk=paper.pk).exists()
    assert Version.objects.filter(document=kept.pk).count() == 1
    used = Space.objects.get(group=world.commission).used
    assert before - used == len(PDF) + len(PDF + b"2")
    purged = AuditEntry.objects.filter(action__endswith=".purged")
    assert purged.count() == 3


def test_what_was_kept_from_the_coordination_is_kept_from_it_when_it_is_deleted(world):
    coordinator = world.users["coordinator"]
    paper = add(world, title="Narrowed")
    share(paper, Sharing.ORGANISATIONS, [world.a], by=actor(world, "member"))
    remove_document(paper, by=actor(world, "member"))
    empty_trash(later(0))
    assert AuditEntry.objects.filter(label="Narrowed", action__endswith=".purged").exists()
    assert not AuditEntry.objects.viewable_by_user(coordinator).filter(label="Narrowed").exists()


@pytest.mark.django_db(transaction=True)
def test_files_of_what_is_deleted_for_good_are_deleted(world):
    paper = add(world)
    add_another(world, paper)
    name = add(world, title="Kept").current.file.name
    remove_document(paper, by=actor(world, "member"))
    empty_trash(later())
    assert kept_files() == [name]


def test_what_was_brought_back_meanwhile_is_not_deleted(world, monkeypatch):
    keep_planted()
    paper = add(world)
    remove_document(paper, by=actor(world, "member"))
    lock = trash.lock_documents_of

    def brought_back_first(group):
        Document.objects.filter(pk=paper.pk).update(removed_at=None)
        return lock(group)

    monkeypatch.setattr(trash, "lock_documents_of", brought_back_first)
    assert empty_trash(later()) == 0
    assert Document.objects.filter(pk=paper.pk, removed_at=None).exists()


def test_what_was_removed_apart_is_deleted_in_its_own_time(world):
    keep_planted()
    budget = make(world)
    paper = add(world, folder=budget)
    remove_document(paper, by=actor(world, "member"))
    remove_folder(budget, by=actor(world, "member"))
    Folder.objects.filter(pk=budget.pk).update(removed_at=timezone.now() - timedelta(days=40))
    # The folder is over time, and what is in it is not: it waits.
    assert empty_trash() == 0
    assert Folder.objects.filter(pk=budget.pk).exists()
    Document.objects.filter(pk=paper.pk).update(removed_at=timezone.now() - timedelta(days=31))
    assert empty_trash() == 1
    assert not Folder.objects.filter(pk=budget.pk).exists()
