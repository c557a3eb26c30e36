"""The documents of an action: what is linked to it, what is in its folder, and who sees it."""

import pytest
from django.core.exceptions import PermissionDenied

from network.actions.operations import link_documents, make_folder
from network.documents import operations as documents
from network.documents.models import Sharing
from network.models import Folder

from .acting import sentences
from .papers import actor, add, url
from .world import SYSTEM


@pytest.fixture
def action(world):
    return world.action_commission


def page(browser, action):
    answer = browser.get(url("action-documents", action))
    assert answer.status_code == 200
    return answer.text


def test_documents_are_found_ticked_and_linked_several_at_once(as_, world, action):
    plan, report = add(world, title="Plan"), add(world, title="Report")
    partner = as_("partner")
    found = partner.get(f"{url('action-document-link', action)}?q=plan").text
    assert "Plan" in found
    assert "Report" not in found
    sent = {"document": [plan.pk, report.pk]}
    answer = partner.post(url("action-document-link", action), sent, follow=True)
    assert "2 documents now belong to the action." in answer.text
    assert set(action.documents.all()) == {plan, report}
    assert "Plan" not in partner.get(url("action-document-link", action)).text
    answer = partner.post(
        url("action-document-unlink", action), {"document": [plan.pk]}, follow=True
    )
    assert "It stays where it is." in answer.text
    assert set(action.documents.all()) == {report}


@pytest.mark.parametrize("name", ["action-document-link", "action-document-unlink"])
@pytest.mark.parametrize("chosen", [[], ["999999"], ["x"], ["9" * 30]])
def test_nothing_or_nonsense_chosen_is_a_sentence(as_, action, name, chosen):
    answer = as_("member").post(url(name, action), {"document": chosen}, follow=True)
    said = "not there any more" if chosen else "Choose something in the list first."
    assert said in answer.text


def test_linked_document_shows_to_who_sees_it_and_to_nobody_else(as_, world, action):
    link_documents(action, [world.document_named], by=actor(world, "partner"))
    assert "kanaria-title-named" in page(as_("partner"), action)
    for persona in ("member", "manager", "guest", "coordinator"):
        assert "kanaria-title-named" not in page(as_(persona), action)
    # Not by the history, either.
    assert not any("kanaria-title" in sentence for sentence in sentences(action))


def test_nobody_links_what_they_do_not_see_or_what_is_of_another_group(as_, world, action):
    for key in ("named", "closed", "removed", "plenary", "shared"):
        document = getattr(world, f"document_{key}")
        with pytest.raises(PermissionDenied):
            link_documents(action, [document], by=actor(world, "member"))
        answer = as_("member").post(url("action-document-link", action), {"document": document.pk})
        assert "not there any more" in answer.text
    assert not action.documents.exists()


def test_folder_is_made_once_and_papers_are_brought_to_it(as_, world, action):
    partner = as_("partner")
    for _click in range(2):
        answer = partner.post(url("action-folder", action))
        action.refresh_from_db()
        assert answer["Location"] == action.folder.get_absolute_url()
    assert Folder.objects.filter(group=action.group, parent=None).latest("pk") == action.folder
    assert action.folder.name.get("ar").body == action.title.get("ar").body
    add(world, "partner", title="Minutes", folder=action.folder)
    text = page(partner, action)
    assert "Minutes" in text
    assert f"{url('document-upload', action.group)}?in={action.folder.pk}" in text
    assert "Make the folder" not in text


def test_folder_takes_a_number_where_its_name_is_taken(world, action):
    documents.add_folder(action.group, name=action.title, by=SYSTEM)
    folder = make_folder(action, by=actor(world, "member"))
    assert str(folder.name) == f"{action.title} (2)"


def test_folder_in_the_trash_is_as_if_there_had_been_none(as_, world, action):
    first = make_folder(action, by=actor(world, "member"))
    documents.remove_folder(first, by=SYSTEM)
    assert "Make the folder" in page(as_("member"), action)
    action.refresh_from_db()
    second = make_folder(action, by=actor(world, "member"))
    action.refresh_from_db()
    assert action.folder == second != first


def test_folder_that_is_kept_from_somebody_is_neither_shown_nor_doubled(as_, world, action):
    folder = make_folder(action, by=actor(world, "member"))
    add(world, "manager", title="Secret minutes", folder=folder)
    documents.share(folder, Sharing.FACILITATORS, by=SYSTEM)
    text = page(as_("partner"), action)
    assert "Secret minutes" not in text
    assert folder.get_absolute_url() not in text
    assert "Make the folder" not in text
    assert as_("partner").post(url("action-folder", action)).status_code == 403
    assert Folder.objects.filter(group=action.group, removed_at=None).count() == 3
