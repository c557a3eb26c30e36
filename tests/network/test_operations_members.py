"""What may be done with organisations, people and mandates, by whom, and what it leaves behind."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from network.core import audit
from network.core.actor import Actor
from network.core.files import private_storage
from network.core.pictures import PictureField
from network.members import operations, rules
from network.members.standing import Standing, forget_standing, standing_of
from network.models import Contact, Membership, Organisation, Profile, WorkingGroup

from .factories import MembershipFactory, OrganisationFactory, UserFactory
from .world import SYSTEM

Role = Membership.Role
TODAY = timezone.localdate


def fresh(user):
    """The person as their next request finds them."""
    return type(user).objects.get(pk=user.pk)


def acting(world, persona, organisation=None):
    return Actor(fresh(world.users[persona]), organisation)


def mandate(world, persona, role):
    return Membership.objects.get(user=world.users[persona], role=role, ended_at=None)


def sentences(obj):
    return [entry.message for entry in audit.history(obj)]


# Rules.


@pytest.mark.parametrize(
    ("persona", "acts_for", "granted"),
    [
        ("manager", "a", True),
        ("coordinator", None, True),
        ("superuser", None, True),
        ("manager", None, False),
        ("manager", "b", False),
        ("member", "a", False),
        ("other", "b", False),
        ("guest", None, False),
        ("former", "a", False),
        ("outsider", "a", False),
    ],
)
def test_organisation_is_kept_by_its_manager_who_acts_for_it(world, persona, acts_for, granted):
    actor = acting(world, persona, acts_for and getattr(world, acts_for))
    assert rules.can_manage(actor, world.a) is granted
    if granted:
        operations.change_organisation(world.a, {"acronym": "AAA"}, by=actor)
        assert Organisation.objects.get(pk=world.a.pk).acronym == "AAA"
    else:
        with pytest.raises(PermissionDenied):
            operations.change_organisation(world.a, {"acronym": "AAA"}, by=actor)
        assert Organisation.objects.get(pk=world.a.pk).acronym == ""


def operations_on(world):
    """Every operation on organisation A and what is its own, none of them done yet."""
    contact = world.a.contacts.first()
    of_member = mandate(world, "member", Role.CONTRIBUTOR)
    stranger = UserFactory()
    invited = {"email": "new@example.org", "role": Role.MANAGER, "language": "en"}
    return {
        "change": lambda by: operations.change_organisation(world.a, {"acronym": "X"}, by=by),
        "contacts": lambda by: operations.change_contacts(
            world.a, [(contact, {"label": "x"})], by=by
        ),
        "logo": lambda by: operations.set_logo(world.a, None, by=by),
        "grant": lambda by: operations.grant_membership(stranger, world.a, role="manager", by=by),
        "mandate": lambda by: operations.change_membership(of_member, {"job_title": "x"}, by=by),
        "end": lambda by: operations.end_membership(of_member, by=by),
        "invite": lambda by: operations.invite(world.a, **invited, by=by),
        "again": lambda by: operations.send_again(world.invitation_a, by=by),
        "withdraw": lambda by: operations.withdraw(world.invitation_a, by=by),
    }


KEEPING = ["change", "contacts", "logo", "grant", "mandate", "end", "invite", "again", "withdraw"]


@pytest.mark.parametrize("name", KEEPING)
def test_each_operation_on_an_organisation_asks_who_keeps_it(world, name):
    do = operations_on(world)[name]
    for persona, organisation in (("member", world.a), ("other", world.b), ("manager", world.b)):
        with pytest.raises(PermissionDenied):
            do(acting(world, persona, organisation))
    do(acting(world, "manager", world.a))


@pytest.mark.parametrize(
    "do",
    [
        operations.suspend_organisation,
        operations.reinstate_organisation,
        operations.let_organisation_leave,
    ],
)
def test_status_is_for_the_coordination(world, do):
    with pytest.raises(PermissionDenied):
        do(world.a, by=acting(world, "manager", world.a))
    do(world.a, by=acting(world, "coordinator"))


def test_profile_is_ones_own(world):
    profile = Profile.objects.get(user=world.member)
    with pytest.raises(PermissionDenied):
        operations.change_profile(profile, {"phone": "1"}, by=acting(world, "manager", world.a))
    with pytest.raises(PermissionDenied):
        operations.set_photo(profile, None, by=acting(world, "manager", world.a))
    operations.change_profile(profile, {"phone": "2"}, by=acting(world, "member", world.a))
    operations.change_profile(profile, {"phone": "3"}, by=acting(world, "coordinator"))
    assert Profile.objects.get(user=world.member).phone == "3"


def test_nobody_can_be_coordinator_by_a_mandate_alone(world):
    assert standing_of(world.manager) != Standing()
    assert not rules.can_coordinate(acting(world, "manager", world.a))


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


# Contacts and pictures.


def contact(organisation, value="+212 5 39 00 00 01", **values):
    values = {"kind": "phone", "value": value, **values}
    return Contact.objects.create(organisation=organisation, **values)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("phone", "٠٥ ٣٩ ٣٧ ٢٤ ٦٨", "05 39 37 24 68"),
        ("phone", "+212 (5) 39.37-24 68", "+212 5 39 37 24 68"),
        ("website", "www.example.org/a b", None),
        ("website", "www.example.org", "https://www.example.org"),
        ("website", "http://example.org/x", "http://example.org/x"),
        ("website", "javascript:alert(1)", None),
        ("website", "ftp://example.org", None),
        ("website", "data://x.y/a", None),
        ("phone", "call me", None),
        ("email", "nobody", None),
        ("email", "  office@example.org", "office@example.org"),
    ],
)
def test_contact_is_kept_as_one_can_use_it(world, kind, typed, kept):
    values = {"kind": kind, "value": typed}
    if kept is None:
        with pytest.raises(ValidationError) as refused:
            operations.change_contacts(world.a, [(Contact(), values)], by=SYSTEM)
        assert list(refused.value.message_dict) == ["value"]
    else:
        operations.change_contacts(world.a, [(Contact(), values)], by=SYSTEM)
        assert world.a.contacts.last().value == kept


def test_contact_sent_twice_is_added_once(world):
    count = world.a.contacts.count()
    for _click in range(2):
        values = {"kind": "phone", "value": "0539 372468"}
        operations.change_contacts(world.a, [(Contact(), values)], by=SYSTEM)
    assert world.a.contacts.count() == count + 1
    assert sentences(world.a).count("Contact added: 0539 372468") == 1


def test_contact_of_another_organisation_is_not_theirs_to_change(world):
    theirs = contact(world.b)
    by = acting(world, "manager", world.a)
    with pytest.raises(PermissionDenied):
        operations.change_contacts(world.a, [(theirs, {"label": "x"})], by=by)
    with pytest.raises(PermissionDenied):
        operations.change_contacts(world.a, [], [theirs], by=by)
    assert Contact.objects.get(pk=theirs.pk).label == ""


def picture(colour="green"):
    content = BytesIO()
    Image.new("RGB", (8, 8), colour).save(content, "PNG")
    upload = SimpleUploadedFile("logo.png", content.getvalue(), "image/png")
    return PictureField().clean(upload)


def test_new_logo_takes_the_old_ones_file_away(world, django_capture_on_commit_callbacks):
    by = acting(world, "manager", world.a)
    operations.set_logo(world.a, picture(), by=by)
    old = world.a.logo.name
    with django_capture_on_commit_callbacks(execute=True):
        operations.set_logo(world.a, picture("red"), by=by)
        assert private_storage().exists(old)
    new = Organisation.objects.get(pk=world.a.pk).logo.name
    assert new != old
    assert not private_storage().exists(old)
    with django_capture_on_commit_callbacks(execute=True):
        operations.set_logo(world.a, None, by=by)
    assert not private_storage().exists(new)
    assert sentences(world.a)[0] == "Logo changed"


# The history.


def test_history_says_who_did_what_for_whom(world):
    operations.grant_membership(
        fresh(world.other), world.a, role=Role.REPRESENTATIVE, by=acting(world, "manager", world.a)
    )
    entry = audit.history(world.a).first()
    assert entry.message == "Mandate given: kanaria-person-other, representative"
    assert entry.who == "manager"
    assert entry.organisation == "kanaria-organisation-a"


def test_history_of_a_change_names_the_fields(world):
    operations.change_organisation(
        world.a, {"acronym": "AA", "legal_form": "x"}, by=acting(world, "manager", world.a)
    )
    assert sentences(world.a)[0] == "Changed: acronym, legal form"


def test_change_that_changes_nothing_is_no_entry(world):
    before = audit.history(world.a).count()
    operations.change_organisation(world.a, {"acronym": ""}, by=SYSTEM)
    assert audit.history(world.a).count() == before


# What is seen of it.


def test_people_in_the_network_see_each_other_and_nobody_else(world):
    seen = {profile.user.username for profile in Profile.objects.visible_to(world.member)}
    assert {"member", "manager", "partner", "other", "guest"} <= seen
    assert not seen & {"former", "suspended", "outsider"}
    assert not Profile.objects.visible_to(world.former)
    assert not Profile.objects.visible_to(world.outsider)


def test_standing_is_read_anew_where_a_mandate_was_just_given(world):
    assert not standing_of(world.outsider).is_in
    operations.grant_membership(world.outsider, world.a, role=Role.CONTRIBUTOR, by=SYSTEM)
    assert standing_of(world.outsider).is_in
    forget_standing(world.outsider)
    assert standing_of(world.outsider).organisations == (world.a,)


def test_group_of_a_commission_and_of_the_plenary(world):
    names = set(WorkingGroup.objects.of(world.a))
    assert names == {world.plenary, world.commission}
    assert set(WorkingGroup.objects.of(world.gone)) == set()


def test_people_acting_for_an_organisation(world):
    mine = OrganisationFactory()
    found = MembershipFactory(organisation=mine)
    MembershipFactory()
    people = Profile.objects.acting_for(Organisation.objects.filter(pk=mine.pk))
    assert [profile.user for profile in people] == [found.user]


def test_file_of_a_picture_is_private(world):
    world.a.logo.save("x.webp", ContentFile(b"secret"), save=True)
    address = reverse("network:organisation-logo", args=[world.a.pk])
    assert Client().get(address).status_code == 302
