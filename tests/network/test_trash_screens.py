"""The trash on screen: what one may bring back, and until when."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.documents.models import Folder, Sharing
from network.documents.operations import add_folder, remove_document, remove_folder, share
from network.members.operations import close_group
from network.models import Document

from . import world as small_world
from .papers import actor, add, url

pytestmark = pytest.mark.usefixtures("private")


def remove(world, document, persona="member"):
    remove_document(document, by=actor(world, persona))


def folder(world, name="Budget", persona="member"):
    return add_folder(world.commission, name=small_world.text(name), by=actor(world, persona))


def listed(answer):
    folders = {str(row.name) for row in answer.context["folders"]}
    return folders | {str(row.title) for row in answer.context["page"]}


def test_trash_has_what_one_may_bring_back(as_, world):
    for persona, title in (("member", "Ours"), ("partner", "Theirs"), ("guest", "The guest’s")):
        remove(world, add(world, persona, title=title), persona)
    closed = add(world, "manager", title="Closed", folder=world.folder_closed)
    remove(world, closed, "manager")
    page = url("trash", world.commission)
    there = {"kanaria-title-removed", "kanaria-folder-removed"}
    assert listed(as_("member").get(page)) == {"Ours", "Closed"} | there
    assert listed(as_("partner").get(page)) == {"Theirs"}
    assert listed(as_("guest").get(page)) == {"The guest’s"}
    assert {"Ours", "Theirs", "Closed"} <= listed(as_("coordinator").get(page))
    assert as_("other").get(page).status_code == 404


def test_trash_says_by_whom_and_until_when(as_, world, settings):
    settings.NETWORK_TRASH_DAYS = 10
    document = add(world)
    remove(world, document)
    Document.objects.filter(pk=document.pk).update(removed_at=datetime(2026, 3, 1, 12, tzinfo=UTC))
    page = as_("manager").get(url("trash", world.commission)).text
    assert "kanaria-person-member" in page
    assert 'datetime="2026-03-11' in page
    assert "<bdi>10</bdi> days" in page
    page = as_("member").get(url("group-documents", world.commission)).text
    assert url("trash", world.commission) in page


def test_document_comes_back_by_a_press_of_a_button_alone(as_, world):
    document = add(world)
    remove(world, document)
    member, page = as_("member"), url("document-restore", document)
    assert member.get(page).status_code == 405
    assert as_("partner").post(page).status_code == 404
    answer = as_("member").post(page, follow=True)
    assert answer.redirect_chain[-1][0] == document.get_absolute_url()
    assert "It is back where it was" in answer.text
    # What is there is not in the trash.
    assert as_("member").post(page).status_code == 404


def test_folder_is_one_row_and_comes_back_with_what_went_with_it(as_, world):
    budget = folder(world)
    inside, before = add(world, folder=budget, title="Inside"), add(world, folder=budget)
    remove(world, before)
    remove_folder(budget, by=actor(world, "member"))
    page = as_("member").get(url("trash", world.commission))
    assert "Inside" not in listed(page)
    assert "Budget" in listed(page)
    assert as_("member").post(url("document-restore", inside)).status_code == 404
    # What was removed before waits for its folder.
    answer = as_("member").post(url("document-restore", before), follow=True)
    assert "is in the trash too: restore that first" in answer.text
    answer = as_("member").post(url("folder-restore", budget), follow=True)
    assert answer.redirect_chain[-1][0] == budget.get_absolute_url()
    assert "Inside" in answer.text
    before.refresh_from_db()
    assert before.removed_at is not None


def test_folder_whose_name_was_taken_meanwhile_says_so(as_, world):
    budget = folder(world)
    remove_folder(budget, by=actor(world, "member"))
    folder(world)
    answer = as_("member").post(url("folder-restore", budget), follow=True)
    assert answer.redirect_chain[-1][0] == url("trash", world.commission)
    assert "There is a folder of this name here already" in answer.text
    assert Folder.objects.filter(pk=budget.pk, removed_at=None).count() == 0


def test_trash_is_nobody_elses_than_those_who_see_what_is_in_it(as_, world):
    document = add(world)
    share(document, Sharing.ORGANISATIONS, [world.c], by=small_world.SYSTEM)
    remove(world, document)
    # Not even the coordination's, of what is narrowed to others.
    assert "Budget" not in listed(as_("coordinator").get(url("trash", world.commission)))
    assert as_("coordinator").post(url("document-restore", document)).status_code == 404
    assert "Budget" in listed(as_("member").get(url("trash", world.commission)))


def test_nothing_comes_back_in_a_closed_group(as_, world):
    document = add(world)
    remove(world, document)
    close_group(world.commission, by=small_world.SYSTEM)
    page = as_("member").get(url("trash", world.commission))
    assert "Budget" in listed(page)
    assert url("document-restore", document) not in page.text
    assert as_("member").post(url("document-restore", document)).status_code == 403


@pytest.mark.parametrize("persona", ["member", "manager", "coordinator"])
def test_trash_is_as_many_queries_for_one_as_for_many(as_, world, persona):
    def asked():
        client, page = as_(persona), url("trash", world.commission)
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    remove(world, add(world))
    remove_folder(folder(world), by=actor(world, "member"))
    few = asked()
    for number in range(25):
        remove(world, add(world))
        remove_folder(folder(world, f"More {number}"), by=actor(world, "member"))
    assert asked() == few <= 15
