"""The one door, and the second factor that an admin wants."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from wagtail.users.models import UserProfile

from .conftest import PASSWORD, App, give_app, recovery_codes, signed_in

SIDE_DOORS = [
    "/admin/login/",
    "/django-admin/login/",
    "/django-admin/",
    "/_util/login/",
    "/fr/_util/login/",
    "/ar/_util/login/",
]
TRIES = 20
each_language = pytest.mark.parametrize("language", ["fr", "ar"])


@pytest.mark.parametrize("path", SIDE_DOORS)
def test_every_other_door_leads_to_the_one(client, path):
    language = "ar" if path.startswith("/ar/") else "fr"
    answer = client.get(f"{path}?next=/fr/reserve/")
    assert answer.status_code == 302
    assert answer["Location"] == f"/{language}/accounts/login/?next=%2Ffr%2Freserve%2F"


@pytest.mark.parametrize("path", SIDE_DOORS)
@pytest.mark.parametrize("with_app", [False, True])
def test_no_side_door_takes_a_password_however_often(client, editor, path, with_app):
    app = give_app(editor) if with_app else App("A" * 32)
    for name in ("username", "login", "email"):
        for password in [PASSWORD, *["faux"] * TRIES]:
            answer = client.post(
                path, {name: editor.email, "password": password, "code": app.code()}
            )
            assert answer.status_code == 302
            assert "/accounts/login/" in answer["Location"]
            assert signed_in(client) is None


@each_language
def test_passwords_are_tried_five_times_and_then_not_even_the_right_one(client, editor, language):
    path = f"/{language}/accounts/login/"
    give_app(editor)
    for _ in range(TRIES):
        client.post(path, {"login": editor.email, "password": "faux, et encore faux"})
    answer = client.post(path, {"login": editor.email, "password": PASSWORD})
    assert answer.status_code == 200
    assert signed_in(client) is None
    assert answer.context["form"].non_field_errors()


@each_language
def test_codes_are_tried_five_times_and_then_not_even_the_right_one(client, editor, language):
    path = "2fa/authenticate/"
    app = give_app(editor)
    client.post(f"/{language}/accounts/login/", {"login": editor.email, "password": PASSWORD})
    for n in range(TRIES):
        client.post(f"/{language}/accounts/{path}", {"code": f"{n:06}"})
    answer = client.post(f"/{language}/accounts/{path}", {"code": app.code()})
    assert answer.status_code == 200
    assert signed_in(client) is None


@pytest.mark.parametrize("path", ["reauthenticate/", "2fa/reauthenticate/"])
def test_proving_oneself_again_is_limited_too(client, editor, enter, path):
    app = give_app(editor)
    enter(editor, app)
    wrong = {"password": "faux, et encore faux", "code": "000000"}
    statuses = [client.post(f"/fr/accounts/{path}", wrong).status_code for _ in range(TRIES)]
    assert 302 not in statuses
    right = {"password": PASSWORD, "code": app.code(1)}
    assert client.post(f"/fr/accounts/{path}", right).status_code != 302


@pytest.mark.parametrize("periods", [-1, 0, 1])
def test_code_that_sets_the_application_up_is_used(client, editor, enter, periods):
    """Also that of a telephone whose clock is wrong."""
    enter(editor)
    app = App(client.get("/fr/accounts/2fa/totp/activate/").context["form"].secret)
    client.post("/fr/accounts/2fa/totp/activate/", {"code": app.code(periods)})
    client.post("/fr/accounts/logout/")
    enter(editor)
    client.post("/fr/accounts/2fa/authenticate/", {"code": app.code(periods)})
    assert signed_in(client) is None


def test_session_of_a_password_alone_ends_when_the_second_factor_is_set_up(client, editor, enter):
    thief = Client()
    thief.post("/fr/accounts/login/", {"login": editor.email, "password": PASSWORD})
    enter(editor)
    app = App(client.get("/fr/accounts/2fa/totp/activate/").context["form"].secret)
    client.post("/fr/accounts/2fa/totp/activate/", {"code": app.code()})
    assert client.get("/fr/accounts/").status_code == 200
    assert thief.get("/fr/accounts/")["Location"].startswith("/fr/accounts/login/")


@pytest.mark.parametrize(
    "path",
    ["", "2fa/", "2fa/recovery-codes/", "2fa/totp/deactivate/", "2fa/webauthn/add/", "email/"],
)
def test_who_has_a_second_factor_uses_it_before_anything_else(client, editor, enter, path):
    enter(editor)
    give_app(editor)
    for method in (client.get, client.post):
        answer = method(f"/fr/accounts/{path}")
        assert answer["Location"].startswith("/fr/accounts/2fa/reauthenticate/")
    assert Authenticator.objects.filter(user=editor, type="totp").exists()


@each_language
def test_way_to_the_second_factor_keeps_to_the_language_of_the_page(client, editor, language):
    other = {"accept-language": "ar" if language == "fr" else "fr"}
    data = {"login": editor.email, "password": PASSWORD}
    answer = client.post(f"/{language}/accounts/login/", data, headers=other)
    assert answer["Location"] == f"/{language}/accounts/second-factor/"
    UserProfile.objects.create(user=editor, preferred_language=language)
    answer = client.get("/admin/", headers=other)
    assert answer["Location"] == f"/{language}/accounts/second-factor/"


def test_two_clicks_set_up_one_application(client, editor, enter, monkeypatch):
    enter(editor)
    app = App(client.get("/fr/accounts/2fa/totp/activate/").context["form"].secret)
    # The other click is a moment ahead.
    monkeypatch.setattr("allauth.mfa.totp.views.is_mfa_enabled", lambda *args: False)
    monkeypatch.setattr("allauth.mfa.totp.forms.validate_can_add_authenticator", lambda user: None)
    TOTP.activate(editor, app.secret)
    answer = client.post("/fr/accounts/2fa/totp/activate/", {"code": app.code()})
    assert answer.status_code == 302
    assert Authenticator.objects.filter(user=editor, type="totp").count() == 1


def test_what_a_page_asks_for_by_itself_is_not_where_one_was_going(client, editor, enter):
    enter(editor)
    client.get("/admin/images/")
    client.get("/fr/manifest.webmanifest", headers={"sec-fetch-mode": "cors"})
    give_app(editor)
    assert client.session["after_second_factor"] == "/admin/images/"


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/fr/", "/admin/api/main/pages/"])
def test_editor_without_a_second_factor_is_helped_to_set_one_up(client, editor, enter, path):
    enter(editor)
    assert signed_in(client)
    assert client.get(path)["Location"] == "/fr/accounts/second-factor/"
    assert client.get("/fr/accounts/second-factor/").status_code == 200
    assert client.post(path)["Location"] == "/fr/accounts/second-factor/"


def test_member_needs_no_second_factor(client, member, enter):
    enter(member)
    assert client.get("/fr/").status_code == 200


def test_editor_sets_an_application_up_and_goes_on_to_where_they_were_going(client, editor, enter):
    enter(editor)
    client.get("/admin/images/")
    page = client.get("/fr/accounts/2fa/totp/activate/")
    assert page.status_code == 200
    app = App(page.context["form"].secret)
    answer = client.post("/fr/accounts/2fa/totp/activate/", {"code": app.code()})
    assert answer["Location"] == "/fr/accounts/2fa/recovery-codes/"
    assert len(client.get(answer["Location"]).context["unused_codes"]) == 10
    assert client.get("/fr/accounts/continue/")["Location"] == "/admin/images/"
    assert client.get("/admin/images/").status_code == 200
    # The code that has set it up is used.
    client.post("/fr/accounts/logout/")
    enter(editor)
    client.post("/fr/accounts/2fa/authenticate/", {"code": app.code()})
    assert signed_in(client) is None
    assert "factor_added" in editor.security_events.values_list("kind", flat=True)


def test_editor_with_an_application_enters_with_both(client, editor, enter):
    app = give_app(editor)
    assert enter(editor, app)["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_password_alone_opens_nothing(client, editor, enter):
    give_app(editor)
    enter(editor)
    assert signed_in(client) is None
    assert client.get("/admin/").status_code == 302


def test_session_from_before_the_application_is_asked_for_its_code(client, editor, enter):
    enter(editor)
    app = give_app(editor)
    door = client.get("/admin/")["Location"]
    assert door.startswith("/fr/accounts/2fa/reauthenticate/?next=")
    answer = client.post(door, {"code": app.code(), "next": "/fr/accounts/continue/"})
    assert answer["Location"] == "/fr/accounts/continue/"
    assert client.get(answer["Location"])["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_editor_who_removes_their_second_factor_is_asked_to_set_one_up_again(
    client, editor, enter, mailoutbox
):
    app = give_app(editor)
    enter(editor, app)
    assert client.get("/admin/").status_code == 200
    elsewhere = Client()
    elsewhere.post("/fr/accounts/login/", {"login": editor.email, "password": PASSWORD})
    elsewhere.post("/fr/accounts/2fa/authenticate/", {"code": app.code(1)})
    assert elsewhere.get("/admin/").status_code == 200
    client.post("/fr/accounts/2fa/totp/deactivate/")
    assert elsewhere.get("/fr/accounts/").status_code == 302
    assert not Authenticator.objects.filter(user=editor).exists()
    assert client.get("/admin/")["Location"] == "/fr/accounts/second-factor/"
    assert "factor_removed" in editor.security_events.values_list("kind", flat=True)
    assert editor.email in [to for message in mailoutbox for to in message.to]


def test_member_at_the_admin_s_door_is_told_and_not_sent_round(client, member, enter):
    enter(member)
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert len(answer.redirect_chain) < 3


@pytest.mark.parametrize("debug", [True, False])
def test_only_development_exempts_anyone(client, editor, enter, debug):
    enter(editor)
    with override_settings(DEBUG=debug, SECOND_FACTOR_EXEMPT=[editor.email]):
        assert client.get("/admin/").status_code == (200 if debug else 302)


def test_nobody_is_exempt_here(settings):
    assert settings.SECOND_FACTOR_EXEMPT == []


# The codes


def test_code_counts_once(client, editor, enter):
    app = give_app(editor)
    enter(editor, app)
    client.post("/fr/accounts/logout/")
    client.post("/fr/accounts/login/", {"login": editor.email, "password": PASSWORD})
    answer = client.post("/fr/accounts/2fa/authenticate/", {"code": app.code()})
    assert answer.status_code == 200
    assert signed_in(client) is None
    assert answer.context["form"].errors["code"]


def test_code_of_before_the_last_one_counts_no_more(client, editor, enter):
    app = give_app(editor)
    for periods, enters in ((1, True), (0, False)):
        client.post("/fr/accounts/login/", {"login": editor.email, "password": PASSWORD})
        client.post("/fr/accounts/2fa/authenticate/", {"code": app.code(periods)})
        assert bool(signed_in(client)) == enters
        client.post("/fr/accounts/logout/")


def test_used_code_does_not_forgive_the_wrong_ones(client, editor, enter):
    app = give_app(editor)
    enter(editor, app)
    client.post("/fr/accounts/logout/")
    client.post("/fr/accounts/login/", {"login": editor.email, "password": PASSWORD})
    for n in range(4):
        client.post("/fr/accounts/2fa/authenticate/", {"code": f"{n:06}"})
        client.post("/fr/accounts/2fa/authenticate/", {"code": app.code()})
    client.post("/fr/accounts/2fa/authenticate/", {"code": "000009"})
    client.post("/fr/accounts/2fa/authenticate/", {"code": app.code(1)})
    assert signed_in(client) is None


def test_code_is_read_in_arabic_digits_and_with_a_space(client, editor):
    app = give_app(editor)
    client.post("/ar/accounts/login/", {"login": editor.email, "password": PASSWORD})
    code = app.code().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    client.post("/ar/accounts/2fa/authenticate/", {"code": f"{code[:3]} {code[3:]}"})
    assert signed_in(client)


def test_recovery_code_opens_once(client, editor, enter):
    give_app(editor)
    code = recovery_codes(editor)[0]
    for enters in (True, False):
        client.post("/fr/accounts/login/", {"login": editor.email, "password": PASSWORD})
        client.post("/fr/accounts/2fa/authenticate/", {"code": code})
        assert bool(signed_in(client)) == enters
        client.post("/fr/accounts/logout/")


def test_secrets_are_encrypted_where_they_are_kept(editor):
    app = give_app(editor)
    stored = str(list(Authenticator.objects.filter(user=editor).values_list("data", flat=True)))
    assert app.secret not in stored
    assert not [code for code in recovery_codes(editor) if code in stored]


def test_second_factor_outlives_a_new_secret_key_while_the_old_one_is_kept(
    client, editor, enter, settings
):
    app = give_app(editor)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-secret-key-for-the-tests"
    enter(editor, app)
    assert signed_in(client)


def test_second_factor_of_a_lost_secret_key_is_said_to_be_unreadable(client, editor, settings):
    app = give_app(editor)
    settings.SECRET_KEY = "another-secret-key-for-the-tests"
    client.post("/fr/accounts/login/", {"login": editor.email, "password": PASSWORD})
    answer = client.post("/fr/accounts/2fa/authenticate/", {"code": app.code()})
    assert answer.status_code == 200
    assert answer.context["form"].errors["code"]
    assert signed_in(client) is None


# Wagtail's own screens


@pytest.mark.parametrize("path", ["password_reset/", "account/change_password/"])
def test_wagtail_s_own_password_screens_are_off(client, editor, enter, path):
    enter(editor, give_app(editor))
    assert client.get(f"/admin/{path}").status_code == 404


def test_wagtail_s_account_page_keeps_language_and_theme_and_no_password(client, editor, enter):
    enter(editor, give_app(editor))
    page = client.get("/admin/account/").content.decode()
    assert "locale-preferred_language" in page
    assert "theme-theme" in page
    assert 'type="password"' not in page
    assert "name_email-email" not in page


def test_wagtail_s_user_form_sets_no_password(admin_client):
    page = admin_client.get("/admin/users/new/").content.decode()
    assert 'name="email"' in page
    assert 'type="password"' not in page


def test_address_that_an_administrator_sets_is_confirmed_before_it_signs_in(client, member, enter):
    member.email = "nouvelle@exemple.ma"
    member.save()
    answer = enter(member)
    assert answer["Location"] == "/fr/accounts/confirm-email/"
    assert signed_in(client) is None


def test_lost_second_factors_are_removed_on_the_server_and_their_person_is_told(
    client, editor, enter, mailoutbox
):
    enter(editor, give_app(editor))
    assert client.get("/admin/").status_code == 200
    mailoutbox.clear()
    call_command("remove_second_factors", editor.email.upper())
    # A telephone that was stolen may be signed in.
    assert "/accounts/login/" in client.get("/admin/", follow=True).redirect_chain[-1][0]
    assert [message.to for message in mailoutbox] == [[editor.email]]
    assert "factor_removed" in editor.security_events.values_list("kind", flat=True)
    enter(editor)
    assert client.get("/admin/")["Location"] == "/fr/accounts/second-factor/"


@pytest.mark.parametrize("email", ["inconnu@exemple.ma", "redactrice@exemple.ma"])
def test_command_says_that_there_is_nothing_to_remove(editor, email):
    with pytest.raises(CommandError, match=email):
        call_command("remove_second_factors", email)


@pytest.mark.django_db
def test_admins_door_leads_to_the_admin_and_not_to_the_members_area(client):
    answer = client.get("/admin/login/")
    assert answer["Location"].endswith("/accounts/login/?next=%2Fadmin%2F")
