"""What may be done with organisations, people and mandates, by whom, and what it leaves behind."""

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
from network.core.files import private_storage
from network.core.pictures import PictureField
from network.members import operations, rules
from network.members.standing import Standing, forget_standing, standing_of
from network.models import Contact, Membership, Organisation, Profile, WorkingGroup

from .acting import acting, fresh, mandate, sentences
from .factories import MembershipFactory, OrganisationFactory, UserFactory
from .world import SYSTEM

Role = Membership.Role
TODAY = timezone.localdate


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
