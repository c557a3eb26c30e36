"""Actions made public: who may, what exactly becomes public, and what ends it."""

from datetime import date
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError

from network.actions.drafts import draft_of
from network.actions.operations import (
    publish_action,
    remove_note,
    withdraw_action,
    withdraw_what_is_stopped,
)
from network.core import audit
from network.models import (
    ActionPublication,
    JointAction,
    MultilingualText,
    public_content_changed,
)

from .factories import in_both
from .papers import actor, url

pytestmark = pytest.mark.usefixtures("private")


def publish(world, photos=(), **options):
    return publish_action(
        world.action_commission, photos, by=actor(world, "coordinator"), **options
    )


def public():
    return set(ActionPublication.objects.public())


@pytest.fixture
def heard():
    """What the site has been told: what was public each time."""
    times = []

    def hear(**kwargs):
        times.append(public())

    public_content_changed.connect(hear)
    yield times
    public_content_changed.disconnect(hear)


def test_publication_keeps_what_the_action_said_then(world):
    action = world.action_commission
    world.indicator_commission.unit = in_both("people")
    world.indicator_commission.save()
    publication = publish(world, [world.photo_commission])
    before = publication.title
    action.title, action.aims, action.ends_on = in_both("Other"), in_both("Other"), date(2030, 1, 1)
    action.save()
    action.partners.all().delete()
    world.indicator_commission.delete()
    world.photo_commission.caption = in_both("Other")
    world.photo_commission.save()
    found = ActionPublication.objects.public().get(action=action)
    assert (found.title, found.state, found.lead) == (before, "running", world.a)
    assert str(found.aims) == "kanaria-aims-commission"
    (partner,), (indicator,) = found.partners, found.indicators
    assert str(partner.name) == "kanaria-organisation-c"
    assert str(partner.part) == "kanaria-part-commission"
    assert (indicator.target, indicator.value, str(indicator.unit)) == (100, 40, "people")
    assert (indicator.value_in_words, indicator.target_in_words) == ("40", "100")
    assert str(found.caption_of(found.photos.get())) == "kanaria-caption-commission"


def test_publication_holds_nothing_that_is_not_for_everybody(world):
    publication = publish(world)
    text = repr([getattr(publication, field.attname) for field in publication._meta.fields])
    for secret in ("budget", "funder", "task", "progress", "about-action", "caption", "person"):
        assert f"kanaria-{secret}" not in text
    assert "kanaria-commission" not in text
    assert not publication.photos.exists()


@pytest.mark.parametrize("persona", ["member", "manager", "partner", "guest", "other"])
def test_only_the_coordination_publishes_and_withdraws(world, persona):
    with pytest.raises(PermissionDenied):
        publish_action(world.action_commission, by=actor(world, persona))
    publication = publish(world)
    with pytest.raises(PermissionDenied):
        withdraw_action(publication, by=actor(world, persona))
    assert public() == {publication}


@pytest.mark.parametrize("state", ["proposed", "stopped"])
def test_what_nobody_has_taken_on_or_was_stopped_is_not_published(world, state):
    JointAction.objects.filter(pk=world.action_commission.pk).update(state=state)
    with pytest.raises(PermissionDenied):
        publish(world)


def test_publishing_again_ends_the_one_before_and_the_same_is_refused(world):
    action = world.action_commission
    first = publish(world)
    with pytest.raises(ValidationError) as refused:
        publish(world)
    assert refused.value.code == "same"
    second = publish(world, [world.photo_commission])
    assert public() == {second}
    world.photo_commission.caption = in_both("What is to be seen")
    world.photo_commission.save()
    third = publish(world, [world.photo_commission])
    assert public() == {third}
    entries = [entry.action for entry in audit.history(action)]
    assert entries == ["network.jointaction.published"] * 3
    first.refresh_from_db()
    assert first.withdrawn_at is not None


def test_photo_of_another_action_is_refused(world):
    with pytest.raises(ValidationError, match="no longer there"):
        publish(world, [world.photo_commission, world.photo_other])
    assert public() == set()


def test_what_changed_while_somebody_read_is_not_published_unread(world):
    seen = draft_of(world.action_commission).digest
    world.indicator_commission.name = in_both("Something else")
    world.indicator_commission.save()
    with pytest.raises(ValidationError) as refused:
        publish(world, seen=seen)
    assert refused.value.code == "changed"
    publish(world, seen=draft_of(world.action_commission).digest)


def test_stopped_action_is_no_longer_public(world):
    publication = publish(world)
    withdraw_what_is_stopped(world.action_commission, by=actor(world, "member"))
    withdraw_what_is_stopped(world.action_commission, by=actor(world, "member"))
    assert public() == set()
    latest = audit.history(world.action_commission)[0]
    assert latest.action == "network.jointaction.unpublished"
    withdraw_action(publication, by=actor(world, "coordinator"))
    assert audit.history(world.action_commission).count() == 2


