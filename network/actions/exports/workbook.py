"""Actions, their tasks and their money as one workbook of three sheets."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from network.core.lines import listed
from network.core.people import name_of
from network.core.sheets import Sheet, as_workbook
from network.members.models import Organisation

from ..labels import label, plural, singular
from ..models import BudgetLine, JointAction, JointActionQuerySet, Partner, Task

# So many rows are in memory at once.
_AT_ONCE = 1000
_OF_A_TASK = ("pk", "action", "title", "organisation", "person", "due_on", "state", "waits_for")


def actions_as_xlsx(user: Any, actions: JointActionQuerySet) -> bytes:
    """These actions, with the tasks and the budget lines that somebody sees of them.

    The first column of each sheet is the action's number, by which they are brought together.
    """
    return as_workbook([_actions(actions), _tasks(user, actions), _lines(user, actions)])


def _actions(actions: JointActionQuerySet) -> Sheet:
    rows = (
        actions.in_order()
        .select_related("group", "lead")
        .prefetch_related(
            "partners__organisation", "contacts__network_profile", "domains", "territories"
        )
    )
    names = ("title", "group", "state", "starts_on", "ends_on")
    more = ("aims", "results", "stop_reason", "domains", "territories", "contacts")
    headings = [
        _("Number"),
        *(label(JointAction, name) for name in names),
        _("Late since"),
        label(JointAction, "lead"),
        plural(Partner),
        *(label(JointAction, name) for name in more),
        label(JointAction, "updated_at"),
    ]
    return Sheet(plural(JointAction), headings, map(_action, rows))


def _action(action: JointAction) -> list[Any]:
    return [
        action.pk,
        action.title,
        action.group,
        action.get_state_display(),
        action.starts_on,
        action.ends_on,
        action.late_since,
        action.lead,
        listed(partner.organisation for partner in action.partners.all()),
        action.aims,
        action.results,
        action.stop_reason,
        listed(action.domains.all()),
        listed(action.territories.all()),
        listed(map(name_of, action.contacts.all())),
        action.updated_at,
    ]


def _tasks(user: Any, actions: JointActionQuerySet) -> Sheet:
    names = ("title", "organisation", "person", "due_on", "state")
    headings = [
        _("Number"),
        singular(JointAction),
        *(label(Task, name) for name in names),
        _("Late since"),
        label(Task, "waits_for"),
    ]
    return Sheet(plural(Task), headings, _task_rows(user, actions))


def _task_rows(user: Any, actions: JointActionQuerySet) -> Iterator[list[Any]]:
    """Each name is made once, and not for each of the thousands of tasks it stands beside."""
    titles = {pk: str(title) for pk, title in actions.order_by().values_list("pk", "title")}
    tasks = list(_of(Task.objects.visible_to(user), actions).values_list(*_OF_A_TASK))
    own_titles = {task[0]: str(task[2]) for task in tasks}
    organisations = Organisation.objects.in_bulk({task[3] for task in tasks})
    organisation_names = {pk: str(row.name) for pk, row in organisations.items()}
    people = get_user_model()._default_manager.select_related("network_profile")
    people_names = {
        pk: name_of(person)
        for pk, person in people.in_bulk({task[4] for task in tasks} - {None}).items()
    }
    states = {state.value: str(state.label) for state in Task.State}
    late = set(_of(Task.objects.late(), actions).values_list("pk", flat=True))
    for pk, action, _title, organisation, person, due_on, state, waits_for in tasks:
        yield [
            action,
            titles.get(action),
            own_titles[pk],
            organisation_names[organisation],
            people_names.get(person),
            due_on,
            states[state],
            due_on if pk in late else None,
            own_titles.get(waits_for),
        ]


def _lines(user: Any, actions: JointActionQuerySet) -> Sheet:
    seen = BudgetLine.objects.visible_to(user).select_related("action")
    rows = _of(seen.defer("action__description", "action__aims", "action__results"), actions)
    names = ("label", "funder", "planned", "spent", "currency")
    headings = [
        _("Number"),
        singular(JointAction),
        *(label(BudgetLine, name) for name in names),
    ]
    return Sheet(plural(BudgetLine), headings, map(_line, _in_pieces(rows)))


def _line(line: BudgetLine) -> list[Any]:
    return [
        line.action_id,
        line.action.title,
        line.label,
        line.funder,
        line.planned,
        line.spent,
        line.get_currency_display(),
    ]


def _of(rows: QuerySet, actions: JointActionQuerySet) -> QuerySet:
    """Those of these actions, one action after the other."""
    return rows.filter(action__in=actions.order_by().values("pk")).order_by("action", "pk")


def _in_pieces(rows: QuerySet) -> Iterator[Any]:
    return rows.iterator(chunk_size=_AT_ONCE)
