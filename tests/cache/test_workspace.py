"""Nothing of the private area is ever kept: not for its members, and not for who is sent away."""

import pytest
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.management import call_command
from django.test import Client

from home import kept
from noress.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(settings):
    """The cookie of a member of the network."""
    settings.DEBUG = True
    call_command("load_network_demo", verbosity=0)
    settings.DEBUG = False
    client = Client()
    client.force_login(User.objects.get(email="membre@noress.example"))
    key = client.cookies["sessionid"].value
    assert SessionStore(key).get("_auth_user_id")
    return f"sessionid={key}"


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("path", ["", "groups/", "search/?q=exemple", "nothing/"])
def test_page_of_the_area_is_kept_for_nobody(ask, session, monkeypatch, language, path):
    stored = []
    monkeypatch.setattr(kept, "keep", lambda *args: stored.append(args))
    for headers in ({"Cookie": session}, {}, {"Cookie": session}):
        answer = ask(f"/{language}/workspace/{path}", **headers)
        assert not answer.is_hit
        assert "no-store" in answer.headers["cache-control"]
        assert "private" in answer.headers["cache-control"]
        assert "cookie" in answer.headers["vary"].lower()
        assert answer.status == (302 if not headers else 404 if "nothing" in path else 200)
    assert not stored


def test_visitor_after_a_member_sees_nothing_of_theirs(ask, session):
    # Not the organisation: that leads an action which everybody reads of.
    assert "Commission exemple" in ask("/fr/workspace/", Cookie=session).text
    assert ask("/fr/workspace/").status == 302
    assert "Commission exemple" not in ask("/fr/").text
