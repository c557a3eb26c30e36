"""Who sees a folder or a document, and why this reader does: in words that are true for it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.members import reasons
from network.members.models import Organisation, WorkingGroup
from network.members.standing import standing_of

from .models import Circle, Document, Folder

Thing = Document | Folder
Circles = dict[int, list[Organisation]]


def why_seen(user: Any, thing: Thing) -> SafeString:
    """One sentence, for somebody who sees it."""
    standing = standing_of(user)
    if thing.is_for_members:
        # Nothing of the group it comes from: not all of them are to know that.
        return _say(_("You see this because it is shared with all members of the network."))
    if not thing.is_narrowed:
        return reasons.why_seen(user, thing.group)
    named = _named_of(standing.organisation_ids, thing)
    leads = thing.group_id in standing.facilitated_group_ids
    if named is not None and (leads or not thing.is_for_facilitators):
        return _say(
            _("You see this because {organisation} is one of those that it is narrowed to."),
            organisation=named,
        )
    if thing.circle_id is None and leads:
        return _say(
            _("You see this because you facilitate the group {group}, and it is for those who do."),
            group=thing.group,
        )
    if thing.circle_id is None and standing.is_coordinator:
        return _say(_("You see this because you coordinate the network."))
    if thing.organisation_id in standing.organisation_ids:
        return _say(
            _("You see this because it is of {organisation}, for which you may act."),
            organisation=thing.organisation,
        )
    if thing.organisation_id is None and thing.author_id == standing.user_pk:
        return _say(_("You see this because you brought it."))
    if named is not None:
        # Who coordinates, and is of one of them.
        return _say(
            _("You see this because {organisation} is one of those that it is narrowed to."),
            organisation=named,
        )
    return _say(_("You see this because you look after this site, where nothing is hidden."))


def who_sees(user: Any, thing: Thing, circles: Circles | None = None) -> SafeString:
    """The audience; of a whole list, ask for its `circles_of` first."""
    if thing.is_for_members:
        return _say(_("All members of the network"))
    if not thing.is_narrowed:
        return everybody_in(thing.group)
    let_in = (circles_of(user, [thing]) if circles is None else circles).get(
        thing.circle_id or 0, []
    )
    says = _audience(thing, let_in)
    owner = thing.organisation
    if owner is None or owner.pk in {row.pk for row in let_in}:
        return says
    # One that is suspended is the coordination's to know of.
    if not (owner.is_active or standing_of(user).is_coordinator):
        return says
    return _say(_("{audience}; and {organisation}, whose it is"), audience=says, organisation=owner)


def everybody_in(group: WorkingGroup) -> SafeString:
    return _say(_("Everybody in {group}"), group=group)


def circles_of(user: Any, things: Iterable[Thing]) -> Circles:
    """The organisations that each of these things is narrowed to, by the circle it has: those that
    the reader may know of."""
    numbers = {thing.circle_id for thing in things if thing.circle_id}
    if not numbers:
        return {}
    names = Organisation.objects.visible_to(user).in_order()
    circles = Circle.objects.filter(pk__in=numbers)
    circles = circles.prefetch_related(Prefetch("organisations", names))
    return {circle.pk: list(circle.organisations.all()) for circle in circles}


def _audience(thing: Thing, let_in: list[Organisation]) -> SafeString:
    if thing.circle_id is None:
        return _say(
            _("Those who facilitate {group}, and the coordination"),
            group=thing.group,
        )
    if not let_in:
        return _say(_("No organisation"))
    names = format_html_join(
        pgettext("between the names of a list", ", "), "<bdi>{}</bdi>", ((row,) for row in let_in)
    )
    if thing.is_for_facilitators:
        return _say(
            _("Of {organisations}, those who facilitate {group} or coordinate the network"),
            organisations=names,
            group=thing.group,
        )
    return _say(_("Only {organisations}"), organisations=names)


def _named_of(organisation_ids: frozenset[int], thing: Thing) -> Organisation | None:
    """The organisation of theirs that it is narrowed to."""
    if thing.circle_id is None:
        return None
    return Organisation.objects.filter(
        pk__in=Circle.organisations.through.objects.filter(
            circle=thing.circle_id, organisation__in=organisation_ids
        ).values("organisation")
    ).first()


def _say(sentence: str, **names: Any) -> SafeString:
    return format_html(
        sentence,
        **{
            key: name if isinstance(name, SafeString) else format_html("<bdi>{}</bdi>", name)
            for key, name in names.items()
        },
    )
