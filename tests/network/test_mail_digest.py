"""The mail of the day, and how often people want to be written to."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from network.core.actor import Actor
from network.core.mail import digest, sending
from network.core.mail.digest import make_digests
from network.core.mail.forms import PreferencesForm
from network.core.mail.kinds import Frequency
from network.core.mail.operations import set_preferences
from network.core.mail.outbox import post
from network.core.mail.preferences import frequency, preferences
from network.models import Mail, MailPreference, Membership, WorkingGroup
from tests.network.mailing import *  # noqa: F403
from tests.network.mailing import ALWAYS, NEWS, OTHER, outbox, pass_time, refused, text

pytestmark = pytest.mark.django_db

AWAY = ConnectionRefusedError(111, "Connection refused")


@pytest.fixture
def daily(amina, badr):
    """Both want news once a day."""
    for user in (amina, badr):
        for kind in (NEWS, OTHER):
            MailPreference.objects.create(user=user, kind=kind.name, frequency="daily")


@pytest.fixture
def digests(committed):
    """Make the mails of the day, and send them."""

    def make():
        with committed():
            return make_digests()

    return make


def news(**where):
    """What became of what there was to tell."""
    rows = Mail.objects.exclude(kind="network.digest").filter(**where).order_by("pk")
    return list(rows.values_list("state", flat=True))


# The mail of the day


@pytest.mark.usefixtures("daily")
def test_day_is_one_mail_a_person_by_kind(amina, badr, group, posted, digests):
    commission = WorkingGroup.objects.create(name=text("Olive <oil>"))
    commission.guests.add(amina)
    posted([amina, badr])
    posted([amina], OTHER)
    posted([amina], key="2", obj=commission)
    assert outbox() == []
    assert digests() == 2
    english, arabic = sorted(outbox(), key=lambda mail: mail.to)
    assert english.to == ["amina@example.org"]
    assert english.body.index("News\n") < english.body.index("territory: Plenary")
    assert english.body.index("territory: Olive <oil>") < english.body.index("Others\n")
    assert f"http://testserver/groups/{group.pk}/" in english.body
    html = english.alternatives[0][0]
    assert html.count("<h2>") == 2
    assert html.count("<li ") == 3
    assert "Olive &lt;oil&gt;" in html
    assert arabic.extra_headers["Content-Language"] == "ar"
    assert "مجال ترابي: Plenary" in arabic.body
    assert 'dir="rtl"' in arabic.alternatives[0][0]
    assert news() == ["sent"] * 4


@pytest.mark.usefixtures("daily")
def test_day_is_made_once(amina, posted, digests):
    posted([amina])
    assert digests() == 1
    posted([amina], key="2")
    assert digests() == 0
    assert len(outbox()) == 1
    assert news() == ["sent", "queued"]
    pass_time(days=1)
    Mail.objects.filter(kind="network.digest").update(key="yesterday")
    assert digests() == 1
    assert len(outbox()) == 2
    assert news() == ["sent", "sent"]


@pytest.mark.usefixtures("daily")
def test_worker_that_comes_second_adds_nothing_to_the_day(amina, posted, digests):
    posted([amina])
    assert digests() == 1
    posted([amina], key="2")
    # It had found that something waits before the first one made the mail.
    assert not digest._make(amina.pk, "en", timezone.localdate().isoformat())
    assert Mail.objects.filter(kind="network.digest").count() == 1
    assert Mail.objects.get(state="queued").digest is None


@pytest.mark.usefixtures("daily")
def test_nothing_left_is_no_mail(amina, posted, digests):
    posted([amina])
    Membership.objects.filter(user=amina).update(ended_at=timezone.now())
    assert digests() == 1
    assert outbox() == []
    assert set(Mail.objects.values_list("state", flat=True)) == {"dropped"}


@pytest.mark.usefixtures("daily")
def test_what_is_seen_no_longer_is_left_out(amina, posted, digests):
    commission = WorkingGroup.objects.create(name=text("Secret commission"))
    commission.guests.add(amina)
    posted([amina], obj=commission)
    posted([amina], key="2")
    commission.guests.clear()
    digests()
    [mail] = outbox()
    assert "Secret" not in mail.body + mail.alternatives[0][0]
    assert "1 piece of news" in mail.subject
    assert news() == ["dropped", "sent"]


@pytest.mark.usefixtures("daily")
def test_who_wants_no_more_of_it_is_not_told(amina, posted, digests):
    posted([amina])
    posted([amina], OTHER)
    MailPreference.objects.filter(kind=OTHER.name).update(frequency="never")
    digests()
    assert news() == ["sent", "dropped"]


@pytest.mark.usefixtures("daily")
def test_day_waits_for_the_mail_server_and_nothing_is_doubled(amina, posted, digests, server):
    server.error = AWAY
    posted([amina])
    assert digests() == 1
    posted([amina], key="2")
    pass_time(days=1)
    Mail.objects.filter(kind="network.digest").update(key="yesterday")
    # One is on its way: tomorrow's waits for it.
    assert digests() == 0
    server.error = None
    assert sending.send_due() == 1
    assert digests() == 0
    assert news() == ["sent", "queued"]
    assert len(outbox()) == 1


@pytest.mark.usefixtures("daily")
def test_day_of_a_killed_worker_is_sent_again_whole(amina, posted, digests, server, committed):
    posted([amina])

    def killed():
        raise KeyboardInterrupt

    server.during = killed
    with pytest.raises(KeyboardInterrupt):
        digests()
    assert news() == ["queued"]
    server.during = None
    pass_time(minutes=11)
    assert (sending.sweep(), sending.send_due()) == (1, 1)
    assert "Plenary" in outbox()[0].body
    assert news() == ["sent"]


@pytest.mark.usefixtures("daily")
def test_news_that_cannot_be_written_keeps_the_rest_from_nobody(amina, posted, digests):
    posted([amina])
    posted([amina], OTHER)
    Mail.objects.filter(kind=NEWS.name).update(kind="test.of_another_version")
    digests()
    assert len(outbox()) == 1
    assert news() == ["failed", "sent"]


@pytest.mark.usefixtures("daily")
def test_refused_day_keeps_its_news(amina, posted, digests, server):
    server.error = refused(550)
    posted([amina])
    digests()
    assert Mail.objects.get(kind="network.digest").state == "failed"
    assert news() == ["queued"]


# Preferences


def test_frequency_is_what_the_kind_says_until_somebody_chooses(amina):
    assert frequency(amina, NEWS) == Frequency.AT_ONCE
    set_preferences(amina, {NEWS.name: "daily"}, by=Actor(amina))
    assert frequency(amina, NEWS) == Frequency.DAILY
    set_preferences(amina, {NEWS.name: "never"}, by=Actor(amina))
    assert preferences(amina) == {NEWS.name: "never", OTHER.name: "at_once"}


def test_nobody_chooses_for_another(amina, badr):
    for by in (Actor(badr), Actor.system("test")):
        with pytest.raises(PermissionDenied):
            set_preferences(amina, {NEWS.name: "daily"}, by=by)


@pytest.mark.parametrize(
    "choices", [{ALWAYS.name: "never"}, {"test.unknown": "never"}, {NEWS.name: "weekly"}]
)
def test_what_cannot_be_chosen_is_refused(amina, choices):
    with pytest.raises(ValidationError):
        set_preferences(amina, choices, by=Actor(amina))
    assert not MailPreference.objects.exists()


def test_form_asks_for_each_kind_under_its_heading_and_keeps_the_answers(amina):
    form = PreferencesForm(user=amina)
    assert [(heading, [field.name for field in fields]) for heading, fields in form.groups] == [
        ("Groups", [NEWS.name]),
        ("", [OTHER.name]),
    ]
    assert 'type="radio"' in str(form)
    form = PreferencesForm({NEWS.name: "daily", OTHER.name: "at_once"}, user=amina)
    assert form.is_valid()
    set_preferences(amina, form.cleaned_data, by=Actor(amina))
    assert preferences(amina) == {NEWS.name: "daily", OTHER.name: "at_once"}
    assert not PreferencesForm({NEWS.name: "weekly"}, user=amina).is_valid()


def test_daily_kind_of_somebody_who_never_chose_waits(amina, group, monkeypatch):
    monkeypatch.setitem(NEWS.__dict__, "default", Frequency.DAILY)
    post(NEWS, [amina], group, key="1")
    assert Mail.objects.get().daily
