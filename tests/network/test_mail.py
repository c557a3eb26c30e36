"""The outbox: each mail leaves once, as late as it must, to whom it is still for."""

import smtplib
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from network.core.mail import sending
from network.core.mail.kinds import Frequency, MailKind
from network.core.mail.outbox import post, post_to_address
from network.core.mail.preferences import frequency
from network.models import Mail, MailPreference, Membership, Organisation, Profile
from tests.network.mailing import *  # noqa: F403
from tests.network.mailing import ALWAYS, NEWS, member, outbox, pass_time, refused, text

pytestmark = pytest.mark.django_db

AWAY = ConnectionRefusedError(111, "Connection refused")


def states():
    return list(Mail.objects.order_by("pk").values_list("state", flat=True))


# Posting


def test_mail_leaves_once_the_transaction_stands(amina, posted):
    assert posted([amina]) == 1
    [mail] = outbox()
    assert mail.to == ["amina@example.org"]
    row = Mail.objects.get()
    assert (row.state, row.attempts, row.problem) == ("sent", 1, "")
    assert row.sent_at is not None


def test_nothing_leaves_before_the_transaction_stands(amina, group):
    post(NEWS, [amina], group, key="1")
    assert outbox() == []
    assert states() == ["queued"]


def test_rollback_sends_nothing(amina, group, committed):
    with committed(), transaction.atomic():
        post(NEWS, [amina], group, key="1")
        transaction.set_rollback(True)
    assert not Mail.objects.exists()
    assert sending.send_due() == 0
    assert outbox() == []


def test_same_event_is_told_once(amina, badr, posted):
    assert posted([amina]) == 1
    assert posted([amina, badr, badr]) == 1
    assert posted([amina, badr]) == 0
    assert posted([amina], key="2") == 1
    assert [mail.to for mail in outbox()] == [
        ["amina@example.org"],
        ["badr@example.org"],
        ["amina@example.org"],
    ]


def test_posting_to_many_takes_as_many_queries_as_to_one(
    organisation, group, django_assert_num_queries
):
    people = [member(f"m{number}", organisation) for number in range(30)]
    people = list(get_user_model().objects.filter(pk__in=[person.pk for person in people]))
    # Profiles, preferences, the rows, and which of them are new.
    with django_assert_num_queries(4):
        assert post(NEWS, people, group, key="1") == 30


def test_task_that_could_not_be_enqueued_loses_nothing(amina, posted, monkeypatch):
    monkeypatch.setattr("network.core.mail.jobs.MAILS_A_TASK", 0)
    posted([amina])
    assert outbox() == []
    assert sending.send_due() == 1
    assert len(outbox()) == 1


# At the moment of sending


def later(amina, group):
    post(NEWS, [amina], group, key="1")


def test_ended_mandate_ends_waiting_mail(amina, group):
    later(amina, group)
    Membership.objects.update(ended_at=timezone.now())
    assert sending.send_due() == 0
    assert states() == ["dropped"]
    assert outbox() == []


def test_suspended_organisation_ends_waiting_mail(amina, group):
    later(amina, group)
    Organisation.objects.update(status=Organisation.Status.SUSPENDED)
    sending.send_due()
    assert states() == ["dropped"]


def test_inactive_account_ends_waiting_mail_of_every_kind(amina, group):
    later(amina, group)
    post(ALWAYS, [amina], group, key="1")
    get_user_model().objects.update(is_active=False)
    sending.send_due()
    assert states() == ["dropped", "dropped"]
    assert outbox() == []


def test_deleted_object_ends_waiting_mail(amina, group):
    later(amina, group)
    group.delete()
    sending.send_due()
    assert states() == ["dropped"]


def test_deleted_account_takes_its_mails_along(amina, group):
    later(amina, group)
    amina.delete()
    assert states() == []


def test_choice_of_never_ends_waiting_mail(amina, group):
    later(amina, group)
    MailPreference.objects.create(user=amina, kind=NEWS.name, frequency="never")
    sending.send_due()
    assert states() == ["dropped"]


def test_mail_goes_to_the_address_of_today(amina, group):
    later(amina, group)
    get_user_model().objects.update(email="new@example.org")
    sending.send_due()
    assert outbox()[0].to == ["new@example.org"]


def test_person_without_address_is_a_mail_not_delivered(amina, group):
    later(amina, group)
    get_user_model().objects.update(email="")
    sending.send_due()
    assert list(Mail.objects.values_list("state", "problem")) == [("failed", "no_address")]


def test_stranger_gets_a_mail_while_its_kind_finds_what_it_is_about(group, committed):
    with committed():
        post_to_address(
            ALWAYS, "new@example.org", group, language="ar", key="1", context={"extra": "!"}
        )
    [mail] = outbox()
    assert mail.to == ["new@example.org"]
    assert mail.extra_headers["Content-Language"] == "ar"
    assert "List-Unsubscribe" not in mail.extra_headers


