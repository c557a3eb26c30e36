"""Whom mails tell of tasks, and when; and the link by which one says that a task is done."""

import re
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core import mail as django_mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from network.actions import chores, reminders
from network.actions.operations import add_task, change_task, move_task
from network.core import links
from network.core.mail import digest, sending
from network.core.mail.operations import set_preferences
from network.members.operations import suspend_organisation
from network.models import Link, Mail, Membership, Profile, Task, TaskLink

from .papers import actor, url
from .world import SYSTEM, text

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def leave(world):
    """What is in the outbox leaves; returns each mail, by whom it is to."""
    # What the network's people were told of as it came about.
    Mail.objects.all().delete()

    def send():
        sending.send_due()
        return {mail.to[0].partition("@")[0]: mail for mail in django_mail.outbox}

    return send


@pytest.fixture
def member_task(world):
    """Of the member of A, due today; there is nothing else to be reminded of."""
    Task.objects.exclude(pk=world.task_commission.pk).delete()
    return due(world.task_commission, 0)


def due(task, days):
    task.due_on = TODAY() + timedelta(days)
    task.save()
    return task


def reminded():
    rows = Mail.objects.filter(kind="network.task.due")
    return sorted(rows.values_list("recipient__username", flat=True))


def ends(mandate_of):
    Membership.objects.filter(user=mandate_of).update(ended_at=timezone.now())


# A task is given


def test_person_is_told_of_a_task_that_somebody_else_gives_them(world, leave):
    task = add_task(
        world.action_commission,
        title=text("Call <them>"),
        organisation=world.a,
        person=world.users["member"],
        by=actor(world, "manager"),
    )
    mail = leave()["member"]
    assert mail.subject == "Call <them> – a task for you"
    assert "manager has given you" in mail.body
    assert "Call &lt;them&gt;" in mail.alternatives[0][0]
    assert url("task", task) in mail.body


def test_nobody_is_told_of_what_they_gave_themselves_or_what_is_theirs_no_more(world, leave):
    by = actor(world, "member")
    task = add_task(
        world.action_commission, title=text("x"), organisation=world.a, person=by.user, by=by
    )
    assert not Mail.objects.exists()
    change_task(task, {"person": world.users["manager"]}, by=by)
    change_task(task, {"person": None}, by=by)
    assert leave() == {}
    assert Mail.objects.get().state == Mail.State.DROPPED
    change_task(task, {"person": world.users["manager"]}, by=by)
    assert list(leave()) == ["manager"]


# On which days


def test_some_days_before_and_after_are_reminded_of(world, member_task):
    def count(days):
        due(member_task, days)
        Mail.objects.all().delete()
        return reminders.remind()

    assert [days for days in range(-30, 10) if count(days)] == [-28, -21, -14, -7, -1, 0, 1, 7]
    assert reminded() == []
    assert count(-70) == 1
    assert reminded() == ["member"]


def test_one_mail_a_day_names_them_all(world, member_task, leave):
    for title, days in (("Tomorrow's", 1), ("Next week's", 7), ("Old", -9), ("Later", 30)):
        Task.objects.create(
            action=world.action_commission,
            title=text(title),
            organisation=world.a,
            person=world.users["member"],
            due_on=TODAY() + timedelta(days),
        )
    assert reminders.remind() == 1
    assert reminders.remind() == 0
    mail = leave()["member"]
    assert mail.subject == "3 tasks are due or late"
    body = mail.body
    assert "due today" in body
    assert "Tomorrow's – due tomorrow" in body
    assert "Next week's" in body
    assert "1 other task is late." in body
    assert "Old" not in body
    assert "Later" not in body
    assert len(django_mail.outbox) == 1


def test_mail_is_in_the_language_of_its_reader(world, member_task, leave):
    Profile.objects.filter(user=world.users["member"]).update(language="ar")
    reminders.remind()
    mail = leave()["member"]
    with translation.override("ar"):
        assert str(member_task.title) in mail.body
        assert reminders.when(member_task) in mail.body
    assert 'dir="rtl"' in mail.alternatives[0][0]


# Who


def test_without_its_person_who_leads_the_organisation_is_reminded(world, member_task):
    ends(world.users["member"])
    reminders.remind()
    assert reminded() == ["manager"]


def test_task_of_nobody_reminds_who_leads_its_organisation(world, member_task):
    Task.objects.update(person=None)
    reminders.remind()
    assert reminded() == ["manager"]


def test_who_is_in_the_group_by_name_is_reminded(world, member_task):
    Task.objects.update(person=world.users["guest"])
    reminders.remind()
    assert reminded() == ["guest"]


def test_suspended_organisation_reminds_nobody(world, member_task):
    suspend_organisation(world.a, by=SYSTEM)
    assert reminders.remind() == 0


def test_what_is_done_reminds_nobody(world, member_task):
    for state in ("done", "dropped"):
        Task.objects.update(state=state)
        assert reminders.remind() == 0


def test_what_is_stopped_or_closed_reminds_nobody(world, member_task):
    world.commission.closed_at = timezone.now()
    world.commission.save()
    assert reminders.remind() == 0
    world.commission.closed_at = None
    world.commission.save()
    world.action_commission.state = "stopped"
    world.action_commission.save()
    assert reminders.remind() == 0


def test_nobody_is_told_of_what_they_do_not_see(world, member_task, leave):
    """B's representative leads an organisation whose task is in a group that B is not in."""
    Task.objects.update(person=None, organisation=world.b)
    reminders.remind()
    assert leave() == {}


def test_what_was_done_meanwhile_is_not_in_the_mail(world, member_task, leave):
    reminders.remind()
    move_task(member_task, "done", seen="todo", by=actor(world, "member"))
    assert leave() == {}
    assert Mail.objects.get().state == Mail.State.DROPPED


