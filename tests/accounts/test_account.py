"""What somebody does with their own account: address, password, sessions, passkeys."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from noress.accounts.models import User
from tests.signing_in import sign_in

from .conftest import NEW_PASSWORD, PASSWORD, give_app, link_in, make_person, signed_in

EMAIL = "/fr/accounts/email/"
NEW = "nouvelle@exemple.ma"


each_made_up_passkey = pytest.mark.parametrize(
    "credential",
    [
        *("", "{}", "[]", "null", "x", '{"id": 1}', '{"response": {}}'),
        *("[" * 100_000, "1" * 5000, '"\\ud800"'),
    ],
    ids=range(10),
)


def confirm(client, link):
    return client.post(link)


def test_address_changes_once_the_new_one_is_confirmed_and_the_old_one_is_told(
    client, member, enter
):
    enter(member)
    mail.outbox.clear()
    client.post(EMAIL, {"email": NEW, "action_add": ""})
    assert [message.to for message in mail.outbox] == [[NEW]]
    member.refresh_from_db()
    assert member.email == "membre.test@exemple.ma"
    link = link_in(mail.outbox[0])
    assert client.get(link).status_code == 200
    member.refresh_from_db()
    assert member.email == "membre.test@exemple.ma"
    confirm(client, link)
    member.refresh_from_db()
    assert member.email == NEW
    assert mail.outbox[-1].to == ["membre.test@exemple.ma"]
    assert list(EmailAddress.objects.filter(user=member).values_list("email", "verified")) == [
        (NEW, True)
    ]
    assert "email_changed" in member.security_events.values_list("kind", flat=True)


def test_old_address_signs_in_until_then(client, member, enter):
    enter(member)
    client.post(EMAIL, {"email": NEW, "action_add": ""})
    client.post("/fr/accounts/logout/")
    enter(member)
    assert signed_in(client) == str(member.pk)


@pytest.mark.parametrize(
    ("path", "data"),
    [
        (EMAIL, {"email": NEW, "action_add": ""}),
        ("/fr/accounts/2fa/totp/activate/", {"code": "000000"}),
        ("/fr/accounts/2fa/webauthn/add/", {}),
        ("/fr/accounts/2fa/totp/deactivate/", {}),
        ("/fr/accounts/2fa/recovery-codes/generate/", {}),
    ],
)
def test_what_matters_is_asked_again_after_five_minutes(client, member, time_passes, path, data):
    give_app(member)
    sign_in(client, member)
    time_passes(301)
    answer = client.post(path, data)
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"] or "/2fa/" in answer["Location"]
    member.refresh_from_db()
    assert not EmailAddress.objects.filter(email=NEW).exists()


def test_used_confirmation_opens_nothing_more(client, member, enter):
    enter(member)
    mail.outbox.clear()
    client.post(EMAIL, {"email": NEW, "action_add": ""})
    link = link_in(mail.outbox[0])
    confirm(client, link)
    assert client.get(link).context["confirmation"] is None
    assert client.post(link).status_code == 404


@pytest.mark.parametrize("key", ["x", "a:b:c", "Mw:1wAAAA:xxxxxxxxxxxxxxxxxxxxxx"])
def test_made_up_confirmation_opens_nothing(client, key):
    link = f"/fr/accounts/confirm-email/{key}/"
    assert client.get(link).status_code == 200
    assert client.get(link).context["confirmation"] is None
    assert client.post(link).status_code == 404


def test_address_of_another_account_is_answered_like_any_and_never_taken(client, member, enter):
    other = make_person("autre.test@exemple.ma")
    enter(member)
    mail.outbox.clear()
    taken = client.post(EMAIL, {"email": other.email, "action_add": ""})
    assert (taken.status_code, taken["Location"]) == (302, EMAIL)
    # Who reads that mailbox follows the link, and it changes nothing.
    confirm(client, link_in(mail.outbox[0]))
    member.refresh_from_db()
    assert member.email == "membre.test@exemple.ma"
    assert User.objects.filter(email=other.email).get() == other


def test_address_of_an_account_that_was_never_confirmed_is_not_taken_either(client, member, enter):
    other = User.objects.create_user("neuve@exemple.ma", PASSWORD)
    enter(member)
    mail.outbox.clear()
    client.post(EMAIL, {"email": other.email, "action_add": ""})
    confirm(client, link_in(mail.outbox[0]))
    assert other.email in client.get("/fr/accounts/").content.decode()
    member.refresh_from_db()
    assert member.email == "membre.test@exemple.ma"


@pytest.mark.parametrize("way", ["change", "reset"])
def test_change_of_address_that_waits_ends_with_another_password(client, member, enter, way):
    """Who had the old password may have asked for it."""
    enter(member)
    mail.outbox.clear()
    client.post(EMAIL, {"email": NEW, "action_add": ""})
    assert NEW in client.get("/fr/accounts/").content.decode()
    link = link_in(mail.outbox[0])
    if way == "change":
        change(client, PASSWORD, NEW_PASSWORD)
    else:
        client.post("/fr/accounts/password/reset/", {"email": member.email})
        page = client.get(link_in(mail.outbox[-1]), follow=True).redirect_chain[-1][0]
        client.post(page, {"password1": NEW_PASSWORD})
    confirm(Client(), link)
    member.refresh_from_db()
    assert member.email == "membre.test@exemple.ma"
    assert NEW not in client.get("/fr/accounts/").content.decode()


def test_account_s_pages_are_kept_by_no_browser(client, member, enter):
    enter(member)
    for path in ("", "email/", "sessions/", "2fa/", "2fa/recovery-codes/generate/"):
        assert "no-store" in client.get(f"/fr/accounts/{path}")["Cache-Control"]


def test_address_changes_wholly_or_not_at_all(client, member, enter, monkeypatch):
    enter(member)
    mail.outbox.clear()
    client.post(EMAIL, {"email": NEW, "action_add": ""})
    link = link_in(mail.outbox[0])

    def fail(*args, **kwargs):
        raise OSError("The disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(User, "save", fail)
        with pytest.raises(OSError, match="full"):
            confirm(client, link)
    assert not EmailAddress.objects.get(email=NEW).verified
    confirm(client, link)
    member.refresh_from_db()
    assert member.email == NEW


def test_address_that_an_administrator_sets_while_it_waits_is_the_account_s(client, member, enter):
    enter(member)
    client.post(EMAIL, {"email": NEW, "action_add": ""})
    member.email = NEW
    member.save()
    assert list(EmailAddress.objects.filter(user=member).values_list("email", "primary")) == [
        (NEW, True)
    ]


@pytest.mark.parametrize("typed", ["membre.test@exemple.ma", "ｎ@exemple.ma", "rien", ""])
def test_address_that_cannot_be_is_refused_beside_the_field(client, member, enter, typed):
    enter(member)
    answer = client.post(EMAIL, {"email": typed, "action_add": ""})
    assert answer.status_code == 200
    assert answer.context["form"].errors["email"]


def test_somebody_with_a_second_factor_changes_their_address(client, editor, enter):
    enter(editor, give_app(editor))
    mail.outbox.clear()
    client.post(EMAIL, {"email": NEW, "action_add": ""})
    confirm(client, link_in(mail.outbox[0]))
    editor.refresh_from_db()
    assert editor.email == NEW


# The password


def change(client, old, new):
    return client.post("/fr/accounts/password/change/", {"oldpassword": old, "password1": new})


def test_password_change_ends_the_other_sessions_and_is_told(client, member, enter):
    elsewhere = Client()
    elsewhere.post("/fr/accounts/login/", {"login": member.email, "password": PASSWORD})
    enter(member)
    mail.outbox.clear()
    assert change(client, PASSWORD, NEW_PASSWORD).status_code == 302
    assert client.get("/fr/accounts/").status_code == 200
    assert elsewhere.get("/fr/accounts/").status_code == 302
    assert [message.to for message in mail.outbox] == [[member.email]]
    assert "password_changed" in member.security_events.values_list("kind", flat=True)


def test_password_change_wants_the_current_one(client, member, enter):
    enter(member)
    answer = change(client, "faux, faux, faux", NEW_PASSWORD)
    assert answer.context["form"].errors["oldpassword"]
    member.refresh_from_db()
    assert member.check_password(PASSWORD)


def test_current_password_is_not_tried_for_ever(client, member, enter):
    enter(member)
    statuses = [change(client, f"faux {n}", NEW_PASSWORD).status_code for n in range(8)]
    assert statuses[-1] == 429


def test_password_that_names_its_person_is_refused(client, member, enter):
    enter(member)
    assert change(client, PASSWORD, "membre.test.exemple").context["form"].errors["password1"]


# Sessions


def test_sessions_are_listed_and_end_everywhere_else(client, member, enter):
    elsewhere = Client(headers={"user-agent": "Ailleurs/1.0"})
    elsewhere.post("/fr/accounts/login/", {"login": member.email, "password": PASSWORD})
    enter(member)
    listed = client.get("/fr/accounts/sessions/")
    assert len(listed.context["sessions"]) == 2
    client.post("/fr/accounts/sessions/")
    assert elsewhere.get("/fr/accounts/").status_code == 302
    assert client.get("/fr/accounts/").status_code == 200
    assert len(client.get("/fr/accounts/sessions/").context["sessions"]) == 1
    assert "signed_out" in member.security_events.values_list("kind", flat=True)


def test_nobody_sees_or_ends_another_s_sessions(client, member, enter):
    other = make_person("autre.test@exemple.ma")
    elsewhere = Client(headers={"user-agent": "Ailleurs/1.0"})
    elsewhere.post("/fr/accounts/login/", {"login": other.email, "password": PASSWORD})
    enter(member)
    assert "Ailleurs/1.0" not in client.get("/fr/accounts/sessions/").content.decode()
    client.post("/fr/accounts/sessions/")
    assert elsewhere.get("/fr/accounts/").status_code == 200


# Passkeys (in Chromium, tests/browser/test_accounts.py signs in with one)


def test_nobody_removes_or_renames_another_s_passkey(client, member, enter):
    other = make_person("autre.test@exemple.ma")
    key = Authenticator.objects.create(
        user=other, type="webauthn", data={"name": "La sienne", "credential": {}}
    )
    enter(member)
    for action in ("remove", "edit"):
        path = f"/fr/accounts/2fa/webauthn/keys/{key.pk}/{action}/"
        assert client.get(path).status_code == 404
        assert client.post(path, {"name": "La mienne"}).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


@pytest.mark.parametrize(
    "credential",
    [
        *("", "{}", "[]", "null", "x", '{"id": 1}', '{"response": {}}'),
        *("[" * 100_000, "1" * 5000, '"\\ud800"'),
    ],
    ids=range(10),
)
def test_made_up_passkey_opens_nothing(client, member, credential):
    answer = client.post("/fr/accounts/2fa/webauthn/login/", {"credential": credential})
    assert answer["Location"] == "/fr/accounts/login/"
    assert signed_in(client) is None


@pytest.mark.parametrize(
    "credential",
    [
        *("", "{}", "[]", "null", "x", '{"id": 1}', '{"response": {}}'),
        *("[" * 100_000, "1" * 5000, '"\\ud800"'),
    ],
    ids=range(10),
)
def test_made_up_passkey_is_not_added(client, member, enter, credential):
    enter(member)
    client.get("/fr/accounts/2fa/webauthn/add/")
    answer = client.post("/fr/accounts/2fa/webauthn/add/", {"credential": credential})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "email/",
        "password/change/",
        "password/set/",
        "sessions/",
        "second-factor/",
        "continue/",
        "reauthenticate/",
        "2fa/",
        "2fa/reauthenticate/",
        "2fa/totp/activate/",
        "2fa/totp/deactivate/",
        "2fa/recovery-codes/",
        "2fa/recovery-codes/generate/",
        "2fa/recovery-codes/download/",
        "2fa/webauthn/",
        "2fa/webauthn/add/",
        "2fa/webauthn/reauthenticate/",
        "2fa/webauthn/keys/1/remove/",
    ],
)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_account_s_pages_send_an_anonymous_reader_to_sign_in(client, path, language):
    answers = [method(f"/{language}/accounts/{path}") for method in (client.get, client.post)]
    assert answers[0].status_code == 302
    assert answers[0]["Location"].startswith(f"/{language}/accounts/login/")
    # Those that only show take no POST at all.
    assert answers[1].status_code == 405 or answers[1]["Location"].startswith(
        f"/{language}/accounts/login/"
    )