def test_kind_says_how_its_object_is_found():
    with pytest.raises(ValueError, match="neither of which model it is nor how to find it"):
        MailKind("test.nothing", "Nothing", "nothing")


def test_mail_of_an_unknown_kind_waits_for_the_version_that_knows_it(amina, group):
    later(amina, group)
    Mail.objects.update(kind="test.of_tomorrow")
    sending.send_due()
    assert list(Mail.objects.values_list("state", "problem")) == [("queued", "broken")]


# Once


def test_two_workers_send_a_mail_once(amina, group, server):
    later(amina, group)
    pk = Mail.objects.get().pk
    others = []
    server.during = lambda: others.append(sending.send([pk]) + sending.send_due())
    assert sending.send([pk]) == 1
    assert others == [0]
    assert len(outbox()) == 1
    assert sending.send([pk]) == 0


def test_mail_of_a_killed_worker_is_sent_again_under_the_same_name(amina, group, server):
    later(amina, group)
    server.during = lambda: (_ for _ in ()).throw(KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        sending.send_due()
    assert states() == ["sending"]
    name = f"<{Mail.objects.get().uuid}@testserver>"

    server.during = None
    pass_time(minutes=9)
    assert (sending.sweep(), sending.send_due()) == (0, 0)
    pass_time(minutes=2)
    assert (sending.sweep(), sending.send_due()) == (1, 1)
    assert [mail.extra_headers["Message-ID"] for mail in outbox()] == [name]


def test_mail_that_kills_every_worker_is_given_up(amina, group):
    later(amina, group)
    Mail.objects.update(
        state="sending",
        attempts=len(sending.DELAYS) + 1,
        claimed_at=timezone.now() - timedelta(hours=1),
    )
    assert sending.sweep() == 0
    assert list(Mail.objects.values_list("state", "problem")) == [("failed", "stopped")]


def test_worker_that_was_taken_for_dead_changes_nothing_afterwards(amina, group, server):
    later(amina, group)

    def swept():
        pass_time(minutes=11)
        sending.sweep()

    server.during = swept
    server.error = AWAY
    sending.send_due()
    row = Mail.objects.get()
    assert (row.state, row.problem) == ("queued", "")


# A mail server that is down, refuses, or comes back


def test_mail_server_down_delays_and_loses_nothing(amina, badr, posted, server):
    server.error = AWAY
    assert posted([amina, badr]) == 2
    # The second one was not tried: it would have fared no better.
    assert server.attempts == 1
    assert states() == ["queued", "queued"]
    row = Mail.objects.get(attempts=1)
    assert row.problem == "unreachable"
    assert timedelta(seconds=50) < row.due_at - timezone.now() < timedelta(seconds=70)

    server.error = None
    assert sending.send_due() == 1
    assert sending.send_due() == 0
    pass_time(minutes=1)
    assert sending.send_due() == 1
    assert {mail.to[0] for mail in outbox()} == {"amina@example.org", "badr@example.org"}
    assert len(outbox()) == 2
    assert set(Mail.objects.values_list("state", "problem")) == {("sent", "")}


def test_delays_grow_and_end_in_the_list_of_the_coordination(amina, group, server):
    later(amina, group)
    server.error = AWAY
    waited = []
    while Mail.objects.get().state == "queued":
        row = Mail.objects.get()
        pass_time(seconds=max(0, (row.due_at - timezone.now()).total_seconds()) + 1)
        sending.send_due()
        row.refresh_from_db()
        waited.append(round((row.due_at - timezone.now()).total_seconds() / 60))
    assert waited[:-1] == [1, 5, 15, 60, 240, 720, 1440, 1440, 1440, 1440]
    assert states() == ["failed"]
    assert server.attempts == 11


def test_refused_address_fails_at_once(amina, posted, server):
    server.error = refused(550)
    posted([amina])
    row = Mail.objects.get()
    assert (row.state, row.problem, row.answer) == ("failed", "refused", "550 No such mailbox")


@pytest.mark.parametrize(
    "error",
    [
        refused(450),
        smtplib.SMTPDataError(451, b"Greylisted"),
        smtplib.SMTPNotSupportedError("SMTPUTF8"),
    ],
)
def test_refusal_for_now_is_tried_again_and_holds_up_nobody(amina, badr, posted, server, error):
    server.errors = {"amina@example.org": error}
    posted([amina, badr])
    assert Mail.objects.get(recipient=amina).problem == "later"
    assert states() == ["queued", "sent"]


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPAuthenticationError(535, b"Wrong password"),
        smtplib.SMTPSenderRefused(550, b"Not from you", "site@example.org"),
    ],
)
def test_server_that_does_not_let_the_site_in_fails_no_mail(amina, posted, server, error):
    server.error = error
    posted([amina])
    assert list(Mail.objects.values_list("state", "problem")) == [("queued", "not_let_in")]


