"""The sheet of one action: a paper to hand out, in one language or in two side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.core.amounts import write_number
from network.core.multilingual.texts import (
    content_languages,
    direction_of,
    language_choices,
    languages_for_reader,
)
from network.core.papers.content import (
    Facts,
    Paper,
    Passage,
    Prose,
    Side,
    Table,
    isolated,
    listed,
    named,
    said,
    written,
)
from network.core.papers.setting import as_pdf
from network.core.people import name_of

from ..labels import TONES, label, plural, singular
from ..models import BudgetLine, Indicator, JointAction, Milestone, Partner, Task

# Side by side.
BOTH = "both"
# A paper, and no book: beyond so many of a kind the workbook is the place for them.
MOST_ROWS = 500

_NOTHING = "—"


@dataclass(frozen=True)
class Whole:
    """All that a sheet says of an action, read once for both of its sides."""

    action: JointAction
    contacts: list[Any]
    domains: list[Any]
    territories: list[Any]
    partners: list[Partner]
    indicators: list[Indicator]
    milestones: list[Milestone]
    tasks: list[Task]
    lines: list[BudgetLine]


def languages_asked(wanted: str) -> list[str]:
    """Of the sides of a sheet: one of the site's languages, or two, of which the one that runs from
    the right stands there. Whatever else was asked for is the reader's."""
    offered = content_languages()
    if wanted == BOTH:
        return sorted(offered[:2], key=lambda code: direction_of(code) == "rtl")
    return [wanted] if wanted in offered else languages_for_reader()[:1]


def sheets_offered() -> list[tuple[str, str]]:
    """What `languages_asked` takes, with what it is called: each language, and two beside each
    other."""
    offered = language_choices()
    both = [(BOTH, _("two languages"))] if len(offered) > 1 else []
    return [*offered, *both]


def sheet_as_pdf(action: JointAction, languages: list[str], user: Any) -> bytes:
    """The sheet of an action that this person sees, as made by them now. Raises NotSetError."""
    whole = _read(action, user)
    moment = timezone.localtime()
    sides = []
    for language in languages:
        with translation.override(language):
            sides.append(_side(whole, user, moment))
    house = getattr(settings, "WAGTAIL_SITE_NAME", "")
    paper = Paper(sides, title=sides[0].title.body, house=house)
    return as_pdf("paper", paper.as_data())


def _read(action: JointAction, user: Any) -> Whole:
    def of(model: Any) -> Any:
        return model.objects.visible_to(user).filter(action=action)

    return Whole(
        action=action,
        contacts=list(action.contacts.select_related("network_profile").order_by("pk")),
        domains=list(action.domains.all()),
        territories=list(action.territories.all()),
        partners=list(of(Partner).select_related("organisation")),
        indicators=list(of(Indicator).with_latest()),
        milestones=list(of(Milestone)),
        tasks=list(of(Task).with_what_a_list_shows().by_date()[:MOST_ROWS]),
        lines=list(of(BudgetLine)[:MOST_ROWS]),
    )


def _side(whole: Whole, user: Any, moment: datetime) -> Side:
    action = whole.action
    parts = [
        _facts(whole),
        _prose("aims", action),
        _prose("description", action),
        _partners(whole.partners),
        _indicators(whole.indicators),
        _prose("results", action),
        _milestones(whole.milestones),
        _tasks(whole.tasks),
        _budget(whole.lines),
    ]
    made = _("Made on %(moment)s by %(person)s") % {
        "moment": isolated(date_format(moment, "DATETIME_FORMAT")),
        "person": isolated(name_of(user)),
    }
    state = said(action.get_state_display())
    return Side(
        lang=state.lang,
        dir=state.dir,
        kind=said(pgettext("a paper", "Joint action sheet")),
        title=written(action.title),
        tag=state,
        tone=TONES[action.state],
        parts=[part for part in parts if part is not None],
        made=said(made),
        # With the braces: the paper knows how many pages it has.
        counted=_("Page {page} of {pages}"),
    )


def _facts(whole: Whole) -> Facts:
    action = whole.action
    rows = [
        (label(JointAction, "group"), named(action.group.name)),
        (label(JointAction, "lead"), named(action.lead.name)),
    ]
    if action.starts_on:
        rows.append((label(JointAction, "starts_on"), said(_day(action.starts_on))))
    if action.ends_on:
        rows.append((label(JointAction, "ends_on"), said(_day(action.ends_on))))
    if action.late_since:
        rows.append((_("Late since"), said(_day(action.late_since))))
    for name, things in (
        ("contacts", [name_of(person) for person in whole.contacts]),
        ("domains", whole.domains),
        ("territories", whole.territories),
    ):
        if things:
            rows.append((label(JointAction, name), listed(things)))
    return Facts([(said(words), passage) for words, passage in rows])


