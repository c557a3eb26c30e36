"""The demonstration: a network of samples, in development alone."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.utils import translation

from network.models import Document, Membership, Organisation, Profile, Version, WorkingGroup
from network.workspace.demo import LEAFLET, PAPERS, PEOPLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(settings):
    settings.DEBUG = True
    for person in PEOPLE:
        get_user_model().objects.create_user(person.email, email=person.email)
    # The site's part.
    coordinate = Permission.objects.get(codename="coordinate")
    person_named("coordination").user_permissions.add(coordinate)
    call_command("load_network_demo")


def person_named(name):
    return get_user_model().objects.get(email=f"{name}@noress.example")


def test_demonstration_refuses_a_site_in_service(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="in development only"):
        call_command("load_network_demo")
    assert not Organisation.objects.exists()


def test_demonstration_places_people_as_it_says(demonstration):
    commission = WorkingGroup.objects.get(kind="commission")
    seen = {
        person.email.partition("@")[0]: WorkingGroup.objects.visible_to(
            get_user_model().objects.get(email=person.email)
        )
        .filter(pk=commission.pk)
        .exists()
        for person in PEOPLE
    }
    assert seen == {
        "coordination": True,
        "gestion": True,
        "membre": True,
        "partenaire": True,
        "autre": False,
        "ancien": False,
    }
    assert [user.email for user in commission.facilitators.all()] == ["gestion@noress.example"]
    with translation.override("ar"):
        assert "نموذج" in str(commission)


def test_demonstration_invents_nothing_about_real_organisations(demonstration):
    real = Organisation.objects.exclude(acronym="")
    assert {row.acronym for row in real} == {acronym for acronym, *_ in LEAFLET}
    assert not Membership.objects.filter(organisation__in=real).exists()
    for row in real:
        assert not row.description
        assert not row.address
        assert not row.contacts.exists()
    for row in (*Organisation.objects.filter(acronym=""), *Document.objects.all()):
        words = row.name if isinstance(row, Organisation) else row.title
        assert "exemple" in words.in_language("fr").body
        assert "نموذج" in words.in_language("ar").body


def test_demonstration_s_papers_say_that_they_are_samples(demonstration):
    assert Document.objects.count() == len(PAPERS)
    for version in Version.objects.all():
        with version.file.open() as file:
            content = file.read().decode("utf-8-sig")
        assert "document d’exemple" in content
        assert "وثيقة نموذجية" in content
        assert version.content_type.startswith("text/plain")


def test_demonstration_loads_once(demonstration):
    models = (Organisation, WorkingGroup, Membership, Document, Version, Profile)
    before = [model.objects.count() for model in models]
    Organisation.objects.filter(acronym="ADS").update(legal_form="Changed")
    call_command("load_network_demo")
    assert [model.objects.count() for model in models] == before
    assert Organisation.objects.get(acronym="ADS").legal_form == "Changed"


def test_demonstration_says_who_has_no_account(settings, capsys):
    settings.DEBUG = True
    call_command("load_network_demo")
    assert "membre@noress.example" in capsys.readouterr().out
    assert Organisation.objects.filter(acronym="").count() == 3
    assert not Document.objects.exists()
