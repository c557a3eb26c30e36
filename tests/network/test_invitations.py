"""The door of an invitation: who finds what behind its link, and that it opens once."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.core import links
from network.core.actor import Actor
from network.members import operations
from network.members.operations import NotOpenError
from network.members.views import door
from network.models import Link, Membership, MembershipInvitation, Profile

from .world import SYSTEM

Role = Membership.Role
PASSWORD = "a long and quiet river"
FORM = {"name": "Mina Alami", "password1": PASSWORD, "password2": PASSWORD}


def invite(world, email, role=Role.REPRESENTATIVE, organisation=None, by=SYSTEM, **values):
    return operations.invite(
        organisation or world.a, email=email, role=role, language="en", by=by, **values
    )


def address(invitation):
    return reverse("network:invitation", args=[links.token_of(invitation.link)])


def opened(client, invitation):
    answer = client.get(address(invitation))
    assert answer.status_code == 200
    return answer


def mandates(user):
    return [
        (each.organisation, each.role)
        for each in Membership.objects.filter(user=user).order_by("pk")
    ]


# Who stands at the door.


@pytest.mark.parametrize(
    ("reader", "email", "state"),
    [
        ("outsider", "outsider@example.org", "accept"),
        ("outsider", "OutSider@Example.ORG", "accept"),
        ("member", "outsider@example.org", "other_account"),
        ("manager", "nobody@example.org", "other_account"),
        (None, "Outsider@example.org", "sign_in"),
        (None, "nobody@example.org", "open_account"),
    ],
)
def test_door_says_what_to_do_first(world, signed_in, reader, email, state):
    invitation = invite(world, email, job_title="Secretary")
    client = signed_in(reader) if reader else Client()
    answer = opened(client, invitation)
    text = answer.content.decode()
    assert answer.context["state"] == state
    assert "kanaria-organisation-a" in text
    assert "Secretary" in text
    assert "representative" in text
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert not Membership.objects.filter(invitation=invitation).exists()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_door_opens_in_both_languages(world, language):
    invitation = invite(world, "nobody@example.org")
    answer = Client(headers={"accept-language": language}).get(address(invitation))
    assert f'lang="{language}"' in answer.content.decode()


def test_showing_changes_nothing(world):
    invitation = invite(world, "outsider@example.org")
    client = Client()
    client.force_login(world.outsider)
    client.get(address(invitation))  # The session's own row.
    with CaptureQueriesContext(connection) as asked:
        opened(client, invitation)
    changing = ("INSERT", "UPDATE", "DELETE")
    assert [query["sql"] for query in asked if query["sql"].startswith(changing)] == []


def test_accepting_gives_the_mandate_and_the_organisation_to_act_for(world, signed_in):
    operations.grant_membership(world.outsider, world.b, role=Role.CONTRIBUTOR, by=SYSTEM)
    invitation = invite(world, "outsider@example.org", job_title="Secretary")
    client = signed_in("outsider")
    answer = client.post(address(invitation))
    assert answer["Location"] == reverse("network:dashboard")
    assert mandates(world.outsider) == [(world.b, "contributor"), (world.a, "representative")]
    text = client.get(answer["Location"]).content.decode()
    assert client.session["network_acts_for"] == world.a.pk
    assert "kanaria-organisation-a" in text
    taken = MembershipInvitation.objects.get(pk=invitation.pk)
    assert taken.membership.job_title == "Secretary"
    assert taken.state == "accepted"


def test_role_and_organisation_are_those_of_the_invitation(world, signed_in):
    invitation = invite(world, "outsider@example.org", role=Role.CONTRIBUTOR)
    forged = {"role": "manager", "organisation": world.b.pk, "email": "x@example.org"}
    signed_in("outsider").post(address(invitation), forged)
    assert mandates(world.outsider) == [(world.a, "contributor")]


def test_invitation_is_bound_to_its_address(world, signed_in):
    invitation = invite(world, "outsider@example.org")
    client = signed_in("editor")
    answer = client.post(address(invitation))
    assert answer.context["state"] == "other_account"
    assert mandates(world.editor) == []
    with pytest.raises(PermissionDenied):
        operations.accept_invitation(invitation, by=Actor(world.editor))
    assert MembershipInvitation.objects.open().filter(pk=invitation.pk).exists()


def test_who_has_an_account_signs_in_and_comes_back(world):
    invitation = invite(world, "outsider@example.org")
    world.outsider.set_password(PASSWORD)
    world.outsider.save()
    client = Client()
    sign_in = opened(client, invitation).context["sign_in_url"]
    assert unquote(sign_in) == f"/enter/?next={address(invitation)}"
    # Posting without having signed in takes nothing.
    assert client.post(address(invitation)).context["state"] == "sign_in"
    answer = client.post(sign_in, {"username": "outsider", "password": PASSWORD})
    assert answer["Location"] == address(invitation)
    assert opened(client, invitation).context["state"] == "accept"
    client.post(address(invitation))
    assert mandates(world.outsider) == [(world.a, "representative")]


# No account yet.


@pytest.mark.parametrize(
    ("name", "field"), [("Mina Alami", "name_latin"), ("مينة العلمي", "name_arabic")]
)
def test_who_has_no_account_opens_one_and_is_in(world, name, field):
    invitation, client = invite(world, "Nobody@example.org"), Client()
    answer = client.post(address(invitation), FORM | {"name": name})
    assert answer["Location"] == reverse("network:dashboard")
    user = get_user_model().objects.get(email__iexact="nobody@example.org")
    assert user.get_username() == "Nobody@example.org"
    assert user.check_password(PASSWORD)
    assert not user.is_superuser
    assert mandates(user) == [(world.a, "representative")]
    profile = Profile.objects.get(user=user)
    assert (getattr(profile, field), profile.language) == (name, "en")
    assert client.get(answer["Location"]).status_code == 200
    # And signs in from now on by the site's own door.
    other = Client()
    other.post("/enter/", {"username": user.get_username(), "password": PASSWORD})
    assert other.get(reverse("network:dashboard")).status_code == 200


def test_account_needs_a_password_that_the_site_accepts(world, settings):
    settings.AUTH_PASSWORD_VALIDATORS = [
        {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
        {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    ]
    invitation, client = invite(world, "nobody@example.org"), Client()
    for wrong in (
        {"password1": "short", "password2": "short"},
        {"password1": "nobody@example.org", "password2": "nobody@example.org"},
        {"password2": "another long and quiet river"},
        {"name": ""},
    ):
        answer = client.post(address(invitation), FORM | wrong)
        assert answer.status_code == 200
        assert answer.context["form"].errors
    assert not get_user_model().objects.filter(email="nobody@example.org").exists()
    assert client.post(address(invitation), FORM).status_code == 302


def test_account_is_of_the_invited_address_whatever_is_sent(world):
    invitation = invite(world, "nobody@example.org")
    forged = {"email": "evil@example.org", "username": "evil", "is_superuser": "on"}
    Client().post(address(invitation), FORM | forged)
    user = get_user_model().objects.get(email="nobody@example.org")
    assert (user.get_username(), user.is_superuser) == ("nobody@example.org", False)


def test_site_with_its_own_accounts_is_asked_for_the_way(world, settings):
    settings.NETWORK_OPEN_ACCOUNT = "tests.network.test_invitations.own_way"
    invitation, client = invite(world, "nobody@example.org"), Client()
    asked_for.clear()
    answer = opened(client, invitation)
    assert answer.context["form"] is None
    assert asked_for == []
    assert client.post(address(invitation))["Location"] == "/own-way/"
    assert asked_for == [("nobody@example.org", "en", address(invitation))]
    assert not get_user_model().objects.filter(email="nobody@example.org").exists()


asked_for: list[tuple] = []


def own_way(request, email, language, next_url):
    asked_for.append((email, language, next_url))
    return "/own-way/"


# It opens once, and not for ever.


def close(world, invitation, how):
    if how == "used":
        operations.accept_invitation(invitation, by=Actor(world.outsider))
    elif how == "withdrawn":
        operations.withdraw(invitation, by=SYSTEM)
    elif how == "expired":
        past = timezone.now() - timedelta(seconds=1)
        Link.objects.filter(pk=invitation.link_id).update(expires_at=past)
    elif how == "suspended":
        operations.suspend_organisation(world.a, by=SYSTEM)
    elif how == "sent again":
        operations.send_again(invitation, by=SYSTEM)
    elif how == "left":
        operations.let_organisation_leave(world.a, by=SYSTEM)


WAYS = ["used", "withdrawn", "expired", "suspended", "sent again", "left"]


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("reader", ["anonymous", "outsider", "member"])
def test_closed_door_is_the_same_for_all(world, signed_in, how, reader):
    invitation = invite(world, "outsider@example.org")
    door_of_it = address(invitation)
    close(world, invitation, how)
    before = Membership.objects.count()
    client = Client() if reader == "anonymous" else signed_in(reader)
    never = client.get(reverse("network:invitation", args=["0" * 64]))
    assert never.status_code == 410
    for answer in (client.get(door_of_it), client.post(door_of_it, FORM)):
        assert answer.status_code == 410
        assert tokens_aside(answer) == tokens_aside(never)
        assert answer["Referrer-Policy"] == "same-origin"
        assert "no-store" in answer["Cache-Control"]
    assert Membership.objects.count() == before


def tokens_aside(answer):
    """The page without what is anew on each: the token of its forms."""
    lines = answer.content.decode().splitlines()
    return [line for line in lines if "csrfmiddlewaretoken" not in line and "0" * 64 not in line
            and "/invitation/" not in line]  # fmt: skip


def test_link_that_was_sent_again_opens(world, signed_in):
    invitation = invite(world, "outsider@example.org")
    operations.send_again(invitation, by=SYSTEM)
    invitation.refresh_from_db()
    assert signed_in("outsider").post(address(invitation)).status_code == 302


def test_organisation_that_is_active_again_finds_its_invitations_open(world, signed_in):
    invitation = invite(world, "outsider@example.org")
    operations.suspend_organisation(world.a, by=SYSTEM)
    operations.reinstate_organisation(world.a, by=SYSTEM)
    assert signed_in("outsider").post(address(invitation)).status_code == 302


@pytest.mark.parametrize("how", WAYS)
def test_of_two_at_once_one_gets_in(world, how):
    """Both have read the page of an open invitation; the second one's row says so still."""
    invitation = invite(world, "outsider@example.org")
    stale = MembershipInvitation.objects.select_related("link", "organisation").get(
        pk=invitation.pk
    )
    assert stale.is_open
    close(world, invitation, how)
    before = Membership.objects.count()
    with pytest.raises(NotOpenError):
        operations.accept_invitation(stale, by=Actor(world.outsider))
    assert Membership.objects.count() == before


