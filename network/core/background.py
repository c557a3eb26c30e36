"""The worker: one process for all that happens without anybody waiting for it.

It runs the tasks of the `background` backend, and once a minute it sees to what is due: mails, the
mail of the day, and what a killed worker left behind. All in one thread and on one connection to
the database, one thing after the other. Several workers may run side by side: whatever one of them
takes in hand, it claims first.
"""

import logging
import os
import socket
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    close_old_connections,
)
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import task_backends
from django_tasks_db import DatabaseBackend

from . import once, resumable
from .conf import digest_hour
from .mail import digest, sending

logger = logging.getLogger(__name__)

BACKEND = "background"
SECONDS_BETWEEN_ROUNDS = 60
SECONDS_BETWEEN_HOURS = 60 * 60
SECONDS_BETWEEN_LOOKS = 1
# Then a round has its turn, however many tasks wait.
TASKS_AT_A_TIME = 20
# No task takes so long; one that is "running" since then is not.
LONGEST_TASK = timedelta(hours=1)
TASK_STARTS = 4
# How long it is known what became of tasks.
DONE_KEPT = timedelta(days=14)
FAILED_KEPT = timedelta(days=90)


_EVERY_MINUTE: list[Callable[[], object]] = []
_EVERY_HOUR: list[Callable[[], object]] = []


def every_minute(chore: Callable[[], object]) -> Callable[[], object]:
    """Have the worker do this once a minute; for a slice's module of jobs, as a decorator."""
    _EVERY_MINUTE.append(chore)
    return chore


def every_hour(chore: Callable[[], object]) -> Callable[[], object]:
    """Have the worker do this once an hour."""
    _EVERY_HOUR.append(chore)
    return chore


class CutOff(Exception):
    """What the row of a task says that it ended with, when its workers were killed too often."""


class Background:
    """The worker. `run` returns after `stop`, once what is being done is done."""

    def __init__(self) -> None:
        self.worker_id = f"{_this_machine()}{os.getpid()}:{get_random_string(8)}"
        self.stopping = False
        self._tasks: Any = None
        self._next_round = 0.0
        self._next_hour = 0.0
        self._has_database = True

    def run(self) -> None:
        logger.info("The worker %s begins.", self.worker_id)
        while not self.stopping:
            if not self.step():
                time.sleep(SECONDS_BETWEEN_LOOKS)
        logger.info("The worker %s ends.", self.worker_id)

    def stop(self, *args: object) -> None:
        """End after the task, or the mail, that is in hand. Also a signal's handler."""
        self.stopping = True
        if self._tasks:
            self._tasks.running = False

    def step(self) -> bool:
        """One round if it is time, and some tasks; returns whether there may be more of them.

        A database that goes away for a moment ends no worker: it is asked again in a second.
        """
        close_old_connections()
        try:
            if time.monotonic() >= self._next_round:
                self._next_round = time.monotonic() + SECONDS_BETWEEN_ROUNDS
                self.round()
            worked = self.run_tasks()
            self._has_database = True
            return worked
        except (DatabaseError, InterfaceError) as error:
            if self._has_database:
                logger.error("The worker cannot use the database: %s", str(error).strip())
            self._has_database = False
            return False
        finally:
            close_old_connections()

    def round(self) -> None:
        """What is done once a minute. What fails is in the log, and keeps nothing else up."""
        for chore in (
            sending.sweep,
            sweep_tasks,
            make_digests_in_time,
            self.send_due,
            *_EVERY_MINUTE,
            self.once_an_hour,
        ):
            if not self.stopping:
                _try(chore)

    def send_due(self) -> None:
        sending.send_due(until=lambda: self.stopping)

    def once_an_hour(self) -> None:
        """Forget what was done long ago; and what the slices have to do."""
        if time.monotonic() < self._next_hour:
            return
        self._next_hour = time.monotonic() + SECONDS_BETWEEN_HOURS
        for chore in (
            sending.forget_old,
            once.forget_old,
            resumable.forget_old,
            forget_old_tasks,
            *_EVERY_HOUR,
        ):
            if not self.stopping:
                _try(chore)

    def run_tasks(self) -> bool:
        """Run some of the tasks that wait; returns whether there were any.

        A site may have its tasks run by something else than the database: then there are none.
        """
        if not isinstance(task_backends[BACKEND], DatabaseBackend):
            return False
        # These import models, which a site has only with `django_tasks_db` among its apps.
        from django_tasks_db.management.commands.db_worker import Worker
        from django_tasks_db.models import DBTaskResult

        if self.stopping or not DBTaskResult.objects.ready().filter(backend_name=BACKEND).exists():
            return False
        self._tasks = Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name=BACKEND,
            startup_delay=False,
            max_tasks=TASKS_AT_A_TIME,
            worker_id=self.worker_id,
        )
        try:
            if not self.stopping:
                self._tasks.run()
        finally:
            self._tasks = None
        return True


def make_digests_in_time() -> None:
    """The mails of the day, from their hour on."""
    if timezone.localtime().hour >= digest_hour():
        digest.make_digests()


def sweep_tasks() -> int:
    """Have those run again that a killed worker left behind; returns how many.

    A task that was cut off with each of its starts counts as failed: it may be what kills workers.
    """
    if not isinstance(task_backends[BACKEND], DatabaseBackend):
        return 0
    from django_tasks_db.models import DBTaskResult, TaskResultStatus

    count = 0
    running = DBTaskResult.objects.running().filter(backend_name=BACKEND)
    for task in running.only("started_at", "worker_ids"):
        last = task.worker_ids[-1] if task.worker_ids else ""
        if not _is_gone(last) and task.started_at > timezone.now() - LONGEST_TASK:
            continue
        # Not if it has ended since, or was started again.
        same = running.filter(pk=task.pk, started_at=task.started_at)
        if len(task.worker_ids) < TASK_STARTS:
            count += same.update(status=TaskResultStatus.READY)
        else:
            same.update(
                status=TaskResultStatus.FAILED,
                finished_at=timezone.now(),
                exception_class_path=f"{CutOff.__module__}.{CutOff.__qualname__}",
                traceback=f"Cut off {len(task.worker_ids)} times.",
            )
            logger.error("The task %s was cut off too often; it is not run again.", task.pk)
    return count


def forget_old_tasks() -> int:
    """Delete what became of tasks, long after; returns how many."""
    if not isinstance(task_backends[BACKEND], DatabaseBackend):
        return 0
    from django_tasks_db.models import DBTaskResult

    now = timezone.now()
    tasks = DBTaskResult.objects.filter(backend_name=BACKEND)
    done = tasks.successful().filter(finished_at__lt=now - DONE_KEPT).delete()[0]
    return done + tasks.failed().filter(finished_at__lt=now - FAILED_KEPT).delete()[0]


def _this_machine() -> str:
    return f"{socket.gethostname()[:40]}:"


def _is_gone(worker_id: str) -> bool:
    """Whether the worker is known to do nothing any more: it ran on this machine, and its process
    is no more, or has this very process's number, which runs no task now. Of a worker elsewhere, or
    whose number some other process has, nothing is known."""
    machine = _this_machine()
    if not worker_id.startswith(machine):
        return False
    pid = worker_id.removeprefix(machine).partition(":")[0]
    if not pid.isdigit():
        return False
    if int(pid) == os.getpid():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _try(chore: Callable[[], object]) -> None:
    try:
        chore()
    except (OperationalError, InterfaceError):
        # The database is away: nothing else would go better.
        raise
    except Exception:
        logger.exception("The worker failed at %s.", getattr(chore, "__name__", chore))
