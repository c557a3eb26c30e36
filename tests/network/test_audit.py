"""The history of what was done, and who reads it."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.log_actions import log, registry

from network.core import audit
from network.core.actor import Actor
from network.models import AuditEntry, MultilingualText, Organisation, Profile

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    name = MultilingualText().with_body("en", "Sample").with_body("ar", "نموذج")
    return Organisation.objects.create(name=name, family=Organisation.Family.SUPPORT)


@pytest.fixture
def actor(organisation):
    user = get_user_model().objects.create_user("one")
    Profile.objects.create(user=user, name_latin="One", name_arabic="واحد")
    return Actor(user, organisation)


def test_history_says_who_did_what_and_for_whom(organisation, actor):
    audit.record(organisation, "network.organisation.suspended", by=actor)
    audit.record(organisation, "network.invitation.sent", by=actor, data={"email": "a@b.org"})
    last, first = audit.history(organisation)
    assert (first.message, first.who, first.organisation) == (
        "Organisation suspended",
        "One",
        "Sample",
    )
    assert last.message == "Invited: a@b.org"


def test_history_is_in_the_readers_language(organisation, actor):
    audit.record(organisation, "network.organisation.changed", by=actor, data={"fields": ["name"]})
    with translation.override("ar"):
        entry = audit.history(organisation).get()
        assert entry.who == "واحد"
        assert entry.organisation == "نموذج"
        assert str(Organisation._meta.get_field("name").verbose_name) in entry.message
    assert audit.history(organisation).get().message == "Changed: name"


def test_history_names_a_field_that_is_gone(organisation, actor):
    audit.record(organisation, "network.organisation.changed", by=actor, data={"fields": ["fax"]})
    assert audit.history(organisation).get().message == "Changed: fax"


def test_history_names_what_is_kept_as_a_code(organisation, actor, monkeypatch):
    monkeypatch.setitem(audit._NAMES, "role", {"manager": "مسير"}.get)
    data = {"person": "One", "role": "manager"}
    audit.record(organisation, "network.membership.granted", by=actor, data=data)
    entry = audit.history(organisation).get()
    assert (entry.message, entry.data["role"]) == ("Mandate given: One, مسير", "manager")


def test_history_says_that_the_system_did_it(organisation):
    audit.record(organisation, "network.organisation.created", by=Actor.system("load_demo"))
    entry = audit.history(organisation).get()
    assert entry.who == "The system"
    assert entry.data == {"system": "load_demo"}


def test_history_outlives_its_people(organisation, actor):
    audit.record(organisation, "network.organisation.suspended", by=actor)
    actor.user.delete()
    assert audit.history(organisation).get().who == "Somebody who has left"


def test_history_is_of_one_record(organisation, actor):
    other = Organisation.objects.create(name=organisation.name, family="support")
    audit.record(organisation, "network.organisation.suspended", by=actor)
    assert not audit.history(other).exists()


def test_action_that_is_not_registered_is_refused(organisation, actor):
    with pytest.raises(ValidationError, match="has not been registered"):
        audit.record(organisation, "network.organisation.eaten", by=actor)


def test_wagtail_logs_our_records_where_only_coordinators_read(organisation, actor):
    """Trap 12: its site history asks for some permission on some model, and no more."""
    assert registry.get_log_model_for_instance(organisation) is AuditEntry
    log(organisation, "wagtail.edit", user=actor.user)
    editor = get_user_model().objects.create_user("editor")
    editor.user_permissions.set(
        Permission.objects.filter(content_type__app_label="network").exclude(codename="coordinate")
    )
    assert not AuditEntry.objects.viewable_by_user(editor).exists()
    coordinator = get_user_model().objects.create_user("coordinator")
    coordinator.user_permissions.set(Permission.objects.filter(codename="coordinate"))
    assert AuditEntry.objects.viewable_by_user(coordinator).count() == 1
