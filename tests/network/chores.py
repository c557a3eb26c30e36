"""Tasks that the tests have the worker run."""

import os
import signal

from django_tasks import task

done: list[str] = []


@task(backend="background")
def note(word):
    done.append(word)


@task(backend="background")
def fail():
    raise ValueError("This task fails.")


@task(backend="background")
def ask_to_stop():
    """As if systemd stopped the worker while it has this in hand."""
    os.kill(os.getpid(), signal.SIGTERM)
    done.append("finished")
