"""Documents made public: asked, agreed to or not, taken back; and who may do so."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from network.core import audit
from network.core.mail.kinds import kind_named
from network.documents.models import Sharing
from network.documents.operations import (
    add_folder,
    ask_to_publish,
    change_document,
    decline,
    empty_trash,
    move,
    publish,
    remove_document,
    remove_folder,
    restore,
    share,
    withdraw,
)
from network.models import ActivityDomain, Document, Mail, Publication

from . import world as small_world
from .papers import actor, add, add_another

pytestmark = pytest.mark.usefixtures("private")

State = Publication.State


def ask(world, document, persona="member", **options):
    return ask_to_publish(document, by=actor(world, persona), **options)


def make_public(world, document, persona="member"):
    publication = ask(world, document, persona)
    publish(publication, by=actor(world, "coordinator"))
    return publication


def public():
    return set(Publication.objects.public())


def mails(kind):
    return {mail.recipient.username for mail in Mail.objects.filter(kind=f"network.{kind}")}


def actions(document):
    return [entry.action.rpartition(".")[2] for entry in audit.history(document)]


def rename(world, document, title):
    change_document(document, {"title": small_world.text(title)}, by=actor(world, "member"))


# Asked and answered


def test_document_is_public_when_the_coordination_says_yes(world):
    document = add(world)
    publication = ask(world, document, message="For all who begin")
    assert public() == set()
    publish(publication, by=actor(world, "coordinator"))
    assert public() == {publication}
    assert publication.version == document.current
    assert (publication.asked_by, publication.organisation) == (world.users["member"], world.a)
    assert publication.decided_by == world.users["coordinator"]
    assert publication.decided_at is not None
    assert actions(document)[:2] == ["published", "publication_asked"]


def test_what_is_agreed_to_is_what_was_asked_and_nothing_that_came_after(world):
    document = add(world, title="Agreed")
    document.domains.set([ActivityDomain.objects.create(code="x", name=small_world.text("X"))])
    publication = ask(world, document)
    rename(world, document, "Written later")
    add_another(world, document)
    document.domains.clear()
    publish(publication, by=actor(world, "coordinator"))
    found = Publication.objects.public().get()
    assert str(found.title) == "Agreed"
    assert found.version.number == 1
    assert [domain.code for domain in found.domains.all()] == ["x"]
    assert found.is_older
    assert Publication.objects.public().matching("agreed").exists()
    assert not Publication.objects.public().matching("later").exists()
    # What the file is called is no word of it.
    assert not Publication.objects.public().matching("report").exists()


def test_newer_version_takes_the_place_of_the_older_one(world):
    document = add(world)
    first = make_public(world, document)
    add_another(world, document)
    second = ask(world, document)
    assert public() == {first}
    publish(second, by=actor(world, "coordinator"))
    assert public() == {second}
    first.refresh_from_db()
    assert first.is_withdrawn
    assert first.withdrawn_at


def test_no_answers_why_and_leaves_nothing_public(world):
    document = add(world)
    publication = ask(world, document)
    decline(publication, "Not yet signed", by=actor(world, "coordinator"))
    assert publication.is_declined
    assert publication.reason == "Not yet signed"
    assert public() == set()
    # It can be asked again, as it is.
    assert ask(world, document).is_asked


def answer_yes(publication, by):
    publish(publication, by=by)


def answer_no(publication, by):
    decline(publication, "No", by=by)


@pytest.mark.parametrize("second", [answer_yes, answer_no])
def test_second_of_two_coordinators_is_told_that_it_was_answered(world, second):
    publication = ask(world, add(world))
    theirs = Publication.objects.get(pk=publication.pk)
    publish(publication, by=actor(world, "coordinator"))
    with pytest.raises(ValidationError, match="just said yes"):
        second(theirs, actor(world, "superuser"))
    assert public() == {publication}
    other = ask(world, add(world))
    decline(other, "No", by=actor(world, "coordinator"))
    with pytest.raises(ValidationError, match="just said no"):
        publish(other, by=actor(world, "superuser"))
    assert public() == {publication}


def test_same_thing_is_asked_once(world):
    document = add(world)
    publication = ask(world, document)
    with pytest.raises(ValidationError, match="asked for already"):
        ask(world, document, "manager")
    publish(publication, by=actor(world, "coordinator"))
    with pytest.raises(ValidationError, match="public already"):
        ask(world, document)
    assert Publication.objects.count() == 1


def test_question_about_what_has_changed_since_is_replaced(world):
    document = add(world)
    first = ask(world, document)
    rename(world, document, "Another title")
    second = ask(world, document)
    first.refresh_from_db()
    assert (first.is_withdrawn, second.is_asked) == (True, True)
    with pytest.raises(ValidationError, match="no longer asked"):
        publish(first, by=actor(world, "coordinator"))


@pytest.mark.parametrize("state", [State.ASKED, State.PUBLISHED])
def test_database_takes_one_of_each_open_state_for_a_document(world, state):
    document = add(world)
    row = {"document": document, "version": document.current, "title": document.title}
    Publication.objects.create(state=state, decided_at=timezone.now(), **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create(state=state, **row)


# Who


@pytest.mark.parametrize(
    ("persona", "may"),
    [
        ("member", True),  # Whose it is.
        ("manager", True),  # Facilitates the group.
        ("coordinator", True),
        ("partner", False),
        ("guest", False),
        ("other", False),
        ("former", False),
        ("outsider", False),
    ],
)
def test_whose_it_is_and_who_leads_may_ask(world, persona, may):
    document = add(world)
    if may:
        assert ask(world, document, persona).is_asked
    else:
        with pytest.raises(PermissionDenied):
            ask(world, document, persona)


@pytest.mark.parametrize("persona", ["member", "manager", "partner", "other", "outsider"])
def test_only_the_coordination_answers(world, persona):
    publication = ask(world, add(world))
    with pytest.raises(PermissionDenied):
        publish(publication, by=actor(world, persona))
    with pytest.raises(PermissionDenied):
        decline(publication, "No", by=actor(world, persona))
    publication.refresh_from_db()
    assert publication.is_asked


@pytest.mark.parametrize(
    ("persona", "may"),
    [("member", True), ("manager", True), ("coordinator", True), ("partner", False)],
)
def test_whose_it_is_and_who_leads_may_take_it_back(world, persona, may):
    document = add(world)
    publication = make_public(world, document)
    if may:
        withdraw(publication, by=actor(world, persona))
        assert publication.is_withdrawn
        assert public() == set()
        assert actions(document)[0] == "unpublished"
    else:
        with pytest.raises(PermissionDenied):
            withdraw(publication, by=actor(world, persona))
        assert public() == {publication}


def test_question_can_be_taken_back(world):
    document = add(world)
    publication = ask(world, document)
    withdraw(publication, by=actor(world, "member"))
    assert publication.is_withdrawn
    assert actions(document)[0] == "publication_taken_back"
    with pytest.raises(ValidationError):
        publish(publication, by=actor(world, "coordinator"))


def test_who_sees_the_document_sees_its_publication_and_nobody_else(world):
    publication = make_public(world, add(world))

    def seers():
        rows = Publication.objects
        return {name for name, user in world.users.items() if rows.visible_to(user).exists()}

    assert seers() == small_world.COMMISSION
    Document.objects.update(removed_at=timezone.now())
    assert seers() == set()
    assert publication.pk


# What must not be public


@pytest.fixture
def folder(world):
    return add_folder(
        world.commission, name=small_world.text("Folder"), by=actor(world, "coordinator")
    )


def test_narrowed_document_is_refused_with_a_sentence(world):
    document = add(world)
    share(document, Sharing.FACILITATORS, by=actor(world, "member"))
    with pytest.raises(ValidationError, match="Not all of the group see this document"):
        ask(world, document)
    share(document, Sharing.MEMBERS, by=actor(world, "member"))
    assert ask(world, document).is_asked


def narrow(world, document, folder):
    share(document, Sharing.ORGANISATIONS, [world.a], by=actor(world, "member"))


def narrow_its_folder(world, document, folder):
    share(folder, Sharing.FACILITATORS, by=actor(world, "coordinator"))


def move_where_few_look(world, document, folder):
    closed = add_folder(
        world.commission, name=small_world.text("Closed"), by=actor(world, "coordinator")
    )
    share(closed, Sharing.FACILITATORS, by=actor(world, "manager"))
    move([document], closed, world.commission, by=actor(world, "manager"))


def remove(world, document, folder):
    remove_document(document, by=actor(world, "member"))


def remove_its_folder(world, document, folder):
    remove_folder(folder, by=actor(world, "coordinator"))


HIDING = [narrow, narrow_its_folder, move_where_few_look, remove, remove_its_folder]


@pytest.mark.parametrize("hide", HIDING)
def test_what_is_hidden_in_the_network_is_public_no_more(world, folder, hide):
    document = add(world, folder=folder)
    elsewhere = make_public(world, add(world))
    published = make_public(world, document)
    rename(world, document, "Newer")
    asked = ask(world, document)
    hide(world, document, folder)
    assert public() == {elsewhere}
    for publication in (published, asked):
        publication.refresh_from_db()
        assert publication.is_withdrawn
    assert "unpublished" in actions(document)


def test_document_that_comes_back_from_the_trash_stays_private(world):
    document = add(world)
    make_public(world, document)
    remove_document(document, by=actor(world, "member"))
    restore(document, by=actor(world, "member"))
    assert public() == set()
    assert ask(world, document).is_asked


@pytest.mark.parametrize(
    "columns", [{"removed_at": timezone.now()}, {"is_for_facilitators": True}], ids=str
)
def test_what_a_row_says_hides_it_whatever_was_forgotten(world, columns):
    document = add(world)
    make_public(world, document)
    Document.objects.filter(pk=document.pk).update(**columns)
    assert public() == set()


def test_purge_takes_publications_along(world):
    document = add(world)
    make_public(world, document)
    remove_document(document, by=actor(world, "member"))
    assert empty_trash(timezone.now()) >= 1
    assert not Publication.objects.filter(document_id=document.pk).exists()


# Who is told


def test_coordination_is_told_of_the_question_and_who_asked_of_the_answer(world):
    publication = ask(world, add(world))
    assert mails("publication.asked") == {"coordinator"}
    decline(publication, "No", by=actor(world, "coordinator"))
    assert mails("publication.answered") == {"member"}


def test_who_asked_hears_that_somebody_took_it_back(world):
    publication = make_public(world, add(world))
    Mail.objects.all().delete()
    withdraw(publication, by=actor(world, "manager"))
    assert mails("publication.answered") == {"member"}


def test_nobody_is_told_of_what_they_did_themselves(world):
    document = add(world, "coordinator")
    publication = ask(world, document, "coordinator")
    publish(publication, by=actor(world, "coordinator"))
    assert mails("publication.asked") == mails("publication.answered") == set()


def test_question_that_was_answered_is_no_longer_told(world):
    publication = ask(world, add(world))
    mail = Mail.objects.get(kind="network.publication.asked")
    kind = kind_named(mail.kind)
    assert kind.object_of(mail) == publication
    publish(publication, by=actor(world, "coordinator"))
    assert kind.object_of(mail) is None


# Whom a site must tell


def test_site_hears_of_every_change_once_it_is_committed(world, django_capture_on_commit_callbacks):
    from network.models import public_content_changed

    heard = []

    def hear(**kwargs):
        heard.append(public())

    public_content_changed.connect(hear)
    try:
        document = add(world)
        with django_capture_on_commit_callbacks(execute=True):
            publication = ask(world, document)
        assert heard == []
        with django_capture_on_commit_callbacks(execute=True):
            publish(publication, by=actor(world, "coordinator"))
            assert heard == []
        assert heard == [{publication}]
        with django_capture_on_commit_callbacks(execute=True):
            remove_document(document, by=actor(world, "member"))
        assert heard == [{publication}, set()]
    finally:
        public_content_changed.disconnect(hear)
