"""The steps of a task: the lines that are ticked off on the way."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.core import audit
from network.core.actor import Actor
from network.core.lines import one_line

from ..models import Step, Task
from ..rules import can_move_task
from .tasks import lock_task

audit.register(
    {
        "network.task.steps_set": gettext_lazy("Steps changed"),
        "network.task.step_ticked": gettext_lazy("Step done: %(step)s"),
        "network.task.step_unticked": gettext_lazy("Step to do again: %(step)s"),
    }
)

MOST_STEPS = 50


@transaction.atomic
def set_steps(
    task: Task, *, by: Actor, texts: Mapping[int, str] | None = None, added: Sequence[str] = ()
) -> None:
    """Call steps otherwise, by their numbers; take those out whose text is empty; add others at the
    end. A step that somebody else has taken out meanwhile stays out.

    Raises ValidationError for a line that is too long, and for more than `MOST_STEPS`.
    """
    if not can_move_task(by, lock_task(task)):
        raise PermissionDenied
    steps = {step.pk: step for step in task.steps.all()}
    changed = False
    for pk, text in (texts or {}).items():
        step, text = steps.get(pk), one_line(text)
        if step is None or step.text == text:
            continue
        changed = True
        if text:
            step.text = text
            _save(step)
        else:
            steps.pop(pk).delete()
    for line in filter(None, map(one_line, added)):
        changed = True
        step = Step(task=task, text=line)
        _save(step)
        steps[step.pk] = step
    if len(steps) > MOST_STEPS:
        raise ValidationError(
            _("A task has %(number)s steps at most: make another task of the rest.")
            % {"number": MOST_STEPS}
        )
    if changed:
        audit.record(task, "network.task.steps_set", by=by)


def _save(step: Step) -> None:
    step.full_clean()
    step.save()


@transaction.atomic
def tick_step(step: Step, *, is_done: bool, by: Actor) -> None:
    """Tick a step off, or say that it is to do again; said twice, it is so once."""
    if not can_move_task(by, lock_task(step.task)):
        raise PermissionDenied
    locked = Step.objects.select_for_update(of=("self",)).filter(pk=step.pk).first()
    if locked is None or (locked.done_at is not None) == is_done:
        return
    locked.done_at, locked.done_by = (timezone.now(), by.user) if is_done else (None, None)
    locked.save(update_fields=["done_at", "done_by"])
    verb = "step_ticked" if is_done else "step_unticked"
    audit.record(step.task, f"network.task.{verb}", by=by, data={"step": locked.text})
