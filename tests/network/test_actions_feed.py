"""The feed of one's dates: whose they are, who reads them, and when its link leads nowhere."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from network.actions import operations
from network.core import audit, links
from network.core.actor import Actor
from network.models import (
    ActionFeed,
    JointAction,
    Link,
    Membership,
    Milestone,
    Profile,
    Task,
    WorkingGroup,
)

from .papers import actor
from .world import text

pytestmark = pytest.mark.django_db
PAGE = "/space/actions/feed/"


def address(feed):
    return reverse("network:feed", args=[links.token_of(feed.link)])


def feed_of(world, persona):
    return operations.open_feed(by=actor(world, persona))


def read(feed, **headers):
    """What a calendar program reads, which is signed in nowhere."""
    answer = Client().get(address(feed), headers=headers)
    assert answer.status_code == 200
    return answer


def events(feed):
    return Calendar.from_ical(read(feed).content).walk("VEVENT")


def keys(feed):
    return {str(event["uid"]).partition("@")[0] for event in events(feed)}


def key(kind, row):
    return f"{kind}-{row.pk}"


# Whose dates.


def test_feed_has_ones_own_tasks_and_what_one_has_a_part_in(world):
    assert keys(feed_of(world, "member")) == {
        key("task", world.task_commission),
        key("milestone", world.milestone_commission),
        key("end", world.action_commission),
    }
    # A's manager sees A's task, which is another person's.
    assert key("task", world.task_commission) in keys(feed_of(world, "manager"))
    # C's contributor has a part by C, and no task.
    assert keys(feed_of(world, "partner")) == {
        key("milestone", world.milestone_commission),
        key("end", world.action_commission),
    }


def test_nothing_of_another_group_is_in_a_feed(world):
    raw = read(feed_of(world, "member")).content.decode()
    assert "kanaria-task-commission" in raw
    assert "-other" not in raw
    other = read(feed_of(world, "other")).content.decode()
    assert "kanaria-task-other" in other
    assert "commission" not in other
    # Named in what they do not see any more.
    Task.objects.filter(pk=world.task_other.pk).update(person=world.member)
    world.action_other.contacts.add(world.member)
    assert "-other" not in read(ActionFeed.objects.get(user=world.member)).content.decode()


def test_what_is_stopped_dropped_or_long_past_has_no_dates(world):
    long_ago = timezone.localdate() - timedelta(days=91)
    feed = feed_of(world, "member")
    Task.objects.filter(pk=world.task_commission.pk).update(due_on=long_ago)
    Milestone.objects.filter(pk=world.milestone_commission.pk).update(due_on=long_ago)
    assert keys(feed) == {key("end", world.action_commission)}
    Task.objects.filter(pk=world.task_commission.pk).update(
        due_on=timezone.localdate(), state="dropped"
    )
    assert keys(feed) == {key("end", world.action_commission)}
    Task.objects.filter(pk=world.task_commission.pk).update(state="done")
    done = next(event for event in events(feed) if event["uid"].startswith("task-"))
    assert str(done["summary"]).startswith("✓ kanaria-task-commission")
    JointAction.objects.filter(pk=world.action_commission.pk).update(state="stopped")
    assert keys(feed) == set()


def test_event_is_of_a_whole_day_and_nothing_that_people_write_breaks_out_of_it(world):
    evil = "x;y,z\\\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:evil"
    Task.objects.filter(pk=world.task_commission.pk).update(title=text(evil))
    feed = feed_of(world, "member")
    found = events(feed)
    assert len(found) == 3
    task = next(event for event in found if event["uid"].startswith("task-"))
    assert str(task["summary"]).startswith("x;y,z\\")
    assert task["dtstart"].dt == world.task_commission.due_on
    assert task["dtend"].dt == world.task_commission.due_on + timedelta(days=1)
    assert str(task["url"]).endswith(f"/space/actions/tasks/{world.task_commission.pk}/")
    assert str(task["url"]).startswith("http")
    assert str(task["uid"]) == str(
        next(e["uid"] for e in events(feed) if e["uid"].startswith("task-"))
    )


def test_feed_is_in_its_persons_language(world):
    Profile.objects.update_or_create(user=world.member, defaults={"language": "ar"})
    raw = read(feed_of(world, "member"), **{"accept-language": "en"})
    summaries = [str(e["summary"]) for e in Calendar.from_ical(raw.content).walk("VEVENT")]
    assert "kanaria-task-commission ع" in summaries


def test_feed_asks_as_much_of_the_database_however_many_dates_there_are(world):
    feed = feed_of(world, "member")

    def questions():
        with CaptureQueriesContext(connection) as asked:
            read(feed)
        return len(asked)

    before = questions()
    for number in range(5):
        Task.objects.create(
            action=world.action_commission,
            title=text(f"t{number}"),
            organisation=world.a,
            person=world.member,
            due_on=timezone.localdate(),
        )
    assert questions() == before <= 12


# The link.


def test_two_peoples_links_differ_and_one_that_is_there_stays(world):
    first, second = feed_of(world, "member"), feed_of(world, "manager")
    assert address(first) != address(second)
    assert address(feed_of(world, "member")) == address(first)
    assert ActionFeed.objects.count() == 2


def test_replaced_and_revoked_links_are_gone(world, signed_in):
    client = signed_in("member")
    client.post(PAGE, {"do": "open"})
    old = address(ActionFeed.objects.get(user=world.member))
    assert old in client.get(PAGE).content.decode()
    client.post(PAGE, {"do": "replace"})
    new = address(ActionFeed.objects.get(user=world.member))
    assert [Client().get(url).status_code for url in (old, new)] == [410, 200]
    client.post(PAGE, {"do": "revoke"})
    page = client.get(PAGE).content.decode()
    assert Client().get(new).status_code == 410
    assert new not in page
    # And another one, when they want it again.
    client.post(PAGE, {"do": "open"})
    assert Client().get(address(ActionFeed.objects.get(user=world.member))).status_code == 200
    feed = ActionFeed.objects.get(user=world.member)
    verbs = [entry.action.rpartition(".")[2] for entry in audit.history(feed)]
    assert verbs == ["opened", "revoked", "replaced", "opened"]


def test_a_get_changes_nothing(world, signed_in):
    signed_in("member").get(PAGE, {"do": "open"})
    assert not ActionFeed.objects.exists()


def test_expired_link_and_token_of_another_purpose_are_gone(world):
    feed = feed_of(world, "member")
    other = links.make(links.TASK_DONE, days=1)
    for purpose in (links.TASK_DONE, links.INVITATION):
        token = links.token_of(links.make(purpose, days=1))
        assert Client().get(reverse("network:feed", args=[token])).status_code == 410
    # Not even where the row of a feed names it.
    ActionFeed.objects.filter(pk=feed.pk).update(link=other)
    token = links.token_of(other)
    assert Client().get(reverse("network:feed", args=[token])).status_code == 410
    ActionFeed.objects.filter(pk=feed.pk).update(link=feed.link)
    assert read(feed)
    assert feed.link.expires_at - timezone.now() > timedelta(days=364)
    Link.objects.filter(pk=feed.link_id).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(address(feed)).status_code == 410


def test_ended_mandate_and_inactive_account_close_the_feed(world):
    feed = feed_of(world, "member")
    mandates = Membership.objects.filter(user=world.member)
    mandates.update(ended_at=timezone.now() - timedelta(days=1))
    answer = Client().get(address(feed))
    assert answer.status_code == 410
    assert "kanaria" not in answer.content.decode()
    mandates.update(ended_at=None)
    assert read(feed)
    type(world.member).objects.filter(pk=world.member.pk).update(is_active=False)
    assert Client().get(address(feed)).status_code == 410


def test_leaving_a_group_takes_its_dates_out_of_the_feed(world):
    feed = feed_of(world, "member")
    WorkingGroup.objects.get(pk=world.commission.pk).organisations.remove(world.a)
    assert keys(feed) == set()


def test_door_takes_get_and_head_alone_and_tells_no_cache(world):
    feed = feed_of(world, "member")
    answer = read(feed)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    head = Client().head(address(feed))
    assert (head.status_code, head.content) == (200, b"")
    assert Client().post(address(feed)).status_code == 405
    known = Client().get(address(feed), headers={"if-none-match": answer["ETag"]})
    assert (known.status_code, known["Cache-Control"]) == (304, "private, no-store")
    Task.objects.filter(pk=world.task_commission.pk).update(title=text("Another"))
    again = Client().get(address(feed), headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 200


def test_only_who_is_in_has_a_feed(world):
    for persona in ("outsider", "former", "suspended"):
        with pytest.raises(operations.feeds.PermissionDenied):
            operations.open_feed(by=Actor(world.users[persona]))
