"""Whoever follows a document or a folder is told what is new in it: once, and only
of what they see."""

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from network.core.mail import digest, sending
from network.core.mail.kinds import Frequency
from network.core.mail.operations import set_preferences
from network.core.mail.outbox import post
from network.documents import jobs
from network.documents.notifications import FOLLOWED
from network.documents.operations import (
    add_folder,
    follow,
    move,
    remove_document,
    remove_folder,
    share,
    unfollow,
)
from network.models import Mail, Membership, Profile
from tests.network import world as small_world
from tests.network.papers import actor, add, add_another, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private")]

BY_FOLLOW, ADDED, VERSION = (
    "network.document.followed",
    "network.document.added",
    "network.version.added",
)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """`with committed():` the block's transaction ends with it, and what waits for that is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def day(committed):
    """The mails of the day are made and sent."""

    def pass_day():
        with committed():
            digest.make_digests()
        sending.send_due()
        return sent()

    return pass_day


@pytest.fixture
def folder(world):
    return add_folder(
        world.commission, name=small_world.text("Accounts"), by=actor(world, "manager")
    )


def told(kind=BY_FOLLOW, **where):
    """Who has a mail of this kind, by name."""
    rows = Mail.objects.filter(kind=kind, **where)
    return sorted(rows.values_list("recipient__username", flat=True))


def sent():
    """Each mail that left, by whom it is to."""
    return {mail.to[0].partition("@")[0]: mail for mail in django_mail.outbox}


def follows(world, thing, **people):
    for persona, frequency in people.items():
        follow(thing, frequency, by=actor(world, persona))


def prefers(world, persona, kind, frequency):
    user = world.users[persona]
    set_preferences(user, {kind: frequency}, by=actor(world, persona))


# Who is told, and by what


def test_follower_of_a_document_is_told_of_its_versions_and_not_twice(world):
    document = add(world)
    follows(world, document, partner="at_once", guest="daily")
    add_another(world, document, "member")
    assert told() == ["guest", "partner"]
    assert told(daily=True) == ["guest"]
    assert told(VERSION) == ["manager"]


def test_follower_of_any_folder_around_is_told_of_documents_and_versions(world, folder):
    inner = add_folder(
        world.commission, name=small_world.text("2026"), parent=folder, by=actor(world, "manager")
    )
    beside = add_folder(
        world.commission, name=small_world.text("Letters"), by=actor(world, "manager")
    )
    follows(world, folder, partner="at_once")
    follows(world, beside, guest="at_once")
    document = add(world, folder=inner)
    assert told() == ["partner"]
    assert told(ADDED) == ["guest", "manager"]
    add_another(world, document, "member")
    assert told() == ["partner", "partner"]
    add(world, title="At the top")
    assert told() == ["partner", "partner"]


def test_who_did_it_is_not_told(world, folder):
    follows(world, folder, member="at_once", partner="at_once")
    document = add(world, folder=folder)
    follows(world, document, member="at_once", partner="at_once")
    assert told() == ["partner"]
    add_another(world, document, "partner")
    assert told() == ["member", "partner"]


def test_soonest_of_several_follows_tells_and_of_two_the_nearest(world, folder):
    inner = add_folder(
        world.commission, name=small_world.text("2026"), parent=folder, by=actor(world, "manager")
    )
    document = add(world, folder=inner)
    follows(world, folder, partner="at_once", guest="daily")
    follows(world, inner, partner="daily", guest="daily")
    follows(world, document, partner="daily")
    add_another(world, document, "member")
    contexts = dict(
        Mail.objects.filter(kind=BY_FOLLOW).values_list("recipient__username", "context")
    )
    assert contexts == {"partner": {"folder": folder.pk}, "guest": {"folder": inner.pk}}
    assert told(daily=True) == ["guest"]


def test_whoever_would_know_sooner_as_one_of_the_group_does(world):
    document = add(world)
    follows(world, document, partner="daily", guest="at_once")
    for persona in ("partner", "guest"):
        prefers(world, persona, VERSION, "at_once")
    add_another(world, document, "member")
    assert told() == ["guest"]
    assert told(VERSION, daily=False) == ["partner"]


def test_follow_counts_where_the_groups_news_are_not_wanted(world):
    document = add(world)
    follows(world, document, partner="daily")
    prefers(world, "partner", VERSION, "never")
    add_another(world, document, "member")
    assert told() == ["partner"]


def test_follower_who_is_not_of_the_group_is_told_and_the_other_members_are_not(world):
    document = add(world)
    share(document, "members", by=actor(world, "member"))
    document.refresh_from_db()
    follows(world, document, other="at_once", coordinator="daily")
    add_another(world, document, "member")
    assert told() == ["coordinator", "other"]
    assert told(VERSION) == ["guest", "manager", "partner"]


def test_only_who_sees_a_narrowed_document_is_posted_to(world, folder):
    follows(world, folder, partner="at_once", guest="at_once")
    share(folder, "facilitators", by=actor(world, "manager"))
    document = add(world, "manager", folder=folder)
    assert (told(), told(ADDED)) == ([], ["member"])
    add_another(world, document, "manager")
    assert (told(), told(VERSION)) == ([], ["member"])


def test_events_before_one_began_to_follow_are_not_told_by_it(world):
    document = add(world)
    follows(world, document, partner="at_once")
    version = add_another(world, document, "member")
    follows(world, document, guest="at_once")
    # Cut off, the task runs again.
    jobs.tell.call(VERSION, version.pk, str(world.users["member"].pk))
    assert told() == ["partner"]
    assert told(VERSION) == ["guest", "manager"]


def test_people_are_told_in_several_steps_and_once(world, folder, monkeypatch):
    monkeypatch.setattr(jobs.telling, "PEOPLE_AT_A_TIME", 1)
    follows(world, folder, partner="daily", guest="daily")
    document = add(world, folder=folder)
    jobs.tell.call(ADDED, document.current.pk, str(world.users["member"].pk))
    assert (told(), told(ADDED)) == (["guest", "partner"], ["manager"])


# What leaves


def test_mail_says_why_it_comes_and_where_that_ends(world, folder, committed):
    follows(world, folder, partner="at_once")
    with committed():
        document = add(world, folder=folder, note="A draft")
    mail = sent()["partner"]
    assert mail.subject == "Budget – new document in Accounts"
    for body in (mail.body, mail.alternatives[0][0]):
        assert "You get this mail because you follow the folder" in body
        assert "Accounts" in body
        assert "A draft" in body
        assert f"http://testserver{document.get_absolute_url()}" in body
        assert f"http://testserver{url('follows')}" in body


def test_mail_about_a_followed_document_names_the_version(world, committed):
    document = add(world)
    follows(world, document, partner="at_once")
    with committed():
        add_another(world, document, "member")
    mail = sent()["partner"]
    assert mail.subject == "Budget – version 2 in kanaria-commission"
    assert "You get this mail because you follow this document." in mail.body


def test_mail_names_no_group_that_its_recipient_does_not_see(world, committed):
    document = add(world)
    share(document, "members", by=actor(world, "member"))
    document.refresh_from_db()
    follows(world, document, other="at_once")
    with committed():
        add_another(world, document, "member")
    mail = sent()["other"]
    assert mail.subject == "Budget – version 2"
    assert "kanaria-commission" not in mail.body + mail.alternatives[0][0]


def test_mail_is_in_the_language_of_its_reader(world, folder, committed):
    Profile.objects.update_or_create(user=world.users["partner"], defaults={"language": "ar"})
    follows(world, folder, partner="at_once")
    with committed():
        add(world, folder=folder)
    assert sent()["partner"].extra_headers["Content-Language"] == "ar"
    assert "Accounts ع" in sent()["partner"].body


def test_day_gathers_what_one_follows_under_its_own_heading(world, folder, day):
    follows(world, folder, partner="daily")
    add_another(world, add(world, folder=folder), "member")
    body = day()["partner"].body
    heading, first, second = (
        body.index(words)
        for words in (
            "What you follow",
            "Budget – new document in Accounts",
            "Budget – version 2 in Accounts",
        )
    )
    assert heading < first < second


# Between the posting and the sending


def narrowed(world, document):
    share(document, "facilitators", by=actor(world, "manager"))


def removed(world, document):
    remove_document(document, by=actor(world, "manager"))


def removed_with_its_folder(world, document):
    remove_folder(document.folder, by=actor(world, "manager"))


def followed_no_more(world, document):
    unfollow(document.folder, by=actor(world, "partner"))


def mandate_ended(world, document):
    moment = timezone.now() - timezone.timedelta(days=1)
    Membership.objects.filter(user=world.users["partner"]).update(ended_at=moment)


CHANGES = [narrowed, removed, removed_with_its_folder, followed_no_more, mandate_ended]


@pytest.mark.parametrize("change", [None, *CHANGES])
@pytest.mark.parametrize("frequency", ["at_once", "daily"])
def test_follower_gets_nothing_of_what_is_not_theirs_any_more(
    world, folder, day, frequency, change
):
    follows(world, folder, partner=frequency)
    document = add(world, "member", folder=folder)
    add_another(world, document, "member")
    assert told() == ["partner", "partner"]
    if change:
        change(world, document)
    # The worker comes to it later.
    sending.send_due()
    assert ("partner" in day()) is (change is None)
    states = set(Mail.objects.filter(kind=BY_FOLLOW).values_list("state", flat=True))
    if change is None:
        assert states == {"sent"}
    elif frequency == "at_once":
        assert states == {"dropped"}
    else:
        assert states <= {"dropped", "queued"}


def test_folder_that_its_follower_does_not_see_any_more_is_not_named(world, folder, day):
    follows(world, folder, partner="at_once")
    document = add(world, folder=folder)
    move([document], None, world.commission, by=actor(world, "member"))
    share(folder, "facilitators", by=actor(world, "manager"))
    mail = day()["partner"]
    assert "Accounts" not in mail.subject + mail.body + mail.alternatives[0][0]
    assert "you follow a folder that this was in" in mail.body


# The outbox


def test_posting_by_what_each_wants_asks_nobody_s_preference(world):
    version = add(world).current
    people = [world.users[name] for name in ("partner", "guest", "manager")]
    wanted = {
        people[0].pk: Frequency.AT_ONCE,
        people[1].pk: Frequency.DAILY,
        people[2].pk: Frequency.NEVER,
    }
    assert post(FOLLOWED, people, version, key="1", wanted=wanted) == 2
    assert (told(daily=False), told(daily=True)) == (["partner"], ["guest"])
