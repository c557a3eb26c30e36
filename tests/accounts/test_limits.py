"""How often anyone may try: by address, by account, behind a proxy, with the cache down."""

import logging

import pytest
from django.core.cache import caches
from django.test import Client
from wagtail.models import PageViewRestriction

from home.models import HomePage
from noress.cache.backends import ForgivingFileCache, ForgivingMixin

from .conftest import PASSWORD, make_person, signed_in

SIGN_IN = "/fr/accounts/login/"


def fail(client, email, times, ip="192.0.2.1"):
    for _ in range(times):
        answer = client.post(SIGN_IN, {"login": email, "password": "faux, faux"}, REMOTE_ADDR=ip)
    return answer


def enters(client, user, ip="192.0.2.1", **extra):
    data = {"login": user.email, "password": PASSWORD}
    client.post(SIGN_IN, data, REMOTE_ADDR=ip, **extra)
    return bool(signed_in(client))


def test_account_is_locked_for_everyone_elsewhere(client, member):
    fail(Client(), member.email, 5)
    assert not enters(client, member, ip="198.51.100.7")


def test_another_password_ends_every_lock(client, member):
    known = Client()
    assert enters(known, member)
    known.post("/fr/accounts/logout/")
    fail(known, member.email, 6)
    fail(Client(), member.email, 6)
    member.set_password(PASSWORD)
    member.save()
    assert enters(known, member, ip="198.51.100.7")
    assert enters(client, member, ip="198.51.100.7")


def test_password_of_a_page_is_not_guessed_for_ever(client):
    page = HomePage.objects.get(locale__language_code="fr")
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="olive"
    )
    path = f"/fr/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
    statuses = [client.post(path, {"password": f"{n}"}).status_code for n in range(21)]
    assert statuses == [200] * 20 + [429]


def test_other_accounts_are_not_locked_with_it(client, member):
    fail(Client(), member.email, 5)
    assert enters(client, make_person("autre.test@exemple.ma"), ip="198.51.100.7")


def test_lock_ends_after_five_minutes(client, member, time_passes):
    fail(Client(), member.email, 20)
    time_passes(301)
    assert enters(client, member)


def test_right_passwords_are_not_counted(client, member):
    for _ in range(8):
        assert enters(client, member)
        client.post("/fr/accounts/logout/")


def test_browser_that_signed_in_before_is_not_locked_by_others(client, member):
    assert enters(client, member)
    client.post("/fr/accounts/logout/")
    fail(Client(), member.email, 20, ip="198.51.100.7")
    assert enters(client, member)


def test_browser_that_signed_in_before_is_limited_itself(client, member):
    assert enters(client, member)
    client.post("/fr/accounts/logout/")
    fail(client, member.email, 5)
    assert not enters(client, member)


def test_address_is_limited_over_all_accounts(client, member):
    for n in range(20):
        fail(Client(), f"personne{n}@exemple.ma", 1)
    assert not enters(client, member)
    assert enters(client, member, ip="198.51.100.7")


def test_case_and_host_do_not_multiply_the_tries(client, member, settings):
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
    fail(Client(), member.email, 3)
    fail(Client(), member.email.upper(), 2)
    client.post(
        SIGN_IN, {"login": member.email, "password": PASSWORD}, headers={"host": "localhost"}
    )
    assert signed_in(client) is None


def test_behind_a_proxy_the_visitor_counts_and_not_what_they_say(client, member, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(20):
        data = {"login": f"personne{n}@exemple.ma", "password": "faux, faux"}
        client.post(
            SIGN_IN,
            data,
            REMOTE_ADDR="127.0.0.1",
            headers={"x-forwarded-for": f"10.0.0.{n}, 192.0.2.1"},
        )
    others = {"headers": {"x-forwarded-for": "198.51.100.7"}}
    assert not enters(
        client, member, "127.0.0.1", headers={"x-forwarded-for": "1.2.3.4, 192.0.2.1"}
    )
    assert enters(client, member, "127.0.0.1", **others)


def test_without_a_proxy_nobody_believes_the_header(client, member):
    for n in range(20):
        data = {"login": f"personne{n}@exemple.ma", "password": "faux, faux"}
        client.post(SIGN_IN, data, headers={"x-forwarded-for": f"10.0.0.{n}"})
    client.post(
        SIGN_IN,
        {"login": member.email, "password": PASSWORD},
        headers={"x-forwarded-for": "1.2.3.4"},
    )
    assert signed_in(client) is None


@pytest.mark.parametrize("ip", ["", "unix:", "x.y"])
def test_visitors_whose_address_nobody_knows_are_counted_together(client, member, ip):
    for n in range(20):
        fail(Client(), f"personne{n}@exemple.ma", 1, ip=ip)
    assert not enters(client, member, ip=ip)
    assert enters(client, member, ip="198.51.100.7")


@pytest.fixture
def broken_cache(monkeypatch, tmp_path):
    """The shared cache, on a disk on which nothing can be written."""

    def set(*args, **kwargs):
        raise OSError("No space left on device")

    cache = ForgivingFileCache(str(tmp_path), {})
    monkeypatch.setattr("django.core.cache.backends.filebased.FileBasedCache.set", set)
    monkeypatch.setattr(ForgivingMixin, "_counted_here_until", 0.0)
    monkeypatch.setattr(caches._connections, "default", cache)
    ForgivingMixin._counts.clear()
    yield cache
    ForgivingMixin._counts.clear()


def test_tries_are_counted_while_the_cache_is_down(client, member, broken_cache, caplog):
    caplog.set_level(logging.CRITICAL, "noress.cache.backends")
    fail(Client(), member.email, 5)
    assert not enters(client, member)


def test_people_sign_in_while_the_cache_is_down(client, member, broken_cache, caplog):
    caplog.set_level(logging.CRITICAL, "noress.cache.backends")
    assert enters(client, member)


def test_what_is_not_counted_is_not_kept_here_while_the_cache_is_down(broken_cache, caplog):
    caplog.set_level(logging.CRITICAL, "noress.cache.backends")
    broken_cache.set("wagtail_site_root_paths", 1)
    broken_cache.set("allauth:x", 1)
    assert broken_cache.get("wagtail_site_root_paths") is None
    assert broken_cache.get("allauth:x") == 1
