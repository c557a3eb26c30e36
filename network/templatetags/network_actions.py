"""What a page shows of joint actions and their tasks."""

from decimal import Decimal

from django import template
from django.utils.formats import number_format

register = template.Library()

# Of `network/components/tag.html`. A colour never says alone what a word says beside it.
# What is done is called so in both, and looks alike.
_TONES = {
    "proposed": "sun",
    "planned": "blue",
    "running": "",
    "stopped": "brick",
    "todo": "sun",
    "doing": "blue",
    "done": "plain",
    "dropped": "plain",
}


@register.filter
def tone(state: str) -> str:
    """`{{ action.state|tone }}`: the colour of a state's tag, of an action or of a task."""
    return _TONES[state]


@register.filter
def plain_number(value: Decimal) -> str:
    """`{{ indicator.latest|plain_number }}`: as the reader's language writes it, without the zeros
    that only the database needs."""
    places = max(0, -int(value.normalize().as_tuple().exponent))
    return number_format(value, decimal_pos=places, force_grouping=True)


@register.filter
def share_of(value: Decimal, target: Decimal) -> int:
    """`{{ indicator.latest|share_of:indicator.target }}`: how much of it there is, to 100."""
    return max(0, min(100, round(100 * value / target)))
