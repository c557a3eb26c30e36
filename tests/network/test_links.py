"""Links that are doors: one purpose, some days, a secret that the database does not hold."""

from datetime import timedelta

import pytest
from django.utils import timezone

from network.core import links
from network.core.links import INVITATION
from network.models import Link

pytestmark = pytest.mark.django_db


def test_link_is_found_by_its_token():
    link = links.make(INVITATION, days=1)
    assert links.find(INVITATION, links.token_of(link)) == link


def test_link_is_for_one_purpose():
    link = links.make(INVITATION, days=1)
    assert links.find("feed", links.token_of(link)) is None
    other = links.make("feed", days=1)
    assert links.find(INVITATION, links.token_of(other)) is None


@pytest.mark.parametrize("token", ["", "x", "0" * 64, "\0", "دعوة", "x" * 10_000])
def test_link_of_no_token_is_none(token):
    links.make(INVITATION, days=1)
    assert links.find(INVITATION, token) is None


def test_link_expires():
    link = links.make(INVITATION, days=1)
    token = links.token_of(link)
    Link.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    link.refresh_from_db()
    assert links.find(INVITATION, token) is None
    assert not link.is_open
    assert not links.use(link)


def test_link_works_once():
    link = links.make(INVITATION, days=1)
    assert links.use(link)
    assert not links.use(link)
    assert links.find(INVITATION, links.token_of(link)) is None


def test_link_can_be_revoked():
    link = links.make(INVITATION, days=1)
    links.revoke(link)
    assert links.find(INVITATION, links.token_of(link)) is None
    assert not links.use(link)


def test_link_is_nowhere_in_the_database():
    link = links.make(INVITATION, days=1)
    token = links.token_of(link)
    assert token not in [str(value) for value in Link.objects.values_list().get()]


def test_link_needs_the_sites_key(settings):
    link = links.make(INVITATION, days=1)
    token, key = links.token_of(link), settings.SECRET_KEY
    settings.SECRET_KEY = "another"
    with pytest.raises(LookupError):
        links.token_of(link)
    settings.SECRET_KEY_FALLBACKS = [key]
    assert links.token_of(link) == token