def test_site_hears_of_every_change_once_it_is_committed(
    world, heard, django_capture_on_commit_callbacks
):
    photo = world.photo_commission
    with django_capture_on_commit_callbacks(execute=True):
        publication = publish(world, [photo])
        assert heard == []
    with django_capture_on_commit_callbacks(execute=True):
        remove_note(world.note_other, by=actor(world, "coordinator"))
    assert heard == [{publication}]
    with django_capture_on_commit_callbacks(execute=True):
        remove_note(world.note_commission, by=actor(world, "member"))
    assert not publication.photos.exists()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_action(publication, by=actor(world, "coordinator"))
    assert heard == [{publication}, {publication}, set()]


# The screens


def page_of(answer):
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_screen_shows_all_that_would_be_public_and_nothing_else(world, as_):
    page = page_of(as_("coordinator").get(url("action-publish", world.action_commission)))
    main = page.select_one("form.leaf").text
    for fact in ("action", "aims", "part", "indicator", "caption"):
        assert f"kanaria-{fact}-commission" in main
        assert f"kanaria-{fact}-commission ع" in main or fact == "caption"
    for secret in ("budget", "funder", "task", "progress", "about-action", "person"):
        assert f"kanaria-{secret}" not in main
    assert "Not in both languages" not in page.text


def test_screen_says_what_a_language_lacks_and_publishes_all_the_same(world, as_):
    action = world.action_commission
    action.aims = MultilingualText().with_body("en", "Only English")
    action.save()
    client, where = as_("coordinator"), url("action-publish", action)
    text = page_of(client.get(where)).select_one(".rail").text
    for fact in ("Not in both languages", "العربيّة", "Aims"):
        assert fact in text
    answer = client.post(where, {"once": uuid4()})
    assert answer.url == url("action", action)
    assert len(public()) == 1


def test_screen_publishes_the_chosen_photos_once(world, as_):
    action, photo = world.action_commission, world.photo_commission
    client, where = as_("coordinator"), url("action-publish", action)
    page = page_of(client.get(where))
    box = page.select_one("input[name=photos]")
    assert (box["value"], box.has_attr("checked")) == (str(photo.pk), False)
    sent = {
        "once": page.select_one("input[name=once]")["value"],
        "seen": page.select_one("input[name=seen]")["value"],
        "photos": [photo.pk],
    }
    for _click in range(2):
        assert client.post(where, sent).url == url("action", action)
    assert [row.photos.get() for row in ActionPublication.objects.all()] == [photo]
    page = page_of(client.get(where))
    assert page.select_one("input[name=photos]").has_attr("checked")
    assert "Nothing of it has changed" in page.text
    refused = page_of(client.post(where, {**sent, "once": uuid4()}))
    assert "just as it is" in refused.select_one("[role=alert]").text


def test_screen_says_what_has_changed_since(world, as_):
    action = world.action_commission
    publish(world)
    action.partners.all().delete()
    JointAction.objects.filter(pk=action.pk).update(state="done")
    page = page_of(as_("coordinator").get(url("action-publish", action)))
    changes = [item.text for item in page.select(".rail .listed li")]
    assert changes == ["State", "Partners"]


def test_screen_shows_again_what_somebody_has_changed_meanwhile(world, as_):
    action, client = world.action_commission, as_("coordinator")
    where = url("action-publish", action)
    seen = page_of(client.get(where)).select_one("input[name=seen]")["value"]
    action.title = in_both("Renamed")
    action.save()
    photo = world.photo_commission
    page = page_of(client.post(where, {"once": uuid4(), "seen": seen, "photos": [photo.pk]}))
    assert "changed the action in the meantime" in page.text
    assert "Renamed" in page.select_one("form.leaf").text
    assert page.select_one("input[name=photos]").has_attr("checked")
    seen = page.select_one("input[name=seen]")["value"]
    assert client.post(where, {"once": uuid4(), "seen": seen}).status_code == 302
    gone = client.post(where, {"once": uuid4(), "photos": [world.photo_other.pk]})
    assert "no longer there" in page_of(gone).text


def test_screen_asks_before_it_is_withdrawn(world, as_):
    action, client = world.action_commission, as_("coordinator")
    where = url("action-withdraw", action)
    assert client.get(where).status_code == 404
    publish(world)
    assert "kanaria-action-commission" in page_of(client.get(where)).text
    assert len(public()) == 1
    assert client.post(where, {"once": uuid4()}).url == url("action", action)
    assert public() == set()
