"""Who sees what is in folders: each way to share, in each way to share, for everybody."""

from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from network.documents.models.audiences import seen_by
from network.documents.operations import add_folder, move, share
from network.models import Document, Folder, Version, WorkingGroup

from . import world as small_world
from .papers import actor, add
from .world import SYSTEM, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private")]

INHERITED, GROUP, FACILITATORS, ORGANISATIONS, MEMBERS = (
    "",
    "group",
    "facilitators",
    "organisations",
    "members",
)
WAYS = (INHERITED, GROUP, FACILITATORS, ORGANISATIONS, MEMBERS)


def named(everything, way, *letters):
    return [getattr(everything, letter) for letter in letters] if way == ORGANISATIONS else []


def expected(everything, persona, chain, owner):
    """Who sees a thing of `owner` (a letter) in the commission, by the words of the rule: `chain`
    is what was chosen, from the topmost folder to the thing, as (way, letters)."""
    if persona == "superuser":
        return True
    if persona in ("anonymous", "outsider", "editor", "former", "suspended"):
        return False
    organisation = {"member": "a", "manager": "a", "partner": "c", "other": "b"}.get(persona)
    in_group = persona in ("guest", "member", "manager", "partner", "coordinator")
    narrowed = [step for step in chain if step[0] in (FACILITATORS, ORGANISATIONS)]
    if not narrowed:
        said = [way for way, _letters in chain if way]
        return in_group or (bool(said) and said[-1] == MEMBERS)
    if not in_group:
        return False
    if organisation == owner:
        return True
    return all(
        persona in ("manager", "coordinator")
        if way == FACILITATORS
        else organisation is not None and organisation in letters
        for way, letters in narrowed
    )


def seen(model, everything, persona):
    return set(model.objects.visible_to(everything.users[persona]).values_list("pk", flat=True))


@pytest.mark.parametrize("outer", WAYS)
def test_every_way_to_share_in_every_other_is_seen_by_whom_it_says(world, outer):
    """Outer folder, inner folder, document: what was chosen last is resolved first."""
    chains = {}
    outer_folder = add_folder(world.commission, name=text("outer"), by=SYSTEM)
    for inner, own in product(WAYS, WAYS):
        folder = add_folder(
            world.commission, name=text(f"{inner} {own}"), parent=outer_folder, by=SYSTEM
        )
        document = add(world, folder=folder, title=f"{inner} {own}")
        # The innermost first, so that each change reaches what is below it.
        share(document, own, named(world, own, "a", "c"), by=SYSTEM)
        share(folder, inner, named(world, inner, "c"), by=SYSTEM)
        chains[document.pk] = ((outer, "ac"), (inner, "c"), (own, "ac"))
    share(outer_folder, outer, named(world, outer, "a", "c"), by=SYSTEM)
    for persona in small_world.PERSONAS[1:]:
        wanted = {pk for pk, chain in chains.items() if expected(world, persona, chain, "a")}
        assert seen(Document, world, persona) & chains.keys() == wanted, persona
        versions = Version.objects.visible_to(world.users[persona])
        assert {row.document_id for row in versions} & chains.keys() == wanted


def test_what_somebody_does_not_see_is_all_the_rest(world):
    """Also of papers without an author, or of no organisation."""
    add(world)
    share(add(world), FACILITATORS, [], by=SYSTEM)
    share(add(world), ORGANISATIONS, [world.c], by=SYSTEM)
    Document.objects.filter(pk=add(world).pk).update(author=None, organisation=None)
    every = set(Document.objects.values_list("pk", flat=True))
    # A superuser's is no condition at all.
    for persona in set(small_world.PERSONAS[1:]) - {"superuser"}:
        mine = seen_by(world.users[persona])
        shown = set(Document.objects.filter(mine).values_list("pk", flat=True))
        hidden = set(Document.objects.exclude(mine).values_list("pk", flat=True))
        assert shown | hidden == every, persona
        assert shown & hidden == set(), persona


def test_document_that_is_narrowed_stays_with_the_organisation_whose_it_is(world):
    document = add(world)
    share(document, ORGANISATIONS, [world.c], by=SYSTEM)
    assert document.pk in seen(Document, world, "member")
    assert document.pk in seen(Document, world, "partner")
    assert document.pk not in seen(Document, world, "guest")
    # Nor does who coordinates the network, or leads the group, read what is not for them.
    assert document.pk not in seen(Document, world, "coordinator")


def test_document_narrowed_to_an_organisation_that_left_the_group_is_not_for_it(world):
    document = add(world)
    share(document, ORGANISATIONS, [world.c], by=SYSTEM)
    world.commission.organisations.remove(world.c)
    assert document.pk not in seen(Document, world, "partner")


def test_paper_of_an_organisation_that_left_the_group_is_not_for_it_any_more(world):
    document = add(world)
    world.commission.organisations.remove(world.a)
    assert document.pk not in seen(Document, world, "member")


def test_document_for_all_members_is_for_no_one_outside(world):
    document = add(world)
    share(document, MEMBERS, by=SYSTEM)
    for persona in small_world.PERSONAS[1:]:
        assert (document.pk in seen(Document, world, persona)) is (
            persona in small_world.EVERYBODY_IN
        )


