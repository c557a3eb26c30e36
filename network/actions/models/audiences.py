"""Who sees an action and all that belongs to it: whoever sees its working group."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from network.core.conditions import Condition, keys
from network.members.models import WorkingGroup
from network.members.standing import standing_of


def seen_by(user: Any, path: str = "action__") -> Q | Condition:
    """What is for somebody; `path` leads to the action from the rows that are asked for.

    By the group's number alone, which stands in the action's own row: an index still gives the
    latest twenty without a look at the others.
    """
    standing = standing_of(user)
    if standing.is_coordinator:
        return Q()
    if not standing.group_ids:
        return Q(pk__in=())
    columns = {"group": f"{path}group"}
    return Condition(
        "{group} IN {groups}", columns, {"groups": keys(WorkingGroup, standing.group_ids)}
    )


class OfActionQuerySet(models.QuerySet):
    """Of what belongs to an action."""

    def visible_to(self, user: Any) -> Self:
        """Those of the actions that somebody sees."""
        return self.filter(seen_by(user))