def test_bad_mail_stops_no_other(amina, badr, posted, server):
    server.errors = {"amina@example.org": UnicodeError("surrogates not allowed")}
    posted([amina, badr])
    assert states() == ["queued", "sent"]
    assert Mail.objects.get(recipient=amina).problem == "broken"


def test_mail_that_cannot_be_written_stops_no_other(amina, badr, group, monkeypatch):
    later(amina, group)
    Mail.objects.update(context={"extra": "{"}, kind="test.broken")
    post(NEWS, [badr], group, key="1")
    assert sending.send_due() == 1
    assert states() == ["queued", "sent"]


def test_sending_ends_between_two_mails(amina, badr, group):
    post(NEWS, [amina, badr], group, key="1")
    assert sending.send_due(until=lambda: len(outbox()) == 1) == 1
    assert sorted(states()) == ["queued", "sent"]


def test_mails_of_half_a_year_ago_are_forgotten(amina, posted, group, server):
    posted([amina])
    server.error = refused(550)
    posted([amina], key="2")
    assert sending.forget_old() == 0
    pass_time(days=181)
    assert sending.forget_old() == 1
    assert states() == ["failed"]


# What it says


def test_mail_is_in_the_recipients_language_and_direction(amina, badr, posted):
    posted([amina, badr])
    english, arabic = outbox()
    assert english.subject == "territory: Plenary"
    assert arabic.subject == "مجال ترابي: Plenary"
    assert english.extra_headers["Content-Language"] == "en"
    assert arabic.extra_headers["Content-Language"] == "ar"
    assert '<html lang="en" dir="ltr">' in english.alternatives[0][0]
    assert '<html lang="ar" dir="rtl">' in arabic.alternatives[0][0]


def test_language_is_the_one_of_the_moment_of_sending(amina, group):
    later(amina, group)
    Profile.objects.update(language="ar")
    sending.send_due()
    assert outbox()[0].extra_headers["Content-Language"] == "ar"


def test_mail_has_the_headers_of_a_machine(amina, posted):
    posted([amina])
    headers = outbox()[0].message()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["Message-ID"] == f"<{Mail.objects.get().uuid}@testserver>"
    assert headers["To"] == "amina@example.org"


def test_links_are_whole_and_begin_with_the_sites_address(amina, posted, settings, group):
    settings.WAGTAILADMIN_BASE_URL = "https://network.example/"
    posted([amina])
    [mail] = outbox()
    html, kind = mail.alternatives[0]
    assert kind == "text/html"
    assert 'href="https://network.example/"' in html
    assert "https://network.example/" in mail.body
    assert mail.extra_headers["Message-ID"].endswith("@network.example>")


def test_new_lines_in_a_name_make_no_header(amina, posted, group):
    group.name = text("Plenary\r\nBcc: everybody@example.org\u2028X: y\x0bz")
    group.save()
    posted([amina])
    message = outbox()[0].message()
    assert message["Bcc"] is None
    assert outbox()[0].subject == "territory: Plenary Bcc: everybody@example.org X: y z"
    assert outbox()[0].recipients() == ["amina@example.org"]


def test_new_line_in_an_address_sends_nothing(group, committed):
    with committed():
        post_to_address(ALWAYS, "a@example.org\nBcc: b@example.org", group, language="en", key="1")
    assert outbox() == []
    assert Mail.objects.get().problem == "broken"


def test_text_has_no_escapes_and_html_has(amina, posted, group):
    group.name = text("L’ESS & <b>'nous'</b>")
    group.save()
    posted([amina])
    [mail] = outbox()
    assert mail.subject == "territory: L’ESS & <b>'nous'</b>"
    assert "Amina: L’ESS & <b>'nous'</b>" in mail.body
    assert "<b>" not in mail.alternatives[0][0]


# Preferences


def test_who_wants_none_gets_none(amina, badr, posted):
    MailPreference.objects.create(user=amina, kind=NEWS.name, frequency="never")
    assert posted([amina, badr]) == 1
    assert [mail.to for mail in outbox()] == [["badr@example.org"]]


def test_kind_without_a_choice_is_always_told(amina, posted):
    MailPreference.objects.create(user=amina, kind=ALWAYS.name, frequency="never")
    assert frequency(amina, ALWAYS) == Frequency.AT_ONCE
    assert posted([amina], ALWAYS) == 1