def test_second_of_two_who_open_an_account_at_once_finds_it_closed(world, monkeypatch):
    invitation, found = invite(world, "nobody@example.org"), door._find
    # The second request has found the invitation before the first one was through.
    stale = found(links.token_of(invitation.link))
    assert Client().post(address(invitation), FORM).status_code == 302
    monkeypatch.setattr(door, "_find", lambda token: stale)
    monkeypatch.setattr(door, "_state", lambda request, found: "open_account")
    client = Client()
    assert client.post(address(invitation), FORM | {"name": "Second"}).status_code == 410
    assert get_user_model().objects.filter(email="nobody@example.org").count() == 1
    assert "_auth_user_id" not in client.session


def test_two_clicks_on_accept_make_one_mandate(world, signed_in):
    invitation, client = invite(world, "outsider@example.org"), signed_in("outsider")
    assert client.post(address(invitation)).status_code == 302
    assert client.post(address(invitation)).status_code == 410
    assert len(mandates(world.outsider)) == 1


def test_mandate_that_was_given_in_the_meantime_is_the_one_accepted(world, signed_in):
    invitation = invite(world, "outsider@example.org")
    later = timezone.localdate() + timedelta(9)
    given = operations.grant_membership(
        world.outsider, world.a, role=Role.REPRESENTATIVE, starts_on=later, by=SYSTEM
    )
    client = signed_in("outsider")
    answer = client.post(address(invitation))
    assert client.get(answer["Location"]).status_code == 200
    assert [each.pk for each in Membership.objects.filter(user=world.outsider)] == [given.pk]


