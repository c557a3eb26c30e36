"""Which working groups are somebody's, whatever lists name them and however often."""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from network.members.standing import forget_standing, standing_of
from network.models import Membership, Organisation, WorkingGroup

from .factories import MembershipFactory, OrganisationFactory, UserFactory, WorkingGroupFactory

pytestmark = pytest.mark.django_db

PAST, FUTURE = timedelta(days=-9), timedelta(days=9)


def joined_in_one_query(user):
    """What belonging to a group means, said in one go: a join of all three lists."""
    standing = standing_of(user)
    if not standing.belongs:
        return WorkingGroup.objects.none()
    ways = Q(guests=user.pk) | Q(facilitators=user.pk)
    ways |= Q(organisations__in=standing.organisation_ids)
    if standing.organisation_ids:
        ways |= Q(kind=WorkingGroup.Kind.PLENARY)
    return WorkingGroup.objects.filter(ways).distinct()


def mandates(*organisations, **values):
    user = UserFactory()
    for organisation in organisations:
        MembershipFactory(user=user, organisation=organisation, **values)
    return user


@pytest.fixture
def people():
    """Everybody's place, each in every kind of list: alone, twice, with others, and nowhere."""
    first, second, third, gone = organisations = OrganisationFactory.create_batch(4)
    Organisation.objects.filter(pk=gone.pk).update(status=Organisation.Status.SUSPENDED)
    today = timezone.localdate()
    people = {
        "one mandate": mandates(first),
        "two mandates": mandates(second, third),
        "two roles": mandates(first, role=Membership.Role.MANAGER),
        "past": mandates(first, starts_on=today + 2 * PAST, ends_on=today + PAST),
        "ended": mandates(second, ended_at=timezone.now()),
        "to begin": mandates(third, starts_on=today + FUTURE),
        "suspended": mandates(gone),
        "both a past and one that is not": mandates(second, ended_at=timezone.now()),
        "guest": UserFactory(),
        "facilitator": UserFactory(),
        "nobody": UserFactory(),
        "coordinator": UserFactory(is_superuser=True),
        "left": UserFactory(is_active=False),
    }
    MembershipFactory(user=people["two roles"], organisation=first)
    MembershipFactory(user=people["both a past and one that is not"], organisation=first)
    groups = [
        WorkingGroupFactory(kind=WorkingGroup.Kind.PLENARY),
        WorkingGroupFactory(),
        WorkingGroupFactory(closed_at=timezone.now()),
        *(WorkingGroupFactory(organisations=[each]) for each in organisations),
        WorkingGroupFactory(organisations=organisations),
    ]
    everybody = [user for name, user in people.items() if name not in ("nobody", "facilitator")]
    leaders = [user for name, user in people.items() if name not in ("nobody", "guest")]
    for number, group in enumerate(groups):
        group.guests.set(everybody[number % 3 :: 2])
        group.facilitators.set(leaders[number % 3 :: 3])
    for user in people.values():
        forget_standing(user)
    return people


def test_joined_groups_are_those_of_each_way_in(people):
    found = {}
    for name, user in people.items():
        joined = list(WorkingGroup.objects.joined_by(user).order_by("pk"))
        assert joined == list(joined_in_one_query(user).order_by("pk")), name
        found[name] = len(joined)
    # Some have none, and nobody has all: what is compared says something.
    none = {name for name, count in found.items() if not count}
    assert none == {"past", "ended", "to begin", "suspended", "nobody", "left"}
    assert all(0 < count < 8 for name, count in found.items() if name not in none)


def test_joined_groups_keep_what_else_is_asked(people):
    closed = WorkingGroup.objects.exclude(closed_at=None)
    kept = set()
    for name, user in people.items():
        expected = set(joined_in_one_query(user)) & set(closed)
        assert set(closed.joined_by(user)) == expected, name
        kept |= {name} if expected else set()
    assert kept
    assert kept < set(people)


def test_groups_that_name_somebody_are_those_of_either_list_each_once(people):
    for name, user in people.items():
        named = Q(guests=user) | Q(facilitators=user)
        expected = list(WorkingGroup.objects.filter(named).distinct().order_by("pk"))
        assert list(WorkingGroup.objects.naming(user).order_by("pk")) == expected, name
    assert WorkingGroup.objects.naming(people["ended"]).exists()
    assert not WorkingGroup.objects.naming(people["nobody"]).exists()
