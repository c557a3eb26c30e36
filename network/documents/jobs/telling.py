"""Who is told of a document, when it takes so long that nobody waits for it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django_tasks import task

from network.core.mail.kinds import Frequency, MailKind, kind_named
from network.core.mail.outbox import post
from network.core.mail.preferences import frequencies
from network.members.standing import people_of

from ..models import Document, Follow, FollowQuerySet, Version
from ..notifications import FOLLOWED
from ..readers import readers_of

PEOPLE_AT_A_TIME = 500


@task(backend="background")
def tell(kind_name: str, version_pk: int, but: str | None) -> None:
    """Put a mail into the outbox for everybody of the group that got this version, and for whoever
    follows it, as far as they see it; but for one.

    Cut off, it runs again from the beginning: nobody is told twice of one event. Of what was
    removed meanwhile nobody is told; whether each may see it is asked again when their mail leaves.
    """
    kind = kind_named(kind_name)
    version = Version.objects.select_related("document__group", "document__folder").get(
        pk=version_pk
    )
    document = version.document
    if kind is None or document.removed_at:
        return
    of_group = Q(pk__in=people_of(document.group).order_by().values("pk"))
    follow_it = Q(pk__in=_follows_of(version).order_by().values("user"))
    people = readers_of(document).filter(of_group | follow_it).exclude(pk=but)
    pks = list(people.order_by("pk").values_list("pk", flat=True))
    # So that no statement grows with the network, nor keeps the database for long.
    for start in range(0, len(pks), PEOPLE_AT_A_TIME):
        some = get_user_model()._default_manager.filter(
            pk__in=pks[start : start + PEOPLE_AT_A_TIME]
        )
        _tell(kind, version, {user.pk: user for user in some})


def _follows_of(version: Version) -> FollowQuerySet:
    # Whoever began later was told as the others were, if this runs for the second time.
    follows = Follow.objects.about(version.document).filter(since__lte=version.created_at)
    return follows.select_related("folder")


def _tell(kind: MailKind, version: Version, people: dict[Any, Any]) -> None:
    """Each of them once: by what they follow, or else as one of the group."""
    of_group = set(
        people_of(version.document.group).filter(pk__in=people).values_list("pk", flat=True)
    )
    chosen = frequencies([people[pk] for pk in of_group], kind)
    follows = {
        pk: follow
        for pk, follow in _told_by(_follows_of(version).filter(user__in=people)).items()
        # Whoever would know it sooner as one of the group does.
        if follow.frequency == Frequency.AT_ONCE or chosen.get(pk) != Frequency.AT_ONCE
    }
    obj = version.document if kind.model is Document else version
    post(kind, [people[pk] for pk in of_group - follows.keys()], obj, key=str(obj.pk))
    _tell_followers(version, people, follows)


def _told_by(follows: Iterable[Follow]) -> dict[Any, Follow]:
    """By which of these each person is told: the one that tells them soonest, then the nearest."""
    found: dict[Any, Follow] = {}
    for follow in sorted(follows, key=_how_near):
        found.setdefault(follow.user_id, follow)
    return found


def _how_near(follow: Follow) -> tuple[bool, bool, int]:
    depth = follow.folder.depth if follow.folder else 0
    return follow.frequency != Frequency.AT_ONCE, follow.folder is not None, -depth


def _tell_followers(version: Version, people: dict[Any, Any], follows: dict[Any, Follow]) -> None:
    """A posting for each thing that is followed: the mail says by which it comes."""
    by_thing: dict[tuple[str, Any], dict[Any, Frequency]] = defaultdict(dict)
    for pk, follow in follows.items():
        by_thing[follow.which][pk] = Frequency(follow.frequency)
    for (what, number), wanted in by_thing.items():
        post(
            FOLLOWED,
            [people[pk] for pk in wanted],
            version,
            key=str(version.pk),
            context={what: number},
            wanted=wanted,
        )
