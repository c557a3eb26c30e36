"""What the tests of mail share: kinds, a network with two members, a mail server that fails."""

import smtplib

import pytest
from django.contrib.auth import get_user_model
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from network.core.mail import kinds
from network.core.mail.kinds import MailKind
from network.core.mail.outbox import post
from network.models import Mail, Membership, MultilingualText, Organisation, Profile, WorkingGroup

TEMPLATE = "stranger/news"


def news_url(mail, obj):
    return {"url": f"http://testserver/groups/{obj.pk}/"}


NEWS = MailKind("test.news", "News", TEMPLATE, model=WorkingGroup, context=news_url, group="Groups")
OTHER = MailKind("test.other", "Others", TEMPLATE, model=WorkingGroup, context=news_url)
ALWAYS = MailKind("test.always", "Always", TEMPLATE, find=lambda mail: mail, may_choose=False)


@pytest.fixture(autouse=True)
def known_kinds(monkeypatch):
    """The tests' kinds beside the mail of the day, and none of the slices'."""
    known = {name: kind for name, kind in kinds._KINDS.items() if name == "network.digest"}
    monkeypatch.setattr(kinds, "_KINDS", known)
    for kind in (NEWS, OTHER, ALWAYS):
        kinds.register(kind)


def text(body):
    return MultilingualText().with_body("en", body)


def member(name, organisation, language="en"):
    user = get_user_model().objects.create_user(name, f"{name}@example.org")
    Profile.objects.create(user=user, name_latin=name.title(), language=language)
    Membership.objects.create(user=user, organisation=organisation)
    return user


@pytest.fixture
def organisation():
    return Organisation.objects.create(name=text("Weavers"))


@pytest.fixture
def group():
    return WorkingGroup.objects.create(kind="plenary", name=text("Plenary"))


@pytest.fixture
def amina(organisation):
    return member("amina", organisation)


@pytest.fixture
def badr(organisation):
    return member("badr", organisation, language="ar")


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """`with committed():` the block's transaction ends with it, and what waits for that is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def posted(committed, group):
    """Post and commit; in the tests a task runs at once, so what is due is sent."""

    def do(people, kind=NEWS, key="1", obj=None, **options):
        with committed():
            return post(kind, people, obj or group, key=key, **options)

    return do


@pytest.fixture
def server(monkeypatch):
    """The mail server; while `error` is set, or is one for an address, it raises that."""

    class Server:
        error = None
        errors: dict = {}
        during = None
        attempts = 0

    server = Server()
    send = EmailMultiAlternatives.send

    def attempt(message, *args, **kwargs):
        server.attempts += 1
        if server.during:
            server.during()
        if error := server.errors.get(message.to[0], server.error):
            raise error
        return send(message, *args, **kwargs)

    monkeypatch.setattr(EmailMultiAlternatives, "send", attempt)
    server.errors = {}
    return server


def refused(code, address="amina@example.org"):
    return smtplib.SMTPRecipientsRefused({address: (code, b"No such mailbox")})


def outbox():
    return django_mail.outbox


def pass_time(**period):
    """As if all that is in the outbox had happened so much earlier."""
    delta = timezone.timedelta(**period)
    for mail in Mail.objects.all():
        mail.due_at -= delta
        mail.created_at -= delta
        for name in ("claimed_at", "sent_at"):
            if moment := getattr(mail, name):
                setattr(mail, name, moment - delta)
        mail.save()
