"""The worker: tasks, what is done every minute, and what killed workers leave behind."""

import os
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from network.checks import check_background, check_base_url
from network.core import background
from network.core.background import Background, forget_old_tasks, sweep_tasks
from network.core.mail.outbox import post
from network.models import Mail, MailPreference
from tests.network import chores
from tests.network.mailing import *  # noqa: F403
from tests.network.mailing import NEWS, outbox

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_database(settings, monkeypatch):
    """Tasks wait in the database, as they do where a worker runs."""
    # Between two tasks a connection in a transaction is a broken one, but here it is the test's.
    for module in (background, db_worker):
        monkeypatch.setattr(module, "close_old_connections", lambda: None)
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
        "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
    }
    chores.done.clear()


@pytest.fixture
def worker():
    return Background()


def statuses():
    return sorted(DBTaskResult.objects.values_list("status", flat=True))


def left_running(worker_id, starts=1, minutes=0):
    """A task that some worker had begun."""
    chores.note.enqueue("again")
    DBTaskResult.objects.update(
        status="RUNNING",
        started_at=timezone.now() - timedelta(minutes=minutes),
        worker_ids=[worker_id] * starts,
    )


def ended_process():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def of(pid, machine=None):
    return f"{machine or socket.gethostname()[:40]}:{pid}:abcdefgh"


# Tasks


def test_worker_runs_what_waits_and_goes_on_after_a_failure(worker):
    chores.fail.enqueue()
    chores.note.enqueue("one")
    chores.note.enqueue("two")
    assert worker.step()
    assert chores.done == ["one", "two"]
    assert statuses() == ["FAILED", "SUCCESSFUL", "SUCCESSFUL"]
    assert not worker.step()


def test_worker_sends_what_was_posted(worker, amina, posted):
    posted([amina])
    assert outbox() == []
    worker.run_tasks()
    assert len(outbox()) == 1


def test_stopped_worker_ends_after_the_task_in_hand(worker):
    before = signal.signal(signal.SIGTERM, worker.stop)
    try:
        chores.ask_to_stop.enqueue()
        chores.note.enqueue("never")
        worker.run()
    finally:
        signal.signal(signal.SIGTERM, before)
    assert chores.done == ["finished"]
    assert statuses() == ["READY", "SUCCESSFUL"]


def test_worker_survives_a_database_that_goes_away(worker, monkeypatch, caplog):
    chores.note.enqueue("one")

    def away():
        raise OperationalError("the connection is closed")

    with monkeypatch.context() as gone:
        gone.setattr(DBTaskResult.objects, "ready", away)
        assert not worker.step()
        assert not worker.step()
    assert caplog.text.count("The worker cannot use the database: the connection is closed") == 1
    assert worker.step()
    assert chores.done == ["one"]


