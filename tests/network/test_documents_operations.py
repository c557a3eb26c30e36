"""What becomes of a document: each change whole or not at all, known to its history, and told."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections

from network.core import audit
from network.core.actor import Actor
from network.core.mail import digest, sending
from network.core.mail.kinds import kind_named
from network.core.mail.writing import write
from network.core.multilingual import MultilingualEdit
from network.documents.jobs import telling
from network.documents.operations import (
    add_document,
    change_document,
    record_download,
    remove_document,
)
from network.documents.operations import documents as operations
from network.members.operations import close_group, end_membership
from network.models import Document, Mail, Membership, MultilingualText, Version

from . import world as small_world
from .papers import PDF, actions, actor, add, add_another, kept_files, sent

pytestmark = pytest.mark.usefixtures("private")


def content_of(version):
    with version.file.open() as file:
        return file.read()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


# What is kept


def test_added_document_is_the_organisations_and_has_a_first_version(world):
    document = add(world, note="A draft", languages=["en", "ar"])
    version = document.current
    assert (version.number, version.note, version.languages) == (1, "A draft", "en ar")
    assert (version.name, version.content_type) == ("report.pdf", "application/pdf")
    assert version.size == len(PDF)
    for owned in (document, version):
        assert (owned.author, owned.organisation) == (world.users["member"], world.a)
    assert content_of(version) == PDF
    assert actions(document) == ["network.document.added"]
    assert Document.objects.get(pk=document.pk).current == version


def test_version_goes_on_with_the_document_and_leaves_the_earlier_one(world):
    document = add(world)
    version = add_another(world, document, note="Corrected")
    document.refresh_from_db()
    assert (version.number, document.current) == (2, version)
    assert version.organisation == world.c
    assert document.organisation == world.a
    assert document.updated_at == version.created_at
    assert list(map(content_of, document.versions.all())) == [PDF + b"2", PDF]
    assert actions(document)[0] == "network.document.version_added"


def test_two_versions_after_the_same_one_are_both_kept_in_order(world):
    document = add(world)
    # Both senders had version 1 before them.
    stale = Document.objects.get(pk=document.pk)
    first = add_another(world, document)
    second = add_another(world, stale, "member")
    assert (first.number, second.number) == (2, 3)
    document.refresh_from_db()
    assert document.current == second


def test_change_is_of_what_was_changed_and_says_so(world):
    document = add(world, title="Budget")
    title = MultilingualEdit({"en": "Budget 2026"}, {"en": document.title.version("en")})
    change_document(document, {"title": title}, by=actor(world, "member"))
    document.refresh_from_db()
    assert document.title.get("en").body == "Budget 2026"
    assert Document.objects.matching("budgets 2026").get() == document
    entry = audit.history(document)[0]
    assert (entry.action, entry.data["fields"]) == ("network.document.changed", ["title"])


def test_change_of_nothing_leaves_no_trace(world):
    document = add(world)
    change_document(document, {}, by=actor(world, "member"))
    assert actions(document) == ["network.document.added"]


def test_removed_document_is_seen_by_nobody_and_deleted_by_nobody(world):
    document = add(world)
    files = kept_files()
    remove_document(document, by=actor(world, "member"))
    assert document.removed_at
    assert document not in Document.objects.visible_to(world.users["superuser"])
    assert not Version.objects.visible_to(world.users["superuser"]).filter(document=document)
    assert Version.objects.filter(document=document).count() == 1
    assert kept_files() == files


def test_document_is_removed_once(world):
    document = add(world)
    same = Document.objects.get(pk=document.pk)
    remove_document(document, by=actor(world, "member"))
    remove_document(same, by=actor(world, "member"))
    assert actions(document).count("network.document.removed") == 1


def test_download_is_in_the_history_with_who_and_which(world):
    document = add(world)
    record_download(document.current, by=actor(world, "partner"))
    entry = audit.history(document)[0]
    assert (entry.action, entry.data["number"]) == ("network.document.downloaded", 1)
    assert (entry.user, entry.organisation) == (world.users["partner"], str(world.c))


# Who may not


@pytest.mark.parametrize("persona", ["other", "former", "suspended", "outsider", "editor"])
def test_outsider_changes_nothing(world, persona):
    document, by = world.document_commission, actor(world, persona)
    files = kept_files()
    for act in (
        lambda: add(world, persona),
        lambda: add_another(world, document, persona),
        lambda: change_document(document, {}, by=by),
        lambda: remove_document(document, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert kept_files() == files
    assert Document.objects.get(pk=document.pk).removed_at is None
    assert document.versions.count() == 1


def test_member_of_the_group_neither_changes_nor_removes_another_organisations(world):
    by = actor(world, "partner")
    with pytest.raises(PermissionDenied):
        change_document(world.document_commission, {}, by=by)
    with pytest.raises(PermissionDenied):
        remove_document(world.document_commission, by=by)


def test_version_is_not_added_to_what_was_removed_meanwhile(world):
    document = add(world)
    stale = Document.objects.get(pk=document.pk)
    remove_document(document, by=actor(world, "member"))
    files = kept_files()
    with pytest.raises(PermissionDenied):
        add_another(world, stale)
    assert kept_files() == files


def test_version_is_not_added_in_a_group_that_was_closed_meanwhile(world):
    document = add(world)
    stale = Document.objects.select_related("group").get(pk=document.pk)
    assert stale.group.is_open
    close_group(world.commission, by=small_world.SYSTEM)
    with pytest.raises(PermissionDenied):
        add_another(world, stale)


# Whole or not at all


class Killed(BaseException):
    """As if the process had ended there."""


def die(*args, **kwargs):
    raise Killed


@pytest.mark.parametrize("where", ["_add_version", "notify_document_added"])
def test_upload_that_is_cut_off_leaves_neither_row_nor_file(world, monkeypatch, where):
    documents, files = Document.objects.count(), kept_files()
    monkeypatch.setattr(operations, where, die)
    with pytest.raises(Killed):
        add(world)
    assert (Document.objects.count(), kept_files()) == (documents, files)
    assert not Mail.objects.filter(kind__startswith="network.document").exists()


@pytest.mark.parametrize("where", ["_add_version", "notify_version_added"])
def test_version_that_is_cut_off_leaves_the_document_as_it_was(world, monkeypatch, where):
    document = add(world)
    files, history = kept_files(), actions(document)
    monkeypatch.setattr(operations, where, die)
    with pytest.raises(Killed):
        add_another(world, document)
    document.refresh_from_db()
    assert document.current.number == document.versions.count() == 1
    assert (kept_files(), actions(document)) == (files, history)


def test_document_without_a_title_leaves_no_file(world):
    files = kept_files()
    with pytest.raises(ValidationError) as refused:
        add_document(
            world.commission,
            title=MultilingualText(),
            upload=sent(),
            by=actor(world, "member"),
        )
    assert "title" in refused.value.error_dict
    assert kept_files() == files


def test_note_that_is_too_long_is_refused_and_leaves_no_file(world):
    document = add(world)
    files = kept_files()
    with pytest.raises(ValidationError) as refused:
        add_another(world, document, note="x" * 501)
    assert "note" in refused.value.error_dict
    assert kept_files() == files


# At the same time


@pytest.mark.django_db(transaction=True)
def test_versions_that_arrive_together_are_all_kept_in_order(world):
    """On PostgreSQL they run at the same time; SQLite in memory has one connection for all."""
    document = add(world)
    failures = []
    start = threading.Barrier(4)

    def send():
        try:
            start.wait(10)
            add_another(world, Document.objects.get(pk=document.pk))
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    if connection.vendor == "sqlite":
        for _ in range(4):
            add_another(world, document)
    else:
        threads = [threading.Thread(target=send) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    assert failures == []
    numbers = [version.number for version in document.versions.order_by("number")]
    assert numbers == [1, 2, 3, 4, 5]
    document.refresh_from_db()
    assert document.current.number == 5
    assert len(set(kept_files())) >= 5


# Who is told


def told(kind):
    return {mail.recipient.username for mail in Mail.objects.filter(kind=kind)}


def test_people_of_the_group_are_told_but_for_who_did_it(world):
    document = add(world)
    assert told("network.document.added") == {"guest", "manager", "partner"}
    add_another(world, document)
    assert told("network.version.added") == {"guest", "manager", "member"}
    assert set(Mail.objects.filter(kind__contains="added").values_list("daily", flat=True)) == {
        True
    }


def test_what_the_system_adds_everybody_is_told(world):
    add_document(
        world.commission,
        title=small_world.text("Leaflet"),
        upload=sent(),
        by=Actor.system("tests"),
    )
    assert told("network.document.added") == {"guest", "member", "manager", "partner"}


def test_people_are_told_in_several_steps_and_once(world, monkeypatch):
    monkeypatch.setattr(telling, "PEOPLE_AT_A_TIME", 2)
    document = add(world)
    assert Mail.objects.filter(kind="network.document.added").count() == 3
    # Cut off, a task runs again.
    telling.tell.call("network.document.added", document.current.pk, world.users["member"].pk)
    assert Mail.objects.filter(kind="network.document.added").count() == 3


def test_nobody_is_told_of_what_was_removed_before_the_job_ran(world):
    document = add(world)
    Mail.objects.all().delete()
    remove_document(document, by=actor(world, "member"))
    telling.tell.call("network.document.added", document.current.pk, None)
    assert not Mail.objects.exists()


def lines(world, persona, kind):
    """What the mail of the day says to somebody, of one kind; empty where it says nothing."""
    mail = Mail.objects.get(kind=kind, recipient=world.users[persona])
    # As the worker reads it: with its recipient as they are now.
    mail = Mail.objects.select_related("recipient").get(pk=mail.pk)
    obj = kind_named(kind).object_of(mail)
    return write(mail, kind_named(kind), obj) if obj else None


def test_mail_names_the_title_the_group_and_who_did_it(world):
    document = add(world, title="Budget")
    written = lines(world, "partner", "network.document.added")
    assert written.subject == "Budget – new document in kanaria-commission"
    for text in (written.text, written.html):
        assert "Budget" in text
        assert "kanaria-person-member" in text
        assert document.get_absolute_url() in text
    add_another(world, document, note="Corrected")
    written = lines(world, "member", "network.version.added")
    assert written.subject == "Budget – version 2 in kanaria-commission"
    for text in (written.text, written.html):
        assert "Corrected" in text
        assert str(world.c) in text
        assert document.get_absolute_url() in text


@pytest.mark.parametrize("kind", ["network.document.added", "network.version.added"])
def test_who_has_left_meanwhile_is_told_nothing(world, kind):
    add_another(world, add(world), "member")
    assert lines(world, "partner", kind)
    end_membership(Membership.objects.get(user=world.users["partner"]), by=small_world.SYSTEM)
    assert lines(world, "partner", kind) is None


def test_what_was_removed_meanwhile_is_told_to_nobody(world):
    document = add(world)
    remove_document(document, by=actor(world, "member"))
    assert lines(world, "partner", "network.document.added") is None


def test_news_of_the_day_leave_in_one_mail(world, committed, mailoutbox):
    add_another(world, add(world, title="Budget"), "member")
    Mail.objects.exclude(kind__contains="added").delete()
    with committed():
        digest.make_digests()
    sending.send_due()
    [mail] = [mail for mail in mailoutbox if mail.to == ["partner@example.org"]]
    assert "Budget – new document in kanaria-commission" in mail.body
    assert "Budget – version 2 in kanaria-commission" in mail.body
    assert {mail.to[0].partition("@")[0] for mail in mailoutbox} == {"partner", "guest", "manager"}
