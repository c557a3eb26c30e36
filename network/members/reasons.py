"""Why somebody sees what belongs to a working group, in one sentence."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from network.core.lines import sentence

from .models import WorkingGroup
from .standing import standing_of


def why_seen(user: Any, group: WorkingGroup) -> SafeString:
    """For somebody who sees the group; the names in it may be of another script."""
    standing = standing_of(user)
    if group.kind == WorkingGroup.Kind.PLENARY and standing.memberships:
        return sentence(
            _("You see this because {organisation}, like every member, is in the plenary."),
            organisation=standing.memberships[0].organisation,
        )
    if in_group := standing.organisations_in(group):
        return sentence(
            _("You see this because {organisation} is in the group {group}."),
            organisation=in_group[0],
            group=group,
        )
    if group.pk in standing.facilitated_group_ids:
        return sentence(_("You see this because you facilitate the group {group}."), group=group)
    if group.pk in standing.guest_group_ids:
        return sentence(
            _("You see this because you are a guest of the group {group}."), group=group
        )
    return sentence(_("You see this because you coordinate the network."))
