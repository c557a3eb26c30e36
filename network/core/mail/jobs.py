"""The task that sends what was just posted."""

from django_tasks import task

from .sending import send

# A worker that is asked to stop ends the task it is in first.
MAILS_A_TASK = 20
# Before what takes long and nobody waits for.
PRIORITY = 10


@task(backend="background", priority=PRIORITY)
def deliver(pks: list[int]) -> None:
    """Send these mails, those that are still to be sent."""
    send(pks)
