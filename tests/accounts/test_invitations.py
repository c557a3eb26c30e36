"""Invitations: the one way to an account."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.users.models import UserProfile

from noress.accounts import invitations
from noress.accounts.models import Invitation, User
from tests.signing_in import sign_in

from .conftest import NEW_PASSWORD, PASSWORD, give_app, link_in, signed_in

GUEST = "invitee@exemple.ma"
ABOUT = {"first_name": "Amina", "last_name": "d’Exemple", "password": NEW_PASSWORD}


@pytest.fixture
def invite(coordinator):
    """Invites somebody as the coordination does; the path of the link in their mail."""

    def invite(email=GUEST, language="fr", group=None):
        invitations.invite(email, by=coordinator, language=language, group=group)
        return link_in(mail.outbox[-1])

    return invite


def names_of(*groups):
    return {group.name for group in groups}


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl")])
def test_guest_makes_their_account_and_is_signed_in(client, invite, language, direction):
    link = invite(language=language)
    html, _type = mail.outbox[0].alternatives[0]
    assert f'lang="{language}"' in html
    assert f'dir="{direction}"' in html
    assert link.startswith(f"/{language}/accounts/invitation/")
    assert GUEST in client.get(link).content.decode()
    assert not User.objects.filter(email=GUEST).exists()
    answer = client.post(link, ABOUT)
    assert answer["Location"] == f"/{language}/accounts/"
    user = User.objects.get(email=GUEST)
    assert signed_in(client) == str(user.pk)
    assert user.get_full_name() == "Amina d’Exemple"
    assert user.wagtail_userprofile.preferred_language == language
    assert EmailAddress.objects.get(user=user).verified
    # They know that they have signed in.
    assert len(mail.outbox) == 1


def test_invited_editor_is_asked_for_a_second_factor_at_once(client, invite):
    link = invite(group=Group.objects.get(name="Editors"))
    answer = client.post(link, ABOUT, follow=True)
    assert answer.redirect_chain[-1][0] == "/fr/accounts/second-factor/"
    assert names_of(*User.objects.get(email=GUEST).groups.all()) == {"Editors"}
    # Whoever has just chosen a password is not asked for it again.
    assert client.get("/fr/accounts/2fa/totp/activate/").status_code == 200


def test_link_opens_once(client, invite):
    link = invite()
    client.post(link, ABOUT)
    for method in (Client().get, Client().post):
        assert method(link, ABOUT).status_code == 410
    assert User.objects.get(email=GUEST).check_password(NEW_PASSWORD)


def test_link_expires(client, invite):
    link = invite()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(link).status_code == 410
    assert client.post(link, ABOUT).status_code == 410
    assert not User.objects.filter(email=GUEST).exists()


def test_link_that_was_withdrawn_opens_nothing(client, invite, coordinator):
    link = invite()
    invitations.withdraw(Invitation.objects.get(), by=coordinator)
    assert client.post(link, ABOUT).status_code == 410


def test_second_invitation_ends_the_first(client, invite):
    first, second = invite(), invite()
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


@pytest.mark.parametrize("token", ["x", "é", "a" * 500, "%00", "..%2F"])
def test_made_up_link_opens_nothing(client, invite, token):
    invite()
    assert client.get(f"/fr/accounts/invitation/{token}/").status_code in (404, 410)


def test_secret_of_the_link_is_not_kept(invite):
    secret = invite().rstrip("/").rpartition("/")[2]
    row = Invitation.objects.values().get()
    assert secret not in str(row)


def test_forged_fields_change_neither_address_nor_role(client, invite):
    forged = {"email": "ailleurs@exemple.ma", "group": "1", "is_superuser": "1", "language": "ar"}
    client.post(invite(), ABOUT | forged)
    user = User.objects.get(email=GUEST)
    assert not user.groups.exists()
    assert not user.is_superuser
    assert not User.objects.filter(email="ailleurs@exemple.ma").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("first_name", ""), ("first_name", "http://x.example"), ("last_name", "x\u202ey")),
        *(("last_name", "x" * 151), ("password", "court"), ("password", "")),
    ],
)
def test_mistake_is_told_beside_the_field_and_what_was_typed_stays(client, invite, field, value):
    link = invite()
    answer = client.post(link, ABOUT | {field: value})
    assert answer.status_code == 200
    assert answer.context["form"].errors[field]
    if field != "first_name":
        assert 'value="Amina"' in answer.content.decode()
    assert client.post(link, ABOUT).status_code == 302


def test_whoever_has_an_account_signs_in_and_accepts(client, invite, member, enter):
    link = invite(member.email, group=Group.objects.get(name="Editors"))
    page = client.get(link)
    assert page.context["form"] is None
    # Knowing the link is not enough: a password is not asked for, nor taken.
    client.post(link, ABOUT)
    assert signed_in(client) is None
    assert not member.groups.exists()
    enter(member)
    client.get(link)
    assert not member.groups.exists()
    client.post(link)
    assert names_of(*member.groups.all()) == {"Editors"}
    member.refresh_from_db()
    assert member.check_password(PASSWORD)


def test_somebody_else_who_is_signed_in_gets_nothing(client, invite, member, enter):
    link = invite(group=Group.objects.get(name="Editors"))
    enter(member)
    assert client.get(link).status_code == 200
    client.post(link, ABOUT)
    assert not User.objects.filter(email=GUEST).exists()
    assert not member.groups.exists()


def test_inviting_says_nothing_about_whether_there_is_an_account(client, invite, member):
    for email in (GUEST, member.email):
        invite(email)
    unknown, known = mail.outbox
    assert unknown.subject == known.subject
    assert len(unknown.body) == len(known.body)


@pytest.mark.parametrize("typed", ["ｎ@exemple.ma", "rien", "é@exemple.ma"])
def test_only_a_plain_address_is_invited(typed, coordinator):
    with pytest.raises(ValidationError):
        invitations.invite(typed, by=coordinator, language="fr")


def test_editor_and_member_invite_nobody(editor, member):
    for person in (editor, member):
        with pytest.raises(PermissionDenied):
            invitations.invite(GUEST, by=person, language="fr")


def test_coordinator_makes_no_coordinator(coordinator):
    with pytest.raises(PermissionDenied):
        invitations.invite(
            GUEST, by=coordinator, language="fr", group=Group.objects.get(name="Moderators")
        )


def test_command_invites_the_first_coordinator(capsys):
    call_command("invite", GUEST, group="Moderators", language="ar")
    assert Invitation.objects.get().group.name == "Moderators"
    assert GUEST in capsys.readouterr().out
    assert [message.to for message in mail.outbox] == [[GUEST]]


@pytest.mark.parametrize(("email", "group"), [("rien", None), (GUEST, "Personne")])
def test_command_says_what_is_wrong(email, group):
    with pytest.raises(CommandError):
        call_command("invite", email, group=group)


# In the admin


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_coordinator_invites_and_withdraws_in_the_admin(client, coordinator, language):
    UserProfile.objects.create(user=coordinator, preferred_language=language)
    sign_in(client, coordinator)
    assert client.get("/admin/invitations/").status_code == 200
    data = {"email": GUEST, "language": "fr", "group": ""}
    answer = client.post("/admin/invitations/new/", data)
    assert answer["Location"] == "/admin/invitations/"
    assert [message.to for message in mail.outbox] == [[GUEST]]
    invitation = Invitation.objects.get()
    assert invitation.invited_by == coordinator
    assert GUEST in client.get("/admin/invitations/").content.decode()
    assert client.get(f"/admin/invitations/delete/{invitation.pk}/").status_code == 200
    client.post(f"/admin/invitations/delete/{invitation.pk}/")
    invitation.refresh_from_db()
    assert invitation.revoked_at
    # What is over cannot be withdrawn.
    assert client.post(f"/admin/invitations/delete/{invitation.pk}/").status_code == 302
    assert Invitation.objects.count() == 1


def test_coordinator_s_form_offers_no_coordinator_and_takes_none(client, coordinator):
    sign_in(client, coordinator)
    moderators = Group.objects.get(name="Moderators")
    answer = client.post(
        "/admin/invitations/new/", {"email": GUEST, "language": "fr", "group": moderators.pk}
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors["group"]
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("path", ["", "results/", "new/", "delete/1/"])
def test_editor_sees_nothing_of_the_invitations(client, editor, path, invite):
    invite()
    pk = Invitation.objects.get().pk
    sign_in(client, editor)
    for method in (client.get, client.post):
        answer = method(f"/admin/invitations/{path.replace('1', str(pk))}")
        assert answer.status_code == 302
        assert GUEST not in answer.content.decode()
    assert not Invitation.objects.filter(revoked_at__isnull=False).exists()


@pytest.mark.parametrize("path", ["edit/1/", "copy/1/", "inspect/1/", "history/1/"])
def test_nobody_changes_an_invitation(admin_client, path, invite):
    invite()
    pk = Invitation.objects.get().pk
    path = path.replace("1", str(pk))
    assert admin_client.get(f"/admin/invitations/{path}").status_code == 404


def test_admin_wants_the_second_factor_for_invitations_too(client, coordinator, enter):
    give_app(coordinator)
    enter(coordinator)
    assert client.get("/admin/invitations/").status_code == 302


def test_list_asks_as_much_for_many_invitations_as_for_one(client, coordinator, invite):
    sign_in(client, coordinator)
    counts = []
    for guests in (1, 15):
        for number in range(guests):
            group = Group.objects.get(name="Editors")
            invite(f"invitee{number}@exemple.ma", group=group)
        client.get("/admin/invitations/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/invitations/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
