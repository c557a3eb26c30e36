"""Who changes an action, or anything that belongs to it, locks the action first: so that those who
do it at once are one after the other, and wait for each other in no circle."""

from ..models import JointAction


def lock_action(action: JointAction) -> None:
    """Have this transaction alone change the action and what belongs to it, as it is now: with what
    rules ask of it."""
    rows = JointAction.objects.select_for_update(of=("self",)).select_related("group", "lead")
    action.refresh_from_db(from_queryset=rows)
