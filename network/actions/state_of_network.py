"""The state of the network's actions, in figures and in what is to be looked at: one page for who
looks after the network. As many queries however much there is."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    F,
    Max,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Greatest, RowNumber
from django.utils import timezone

from network.core.multilingual import MultilingualText
from network.members.models import Organisation

from .loads import open_tasks, which
from .models import BudgetLine, Currency, Indicator, JointAction, ProgressNote, Task

State = JointAction.State
# A page that is printed has room for no more.
LATE_SHOWN = 20
OTHERS_SHOWN = 10
TAGS_SHOWN = 12
# After so long without a move, somebody asks what has become of it.
STILL_DAYS = 60


@dataclass(frozen=True)
class Figure:
    """How many actions are in a state; `late` of them."""

    state: str
    label: str
    count: int
    late: int


@dataclass(frozen=True)
class Money:
    """What was planned and what was spent in a currency."""

    code: str
    currency: str
    planned: Decimal
    spent: Decimal


@dataclass(frozen=True)
class Tag:
    """A domain or a territory, and how many actions are of it."""

    name: MultilingualText
    count: int


@dataclass(frozen=True)
class First:
    """The first rows of a list, and whether there are more."""

    rows: list[Any]
    has_more: bool


@dataclass(frozen=True)
class StateOfNetwork:
    """All of it."""

    figures: list[Figure]
    domains: list[Tag]
    territories: list[Tag]
    late: First
    proposals: First
    still: First
    unmeasured: First
    tasks: dict[str, int]
    money: list[Money]


def state_of_network(user: Any) -> StateOfNetwork:
    """What there is of it for this reader."""
    actions = JointAction.objects.visible_to(user)
    tags, waiting = _by_tag(actions), _late_and_proposed(actions)
    return StateOfNetwork(
        figures=_figures(actions),
        domains=tags["domains"],
        territories=tags["territories"],
        late=_first(waiting[False], LATE_SHOWN),
        proposals=_first(waiting[True]),
        still=_first(_still(actions, user)),
        unmeasured=_first(_unmeasured(user)),
        tasks=_tasks(user),
        money=_money(user),
    )


def _figures(actions: Any) -> list[Figure]:
    late = Q(state__in=JointAction.GOING_ON, ends_on__lt=timezone.localdate())
    rows = actions.order_by().values_list("state")
    rows = rows.annotate(count=Count("pk"), late=Count("pk", filter=late))
    counts = {state: (count, late) for state, count, late in rows}
    return [
        Figure(state, str(label), *counts.get(state, (0, 0)))
        for state, label in JointAction.State.choices
    ]


def _by_tag(actions: Any) -> dict[str, list[Tag]]:
    """The domains and the territories that have most, of what was not stopped: in one query."""
    not_stopped = actions.exclude(state=State.STOPPED).order_by().values("pk")
    parts = []
    for name in ("domains", "territories"):
        field: Any = JointAction._meta.get_field(name)
        tag = field.m2m_reverse_field_name()
        rows = field.remote_field.through._base_manager.filter(jointaction__in=not_stopped)
        counted = rows.order_by().values_list(Value(name), tag, f"{tag}__name")
        parts.append(counted.annotate(count=Count("pk")))
    tags: dict[str, list[Tag]] = {"domains": [], "territories": []}
    for name, _pk, text, count in parts[0].union(parts[1], all=True).order_by("-count"):
        if len(tags[name]) < TAGS_SHOWN:
            tags[name].append(Tag(text, count))
    return tags


def _late_and_proposed(actions: Any) -> dict[bool, list[JointAction]]:
    """The first that are late, and that are proposed (True), in one query: one more of each than is
    shown, so that it is known whether there are more."""
    end = Case(When(state__in=JointAction.GOING_ON, then=F("ends_on")))
    order = [end.asc(), F("state_since").asc(), F("pk").asc()]
    is_proposed = Case(When(state=State.PROPOSED, then=Value(True)), default=Value(False))
    late = Q(state__in=JointAction.GOING_ON, ends_on__lt=timezone.localdate())
    place = Window(RowNumber(), partition_by=is_proposed, order_by=order)
    first = actions.filter(late | Q(state=State.PROPOSED)).order_by().annotate(place=place)
    first = first.filter(place__lte=LATE_SHOWN + 1).values("pk")
    rows = JointAction.objects.filter(pk__in=first).with_what_a_list_shows().order_by(*order)
    found: dict[bool, list[JointAction]] = {True: [], False: []}
    for action in rows:
        found[action.state == State.PROPOSED].append(action)
    return found


def _still(actions: Any, user: Any) -> Any:
    """Those that go on, and of which nothing was heard for long: each with `moved_at`, when it or
    a task of its was last moved or changed, or a note written."""
    limit = timezone.now() - datetime.timedelta(days=STILL_DAYS)
    of_it = {"action": OuterRef("pk")}
    tasks = Task.objects.visible_to(user).filter(**of_it).order_by().values("action")
    notes = ProgressNote.objects.visible_to(user).filter(**of_it).order_by().values("action")
    rows = actions.filter(
        state__in=JointAction.GOING_ON, updated_at__lt=limit, state_since__lt=limit
    ).annotate(
        moved_at=Greatest(
            "updated_at",
            "state_since",
            _last(tasks.annotate(last=Max("moved_at"))),
            _last(notes.annotate(last=Max("created_at"))),
        )
    )
    return rows.filter(moved_at__lt=limit).with_what_a_list_shows().order_by("moved_at", "pk")


def _last(rows: Any) -> Coalesce:
    """Of what never was, the action's own last change."""
    return Coalesce(Subquery(rows.values("last")), F("updated_at"), output_field=DateTimeField())


def _unmeasured(user: Any) -> Any:
    """Outcomes that nobody has put into numbers yet, of what goes on and what is done."""
    return (
        Indicator.objects.visible_to(user)
        .filter(values=None, action__state__in=(State.RUNNING, State.DONE))
        .select_related("action")
        .only("name", "action__title", "action__state")
        .order_by("action__ends_on", "pk")
    )


def _tasks(user: Any) -> dict[str, int]:
    return open_tasks(user).aggregate(
        open=Count("pk"),
        late=Count("pk", filter=which("late")),
        orphaned=Count("pk", filter=~Q(organisation__status=Organisation.Status.ACTIVE)),
    )


def _money(user: Any) -> list[Money]:
    """Of what was taken on and not stopped; never one currency in another."""
    rows = (
        BudgetLine.objects.visible_to(user)
        .exclude(action__state__in=(State.PROPOSED, State.STOPPED))
        .order_by()
        .values_list("currency")
        .annotate(planned=Sum("planned"), spent=Sum("spent"))
        .order_by("-planned", "currency")
    )
    return [
        Money(code, str(Currency(code).label), planned, spent or Decimal(0))
        for code, planned, spent in rows
    ]


def _first(rows: Any, most: int = OTHERS_SHOWN) -> First:
    found = list(rows[: most + 1])
    return First(found[:most], len(found) > most)