def test_mandate_that_ended_meanwhile_gets_no_mail(world, member_task, leave):
    reminders.remind()
    ends(world.users["member"])
    assert leave() == {}


# How often


def prefers(world, frequency):
    by = actor(world, "member")
    set_preferences(by.user, {"network.task.due": frequency}, by=by)


def test_who_wants_none_gets_none(world, member_task):
    prefers(world, "never")
    assert reminders.remind() == 0


def at(monkeypatch, hour):
    moment = timezone.make_aware(datetime(2026, 5, 5, hour, 30))
    monkeypatch.setattr(chores, "timezone", SimpleNamespace(localtime=lambda: moment))


def test_mail_of_the_day_has_todays_in_it(world, member_task, leave, monkeypatch):
    """It leaves from seven on: what is in it is there before."""
    prefers(world, "daily")
    other = Task.objects.create(
        action=world.action_commission,
        title=text("Of another"),
        organisation=world.c,
        person=world.users["partner"],
        due_on=TODAY(),
    )
    at(monkeypatch, 5)
    assert chores.remind_of_tasks() == 0
    at(monkeypatch, 6)
    assert chores.remind_of_tasks() == 1
    assert reminded() == ["member"]
    digest.make_digests()
    assert "kanaria-task-commission – due today" in leave()["member"].body
    assert not TaskLink.objects.exists()
    at(monkeypatch, 7)
    assert chores.remind_of_tasks() == 1
    assert str(other.title) in leave()["partner"].subject


def test_reminders_take_as_many_queries_for_many_tasks(world, member_task, leave):
    def measured():
        Mail.objects.all().delete()
        with CaptureQueriesContext(connection) as posting:
            reminders.remind()
        with CaptureQueriesContext(connection) as writing:
            leave()
        return len(posting), len(writing)

    few = measured()
    for number in range(25):
        Task.objects.create(
            action=world.action_commission,
            title=text(f"Number {number}"),
            organisation=world.a,
            person=world.users["member"],
            due_on=TODAY(),
        )
    assert measured() == few


# The link


@pytest.fixture
def door(world, member_task, leave):
    """Its address, from the mail."""
    reminders.remind()
    return address_in(leave()["member"])


def address_in(mail):
    path = url("task-done", "TOKEN").replace("TOKEN", r"\w+")
    return re.search(path, mail.body)[0]


def state():
    return Task.objects.get().state


def test_link_shows_and_changes_nothing_until_it_is_confirmed(door, member_task):
    # Nobody is signed in, and a browser's preview follows links.
    browser = Client()
    answer = browser.get(door)
    assert answer.status_code == 200
    assert "kanaria-task-commission" in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert 'content="noindex"' in answer.text
    assert answer["Referrer-Policy"] == "same-origin"
    assert browser.head(door).status_code == 200
    assert state() == "todo"
    answer = browser.post(door)
    assert answer.status_code == 200
    assert state() == "done"
    assert Task.objects.get().moved_by.username == "member"
    # It is used up.
    for again in (browser.get, browser.post):
        assert again(door).status_code == 410
        assert "kanaria" not in again(door).text


def test_what_somebody_else_has_done_is_said_kindly(world, door, member_task):
    move_task(member_task, "done", seen="todo", by=actor(world, "manager"))
    for method in ("get", "post"):
        answer = getattr(Client(), method)(door)
        assert answer.status_code == 200
        assert "nothing left to do" in answer.text
    assert Task.objects.get().moved_by == world.users["manager"]


def test_link_is_over_with_its_time(door):
    Link.objects.update(expires_at=timezone.now())
    assert Client().get(door).status_code == 410
    assert Client().post(door).status_code == 410
    assert state() == "todo"


def test_link_is_over_with_the_mandate_of_its_holder(world, door):
    ends(world.users["member"])
    for method in ("get", "post"):
        answer = getattr(Client(), method)(door)
        assert answer.status_code == 410
        assert "kanaria" not in answer.text
    assert state() == "todo"


def test_link_is_over_when_the_account_is_closed_or_the_task_is_anothers(world, door):
    Task.objects.update(organisation=world.c, person=None)
    world.action_commission.lead = world.c
    world.action_commission.save()
    assert Client().post(door).status_code == 410
    Task.objects.update(organisation=world.a)
    assert Client().get(door).status_code == 200
    world.users["member"].is_active = False
    world.users["member"].save()
    assert Client().get(door).status_code == 410


def test_link_is_over_with_the_action(world, door):
    world.action_commission.state = "stopped"
    world.action_commission.save()
    assert Client().post(door).status_code == 410
    assert state() == "todo"


def test_token_of_another_purpose_opens_nothing(world, door):
    link = links.make(links.INVITATION, days=1)
    TaskLink.objects.update(link=link)
    for token in (links.token_of(link), "none"):
        assert Client().post(url("task-done", token)).status_code == 410
    assert state() == "todo"


def test_link_is_sent_again_while_it_is_open_long_enough(world, member_task, leave):
    def next_mail():
        Mail.objects.all().delete()
        django_mail.outbox.clear()
        reminders.remind()
        return address_in(leave()["member"])

    first = next_mail()
    assert next_mail() == first
    Link.objects.update(expires_at=timezone.now() + timedelta(days=3))
    assert next_mail() != first
    assert TaskLink.objects.count() == 2
    # The row of a mail holds no secret.
    assert Mail.objects.get().context == {"day": TODAY().isoformat()}


def test_page_of_the_link_is_in_the_language_of_its_address(door):
    answer = Client(headers={"accept-language": "ar"}).get(door)
    assert "kanaria-task-commission ع" in answer.text
    assert 'dir="rtl"' in answer.text
