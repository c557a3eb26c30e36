"""Sharing on screen: who sees a folder or a document, chosen and told."""

import pytest

from .papers import add, make, url

pytestmark = pytest.mark.usefixtures("private")


def test_folder_is_narrowed_to_organisations_with_what_is_in_it(as_, world):
    budget = make(world, "Budget", "manager")
    paper = add(world, folder=budget)
    manager, page = as_("manager"), url("folder-share", budget)
    answer = manager.get(page)
    assert "1</bdi> document in this folder was brought by others" not in answer.text
    assert str(world.b) not in answer.text
    answer = manager.post(
        page, {"sharing": "organisations", "shared_with": [world.a.pk]}, follow=True
    )
    assert "Who sees it now: Only <bdi>kanaria-organisation-a</bdi>" in answer.text
    assert as_("partner").get(paper.get_absolute_url()).status_code == 404
    assert "one of those that it is narrowed to" in as_("member").get(url("folder", budget)).text


def test_numbers_that_no_database_has_choose_nothing(as_, world):
    document, number = add(world), str(10**30)
    for name, field in (("document-share", "shared_with"), ("document-edit", "domains")):
        data = {"sharing": "organisations", "title_en": "Budget", field: number}
        answer = as_("member").post(url(name, document), data)
        assert answer.status_code == 200
        assert answer.context["form"].errors.keys() == {field}


def test_papers_of_others_in_a_folder_are_told_of_before_it_is_narrowed(as_, world):
    budget = make(world, "Budget", "manager")
    add(world, "partner", folder=budget)
    answer = as_("manager").get(url("folder-share", budget))
    assert "1</bdi> document in this folder was brought by others" in answer.text


def test_in_a_narrowed_folder_nothing_is_shared_with_more_people(as_, world):
    inside = add(world, "manager", folder=world.folder_closed)
    manager, page = as_("manager"), url("document-share", inside)
    answer = manager.get(page)
    assert "The folder it is in is narrowed" in answer.text
    values = [value for value, _label in answer.context["form"].fields["sharing"].choices]
    assert values == ["", "facilitators", "organisations"]
    for value in ("members", "group", "x"):
        assert manager.post(page, {"sharing": value}).context["form"].errors.keys() == {"sharing"}
    inside.refresh_from_db()
    assert inside.is_for_facilitators


@pytest.mark.parametrize("chosen", [[], ["b"], ["gone"]])
def test_organisations_that_are_none_or_not_in_the_group_are_refused(as_, world, chosen):
    document = add(world)
    pks = [getattr(world, key).pk for key in chosen]
    answer = as_("member").post(
        url("document-share", document), {"sharing": "organisations", "shared_with": pks}
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"shared_with"}
    document.refresh_from_db()
    assert document.circle is None


def test_who_narrows_it_away_from_themselves_is_told_and_led_to_what_they_see(as_, world):
    document = add(world)
    answer = as_("coordinator").post(
        url("document-share", document),
        {"sharing": "organisations", "shared_with": [world.c.pk]},
        follow=True,
    )
    assert answer.redirect_chain[-1][0] == url("group-documents", world.commission)
    assert "From now on it is not for you to see" in answer.text
    # Whose it is sees it as before.
    page = as_("member").get(document.get_absolute_url()).text
    assert "it is of <bdi>kanaria-organisation-a</bdi>, for which you may act" in page
    assert "Only <bdi>kanaria-organisation-c</bdi>; and <bdi>kanaria-organisation-a</bdi>" in page


@pytest.mark.parametrize(
    ("persona", "name", "why"),
    [
        ("manager", "document_closed", "you facilitate the group <bdi>kanaria-commission</bdi>"),
        ("coordinator", "document_closed", "you coordinate the network"),
        ("partner", "document_named", "<bdi>kanaria-organisation-c</bdi> is one of those"),
        ("superuser", "document_named", "you look after this site"),
        ("member", "document_shared", "it is shared with all members of the network"),
        ("guest", "document_shared", "it is shared with all members of the network"),
    ],
)
def test_page_says_why_one_sees_what_is_narrowed_or_for_all(as_, world, persona, name, why):
    page = as_(persona).get(getattr(world, name).get_absolute_url()).text
    assert f"You see this because {why}" in page