def test_folder_narrowed_later_narrows_what_was_for_all_members(world):
    folder = add_folder(world.commission, name=text("Budget"), by=SYSTEM)
    document = add(world, folder=folder)
    share(document, MEMBERS, by=SYSTEM)
    assert document.pk in seen(Document, world, "other")
    share(folder, FACILITATORS, by=SYSTEM)
    assert document.pk not in seen(Document, world, "other")
    assert document.pk not in seen(Document, world, "partner")
    # And is what it was before, once that is over.
    share(folder, INHERITED, by=SYSTEM)
    assert document.pk in seen(Document, world, "other")


def test_document_is_seen_as_the_folder_that_it_is_moved_to(world):
    closed = add_folder(world.commission, name=text("Closed"), by=SYSTEM)
    share(closed, FACILITATORS, by=SYSTEM)
    document = add(world)
    assert document.pk in seen(Document, world, "partner")
    move([document], closed, world.commission, by=actor(world, "manager"))
    assert document.pk not in seen(Document, world, "partner")
    move([document], None, world.commission, by=actor(world, "manager"))
    assert document.pk in seen(Document, world, "partner")


def test_folder_takes_what_is_in_it_along_and_its_audience_too(world):
    closed = add_folder(world.commission, name=text("Closed"), by=SYSTEM)
    share(closed, ORGANISATIONS, [world.a], by=SYSTEM)
    open_one = add_folder(world.commission, name=text("Open"), by=SYSTEM)
    inner = add_folder(world.commission, name=text("Inner"), parent=open_one, by=SYSTEM)
    document = add(world, folder=inner)
    move([open_one], closed, world.commission, by=SYSTEM)
    inner.refresh_from_db()
    assert inner.path == f"/{closed.pk}/{open_one.pk}/{inner.pk}/"
    for thing in (open_one, inner):
        assert thing.pk not in seen(Folder, world, "partner")
    assert document.pk not in seen(Document, world, "partner")
    assert document.pk in seen(Document, world, "member")


def test_what_is_added_to_a_narrowed_folder_is_narrowed_from_the_first_moment(world):
    closed = add_folder(world.commission, name=text("Closed"), by=SYSTEM)
    share(closed, FACILITATORS, by=SYSTEM)
    document = add(world, "manager", folder=closed)
    inner = add_folder(
        world.commission, name=text("Inner"), parent=closed, by=actor(world, "manager")
    )
    assert document.pk not in seen(Document, world, "partner")
    assert inner.pk not in seen(Folder, world, "partner")


def test_nobody_adds_to_a_folder_that_they_do_not_see(world):
    closed = add_folder(world.commission, name=text("Closed"), by=SYSTEM)
    share(closed, FACILITATORS, by=SYSTEM)
    with pytest.raises(PermissionDenied):
        add(world, "partner", folder=closed)
    with pytest.raises(PermissionDenied):
        add_folder(world.commission, name=text("X"), parent=closed, by=actor(world, "partner"))
    document = add(world, "partner")
    with pytest.raises(PermissionDenied):
        move([document], closed, world.commission, by=actor(world, "partner"))


def test_only_whose_it_is_and_who_leads_say_who_sees_it(world):
    document = add(world)
    with pytest.raises(PermissionDenied):
        share(document, MEMBERS, by=actor(world, "partner"))
    share(document, MEMBERS, by=actor(world, "member"))
    share(document, GROUP, by=actor(world, "manager"))
    assert not Document.objects.get(pk=document.pk).is_for_members


def test_folder_with_papers_of_others_is_the_facilitators_to_narrow(world):
    folder = add_folder(world.commission, name=text("Ours"), by=actor(world, "member"))
    share(folder, FACILITATORS, by=actor(world, "member"))
    share(folder, INHERITED, by=actor(world, "member"))
    add(world, "partner", folder=folder)
    with pytest.raises(PermissionDenied):
        share(folder, FACILITATORS, by=actor(world, "member"))
    share(folder, FACILITATORS, by=actor(world, "manager"))


@pytest.mark.parametrize("letters", ["", "b"])
def test_narrowing_to_none_or_to_a_stranger_is_refused(world, letters):
    document = add(world)
    with pytest.raises(ValidationError) as caught:
        share(document, ORGANISATIONS, named(world, ORGANISATIONS, *letters), by=SYSTEM)
    assert "shared_with" in caught.value.message_dict
    assert Document.objects.get(pk=document.pk).sharing == INHERITED


def test_same_set_of_organisations_is_kept_once(world):
    documents = [add(world, title=str(number)) for number in range(2)]
    for document, letters in zip(documents, ("ac", "ca"), strict=True):
        share(document, ORGANISATIONS, named(world, ORGANISATIONS, *letters), by=SYSTEM)
    assert documents[0].circle == documents[1].circle is not None


def test_closed_group_is_read_by_its_own_and_shared_no_further(world):
    document = add(world)
    WorkingGroup.objects.filter(pk=world.commission.pk).update(closed_at="2026-01-01T00:00Z")
    assert document.pk in seen(Document, world, "partner")
    with pytest.raises(PermissionDenied):
        share(Document.objects.get(pk=document.pk), MEMBERS, by=actor(world, "member"))
