"""Mandates that are given, changed and ended, and suspended organisations: whom that lets in."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from network.members import operations
from network.members.standing import standing_of
from network.models import Membership, Organisation

from .acting import acting, fresh, mandate, sentences
from .factories import UserFactory
from .world import SYSTEM

Role = Membership.Role
TODAY = timezone.localdate


# Mandates.


@pytest.mark.parametrize(
    ("starts", "ends", "accepted"),
    [
        (-20, -11, True),  # Before it.
        (11, 20, True),  # After it.
        (11, None, True),
        (-20, -10, False),  # Both days count.
        (10, 20, False),
        (-5, 5, False),
        (-20, 20, False),
        (-20, None, False),
        (0, None, False),
    ],
)
def test_mandates_of_one_role_do_not_overlap(world, starts, ends, accepted):
    user, today = UserFactory(), TODAY()
    day = lambda offset: None if offset is None else today + timedelta(offset)  # noqa: E731
    give = {"role": Role.CONTRIBUTOR, "by": SYSTEM}
    operations.grant_membership(user, world.a, starts_on=day(-10), ends_on=day(10), **give)
    # Another role, and another organisation, do not matter.
    operations.grant_membership(user, world.a, role=Role.MANAGER, by=SYSTEM)
    operations.grant_membership(user, world.b, **give)
    if accepted:
        operations.grant_membership(user, world.a, starts_on=day(starts), ends_on=day(ends), **give)
        return
    with pytest.raises(ValidationError) as refused:
        operations.grant_membership(user, world.a, starts_on=day(starts), ends_on=day(ends), **give)
    assert refused.value.message_dict == {"role": ["This person has this mandate already."]}


def test_mandate_cannot_be_moved_over_another_one(world):
    user, today = UserFactory(), TODAY()
    give = {"role": Role.CONTRIBUTOR, "by": SYSTEM}
    operations.grant_membership(
        user, world.a, starts_on=today - timedelta(9), ends_on=today - timedelta(5), **give
    )
    later = operations.grant_membership(user, world.a, **give)
    with pytest.raises(ValidationError):
        operations.change_membership(later, {"starts_on": today - timedelta(5)}, by=SYSTEM)
    assert Membership.objects.get(pk=later.pk).starts_on == today


def test_mandate_ends_no_earlier_than_it_begins(world):
    today = TODAY()
    with pytest.raises(ValidationError, match="ends before it begins"):
        operations.grant_membership(
            UserFactory(), world.a, role=Role.MANAGER, ends_on=today - timedelta(1), by=SYSTEM
        )


def test_new_mandate_after_an_ended_one_may_begin_on_the_same_day(world):
    user = UserFactory()
    first = operations.grant_membership(user, world.a, role=Role.CONTRIBUTOR, by=SYSTEM)
    operations.end_membership(first, by=SYSTEM)
    second = operations.grant_membership(user, world.a, role=Role.CONTRIBUTOR, by=SYSTEM)
    assert second.is_current
    assert not Membership.objects.get(pk=first.pk).is_current


def test_ended_mandate_closes_the_area_at_once_for_open_sessions_too(world, signed_in):
    browser = signed_in("member")
    assert browser.get(reverse("network:members")).status_code == 200
    operations.end_membership(
        mandate(world, "member", Role.CONTRIBUTOR), by=acting(world, "manager", world.a)
    )
    answer = browser.get(reverse("network:members"))
    assert answer.status_code == 403
    assert b"Your mandate has ended" in answer.content


def test_end_of_one_mandate_leaves_the_others(world, signed_in):
    browser = signed_in("manager")
    # A second manager, so that this one is not the last.
    operations.grant_membership(world.member, world.a, role=Role.MANAGER, by=SYSTEM)
    operations.end_membership(
        mandate(world, "manager", Role.MANAGER), by=acting(world, "manager", world.a)
    )
    assert browser.get(world.a.get_absolute_url()).status_code == 200
    assert browser.get(reverse("network:organisation-edit", args=[world.a.pk])).status_code == 403


def test_last_mandate_takes_the_person_out_of_the_groups_lists(world):
    world.commission.guests.add(world.partner)
    world.commission.facilitators.add(world.partner)
    second = operations.grant_membership(world.partner, world.b, role=Role.MANAGER, by=SYSTEM)
    operations.end_membership(mandate(world, "partner", Role.CONTRIBUTOR), by=SYSTEM)
    assert world.partner in world.commission.guests.all()
    operations.end_membership(second, by=SYSTEM)
    assert world.partner not in world.commission.guests.all()
    assert world.partner not in world.commission.facilitators.all()
    assert world.manager in world.commission.facilitators.all()


def test_ended_mandate_ends_the_invitation_by_which_they_could_come_back(world):
    for address, organisation in (
        ("MEMBER@example.org", world.a),
        ("member@example.org", world.b),
        ("someone@example.org", world.a),
    ):
        operations.invite(
            organisation, email=address, role=Role.REPRESENTATIVE, language="en", by=SYSTEM
        )
    operations.end_membership(mandate(world, "member", Role.CONTRIBUTOR), by=SYSTEM)
    left = world.a.invitations.open().values_list("email", flat=True)
    assert set(left) == {"someone@example.org", "kanaria-invited-a@example.org"}
    # Another organisation's offer is that organisation's.
    assert world.b.invitations.open().filter(email="member@example.org").exists()


def test_mandate_that_is_to_come_never_begins_once_it_is_ended(world):
    user, later = UserFactory(), TODAY() + timedelta(30)
    coming = operations.grant_membership(
        user, world.a, role=Role.CONTRIBUTOR, starts_on=later, by=SYSTEM
    )
    assert not standing_of(user).is_in
    operations.end_membership(coming, by=SYSTEM)
    assert not Membership.objects.current(on=later).filter(user=user).exists()


def test_last_manager_stays_unless_the_coordination_ends_it(world):
    last = mandate(world, "manager", Role.MANAGER)
    with pytest.raises(ValidationError, match="needs a manager"):
        operations.end_membership(last, by=acting(world, "manager", world.a))
    assert Membership.objects.get(pk=last.pk).is_current
    operations.end_membership(last, by=acting(world, "coordinator"))
    assert not Membership.objects.get(pk=last.pk).is_current


@pytest.mark.parametrize("values", [{"ends_on": -1}, {"starts_on": 1}])
def test_last_manager_cannot_be_put_out_by_other_days_either(world, values):
    last = mandate(world, "manager", Role.MANAGER)
    Membership.objects.filter(pk=last.pk).update(starts_on=TODAY() - timedelta(9))
    last.refresh_from_db()
    days = {name: TODAY() + timedelta(offset) for name, offset in values.items()}
    with pytest.raises(ValidationError, match="needs a manager"):
        operations.change_membership(last, days, by=acting(world, "manager", world.a))
    assert Membership.objects.get(pk=last.pk).is_current


def test_manager_whose_account_is_closed_does_not_count_as_one(world):
    operations.grant_membership(world.member, world.a, role=Role.MANAGER, by=SYSTEM)
    type(world.member).objects.filter(pk=world.member.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="needs a manager"):
        operations.end_membership(
            mandate(world, "manager", Role.MANAGER), by=acting(world, "manager", world.a)
        )


def test_ending_twice_leaves_one_entry(world):
    found = mandate(world, "member", Role.CONTRIBUTOR)
    again = Membership.objects.get(pk=found.pk)
    operations.end_membership(found, by=SYSTEM)
    operations.end_membership(again, by=SYSTEM)
    assert sentences(world.a).count(sentences(world.a)[0]) == 1


# Suspended organisations.


def test_suspended_organisation_lets_nobody_in_and_loses_nothing(world, signed_in):
    browser = signed_in("member")
    operations.suspend_organisation(world.a, by=acting(world, "coordinator"))
    answer = browser.get(reverse("network:members"))
    assert answer.status_code == 403
    assert "suspended" in answer.content.decode()
    assert not world.a.invitations.open().exists()
    assert not Organisation.objects.visible_to(fresh(world.other)).filter(pk=world.a.pk).exists()
    operations.reinstate_organisation(world.a, by=acting(world, "coordinator"))
    assert browser.get(reverse("network:members")).status_code == 200
    assert world.a.invitations.open().exists()


def test_who_acts_for_two_keeps_the_one_that_is_not_suspended(world, signed_in):
    operations.grant_membership(world.member, world.b, role=Role.CONTRIBUTOR, by=SYSTEM)
    operations.suspend_organisation(world.a, by=SYSTEM)
    browser = signed_in("member")
    assert browser.get(world.b.get_absolute_url()).status_code == 200
    assert browser.get(world.a.get_absolute_url()).status_code == 404


def test_suspended_organisation_invites_nobody(world):
    with pytest.raises(PermissionDenied):
        operations.invite(
            world.gone, email="x@example.org", role=Role.MANAGER, language="en",
            by=acting(world, "coordinator"),
        )  # fmt: skip


def test_status_changed_twice_leaves_one_entry(world):
    for _click in range(2):
        operations.suspend_organisation(world.a, by=SYSTEM)
    assert sentences(world.a).count("Organisation suspended") == 1
