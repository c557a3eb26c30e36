"""What a page shows of joint actions and their tasks."""

from django import template

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