def test_site_may_run_its_tasks_by_other_means(worker, settings):
    settings.TASKS = {"background": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    assert not worker.run_tasks()
    assert sweep_tasks() == forget_old_tasks() == 0


def test_command_is_the_worker(monkeypatch, capsys):
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(Background, "step", lambda worker: worker.stop() or True)
    try:
        call_command("run_worker")
        assert signal.getsignal(signal.SIGTERM).__name__ == "stop"
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert "stop it with Ctrl-C" in capsys.readouterr().out


# Every minute


def test_round_sends_what_is_due(worker, amina, group):
    post(NEWS, [amina], group, key="1")
    worker.round()
    assert len(outbox()) == 1


def test_round_comes_once_a_minute(worker, monkeypatch):
    rounds = []
    monkeypatch.setattr(worker, "round", lambda: rounds.append(1))
    worker.step()
    worker.step()
    assert len(rounds) == 1
    worker._next_round -= 60
    worker.step()
    assert len(rounds) == 2


def test_round_forgets_what_is_old_once_an_hour(worker, amina, group):
    def sent_long_ago(key):
        post(NEWS, [amina], group, key=key)
        Mail.objects.update(state="sent", created_at=timezone.now() - timedelta(days=181))

    sent_long_ago("1")
    worker.round()
    assert not Mail.objects.exists()
    sent_long_ago("2")
    worker.round()
    assert Mail.objects.exists()
    worker._next_hour -= 60 * 60
    worker.round()
    assert not Mail.objects.exists()


def test_chore_that_fails_keeps_nothing_else_up(worker, amina, group, monkeypatch, caplog):
    def fail():
        raise ValueError("This chore fails.")

    monkeypatch.setattr(background.sending, "sweep", fail)
    post(NEWS, [amina], group, key="1")
    worker.round()
    assert "This chore fails." in caplog.text
    assert len(outbox()) == 1


@pytest.fixture
def at(monkeypatch):
    """Make it this hour in London, in summer."""

    def at(hour, minute=0):
        now = datetime(2026, 7, 1, hour, minute, tzinfo=ZoneInfo("Europe/London"))
        monkeypatch.setattr("django.utils.timezone.now", lambda: now.astimezone(UTC))

    return at


@pytest.mark.parametrize(("hour", "made"), [(0, 0), (6, 0), (7, 1), (23, 1)])
def test_mail_of_the_day_leaves_from_its_hour_on(amina, group, at, hour, made):
    MailPreference.objects.create(user=amina, kind=NEWS.name, frequency="daily")
    post(NEWS, [amina], group, key="1")
    at(hour)
    background.make_digests_in_time()
    assert Mail.objects.filter(kind="network.digest").count() == made


def test_hour_of_the_day_is_a_setting(settings, amina, group, at):
    settings.NETWORK_DIGEST_HOUR = 18
    MailPreference.objects.create(user=amina, kind=NEWS.name, frequency="daily")
    post(NEWS, [amina], group, key="1")
    at(17, 59)
    background.make_digests_in_time()
    assert not Mail.objects.filter(kind="network.digest").exists()


# What a killed worker leaves


def test_task_of_a_killed_worker_is_run_again(worker):
    left_running(of(ended_process()))
    assert sweep_tasks() == 1
    assert worker.step()
    assert chores.done == ["again"]
    assert statuses() == ["SUCCESSFUL"]


def test_task_of_a_living_worker_is_left_alone():
    left_running(of(os.getppid()))
    assert sweep_tasks() == 0
    assert statuses() == ["RUNNING"]


def test_task_whose_end_could_not_be_written_is_run_again(worker):
    left_running(worker.worker_id)
    assert sweep_tasks() == 1


@pytest.mark.parametrize("worker_id", [of(1, "elsewhere"), "aRandomIdOfTheLibrarysOwnWorker"])
def test_task_of_a_worker_elsewhere_is_run_again_after_an_hour(worker_id):
    left_running(worker_id, minutes=59)
    assert sweep_tasks() == 0
    left_running(worker_id, minutes=61)
    assert sweep_tasks() == 2


def test_task_that_was_cut_off_four_times_is_not_run_again():
    left_running(of(ended_process()), starts=3)
    assert sweep_tasks() == 1
    left_running(of(ended_process()), starts=4)
    DBTaskResult.objects.filter(status="READY").delete()
    assert sweep_tasks() == 0
    row = DBTaskResult.objects.first()
    assert (row.status, row.traceback) == ("FAILED", "Cut off 4 times.")
    assert row.task_result.errors[0].exception_class is background.CutOff


def test_tasks_of_long_ago_are_forgotten():
    chores.note.enqueue("waits")
    for status, days in (("SUCCESSFUL", 13), ("SUCCESSFUL", 15), ("FAILED", 89), ("FAILED", 91)):
        chores.note.enqueue(f"{status} {days}")
        DBTaskResult.objects.filter(status="READY").exclude(args_kwargs__args=["waits"]).update(
            status=status, finished_at=timezone.now() - timedelta(days=days)
        )
    assert forget_old_tasks() == 2
    assert statuses() == ["FAILED", "READY", "SUCCESSFUL"]


# What a site is asked for


def test_checks_ask_a_site_for_the_background(settings):
    assert check_background(None) == []
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    [error] = check_background(None)
    assert error.id == "network.E010"
    assert "django_tasks_db.DatabaseBackend" in error.hint
    assert "run_worker" in error.hint


@pytest.mark.parametrize("address", [None, "", "www.example.org"])
def test_checks_ask_a_site_for_its_address(settings, address):
    assert check_base_url(None) == []
    settings.WAGTAILADMIN_BASE_URL = address
    assert [error.id for error in check_base_url(None)] == ["network.E011"]
