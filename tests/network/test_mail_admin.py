"""The coordination's screen of mails that wait or could not be delivered."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError

from network.core import audit
from network.core.actor import Actor
from network.core.admin import CoordinatorPolicy
from network.core.mail.operations import give_up_mail, retry_mail
from network.models import Mail, MailPreference
from tests.network.mailing import *  # noqa: F403
from tests.network.mailing import NEWS, member, outbox, refused, text

pytestmark = pytest.mark.django_db

LIST = "/cms/network_mails/"


def give(user, *names):
    codenames = [name.split(".")[1] for name in names]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))


@pytest.fixture
def coordinator():
    user = get_user_model().objects.create_user("coordinator", "c@example.org")
    give(user, "network.coordinate", "wagtailadmin.access_admin")
    return user


@pytest.fixture
def editor():
    user = get_user_model().objects.create_user("editor", "e@example.org")
    give(
        user,
        "wagtailadmin.access_admin",
        *(f"network.{action}_mail" for action in ("add", "change", "delete", "view")),
    )
    return user


@pytest.fixture
def failed(amina, posted, server, group):
    """A mail that the mail server refused, about something private."""
    group.name = text("Canary commission")
    group.save()
    server.error = refused(550)
    posted([amina])
    server.error = None
    return Mail.objects.get()


def test_coordinator_sees_what_was_not_delivered_and_nothing_of_what_it_says(
    client, coordinator, failed
):
    client.force_login(coordinator)
    listed = client.get(LIST).text
    shown = client.get(f"{LIST}{failed.pk}/").text
    for page in (listed, shown):
        assert "amina@example.org" in page
        assert "The mail server refuses this address or this mail." in page
        assert "Canary" not in page
    assert "550 No such mailbox" in shown
    assert f'action="{LIST}{failed.pk}/retry/"' in shown


def test_list_is_searched_and_filtered(client, coordinator, failed, organisation, group, committed):
    client.force_login(coordinator)
    Mail.objects.create(kind="test.other", address="new@example.org", language="en", key="2")
    assert "amina@" not in client.get(f"{LIST}results/?q=new").text
    assert "new@" not in client.get(f"{LIST}results/?q=amina").text
    assert "amina@" not in client.get(f"{LIST}results/?state=queued").text
    assert "new@" not in client.get(f"{LIST}results/?kind=test.news").text
    assert "amina@" in client.get(f"{LIST}results/?kind=test.news&state=failed").text


def test_list_takes_as_many_queries_with_thirty_mails(
    client, coordinator, failed, organisation, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(coordinator)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for number in range(15):
        Mail.objects.create(
            kind="test.news",
            recipient=member(f"m{number}", organisation),
            language="en",
            key=f"x{number}",
            state="failed",
        )
    with django_assert_max_num_queries(len(one)):
        assert client.get(LIST).text.count("@example.org") >= 16


def test_sent_mails_are_nobodys_to_look_through(client, coordinator, failed):
    Mail.objects.update(state="sent")
    client.force_login(coordinator)
    assert "amina@" not in client.get(LIST).text
    assert client.get(f"{LIST}{failed.pk}/").status_code == 404


def test_coordinator_has_a_mail_tried_again(
    client, coordinator, failed, django_capture_on_commit_callbacks
):
    client.force_login(coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{LIST}{failed.pk}/retry/")
    assert answer.status_code == 302
    assert [mail.to for mail in outbox()] == [["amina@example.org"]]
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("sent", 1)
    [entry] = audit.history(failed)
    assert (entry.action, entry.user) == ("network.mail.retried", coordinator)


def test_coordinator_gives_a_mail_up(client, coordinator, failed):
    client.force_login(coordinator)
    client.post(f"{LIST}{failed.pk}/give-up/")
    failed.refresh_from_db()
    assert (failed.state, failed.problem) == ("dropped", "given_up")
    assert "amina@" not in client.get(f"{LIST}results/").text
    assert [entry.action for entry in audit.history(failed)] == ["network.mail.given_up"]


def test_reading_changes_nothing(client, coordinator, failed):
    client.force_login(coordinator)
    for action in ("retry", "give-up"):
        assert client.get(f"{LIST}{failed.pk}/{action}/").status_code == 405
    failed.refresh_from_db()
    assert failed.state == "failed"


def test_editor_sees_nothing_of_it(client, editor, failed):
    client.force_login(editor)
    assert "network_mails" not in client.get("/cms/").text
    for path in ("", "results/", f"{failed.pk}/"):
        answer = client.get(LIST + path)
        assert answer.status_code in (302, 403, 404)
        assert "amina@" not in answer.text
    for action in ("retry", "give-up"):
        assert client.post(f"{LIST}{failed.pk}/{action}/").status_code == 404
    failed.refresh_from_db()
    assert failed.state == "failed"


def test_coordinator_finds_it_in_the_menu(client, coordinator):
    client.force_login(coordinator)
    assert LIST in client.get("/cms/").text


def test_mail_is_nobody_elses_to_retry_or_give_up(editor, amina, failed):
    for by in (Actor(editor), Actor(amina), Actor.system("test")):
        for operation in (retry_mail, give_up_mail):
            with pytest.raises(PermissionDenied):
                operation(failed, by=by)


@pytest.mark.parametrize("state", ["sending", "sent", "dropped"])
def test_nothing_is_done_about_a_mail_that_is_done_with(coordinator, failed, state):
    Mail.objects.update(state=state)
    for operation in (retry_mail, give_up_mail):
        with pytest.raises(ValidationError):
            operation(failed, by=Actor(coordinator))
    assert not audit.history(failed)


def test_news_is_tried_again_in_the_next_mail_of_the_day(coordinator, amina, posted, server):
    from network.core.mail.digest import make_digests

    MailPreference.objects.create(user=amina, kind=NEWS.name, frequency="daily")
    posted([amina])
    make_digests()
    digest = Mail.objects.get(kind="network.digest")
    news = Mail.objects.get(kind=NEWS.name)
    assert news.digest == digest
    Mail.objects.filter(pk=news.pk).update(state="failed")
    retry_mail(news, by=Actor(coordinator))
    assert (news.state, news.digest) == ("queued", None)


def test_giving_up_the_mail_of_a_day_gives_up_its_news(coordinator, amina, posted):
    from network.core.mail.digest import make_digests

    MailPreference.objects.create(user=amina, kind=NEWS.name, frequency="daily")
    posted([amina])
    make_digests()
    give_up_mail(Mail.objects.get(kind="network.digest"), by=Actor(coordinator))
    assert set(Mail.objects.values_list("state", flat=True)) == {"dropped"}


def test_policy_knows_who_coordinates(coordinator, editor, amina):
    owner = get_user_model().objects.create_superuser("owner")
    policy = CoordinatorPolicy(Mail, actions=["view"])
    assert policy.user_has_permission(coordinator, "view")
    assert policy.user_has_permission(owner, "view")
    assert not policy.user_has_permission(owner, "add")
    assert not policy.user_has_any_permission(editor, ["add", "view"])
    assert set(policy.users_with_any_permission(["view"])) == {coordinator, owner}
    assert not policy.users_with_any_permission(["add"])
