"""Two people who edit one record: nothing that either wrote is lost unseen (trap 5)."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.http import Http404, QueryDict
from django.utils import translation

from network.core import changes
from network.core.changes import EditForm
from network.models import ActivityDomain, MultilingualText, Organisation

pytestmark = pytest.mark.django_db


def text(body):
    return MultilingualText().with_body("en", body)


class OrganisationForm(EditForm):
    class Meta:
        model = Organisation
        fields = ["acronym", "legal_form", "family", "domains"]


@pytest.fixture
def organisation():
    return Organisation.objects.create(
        name=text("Sample"), acronym="SMP", legal_form="association", family="support"
    )


def opened(organisation):
    """What a browser sends of the form as it is now, by field."""
    form = OrganisationForm(instance=organisation)
    data = QueryDict(mutable=True)
    for bound in form:
        for name in (bound.html_name, bound.html_initial_name):
            value = bound.field.prepare_value(bound.initial)
            data.setlist(name, value if isinstance(value, list) else [value or ""])
    return data


def send(organisation, data):
    found = Organisation.objects.get(pk=organisation.pk)
    form = OrganisationForm(data, instance=found)
    if form.is_valid():
        changes.apply(found, form.changes)
    return form


def test_form_changes_what_was_changed_and_nothing_else(organisation):
    data = opened(organisation)
    data["acronym"] = "SMPL"
    form = send(organisation, data)
    assert form.changes == {"acronym": "SMPL"}
    organisation.refresh_from_db()
    assert (organisation.acronym, organisation.legal_form) == ("SMPL", "association")


def test_form_keeps_what_somebody_else_changed_in_another_field(organisation):
    mine = opened(organisation)
    Organisation.objects.update(legal_form="cooperative")
    mine["acronym"] = "SMPL"
    assert send(organisation, mine).is_valid()
    organisation.refresh_from_db()
    assert (organisation.acronym, organisation.legal_form) == ("SMPL", "cooperative")


def test_form_shows_what_somebody_else_wrote_in_the_same_field(organisation):
    mine = opened(organisation)
    Organisation.objects.update(acronym="THEIRS")
    mine["acronym"] = "MINE"
    form = send(organisation, mine)
    assert "THEIRS" in str(form.errors["acronym"])
    assert form["acronym"].value() == "MINE"
    organisation.refresh_from_db()
    assert organisation.acronym == "THEIRS"


def test_form_sent_again_overwrites_knowingly(organisation):
    mine = opened(organisation)
    Organisation.objects.update(acronym="THEIRS")
    mine["acronym"] = "MINE"
    again = send(organisation, mine).data
    assert again["acronym"] == "MINE"
    assert send(organisation, again).is_valid()
    organisation.refresh_from_db()
    assert organisation.acronym == "MINE"


def test_form_shows_a_choice_and_a_list_as_people_know_them(organisation):
    domains = [ActivityDomain.objects.create(code=c, name=text(c)) for c in ("bees", "wool")]
    mine = opened(organisation)
    Organisation.objects.update(family="institution")
    organisation.domains.set(domains[:1])
    mine["family"] = "development"
    mine.setlist("domains", [str(domains[1].pk)])
    form = send(organisation, mine)
    assert "public institution" in str(form.errors["family"])
    assert "bees" in str(form.errors["domains"])
    assert send(organisation, form.data).is_valid()
    assert list(organisation.domains.all()) == domains[1:]


def test_change_to_what_it_is_already_is_none(organisation):
    assert changes.apply(organisation, {"acronym": "SMP", "domains": []}) == []


def test_change_that_is_not_valid_is_refused(organisation):
    with pytest.raises(ValidationError):
        changes.apply(organisation, {"family": "shop"})
    organisation.refresh_from_db()
    assert organisation.family == "support"


def test_change_of_what_is_no_field_is_the_caller_s_mistake(organisation):
    with pytest.raises(FieldDoesNotExist):
        changes.apply(organisation, {"acronym": "SMPL", "acronim": "SMPL"})
    organisation.refresh_from_db()
    assert organisation.acronym == "SMP"


def test_lock_finds_only_among_the_rows_it_is_given(organisation):
    assert changes.lock(Organisation.objects.all(), organisation.pk) == organisation
    with pytest.raises(Http404):
        changes.lock(Organisation.objects.none(), organisation.pk)


def test_display_of_a_day_is_as_readers_write_it():
    day = date(2026, 12, 5)
    with translation.override("fr"):
        assert changes.display(forms.DateField(), day) == "5 décembre 2026"


def test_display_of_nothing_is_a_dash():
    assert changes.display(forms.CharField(), "") == "–"


def test_change_by_a_stale_record_undoes_nothing(organisation):
    stale = Organisation.objects.get(pk=organisation.pk)
    Organisation.objects.update(status=Organisation.Status.SUSPENDED)
    assert changes.apply(stale, {"acronym": "SMPL"}) == ["acronym"]
    organisation.refresh_from_db()
    assert (organisation.acronym, organisation.status) == ("SMPL", "suspended")