def _prose(name: str, action: JointAction) -> Prose | None:
    text = getattr(action, name)
    heading = said(label(JointAction, name))
    return Prose(heading, written(text, is_long=True)) if text else None


def _partners(partners: list[Partner]) -> Table | None:
    return _table(
        plural(Partner),
        [label(Partner, "organisation"), label(Partner, "part")],
        [(named(partner.organisation.name), written(partner.part)) for partner in partners],
        [2, 3],
    )


def _indicators(indicators: list[Indicator]) -> Table | None:
    return _table(
        plural(Indicator),
        [
            label(Indicator, "name"),
            label(Indicator, "unit"),
            label(Indicator, "target"),
            _("Latest value"),
            _("Measured on"),
        ],
        [
            (
                written(indicator.name),
                written(indicator.unit),
                said(_number(indicator.target)),
                said(_number(indicator.latest)),
                said(_day(indicator.latest_on)),
            )
            for indicator in indicators
        ],
        [2.8, 1.3, 1.2, 1.3, 1.9],
        numbers=(2, 3),
    )


def _milestones(milestones: list[Milestone]) -> Table | None:
    return _table(
        plural(Milestone),
        [
            singular(Milestone),
            label(Milestone, "due_on"),
            label(Milestone, "reached_on"),
        ],
        [(written(row.title), said(_day(row.due_on)), said(_reached(row))) for row in milestones],
        [3, 1.6, 1.9],
    )


def _reached(milestone: Milestone) -> str:
    if milestone.late_since:
        return _late(milestone.late_since)
    return _day(milestone.reached_on)


def _tasks(tasks: list[Task]) -> Table | None:
    return _table(
        plural(Task),
        [
            singular(Task),
            label(Task, "organisation"),
            label(Task, "due_on"),
            label(Task, "state"),
        ],
        [
            (
                written(task.title),
                named(task.organisation.name),
                said(_day(task.due_on)),
                said(_late(task.late_since) if task.late_since else task.get_state_display()),
            )
            for task in tasks
        ],
        [3, 2, 1.8, 1.8],
    )


def _budget(lines: list[BudgetLine]) -> Table | None:
    totals = [_total(lines, code) for code in sorted({line.currency for line in lines})]
    rows = [
        (
            written(line.label),
            named(line.funder),
            said(_amount(line.planned)),
            said(_amount(line.spent)),
            said(line.get_currency_display()),
        )
        for line in lines
    ]
    names = ("label", "funder", "planned", "spent", "currency")
    headings = [label(BudgetLine, name) for name in names]
    table_name = _("Budget")
    return _table(
        table_name, headings, rows + totals, [3, 2, 1.5, 1.5, 1.3], (2, 3), totals=len(totals)
    )


def _total(lines: list[BudgetLine], currency: str) -> tuple[Passage, ...]:
    """What all lines of one currency are together: none is counted into another."""
    those = [line for line in lines if line.currency == currency]
    spent = [line.spent for line in those if line.spent is not None]
    return (
        said(pgettext("of amounts", "Total")),
        said(""),
        said(_amount(sum((line.planned for line in those), Decimal()))),
        said(_amount(sum(spent, Decimal()) if spent else None)),
        said(those[0].get_currency_display()),
    )


def _table(
    heading: str,
    head: Iterable[str],
    rows: list[tuple[Passage, ...]],
    widths: list[float],
    numbers: tuple[int, ...] = (),
    totals: int = 0,
) -> Table | None:
    if not rows:
        return None
    return Table(said(heading), [said(words) for words in head], rows, widths, numbers, totals)


def _day(day: date | None) -> str:
    # In one piece, however narrow its column is.
    return date_format(day, "DATE_FORMAT").replace(" ", "\u00a0") if day else _NOTHING


def _late(since: date) -> str:
    return _("Late since %(date)s") % {"date": _day(since)}


def _amount(amount: Decimal | None) -> str:
    return _NOTHING if amount is None else write_number(amount, 2)


def _number(value: Decimal | None) -> str:
    return _NOTHING if value is None else write_number(value)
