"""What a page shows of joint actions and their tasks."""

import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.db.models import TextChoices
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from network.actions.labels import TONES
from network.core.amounts import write_amount, write_number

from .network_dates import day
from .network_look import icon

register = template.Library()


@register.filter
def tone(state: str) -> str:
    """`{{ action.state|tone }}`: the colour of a state's tag, of an action or of a task."""
    return TONES[state]


# A list shows what follows in each of its rows: as tags, and not as templates to include, which
# cost three times as much.


@register.simple_tag
def state_of(thing: Any) -> SafeString:
    """`{% state_of action %}`: the state of an action, or of a task, in its colour."""
    return _state(type(thing).State, thing.state, get_language())


@register.simple_tag
def other_states(thing: Any) -> SafeString:
    """`{% other_states task %}`: a button for each of the states that it is not in."""
    return _other_states(type(thing).State, thing.state, get_language())


# The same few again and again; each language keeps its own.
@lru_cache
def _state(states: type[TextChoices], state: str, _language: str | None) -> SafeString:
    return format_html('<span class="tag {}">{}</span>', TONES[state], states(state).label)


@lru_cache
def _other_states(states: type[TextChoices], state: str, _language: str | None) -> SafeString:
    button = '<button class="btn ghost sm" type="submit" name="state" value="{}">{}</button>'
    others = ((other.value, other.label) for other in states if other != state)
    return format_html_join("\n", button, others)


@register.simple_tag
def late(since: datetime.date | None) -> SafeString:
    """`{% late task.late_since %}`: that something is late, and since when; of what is not,
    nothing."""
    if since is None:
        return SafeString("")
    words = gettext("Late since %(date)s") % {"date": day(since)}
    # Nothing in it is of anybody's hand.
    return mark_safe(f'<span class="late">{icon("warning")}<span>{words}</span></span>')  # noqa: S308


@register.simple_tag
def period(thing: Any) -> SafeString:
    """`{% period action %}`: from when to when it goes; one of both may be missing, or both."""
    dates = {"first": day(thing.starts_on), "last": day(thing.ends_on)}
    if dates["first"] and dates["last"]:
        words = gettext("%(first)s to %(last)s") % dates
    elif dates["first"]:
        words = gettext("from %(first)s") % dates
    elif dates["last"]:
        words = gettext("until %(last)s") % dates
    else:
        return SafeString("")
    return mark_safe(f"<span>{words}</span>")  # noqa: S308  (as above)


@register.simple_tag
def tasks_done(action: Any) -> SafeString:
    """`{% tasks_done action %}`: how many of its tasks are done, where it has any: see
    `network.actions.counts`."""
    if not action.task_count:
        return SafeString("")
    words = ngettext(
        "<bdi>%(done)s</bdi> of <bdi>%(total)s</bdi> task done",
        "<bdi>%(done)s</bdi> of <bdi>%(total)s</bdi> tasks done",
        action.task_count,
    )
    counts = {"done": action.done_count, "total": action.task_count}
    return mark_safe(words % counts)  # noqa: S308  (two numbers)


@register.filter
def plain_number(value: Decimal) -> str:
    """`{{ indicator.latest|plain_number }}`: as the reader's language writes it, without the zeros
    that only the database needs."""
    return write_number(value)


@register.filter
def share_of(value: Decimal, target: Decimal) -> int:
    """`{{ indicator.latest|share_of:indicator.target }}`: how much of it there is, to 100."""
    return max(0, min(100, round(100 * value / target)))


@register.filter
def amount(number: Decimal | None, currency: Any = "") -> SafeString:
    """`{{ line.planned|amount:line.get_currency_display }}`: an amount of money as the reader's
    language writes it, with what the currency is called; of one that nobody has said, a line."""
    if number is None:
        return SafeString("–")
    # By itself, so that its sign stays before it in every direction.
    written = format_html('<bdi dir="ltr">{}</bdi>', write_amount(number))
    return format_html('<span class="nb">{} {}</span>', written, currency) if currency else written
