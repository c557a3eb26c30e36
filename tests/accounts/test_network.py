"""The network's way to an account: for whom it invites, without another mail, and on to where they
were going."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core import mail
from django.test import RequestFactory
from django.utils import timezone
from django.utils.http import urlencode

from noress.accounts import invitations
from noress.accounts.models import Invitation, User
from noress.accounts.network import open_account

from .conftest import NEW_PASSWORD, signed_in

pytestmark = pytest.mark.django_db

GUEST = "invitee@exemple.ma"
ABOUT = {"first_name": "Amina", "last_name": "d’Exemple", "password": NEW_PASSWORD}
NEXT = "/ar/workspace/invitation/a-token/?x=1&y=2"


def way(email=GUEST, language="ar", next_url=NEXT):
    return open_account(RequestFactory().get("/"), email, language, next_url)


def test_account_is_opened_without_a_mail_and_leads_on(client):
    url = way()
    assert mail.outbox == []
    assert url.startswith("/ar/accounts/invitation/")
    page = client.get(url)
    assert GUEST in page.text
    # The form keeps where it leads.
    assert f'action="{url.replace("&", "&amp;")}"' in page.text
    answer = client.post(url, ABOUT)
    assert answer["Location"] == NEXT
    user = User.objects.get(email=GUEST)
    assert signed_in(client) == str(user.pk)
    assert user.emailaddress_set.get().verified
    assert client.post(url, ABOUT).status_code == 410


def test_mistake_in_the_form_loses_nothing_of_the_way(client):
    url = way()
    assert client.post(url, ABOUT | {"password": "court"}).status_code == 200
    assert client.post(url, ABOUT)["Location"] == NEXT


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "x:y"])
def test_way_leads_to_no_other_site(client, elsewhere):
    url = way(next_url=elsewhere)
    assert client.post(url, ABOUT)["Location"] == "/ar/accounts/"


def test_who_has_an_account_signs_in_and_goes_on(client, member, enter):
    url = way(email=member.email.upper())
    assert url == f"/ar/accounts/login/?{urlencode({'next': NEXT})}"
    assert not Invitation.objects.exists()


def test_account_that_was_made_meanwhile_signs_in_accepts_and_goes_on(client, member, enter):
    url = way()
    Invitation.objects.update(email=member.email)
    sign_in = client.get(
        re.search(r'href="(/ar/accounts/login/\?next=[^"]*invitation[^"]*)"', client.get(url).text)[
            1
        ]
    )
    assert f'name="next" value="{url}"' in sign_in.text
    enter(member)
    assert client.post(url)["Location"] == NEXT


def test_earlier_invitation_ends_and_what_it_offered_stays(client, coordinator):
    editors = Group.objects.get(name="Editors")
    invitations.invite(GUEST, by=coordinator, language="fr", group=editors)
    url = way()
    assert Invitation.objects.open().count() == 1
    answer = client.post(url, ABOUT)
    user = User.objects.get(email=GUEST)
    assert list(user.groups.all()) == [editors]
    # Who may enter the admin needs a second factor first, and goes on after that.
    assert client.get(answer["Location"])["Location"].endswith("/accounts/second-factor/")
    assert client.session["after_second_factor"]


def test_earlier_invitation_that_was_withdrawn_offers_nothing(client, coordinator):
    editors = Group.objects.get(name="Editors")
    invitations.invite(GUEST, by=coordinator, language="fr", group=editors)
    invitations.withdraw(Invitation.objects.get(), by=coordinator)
    client.post(way(), ABOUT)
    assert not User.objects.get(email=GUEST).groups.exists()


def test_way_is_open_for_a_day_only():
    way()
    left = Invitation.objects.get().expires_at - timezone.now()
    assert timedelta(hours=23) < left <= timedelta(days=1)


@pytest.mark.parametrize("email", ["", "rien", "é@exemple.ma"])
def test_whose_address_no_account_can_have_comes_back_and_reads_why(email):
    request = RequestFactory().get("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    assert open_account(request, email, "fr", NEXT) == NEXT
    assert len(list(request._messages)) == 1
    assert not Invitation.objects.exists()