def test_token_of_another_purpose_opens_nothing(world):
    other = links.make("other", days=3)
    url = reverse("network:invitation", args=[links.token_of(other)])
    assert Client().get(url).status_code == 410


def test_other_methods_are_refused(world):
    invitation = invite(world, "nobody@example.org")
    assert Client().put(address(invitation)).status_code == 405
    assert Client().head(address(invitation)).status_code == 200


def test_form_of_another_site_opens_nothing(world):
    invitation = invite(world, "outsider@example.org")
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.outsider)
    assert client.post(address(invitation)).status_code == 403
    assert mandates(world.outsider) == []


# What is written to whom.


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_invitation_by_mail_says_who_invites_to_what_until_when(world, committed):
    Profile.objects.update_or_create(user=world.manager, defaults={"name_latin": "Rajaa Bennis"})
    manager = get_user_model().objects.get(pk=world.manager.pk)
    with committed():
        invitation = invite(world, "nobody@example.org", by=Actor(manager, world.a))
    (message,) = mail.outbox
    assert message.to == ["nobody@example.org"]
    until = str(timezone.localtime(invitation.link.expires_at).year)
    for word in ("Rajaa Bennis", "kanaria-organisation-a", "representative", until):
        assert word in message.body, word
    assert f"http://testserver{address(invitation)}" in message.body
    html = message.alternatives[0][0]
    assert address(invitation) in html


