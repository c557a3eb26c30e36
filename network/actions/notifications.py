"""What people are told about joint actions: that a task was given to them. What reminds of tasks is
in `reminders`."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.core.actor import Actor
from network.core.mail.kinds import MailKind, register
from network.core.mail.models import Mail
from network.core.mail.outbox import post
from network.core.people import name_of

from .models import Task


def _still_given(mail: Mail) -> Task | None:
    """The task, as long as it is theirs and to be done."""
    rows = Task.objects.visible_to(mail.recipient).open().with_what_a_page_shows()
    return rows.filter(pk=mail.object_id, person=mail.recipient).first()


def _by_whom(mail: Mail, task: Task) -> dict[str, Any]:
    giver = get_user_model()._default_manager.filter(pk=mail.context["by"]).first()
    return {"giver": name_of(giver) if giver else ""}


TASK_GIVEN = register(
    MailKind(
        name="network.task.given",
        label=_("Tasks that are given to you"),
        template="actions/task_given",
        find=_still_given,
        context=_by_whom,
        group=_("Joint actions"),
    )
)


def notify_task_given(task: Task, *, by: Actor) -> None:
    """To the person who is to do it, if somebody else says so."""
    if task.person is None or (not by.is_system and task.person_id == by.user.pk):
        return
    # Taken back and given again, it is given anew.
    key = f"{task.pk}:{timezone.now().isoformat()}"
    context = {"by": None if by.is_system else str(by.user.pk)}
    post(TASK_GIVEN, [task.person], task, key=key, context=context)
