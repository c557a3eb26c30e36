"""A forgotten password: a link by mail, which says nothing to strangers."""

import re
from datetime import datetime, timedelta
from threading import Event

import pytest
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from noress.accounts import mails
from noress.accounts.models import User

from .conftest import NEW_PASSWORD, PASSWORD, give_app, link_in, signed_in

RESET = "/fr/accounts/password/reset/"
DONE = "/fr/accounts/password/reset/done/"


def ask(client, email, language="fr", **extra):
    return client.post(f"/{language}/accounts/password/reset/", {"email": email}, **extra)


def set_password(client, link, password=NEW_PASSWORD):
    """Follow the link, and give a new password."""
    page = client.get(link, follow=True)
    if not page.redirect_chain:
        return page
    return client.post(page.redirect_chain[-1][0], {"password1": password})


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_person_gets_a_link_and_a_new_password_and_is_not_signed_in(client, member, language):
    assert ask(client, member.email, language).status_code == 302
    assert [message.to for message in mail.outbox] == [[member.email]]
    link = link_in(mail.outbox[0])
    assert link.startswith(f"/{language}/accounts/password/reset/key/")
    answer = set_password(client, link)
    assert answer["Location"] == f"/{language}/accounts/password/reset/key/done/"
    assert signed_in(client) is None
    member.refresh_from_db()
    assert member.check_password(NEW_PASSWORD)
    assert "password_reset" in member.security_events.values_list("kind", flat=True)
    assert mail.outbox[-1].to == [member.email]


def test_unknown_address_gets_the_same_answer_and_no_mail(client, member):
    known, unknown = ask(client, member.email), ask(client, "inconnu@exemple.ma")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in mail.outbox] == [[member.email]]
    assert client.get(DONE).status_code == 200


def test_account_is_looked_up_after_the_answer(client, member, settings, monkeypatch):
    """An answer must not take longer for an address with an account."""
    left_for_later = []
    monkeypatch.setattr(mails, "later", lambda *args: left_for_later.append(args))
    queries = []
    for email in (member.email, "inconnu@exemple.ma"):
        with CaptureQueriesContext(connection) as captured:
            ask(client, email)
        queries.append([query["sql"] for query in captured])
    assert queries == [[], []]
    assert len(left_for_later) == 2
    assert mail.outbox == []


@pytest.mark.once
@pytest.mark.django_db(transaction=False)
def test_mail_leaves_from_a_thread(settings):
    settings.MAIL_THREADS = 1
    done = Event()
    mails.later(done.set)
    assert done.wait(10)
    mails._threads.cache_clear()


def test_mail_server_that_is_down_fails_no_request(client, member, monkeypatch, caplog):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    assert ask(client, member.email)["Location"] == DONE
    assert "could not be sent" in caplog.text


def test_link_bears_the_site_s_own_address_whatever_host_was_asked(client, member):
    ask(
        client,
        member.email,
        headers={"host": "localhost:666", "x-forwarded-host": "ailleurs.example"},
    )
    text = mail.outbox[0].body + mail.outbox[0].alternatives[0][0]
    assert set(re.findall(r"https?://[^/\s\"<]+", text)) == {"http://localhost:8000"}


def test_mail_goes_to_the_account_s_address_and_not_to_the_one_typed(client, member):
    ask(client, "  MEMBRE.TEST@exemple.ma")
    ask(client, "membre.te\u017ft@exemple.ma")
    assert [message.to for message in mail.outbox] == [[member.email]]


def test_link_opens_once(client, member):
    ask(client, member.email)
    link = link_in(mail.outbox[0])
    set_password(client, link)
    page = set_password(Client(), link, "encore un autre mot de passe")
    assert page.status_code == 200
    assert page.context["token_fail"]
    member.refresh_from_db()
    assert member.check_password(NEW_PASSWORD)


def test_link_expires(client, member, monkeypatch):
    ask(client, member.email)
    later = datetime.now() + timedelta(days=4)
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)
    assert set_password(client, link_in(mail.outbox[0])).context["token_fail"]


def test_link_of_before_a_change_of_address_opens_nothing(client, member):
    ask(client, member.email)
    member.email = "nouvelle@exemple.ma"
    member.save()
    assert set_password(client, link_in(mail.outbox[0])).context["token_fail"]


@pytest.mark.parametrize(
    "key", ["1-x", "zzzzzzzzzzzzzzzzzzzzz-x-y", "0-set-password", "1-%00", "-1-a"]
)
def test_made_up_link_opens_nothing(client, member, key):
    answer = client.get(f"{RESET}key/{key}/")
    assert answer.status_code in (200, 404)
    assert answer.status_code == 404 or answer.context["token_fail"]


def test_two_tabs_of_one_link_end_in_a_sentence(client, member):
    ask(client, member.email)
    page = client.get(link_in(mail.outbox[0]), follow=True).redirect_chain[-1][0]
    assert client.post(page, {"password1": NEW_PASSWORD}).status_code == 302
    second = client.post(page, {"password1": "encore un autre mot de passe"})
    assert second.status_code == 200
    assert second.context["token_fail"]


def test_reset_ends_every_session_and_the_lock_out(client, member, enter):
    elsewhere = Client()
    elsewhere.post("/fr/accounts/login/", {"login": member.email, "password": PASSWORD})
    for _ in range(5):
        client.post("/fr/accounts/login/", {"login": member.email, "password": "faux, faux"})
    ask(client, member.email)
    set_password(client, link_in(mail.outbox[-1]))
    assert elsewhere.get("/fr/accounts/").status_code == 302
    enter(member, password=NEW_PASSWORD)
    assert signed_in(client)


def test_reset_does_not_go_round_the_second_factor(client, editor, enter):
    give_app(editor)
    ask(client, editor.email)
    set_password(client, link_in(mail.outbox[0]))
    enter(editor, password=NEW_PASSWORD)
    assert signed_in(client) is None


def test_closed_account_gets_no_link(client, member):
    User.objects.filter(pk=member.pk).update(is_active=False)
    ask(client, member.email)
    assert mail.outbox == []


def test_links_are_limited_by_address_and_by_visitor(client, member):
    statuses = [ask(client, member.email).status_code for _ in range(7)]
    assert statuses == [302] * 5 + [429] * 2
    others = [ask(client, f"x{n}@exemple.ma").status_code for n in range(20)]
    assert others[-1] == 429


@pytest.mark.parametrize(
    "password",
    [
        "trop court",
        "aaaaaaaaaaaaaaaaaa",
        "noress noress noress",
        "1234567890123456",
        "membre.test@exemple.ma",
        "x" * 300,
        "",
    ],
)
def test_weak_password_is_refused_with_a_sentence(client, member, password):
    ask(client, member.email)
    answer = set_password(client, link_in(mail.outbox[0]), password)
    assert answer.status_code == 200
    assert answer.context["form"].errors["password1"]
    member.refresh_from_db()
    assert member.check_password(PASSWORD)


@pytest.mark.parametrize(
    "password",
    [
        "السوق يفتح على الساعة السابعة",
        "quatre chevaux sous la pluie d’hiver",
        "🌊🌊🐎🐎🌧🌧🏠🏠🚪🚪🔑🔑📦📦🧵",
    ],
)
def test_long_password_of_any_letters_is_taken(client, member, enter, password):
    ask(client, member.email)
    set_password(client, link_in(mail.outbox[0]), password)
    enter(member, password=password)
    assert signed_in(client)
