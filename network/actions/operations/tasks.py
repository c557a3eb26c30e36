"""What becomes of a task: given, changed, moved, handed over.

Whatever touches the tasks of an action locks the action's row first: one after the other. So two
who let two tasks wait for each other at once make no circle, and nothing is moved in an action that
has just ended.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.core import audit, changes
from network.core.actor import Actor
from network.core.multilingual import MultilingualText
from network.core.people import name_of
from network.members.models import Organisation

from ..doers import organisations_of, people_for
from ..models import JointAction, Milestone, Task
from ..notifications import notify_task_given
from ..rules import (
    can_add_task,
    can_change_task,
    can_give_task_to,
    can_hand_over,
    can_move_task,
)
from .locks import lock_action
from .records import in_both_languages, in_readers_language

audit.register(
    {
        "network.task.added": gettext_lazy("Task added"),
        "network.task.changed": gettext_lazy("Changed: %(fields)s"),
        "network.task.moved": gettext_lazy("State: %(task_state)s"),
        "network.task.handed_over": gettext_lazy("Handed over from %(gave)s to %(took)s"),
        "network.jointaction.tasks_handed_over": gettext_lazy(
            "Tasks handed over from %(gave)s to %(took)s: %(count)s"
        ),
    },
    names={
        "task_state": lambda state: str(dict(Task.State.choices).get(state, state)),
        "gave": in_readers_language,
        "took": in_readers_language,
    },
)


@transaction.atomic
def add_task(
    action: JointAction,
    *,
    title: MultilingualText,
    organisation: Organisation,
    by: Actor,
    description: MultilingualText | None = None,
    person: Any = None,
    due_on: datetime.date | None = None,
    milestone: Milestone | None = None,
    waits_for: Task | None = None,
) -> Task:
    """Give an organisation of the action, perhaps one of its people, something to do.

    Raises ValidationError for an organisation or a person who cannot do it, and for a milestone or
    a task to wait for of another action.
    """
    lock_action(action)
    if not can_add_task(by, action):
        raise PermissionDenied
    task = Task(
        action=action,
        title=title,
        description=description or MultilingualText(),
        organisation=organisation,
        person=person,
        due_on=due_on,
        milestone=milestone,
        waits_for=waits_for,
        moved_by=by.user,
    )
    task.full_clean()
    _check(task, {"organisation", "person", "milestone", "waits_for"}, by)
    task.save()
    audit.record(task, "network.task.added", by=by)
    notify_task_given(task, by=by)
    return task


@transaction.atomic
def change_task(task: Task, values: Mapping[str, Any], *, by: Actor) -> None:
    """Change what somebody changed of it. Raises ValidationError as `add_task` does, and where it
    would wait for itself, or in a circle."""
    locked = lock_task(task)
    if not can_change_task(by, locked):
        raise PermissionDenied
    changed = changes.apply(task, values)
    if not changed:
        return
    # It was read anew, and knows no action any more.
    task.action = locked.action
    _check(task, set(changed), by)
    audit.record(task, "network.task.changed", by=by, data={"fields": changed})
    if "person" in changed:
        notify_task_given(task, by=by)


@transaction.atomic
def move_task(task: Task, state: str, *, seen: str, by: Actor) -> None:
    """Say how far it is; `seen` is what it was when they decided that.

    Of two people who move it at once, the second is told what the first one did: ValidationError,
    and nothing is changed. Of two clicks of one person the second does nothing.
    """
    locked = lock_task(task)
    if not can_move_task(by, locked):
        raise PermissionDenied
    if state not in Task.State.values:
        raise ValidationError(_("This cannot be chosen."))
    if locked.state != seen:
        if locked.state == state and not by.is_system and locked.moved_by_id == by.user.pk:
            return
        raise ValidationError(_overtaken(locked), code="overtaken")
    if locked.state == state:
        return
    task.state, task.moved_at, task.moved_by = state, timezone.now(), by.user
    task.save(update_fields=["state", "moved_at", "moved_by"])
    audit.record(task, "network.task.moved", by=by, data={"task_state": state})


def _overtaken(task: Task) -> str:
    return _("%(person)s has moved it to “%(state)s” (%(moment)s). Look at it again.") % {
        "person": name_of(task.moved_by) if task.moved_by else _("Somebody who has left"),
        "state": task.get_state_display(),
        "moment": date_format(timezone.localtime(task.moved_at), "DATETIME_FORMAT"),
    }


@transaction.atomic
def hand_over(
    action: JointAction,
    from_organisation: Organisation,
    to_organisation: Organisation,
    *,
    by: Actor,
) -> int:
    """Give all open tasks of an organisation that has left, the network or the action, to another
    one of the action; nobody of it is named yet. Returns how many they were.

    Raises ValidationError for an organisation that has not left, and one that cannot do them.
    """
    lock_action(action)
    if not can_hand_over(by, action):
        raise PermissionDenied
    able = organisations_of(action)
    if able.filter(pk=from_organisation.pk).exists():
        raise ValidationError({"from_organisation": _("This organisation has not left.")})
    if not able.filter(pk=to_organisation.pk).exists():
        raise ValidationError({"to_organisation": _not_of_action()})
    tasks = list(Task.objects.open().filter(action=action, organisation=from_organisation))
    rows = Task.objects.filter(pk__in=[task.pk for task in tasks])
    rows.update(organisation=to_organisation, person=None)
    data = {
        "gave": in_both_languages(from_organisation.name),
        "took": in_both_languages(to_organisation.name),
    }
    audit.record_each([(task, data) for task in tasks], "network.task.handed_over", by=by)
    if tasks:
        data |= {"count": len(tasks)}
        audit.record(action, "network.jointaction.tasks_handed_over", by=by, data=data)
    return len(tasks)


def lock_task(task: Task) -> Task:
    """The task as it is now, after its action; its state, and who moved it, are the one's given
    too."""
    lock_action(task.action)
    rows = Task.objects.select_for_update(of=("self",)).select_related("organisation")
    locked = rows.get(pk=task.pk)
    locked.action = task.action
    task.state, task.moved_at, task.moved_by_id = (
        locked.state,
        locked.moved_at,
        locked.moved_by_id,
    )
    return locked


def _check(task: Task, fields: set[str], by: Actor) -> None:
    """Raise ValidationError for what cannot be so, of these fields: what nobody has just changed
    may have become so meanwhile, and keeps nobody from mending the title."""
    errors: dict[str, str] = {}
    if "organisation" in fields:
        errors |= _check_organisation(task, by)
    if fields & {"organisation", "person"} and "organisation" not in errors:
        errors |= _check_person(task)
    if task.milestone and "milestone" in fields and task.milestone.action_id != task.action_id:
        errors["milestone"] = _("This milestone is of another action.")
    if task.waits_for and "waits_for" in fields:
        errors |= _check_waiting(task)
    if errors:
        raise ValidationError(dict(errors))


def _check_organisation(task: Task, by: Actor) -> dict[str, str]:
    if not organisations_of(task.action).filter(pk=task.organisation_id).exists():
        return {"organisation": _not_of_action()}
    if not can_give_task_to(by, task.action, task.organisation):
        return {"organisation": _("Only who runs the action gives tasks to other organisations.")}
    return {}


def _not_of_action() -> str:
    return _("Choose the organisation that leads the action, or one of its partners.")


def _check_person(task: Task) -> dict[str, str]:
    if task.person_id is None:
        return {}
    people = people_for(task.action.group, [task.organisation])
    if people.filter(pk=task.person_id).exists():
        return {}
    return {"person": _("This person does not act for the organisation that does the task.")}


def _check_waiting(task: Task) -> dict[str, str]:
    """Walk from the task that is waited for along what each of them waits for."""
    waits = dict(Task.objects.filter(action=task.action).values_list("pk", "waits_for"))
    if task.waits_for_id not in waits:
        return {"waits_for": _("This task is of another action.")}
    if task._state.adding:
        return {}
    if task.waits_for_id == task.pk:
        return {"waits_for": _("A task does not wait for itself.")}
    walked: set[int] = set()
    step: int | None = task.waits_for_id
    while step is not None and step not in walked:
        if step == task.pk:
            return {"waits_for": _("That one waits for this one already: neither would begin.")}
        walked.add(step)
        step = waits.get(step)
    return {}
