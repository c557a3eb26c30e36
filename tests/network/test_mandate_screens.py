"""An organisation’s mandates and invitations, as who keeps it sees them."""

from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from network.members import operations
from network.models import Membership, MembershipInvitation

from .acting import mandate
from .screens import Role, errors_of, form_of, invite, page, url
from .world import SYSTEM


def test_mandate_is_changed(world, signed_in):
    browser, seat = signed_in("manager"), mandate(world, "member", Role.CONTRIBUTOR)
    edit = url("membership-edit", seat.pk)
    later = timezone.localdate() + timezone.timedelta(30)
    values = form_of(browser, edit) | {"job_title": "Accounts", "ends_on": later.isoformat()}
    forged = {"role": "manager", "user": world.other.pk, "organisation": world.b.pk}
    answer = browser.post(edit, values | forged)
    assert answer.status_code == 302, errors_of(answer)
    changed = Membership.objects.get(pk=seat.pk)
    assert (changed.job_title, changed.ends_on) == ("Accounts", later)
    assert (changed.role, changed.user, changed.organisation) == (
        "contributor", world.member, world.a,
    )  # fmt: skip


def test_mandate_that_ends_before_it_begins_says_so_beside_the_field(world, signed_in):
    browser, seat = signed_in("manager"), mandate(world, "member", Role.CONTRIBUTOR)
    edit = url("membership-edit", seat.pk)
    answer = browser.post(edit, form_of(browser, edit) | {"ends_on": "2001-01-01"})
    assert errors_of(answer) == {"ends_on": ["The mandate ends before it begins."]}


def test_mandate_over_another_one_says_so_beside_the_field(world, signed_in):
    seat, today = mandate(world, "member", Role.CONTRIBUTOR), timezone.localdate()
    operations.grant_membership(
        world.member, world.a, role=Role.CONTRIBUTOR, by=SYSTEM,
        starts_on=today - timezone.timedelta(9), ends_on=today - timezone.timedelta(5),
    )  # fmt: skip
    browser, edit = signed_in("manager"), url("membership-edit", seat.pk)
    earlier = (today - timezone.timedelta(7)).isoformat()
    answer = browser.post(edit, form_of(browser, edit) | {"starts_on": earlier})
    assert errors_of(answer) == {"ends_on": ["This person has this mandate already."]}
    assert Membership.objects.get(pk=seat.pk).starts_on == seat.starts_on


def test_mandate_is_ended_on_post_alone(world, signed_in):
    browser, seat = signed_in("manager"), mandate(world, "member", Role.CONTRIBUTOR)
    end = url("membership-end", seat.pk)
    assert "kanaria-person-member" in page(browser, end)
    assert Membership.objects.get(pk=seat.pk).ended_at is None
    assert browser.post(end).status_code == 302
    assert Membership.objects.get(pk=seat.pk).ended_at
    # A second click finds it ended already, and what has ended cannot be changed.
    assert browser.post(end).status_code == 404
    assert browser.get(url("membership-edit", seat.pk)).status_code == 404


def test_last_manager_is_told_what_to_do_first(world, signed_in):
    browser, seat = signed_in("manager"), mandate(world, "manager", Role.MANAGER)
    answer = browser.post(url("membership-end", seat.pk), follow=True)
    assert "An organisation needs a manager" in answer.content.decode()
    assert Membership.objects.get(pk=seat.pk).is_current


def test_mandate_that_ended_while_its_form_was_open_stays_ended(world, signed_in):
    browser, seat = signed_in("manager"), mandate(world, "member", Role.CONTRIBUTOR)
    edit = url("membership-edit", seat.pk)
    values = form_of(browser, edit)
    operations.end_membership(seat, by=SYSTEM)
    assert browser.post(edit, values | {"job_title": "x"}).status_code == 404
    assert not Membership.objects.current().filter(user=world.member).exists()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_manager_invites(world, signed_in, committed):
    with committed():
        answer = invite(signed_in("manager"), world, organisation=world.b.pk)
    assert answer["Location"] == world.a.get_absolute_url()
    found = MembershipInvitation.objects.get(email="new@example.org")
    assert (found.organisation, found.role, found.invited_by) == (
        world.a, "contributor", world.manager,
    )  # fmt: skip
    assert [message.to for message in mail.outbox] == [["new@example.org"]]
    assert "/invitation/" in mail.outbox[0].body
    text = page(signed_in("manager"), world.a.get_absolute_url())
    assert "new@example.org" in text
    assert "new@example.org" not in page(signed_in("member"), world.a.get_absolute_url())


def test_two_clicks_invite_once(world, signed_in, committed):
    browser, token = signed_in("manager"), uuid4()
    with committed():
        for _click in range(2):
            assert invite(browser, world, once=token).status_code == 302
    assert MembershipInvitation.objects.filter(email="new@example.org").count() == 1
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"email": "Kanaria-Invited-A@example.org"}, "email", "invited already"),
        ({"email": "MEMBER@example.org"}, "email", "has this mandate already"),
        ({"email": "nobody"}, "email", "valid"),
        ({"role": "president"}, "role", "valid choice"),
        ({"role": ""}, "role", "required"),
        ({"language": "xx"}, "language", "valid choice"),
        ({"email": f"{'x' * 250}@example.org"}, "email", ""),
    ],
)
def test_invitation_says_what_is_wrong_beside_the_field(world, signed_in, values, field, message):
    answer = invite(signed_in("manager"), world, **values)
    assert answer.status_code == 200
    assert message in errors_of(answer)[field][0]
    assert world.a.invitations.count() == 1


def test_somebody_with_a_mandate_to_come_is_not_invited_into_it(world, signed_in):
    operations.grant_membership(
        world.guest, world.a, role=Role.CONTRIBUTOR, by=SYSTEM,
        starts_on=timezone.localdate() + timezone.timedelta(3),
    )  # fmt: skip
    answer = invite(signed_in("manager"), world, email="guest@example.org")
    assert errors_of(answer) == {"email": ["This person has this mandate already."]}


def test_invitation_is_sent_again_and_withdrawn(world, signed_in, committed):
    browser, found = signed_in("manager"), world.invitation_a
    before = found.link
    with committed():
        assert browser.post(url("invitation-send-again", found.pk)).status_code == 302
    found.refresh_from_db()
    before.refresh_from_db()
    assert found.link != before
    assert not before.is_open
    assert [message.to for message in mail.outbox] == [["kanaria-invited-a@example.org"]]
    assert browser.post(url("invitation-withdraw", found.pk)).status_code == 302
    assert not world.a.invitations.open().exists()
    page(browser, world.a.get_absolute_url())  # Where the messages are said.
    assert "kanaria-invited-a@" not in page(browser, world.a.get_absolute_url())
    # A second click says that it is closed, and sends nothing.
    with committed():
        answer = browser.post(url("invitation-send-again", found.pk), follow=True)
    assert "This invitation is closed" in answer.content.decode()
    assert len(mail.outbox) == 1
