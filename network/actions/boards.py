"""The board: the first actions of each state, in as many queries however many there are."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, F, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext as _

from network.core.actor import Actor

from .counts import count_tasks
from .models import JointAction, JointActionQuerySet
from .rules import moves_of

CARDS = 12
# Before an action is in one of these, something is to be said: that is asked on a page of its own.
ASKED_FOR_MORE = (JointAction.State.DONE, JointAction.State.STOPPED)
# With what the rules read of a group.
_COLUMNS_OF_A_CARD = (
    *("title", "state", "ends_on"),
    *("group__kind", "group__name", "group__closed_at"),
    *("lead__name", "lead__status"),
)


@dataclass(frozen=True)
class Move:
    """A state that an action may be in next; some ask for more before."""

    state: str
    label: str
    asks_for_more: bool


@dataclass(frozen=True)
class Card:
    """An action with its tasks counted, and where it may go."""

    action: JointAction
    moves: list[Move]

    @cached_property
    def late_since(self) -> datetime.date | None:
        return self.action.late_since

    @property
    def progress(self) -> str:
        counts: Any = self.action
        return _("Tasks done: %(done)s/%(total)s") % {
            "done": counts.done_count,
            "total": counts.task_count,
        }

    @cached_property
    def move_url(self) -> str:
        return reverse("network:action-move", args=[self.action.pk])


@dataclass(frozen=True)
class Column:
    """A state: how many actions are in it, and the first of them."""

    state: str
    label: str
    count: int
    cards: list[Card]

    @property
    def has_more(self) -> bool:
        return self.count > len(self.cards)


def board_of(rows: JointActionQuerySet, actor: Actor) -> list[Column]:
    """A column for each state, of these actions; what the actor may do with each card."""
    counts = dict(rows.order_by().values_list("state").annotate(count=Count("pk")))
    actions = _first_of_each_state(rows)
    count_tasks(actions)
    cards: dict[str, list[Card]] = {state: [] for state in JointAction.State.values}
    for action in actions:
        cards[action.state].append(Card(action, _moves(actor, action)))
    return [
        Column(state, str(label), counts.get(state, 0), cards[state])
        for state, label in JointAction.State.choices
    ]


def _first_of_each_state(rows: JointActionQuerySet) -> list[JointAction]:
    """Those that end first, where something is still to be done; else what changed last."""
    end = Case(When(state__in=JointAction.OPEN, then=F("ends_on")))
    order = [end.asc(nulls_last=True), F("state_since").desc(), F("pk").desc()]
    place = Window(RowNumber(), partition_by=F("state"), order_by=order)
    first = rows.order_by().annotate(place=place).filter(place__lte=CARDS).values("pk")
    cards = JointAction.objects.filter(pk__in=first).select_related("group", "lead")
    return list(cards.only(*_COLUMNS_OF_A_CARD).order_by(*order))


def _moves(actor: Actor, action: JointAction) -> list[Move]:
    return [
        Move(state, str(state.label), state in ASKED_FOR_MORE) for state in moves_of(actor, action)
    ]
