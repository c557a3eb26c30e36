"""What a page shows of joint actions and their tasks."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from network.actions.labels import TONES
from network.core.amounts import write_amount, write_number

register = template.Library()


@register.filter
def tone(state: str) -> str:
    """`{{ action.state|tone }}`: the colour of a state's tag, of an action or of a task."""
    return TONES[state]


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
