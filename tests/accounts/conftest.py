"""People to sign in, and what an authenticator application of theirs shows."""

import re
import time
from dataclasses import dataclass

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import Group
from django.core.cache import caches

from noress.accounts.models import User

PASSWORD = "quatre chevaux sous la pluie"
NEW_PASSWORD = "le marché ouvre à sept heures"


@pytest.fixture(autouse=True)
def _limits(db):
    """Nobody is limited for what another test has done."""
    for cache in caches.all():
        cache.clear()


@pytest.fixture
def member():
    """Somebody with a confirmed address and no way into the admin."""
    return make_person("membre.test@exemple.ma")


@pytest.fixture
def editor():
    """Somebody who may enter the admin, and has no second factor yet."""
    return make_person("redactrice@exemple.ma", group="Editors")


@pytest.fixture
def coordinator():
    return make_person("coordinatrice@exemple.ma", group="Moderators")


def make_person(email, group=None):
    user = User.objects.create_user(email, PASSWORD, first_name="Une", last_name="Personne")
    EmailAddress.objects.filter(user=user).update(verified=True)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


@dataclass
class App:
    """An authenticator application."""

    secret: str

    def code(self, periods=0):
        """The code of now, or of some periods of thirty seconds later."""
        return format_hotp_value(hotp_value(self.secret, int(time.time()) // 30 + periods))


def give_app(user):
    """Gives somebody an application and recovery codes, as setting one up does."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return App(secret)


def recovery_codes(user):
    row = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return row.wrap().get_unused_codes()


@pytest.fixture
def enter(client):
    """Signs somebody in by the page, with their password and, if they have one, their code."""

    def enter(user, app=None, password=PASSWORD, language="fr", **data):
        answer = client.post(
            f"/{language}/accounts/login/", {"login": user.email, "password": password, **data}
        )
        if app:
            assert answer["Location"] == f"/{language}/accounts/2fa/authenticate/"
            answer = client.post(answer["Location"], {"code": app.code()})
        return answer

    return enter


def signed_in(client):
    """The number of who is signed in, or None."""
    return client.session.get("_auth_user_id")


def link_in(mail):
    """The path of the mail's link, which bears the site's own address."""
    return re.search(r"http://localhost:8000(/\S+)", mail.body).group(1)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Each test begins with a period of thirty seconds, so that none ends in the middle of it."""
    passed, now = [30 - time.time() % 30], time.time
    monkeypatch.setattr(time, "time", lambda: now() + passed[0])
    return passed


@pytest.fixture
def time_passes(clock):
    """Lets seconds pass."""

    def pass_(seconds):
        clock[0] += seconds

    return pass_


@pytest.fixture(autouse=True)
def _commits(monkeypatch):
    """A test is one transaction, that never ends; what waits for a commit does not wait here."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda do, **options: do())
