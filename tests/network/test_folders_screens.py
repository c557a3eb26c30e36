"""Folders on screen: browsed, made, renamed, moved, removed."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.documents.models import Document, Folder, Sharing
from network.documents.operations import move, remove_folder, share

from . import world as small_world
from .papers import PDF, add, make, sent, url

pytestmark = pytest.mark.usefixtures("private")


def listed(answer):
    """What is in the list: folders, then documents."""
    things = [*answer.context["folders"], *answer.context["page"]]
    return [str(getattr(thing, "name", None) or thing.title) for thing in things]


# Browsing


def test_group_shows_its_folders_first_and_the_documents_in_none(as_, world):
    budget = make(world, "Budget")
    add(world, title="Loose")
    add(world, title="Inside", folder=budget)
    answer = as_("member").get(url("group-documents", world.commission))
    assert listed(answer)[:2] == ["Budget", "kanaria-folder-commission"]
    assert listed(answer)[2:] == ["Loose", "kanaria-title-commission"]
    assert listed(as_("member").get(url("folder", budget))) == ["Inside"]


def test_folder_says_how_many_documents_one_sees_in_it_however_deep(as_, world):
    budget = make(world, "Budget")
    inner = make(world, "Inner", parent=budget)
    # Its number begins like the other's: 1 and 12.
    other = make(world, "Other")
    for folder in (budget, inner, inner, other):
        add(world, folder=folder)
    hidden = add(world, "partner", folder=inner, title="Hidden")
    share(hidden, Sharing.ORGANISATIONS, [world.c], by=small_world.SYSTEM)

    def counts(persona):
        answer = as_(persona).get(url("group-documents", world.commission))
        return {str(row.name): row.document_count for row in answer.context["folders"]}

    assert counts("member")["Budget"] == 3
    assert counts("partner")["Budget"] == 4
    assert counts("member")["Other"] == 1
    inside = as_("member").get(url("folder", budget)).context["folders"]
    assert [(str(row.name), row.document_count) for row in inside] == [("Inner", 2)]


def test_way_to_a_folder_has_the_folders_that_one_sees(as_, world):
    outer = make(world, "Outer", "partner")
    inner = make(world, "Inner", parent=outer)
    share(outer, Sharing.FACILITATORS, by=small_world.SYSTEM)
    page = as_("manager").get(url("folder", inner))
    assert [str(name) for name, _url in page.context["crumbs"]] == [
        "kanaria-commission",
        "Documents",
        "Outer",
    ]
    # Whose it is sees it still, and not the one that it is in.
    page = as_("member").get(url("folder", inner))
    assert "Outer" not in page.text
    names = [str(name) for name, _url in page.context["crumbs"]]
    assert names == ["kanaria-commission", "Documents"]


def test_folder_that_was_narrowed_since_is_not_found(as_, world):
    budget = make(world, "Budget", "manager")
    partner = as_("partner")
    assert partner.get(url("folder", budget)).status_code == 200
    share(budget, Sharing.FACILITATORS, by=small_world.SYSTEM)
    for name in ("folder", "folder-history", "folder-edit", "folder-share", "folder-move"):
        assert partner.get(url(name, budget)).status_code == 404
    assert partner.get(url("folder", 10**18)).status_code == 404


def test_folder_for_all_members_names_no_group_to_who_does_not_see_it(as_, world):
    budget = make(world, "Budget", "manager")
    inside = add(world, folder=budget, title="Inside")
    share(budget, Sharing.MEMBERS, by=small_world.SYSTEM)
    third = as_("other")
    for page in (url("folder", budget), url("document", inside), url("documents")):
        answer = third.get(page)
        assert answer.status_code == 200
        assert "Inside" in answer.text
        assert "kanaria-commission" not in answer.text
    page = third.get(url("folder", budget)).text
    assert "shared with all members of the network" in page
    for name in ("folder-edit", "folder-share", "folder-move", "folder-remove", "folder-history"):
        assert url(name, budget) not in page
        assert third.get(url(name, budget)).status_code == 403


def test_folders_are_in_the_order_of_the_readers_language(as_, world, client):
    for name in ("Zèbre", "Écho", "abeille"):
        make(world, name)
    names = listed(as_("member").get(url("group-documents", world.commission)))
    assert names[:2] + names[3:4] == ["abeille", "Écho", "Zèbre"]


def test_words_are_looked_for_below_a_folder_only(as_, world):
    budget = make(world, "Budget")
    inner = make(world, "Réunions", parent=budget)
    add(world, title="Réunion de mai", folder=inner)
    add(world, title="Réunion de juin")
    member = as_("member")
    inside = listed(member.get(url("folder", budget), {"q": "reunion"}))
    assert inside == ["Réunions", "Réunion de mai"]
    assert listed(member.get(url("folder", inner), {"q": "reunion"})) == ["Réunion de mai"]
    everywhere = listed(member.get(url("group-documents", world.commission), {"q": "reunion"}))
    assert set(everywhere) == {"Réunions", "Réunion de mai", "Réunion de juin"}
    assert (
        "Nothing here has all of these words" in member.get(url("folder", inner), {"q": "x"}).text
    )
    # What is not valid leaves the list whole.
    assert listed(member.get(url("folder", inner), {"q": "\0"})) == ["Réunion de mai"]


def test_folder_and_group_are_as_many_queries_for_one_as_for_many(as_, world):
    budget = make(world, "Budget")
    make(world, "First", parent=budget)
    add(world, folder=budget)
    pages = {url("folder", budget): 14, url("group-documents", world.commission): 14}

    def asked(persona):
        client = as_(persona)
        got = {}
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200
            got[page] = len(captured)
        return got

    few = {persona: asked(persona) for persona in ("member", "manager", "coordinator")}
    for number in range(30):
        make(world, f"More {number}", "partner", parent=budget)
        make(world, f"More {number}", "partner")
        add(world, "partner", title=f"Number {number}", folder=budget)
        add(world, "guest", title=f"Number {number}")
    many = {persona: asked(persona) for persona in few}
    # With others' things in it there is less to ask: it is not theirs to decide about.
    assert all(many[who][page] <= few[who][page] for who in few for page in pages)
    assert [few[who][page] for who in few for page in pages if few[who][page] > pages[page]] == []


# Making and renaming


def test_folder_is_made_where_one_is_once(as_, world):
    budget = make(world, "Budget")
    page = f"{url('folder-new', world.commission)}?in={budget.pk}"
    member = as_("member")
    values = {"once": str(uuid4()), "name_en": "Inner"}
    for _ in range(2):
        answer = member.post(page, values, follow=True)
        assert "The folder is here" in answer.text
    inner = Folder.objects.get(parent=budget)
    assert (str(inner.name), inner.organisation) == ("Inner", world.a)
    assert answer.redirect_chain[-1][0] == inner.get_absolute_url()


def test_folder_of_another_group_is_no_place_to_make_one(as_, world):
    elsewhere = make(world, "Elsewhere", "other", group=world.other_commission)
    plenary = make(world, "Plenary", "other", group=world.plenary)
    member = as_("member")
    for where in (elsewhere.pk, plenary.pk, world.folder_closed.pk, 999_999, "x", 10**30):
        page = f"{url('folder-new', world.commission)}?in={where}"
        assert member.get(page).status_code == 404
        assert member.post(page, {"name_en": "Mine"}).status_code == 404
    assert not Folder.objects.filter(search_key__contains="mine").exists()


def test_name_that_is_taken_is_said_beside_the_field_and_kept(as_, world):
    make(world, "Budget")
    answer = as_("member").post(
        url("folder-new", world.commission), {"once": str(uuid4()), "name_en": "budget"}
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"name"}
    assert 'value="budget"' in answer.text
    other = make(world, "Other")
    page = url("folder-edit", other)
    loaded = other.name.version("en")
    answer = as_("member").post(page, {"name_en": "BUDGET", "name_en_loaded": loaded})
    assert answer.context["form"].errors.keys() == {"name"}
    other.refresh_from_db()
    assert str(other.name) == "Other"


def test_renaming_shows_what_somebody_else_wrote_meanwhile(as_, world):
    budget = make(world, "Budget")
    loaded = {"name_en": "Budget", "name_en_loaded": budget.name.version("en")}
    member, page = as_("member"), url("folder-edit", budget)
    answer = member.post(page, {**loaded, "name_en": "Budget 2026"}, follow=True)
    assert "The folder is saved" in answer.text
    answer = member.post(page, {**loaded, "name_en": "Mine"})
    assert answer.status_code == 200
    assert "Budget 2026" in answer.text
    budget.refresh_from_db()
    assert str(budget.name) == "Budget 2026"
    assert as_("partner").get(page).status_code == 403


# Moving


def test_document_is_moved_to_a_folder_and_who_sees_it_there_is_said_before(as_, world):
    budget = make(world, "Budget")
    share(budget, Sharing.ORGANISATIONS, [world.a], by=small_world.SYSTEM)
    document = add(world)
    member, page = as_("member"), url("document-move", document)
    answer = member.get(page)
    assert "Only <bdi>kanaria-organisation-a</bdi>" in answer.text
    assert "kanaria-folder-closed" not in answer.text
    answer = member.post(page, {"target": budget.pk}, follow=True)
    assert answer.redirect_chain[-1][0] == budget.get_absolute_url()
    assert as_("partner").get(document.get_absolute_url()).status_code == 404
    answer = as_("member").post(page, {"target": "top"}, follow=True)
    assert answer.redirect_chain[-1][0] == url("group-documents", world.commission)
    assert as_("partner").get(document.get_absolute_url()).status_code == 200


def test_several_things_are_moved_at_once_or_none(as_, world):
    budget, other = make(world, "Budget"), make(world, "Other")
    inner = make(world, "Inner", parent=other)
    papers = [add(world), add(world)]
    chosen = "&".join([f"folder={other.pk}", *(f"document={row.pk}" for row in papers)])
    page = f"{url('documents-move', world.commission)}?{chosen}"
    member = as_("member")
    answer = member.get(page)
    assert "Other" in answer.text
    # Into itself: all stay, and the sentence is beside the field.
    answer = member.post(page, {"target": inner.pk})
    assert answer.status_code == 200
    assert "cannot be moved into itself" in answer.context["form"].errors["target"][0]
    assert "cannot be moved into itself" in answer.text
    assert not Document.objects.filter(pk__in=[row.pk for row in papers], folder=inner).exists()
    assert member.post(page, {"target": budget.pk}).status_code == 302
    assert Document.objects.filter(folder=budget).count() == 2
    inner.refresh_from_db()
    assert inner.path == f"/{budget.pk}/{other.pk}/{inner.pk}/"


@pytest.mark.parametrize("target", ["", "x", "999999", "closed", "elsewhere"])
def test_place_that_one_does_not_see_is_no_choice(as_, world, target):
    elsewhere = make(world, "Elsewhere", "other", group=world.other_commission)
    value = {"closed": world.folder_closed.pk, "elsewhere": elsewhere.pk}.get(target, target)
    document = add(world)
    answer = as_("member").post(url("document-move", document), {"target": value})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"target"}
    document.refresh_from_db()
    assert document.folder is None


def test_what_is_others_is_not_moved_nor_removed_in_a_heap(as_, world):
    theirs, mine = add(world, "partner"), add(world)
    for name in ("documents-move", "documents-remove"):
        page = f"{url(name, world.commission)}?document={theirs.pk}&document={mine.pk}"
        assert as_("member").get(page).status_code == 403
        assert as_("member").post(page, {"target": "top"}).status_code == 403
    assert not Document.objects.filter(pk=mine.pk).exclude(removed_at=None).exists()


def test_folders_chosen_together_are_one_question_and_each_of_them_counts(as_, world):
    outer = make(world, "Outer")
    folders = [make(world, f"In {n}", parent=outer) for n in range(4)]
    member, page = as_("member"), url("documents-move", world.commission)
    asked = []
    for chosen in (folders[-1:], folders[-1:], folders):
        query = "&".join(f"folder={folder.pk}" for folder in chosen)
        with CaptureQueriesContext(connection) as queries:
            assert member.get(f"{page}?{query}").status_code == 200
        asked.append(len(queries))
    # The first request of all looks up what is known afterwards.
    assert asked[1] == asked[2]
    add(world, "partner", folder=folders[1])
    assert member.get(f"{page}?{query}").status_code == 403
    assert member.get(f"{page}?folder={folders[-1].pk}").status_code == 200


def test_boxes_are_beside_what_one_may_move(as_, world):
    theirs, mine = add(world, "partner"), add(world)
    page = as_("member").get(url("group-documents", world.commission)).text
    assert f'name="document" value="{mine.pk}"' in page
    assert f'name="document" value="{theirs.pk}"' not in page
    page = as_("manager").get(url("group-documents", world.commission)).text
    assert f'name="document" value="{theirs.pk}"' in page


def test_nothing_chosen_is_said(as_, world):
    strange = add(world, "other", group=world.other_commission)
    for name in ("documents-move", "documents-remove"):
        for query in ("", "?document=x&folder=", f"?document={strange.pk}&document={10**30}"):
            answer = as_("member").get(url(name, world.commission) + query, follow=True)
            assert "Choose something in the list first" in answer.text
            assert as_("other").get(url(name, world.commission) + query).status_code == 404


def test_nothing_is_said_to_be_removed_that_was_not(as_, world):
    theirs = add(world, "partner")
    share(theirs, Sharing.ORGANISATIONS, [world.c], by=small_world.SYSTEM)
    page = f"{url('documents-remove', world.commission)}?document={theirs.pk}"
    answer = as_("member").post(page, {"once": str(uuid4())}, follow=True)
    assert "What you chose is removed" not in answer.text
    assert "Choose something in the list first" in answer.text


def test_place_that_is_gone_is_said_without_its_number(as_, world):
    document, budget = add(world), make(world, "Budget")
    remove_folder(budget, by=small_world.SYSTEM)
    answer = as_("member").post(url("document-move", document), {"target": budget.pk})
    (sentence,) = answer.context["form"].errors["target"]
    assert sentence == "This folder is not there any more. Choose another place."


# Removing, and what was done


def test_history_of_a_folder_is_its_groups(as_, world):
    budget = make(world, "Budget")
    move([budget], world.folder_commission, world.commission, by=small_world.SYSTEM)
    page = as_("partner").get(url("folder-history", budget)).text
    assert "Folder added" in page


def test_removing_a_folder_asks_and_says_how_much_goes_with_it(as_, world):
    budget = make(world, "Budget")
    add(world, folder=make(world, "Inner", parent=budget))
    member, page, token = as_("member"), url("folder-remove", budget), str(uuid4())
    assert "<bdi>1</bdi> document that you see" in member.get(page).text
    for _ in range(2):
        answer = member.post(page, {"once": token}, follow=True)
        assert "The folder is removed" in answer.text
    assert answer.redirect_chain[-1][0] == url("group-documents", world.commission)
    assert member.get(url("folder", budget)).status_code == 404
    assert Folder.objects.below(budget).exclude(removed_at=None).count() == 2


def test_removed_folder_takes_nothing(as_, world):
    budget = make(world, "Budget")
    remove_folder(budget, by=small_world.SYSTEM)
    document = add(world, upload=sent(PDF))
    answer = as_("member").post(url("document-move", document), {"target": budget.pk})
    assert answer.context["form"].errors.keys() == {"target"}