def test_invitation_that_is_withdrawn_before_its_mail_left_is_not_sent(world, committed):
    with committed():
        invitation = invite(world, "nobody@example.org")
        operations.withdraw(invitation, by=SYSTEM)
    assert mail.outbox == []


def test_mail_that_left_for_a_link_that_was_replaced_is_not_sent(world, committed):
    with committed():
        invitation = invite(world, "nobody@example.org")
        operations.send_again(invitation, by=SYSTEM)
    invitation.refresh_from_db()
    assert [address(invitation) in message.body for message in mail.outbox] == [True]


def test_who_invited_is_told_that_it_was_accepted(world, signed_in, committed):
    manager = get_user_model().objects.get(pk=world.manager.pk)
    invitation = invite(world, "outsider@example.org", by=Actor(manager, world.a))
    with committed():
        signed_in("outsider").post(address(invitation))
    assert [message.to for message in mail.outbox] == [["manager@example.org"]]
    assert "outsider@example.org has accepted" in mail.outbox[0].body


def test_managers_are_told_where_a_command_invited(world, signed_in, committed):
    invitation = invite(world, "outsider@example.org")
    with committed():
        signed_in("outsider").post(address(invitation))
    assert [message.to for message in mail.outbox] == [["manager@example.org"]]


def test_who_invited_and_has_left_is_told_nothing(world, signed_in, committed):
    manager = get_user_model().objects.get(pk=world.manager.pk)
    invitation = invite(world, "outsider@example.org", by=Actor(manager, world.a))
    for mandate in Membership.objects.filter(user=manager):
        operations.end_membership(mandate, by=SYSTEM)
    with committed():
        signed_in("outsider").post(address(invitation))
    assert mail.outbox == []
