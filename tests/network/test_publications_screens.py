"""The screens on which a document is asked to be public, and answered."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from network.documents.models import Sharing
from network.documents.operations import ask_to_publish, decline, publish, share
from network.models import Publication

from .papers import actor, add, add_another, url

pytestmark = pytest.mark.usefixtures("private")


@pytest.fixture
def document(world):
    return add(world)


@pytest.fixture
def asked(world, document):
    return ask_to_publish(document, "For beginners", by=actor(world, "member"))


def once(**values):
    return {"once": str(uuid4()), **values}


def panel(as_, document, persona):
    html = as_(persona).get(document.get_absolute_url()).text
    found = BeautifulSoup(html, "html.parser").find(id="publication")
    return " ".join(found.text.split()), [a["href"] for a in found.select("a[href]")]


def test_member_asks_and_coordinator_says_yes(as_, world, document):
    _text, links = panel(as_, document, "member")
    assert url("document-publish", document) in links
    page = as_("member").get(url("document-publish", document)).text
    assert "Budget" in page
    assert "report.pdf" not in page
    answer = as_("member").post(
        url("document-publish", document), once(message="Useful"), follow=True
    )
    assert "The coordination is asked" in answer.text
    asked = Publication.objects.get()
    text, links = panel(as_, document, "member")
    assert "asked on" in text
    assert url("document-publish", document) not in links

    client = as_("coordinator")
    dashboard = client.get(url("dashboard")).text
    assert "waits for your yes" in dashboard
    assert url("publications") in dashboard
    assert asked.get_absolute_url() in client.get(url("publications")).text
    page = client.get(asked.get_absolute_url()).text
    for fact in ("Useful", "PDF document", url("version-download", document, 1)):
        assert fact in page
    answer = client.post(asked.get_absolute_url(), once(answer="yes"), follow=True)
    assert "The document is public" in answer.text
    assert Publication.objects.public().get() == asked
    assert "waits for your yes" not in client.get(url("dashboard")).text
    # What is public is found again when nothing waits.
    assert url("publications") in client.get(url("documents")).text
    assert url("publications") not in as_("member").get(url("documents")).text
    client = as_("coordinator")
    assert asked.get_absolute_url() in client.get(url("publications") + "?state=published").text
    text, _links = panel(as_, document, "partner")
    assert "Everybody has been able to read it" in text


def test_second_click_asks_nothing_more(as_, world, document):
    values = once(message="x")
    for _click in range(2):
        answer = as_("member").post(url("document-publish", document), values)
        assert answer.url == document.get_absolute_url()
    assert Publication.objects.count() == 1


def test_no_wants_a_reason_which_who_asked_reads(as_, world, document, asked):
    client = as_("coordinator")
    answer = client.post(asked.get_absolute_url(), once(answer="no", reason=" "))
    assert "Say why, for who asked." in answer.text
    client.post(asked.get_absolute_url(), once(answer="no", reason="Unsigned"))
    asked.refresh_from_db()
    assert asked.is_declined
    assert "Unsigned" in panel(as_, document, "member")[0]
    assert url("document-publish", document) in panel(as_, document, "member")[1]
    assert "Unsigned" not in panel(as_, document, "partner")[0]


def test_second_coordinator_is_told(as_, world, asked):
    publish(asked, by=actor(world, "superuser"))
    answer = as_("coordinator").post(asked.get_absolute_url(), once(answer="no", reason="No"))
    assert answer.status_code == 200
    assert "Somebody else has just said yes to it." in answer.text
    assert Publication.objects.public().get() == asked


def test_newer_version_is_not_public_and_the_page_says_so(as_, world, document, asked):
    publish(asked, by=actor(world, "coordinator"))
    assert url("document-publish", document) not in panel(as_, document, "member")[1]
    add_another(world, document)
    text, links = panel(as_, document, "member")
    assert "What is public is version 1" in text
    assert url("document-publish", document) in links


def test_narrowed_document_has_a_sentence_in_place_of_the_button(as_, world, document):
    share(document, Sharing.FACILITATORS, by=actor(world, "member"))
    text, links = panel(as_, document, "member")
    assert "Not all of the group see this document" in text
    assert url("document-publish", document) not in links
    assert "Not all of the group" in as_("member").get(url("document-publish", document)).text


def test_who_narrows_a_public_document_is_told_that_it_is_no_longer_public(
    as_, world, document, asked
):
    publish(asked, by=actor(world, "coordinator"))
    narrow = {"sharing": Sharing.FACILITATORS}
    answer = as_("member").post(url("document-share", document), narrow, follow=True)
    assert "What was public of it no longer is" in answer.text
    answer = as_("member").post(url("document-share", document), narrow, follow=True)
    assert "What was public" not in answer.text


def test_who_moves_a_public_document_into_a_narrowed_folder_is_told_too(
    as_, world, document, asked
):
    publish(asked, by=actor(world, "coordinator"))
    moved = {"target": str(world.folder_closed.pk)}
    answer = as_("manager").post(url("document-move", document), moved, follow=True)
    assert "What was public of it no longer is" in answer.text
    answer = as_("manager").post(url("document-move", document), {"target": "top"}, follow=True)
    assert "What was public" not in answer.text


@pytest.mark.parametrize("persona", ["member", "manager", "coordinator"])
def test_public_document_is_taken_back(as_, world, document, asked, persona):
    publish(asked, by=actor(world, "coordinator"))
    where = url("publication-withdraw", asked)
    assert where in panel(as_, document, persona)[1]
    assert "Take this document back" in as_(persona).get(where).text
    assert Publication.objects.public().exists()
    answer = as_(persona).post(where, once(), follow=True)
    assert "It is no longer public." in answer.text
    assert not Publication.objects.public().exists()


# (persona, document-publish, publications, publication, publication-withdraw)
DOORS = {
    "anonymous": (302, 302, 302, 302),
    "outsider": (403, 403, 403, 403),
    "former": (403, 403, 403, 403),
    "guest": (403, 403, 403, 403),
    "partner": (403, 403, 403, 403),
    "member": (200, 403, 200, 200),
    "manager": (200, 403, 200, 200),
    "other": (404, 403, 404, 404),
    "coordinator": (200, 200, 200, 200),
    "superuser": (200, 200, 200, 200),
}


@pytest.mark.parametrize("persona", DOORS)
def test_doors_let_in_whom_they_are_for(client, world, document, asked, persona):
    if persona != "anonymous":
        client.force_login(world.users[persona])
    found = tuple(
        client.get(where).status_code
        for where in (
            url("document-publish", document),
            url("publications"),
            url("publication", asked),
            url("publication-withdraw", asked),
        )
    )
    assert found == DOORS[persona]
    if persona not in ("coordinator", "superuser"):
        answer = client.post(url("publication", asked), once(answer="yes"))
        assert answer.status_code in (302, 403, 404)
        assert not Publication.objects.public().exists()


def test_declined_one_is_still_read_by_who_asked(as_, world, asked):
    decline(asked, "Unsigned", by=actor(world, "coordinator"))
    assert "Unsigned" in as_("member").get(asked.get_absolute_url()).text
