"""Signing in with an address and a password: what is let in, what is not, and what is told."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile

from noress.accounts.models import SecurityEvent, User

from .conftest import NEW_PASSWORD, PASSWORD, make_person, signed_in

SIGN_IN = "/fr/accounts/login/"
each_language = pytest.mark.parametrize("language", ["fr", "ar"])


@each_language
def test_member_signs_in_and_comes_to_their_account(client, member, enter, language):
    answer = enter(member, language=language)
    assert answer["Location"] == f"/{language}/accounts/"
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    "typed", ["MEMBRE.TEST@EXEMPLE.MA", "  membre.test@exemple.ma ", "membre.test@exemple۔ma"]
)
def test_address_is_taken_as_people_type_it(client, member, typed):
    client.post(SIGN_IN, {"login": typed, "password": PASSWORD})
    assert signed_in(client) == str(member.pk)


@pytest.mark.parametrize(
    "typed",
    [
        "ｍembre.test@exemple.ma",
        "membre.te\u017ft@exemple.ma",
        "membre.test@exemp\u217ce.ma",
        "membré.test@exemple.ma",
        "membre.test@exemple.ma\u202e",
        "x" * 300 + "@exemple.ma",
        "membre.test@exemple.ma\x00",
        "membre",
        "",
    ],
)
def test_address_that_only_looks_like_one_is_refused_with_a_sentence(client, member, typed):
    answer = client.post(SIGN_IN, {"login": typed, "password": PASSWORD})
    assert answer.status_code == 200
    assert signed_in(client) is None
    assert answer.context["form"].errors["login"]


def test_password_counts_however_its_letters_are_composed(client):
    user = User.objects.create_user("accents@exemple.ma", "été à la médina de Tétouan")
    assert user.check_password("e\u0301te\u0301 a\u0300 la me\u0301dina de Te\u0301touan")
    assert not user.check_password("ete a la medina de Tetouan")


@each_language
def test_wrong_password_and_unknown_address_get_the_same_answer(client, member, language):
    answers = [
        client.post(f"/{language}/accounts/login/", {"login": email, "password": "x" * 20})
        for email in (member.email, "inconnu@exemple.ma")
    ]
    known, unknown = (answer.content.decode() for answer in answers)
    assert [answer.status_code for answer in answers] == [200, 200]
    assert without_tokens(known.replace(member.email, "")) == without_tokens(
        unknown.replace("inconnu@exemple.ma", "")
    )


def test_wrong_password_costs_one_hash_whether_the_account_exists(client, member, monkeypatch):
    hashed = []
    for name in ("set_password", "check_password"):
        original = getattr(User, name)
        monkeypatch.setattr(
            User, name, lambda *args, original=original: hashed.append(1) or original(*args)
        )
    counts = []
    for email in (member.email, "inconnu@exemple.ma"):
        hashed.clear()
        client.post(SIGN_IN, {"login": email, "password": "x" * 20})
        counts.append(len(hashed))
    assert counts == [1, 1]


def test_closed_account_does_not_open(client, member, enter):
    User.objects.filter(pk=member.pk).update(is_active=False)
    enter(member)
    assert signed_in(client) is None


def test_unconfirmed_address_does_not_sign_in_and_gets_the_link_again(client, enter):
    user = User.objects.create_user("neuve@exemple.ma", PASSWORD)
    answer = enter(user)
    assert answer["Location"] == "/fr/accounts/confirm-email/"
    assert signed_in(client) is None
    assert [message.to for message in mail.outbox] == [["neuve@exemple.ma"]]


def test_session_gets_another_number_on_signing_in(client, member, enter):
    client.get(SIGN_IN)
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    enter(member)
    assert client.session.session_key != session.session_key


@pytest.mark.parametrize(("remember", "forgets"), [("on", False), ("", True)])
def test_session_ends_with_the_browser_unless_one_asked_to_be_remembered(
    client, member, enter, remember, forgets
):
    answer = enter(member, remember=remember)
    assert signed_in(client)
    assert client.session.get_expire_at_browser_close() == forgets
    assert bool(answer.cookies["sessionid"]["max-age"]) != forgets


@pytest.mark.parametrize(
    "target",
    [
        "https://ailleurs.example/",
        "//ailleurs.example/",
        "/\\ailleurs.example",
        "javascript:alert(1)",
        "http://localhost/",
        "\thttps://ailleurs.example",
    ],
)
def test_next_stays_on_this_site(client, member, target):
    answer = client.post(
        f"{SIGN_IN}", {"login": member.email, "password": PASSWORD, "next": target}
    )
    assert answer["Location"] == "/fr/accounts/"


def test_next_leads_to_where_one_was_going(client, member, enter):
    assert enter(member, next="/fr/contact/")["Location"] == "/fr/contact/"


def test_password_of_ten_megabytes_is_a_bad_request(client, member):
    answer = client.post(SIGN_IN, {"login": member.email, "password": "x" * 10_000_000})
    assert answer.status_code == 400


def test_password_longer_than_any_is_refused_with_a_sentence(client, member):
    answer = client.post(SIGN_IN, {"login": member.email, "password": "x" * 100_000})
    assert answer.context["form"].errors["password"]


def test_form_without_its_token_is_refused_in_words(member):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(SIGN_IN, {"login": member.email, "password": PASSWORD})
    assert answer.status_code == 403
    assert "cookies" in answer.content.decode()


@pytest.mark.parametrize("host", ["ailleurs.example", "localhost:8000@ailleurs.example", "[::1"])
def test_foreign_host_is_a_bad_request(client, member, host):
    for path in (SIGN_IN, "/fr/accounts/password/reset/", "/admin/login/"):
        assert client.get(path, headers={"host": host}).status_code == 400


def test_sign_in_page_is_kept_by_nobody(client):
    assert "no-store" in client.get(SIGN_IN)["Cache-Control"]


def test_signed_in_person_does_not_see_the_sign_in_page(client, member, enter):
    enter(member)
    assert client.get(SIGN_IN)["Location"] == "/fr/accounts/"


def test_signing_out_wants_a_post(client, member, enter):
    enter(member)
    client.get("/fr/accounts/logout/")
    assert signed_in(client)
    client.post("/fr/accounts/logout/")
    assert signed_in(client) is None


@pytest.mark.parametrize("path", ["signup/", "signup/?email=x@exemple.ma"])
def test_nobody_makes_an_account_by_themselves(client, path):
    answer = client.post(
        f"/fr/accounts/{path}", {"email": "nouveau@exemple.ma", "password1": NEW_PASSWORD}
    )
    assert answer.status_code == 200
    assert "account/signup_closed.html" in [template.name for template in answer.templates]
    assert not User.objects.filter(email="nouveau@exemple.ma").exists()


# New devices


def age(user):
    """The account is not of today."""
    User.objects.filter(pk=user.pk).update(date_joined=timezone.now() - timedelta(days=9))


def test_new_device_is_told_by_mail_and_listed_and_a_known_one_is_not(client, member, enter):
    age(member)
    enter(member)
    assert [message.to for message in mail.outbox] == [[member.email]]
    assert mail.outbox[0].alternatives
    assert list(member.security_events.values_list("kind", flat=True)) == ["new_device"]
    client.post("/fr/accounts/logout/")
    enter(member)
    assert signed_in(client)
    assert len(mail.outbox) == 1
    other = Client()
    other.post(SIGN_IN, {"login": member.email, "password": PASSWORD})
    assert len(mail.outbox) == 2


def test_device_of_one_person_is_new_for_another(client, member, enter):
    enter(member)
    client.post("/fr/accounts/logout/")
    other = make_person("autre.test@exemple.ma")
    age(other)
    enter(other)
    assert [message.to for message in mail.outbox] == [[other.email]]


def test_forged_device_is_a_new_one(client, member, enter):
    age(member)
    client.cookies["known_device"] = f'{{"{member.pk}": "x"}}'
    enter(member)
    assert len(mail.outbox) == 1


def test_mail_about_a_new_device_is_in_the_person_s_language(client, member, enter):
    age(member)
    UserProfile.objects.create(user=member, preferred_language="ar")
    enter(member, language="fr")
    html, _type = mail.outbox[0].alternatives[0]
    assert 'lang="ar"' in html
    assert 'dir="rtl"' in html
    assert "http://localhost:8000/ar/accounts/" in mail.outbox[0].body


def test_events_of_long_ago_are_forgotten(member, enter):
    old = SecurityEvent.objects.create(
        user=member, kind="password_changed", at=timezone.now() - timedelta(days=366)
    )
    enter(member)
    call_command("clean_accounts")
    assert not SecurityEvent.objects.filter(pk=old.pk).exists()
    assert member.security_events.count() == 1


def without_tokens(html):
    """The page without what differs each time it is made."""
    return re.sub(r'value="[\w-]{64}"|"challenge": ?"[^"]+"', "", html)
