"""The directory: whom it finds, in what order, and what it shows of them."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.models import ActivityDomain, Organisation, Profile, Territory

from .acting import mandate
from .factories import OrganisationFactory, in_both
from .screens import DIRECTORY, Role, listed, page, profile, url


def test_people_are_found_without_accents_and_hamza(world, signed_in):
    profile("Rajaâ Éloïse", "رجاء أيت إسماعيل")
    profile("Somebody Else", "شخص آخر")
    for words in ("rajaa", "eloise RAJAA", "ايت اسماعيل", "أسماعيل"):
        assert listed(signed_in("member"), q=words) == ["Rajaâ Éloïse"]
    assert listed(signed_in("member", "ar"), q="rajaa") == ["رجاء أيت إسماعيل"]


def test_people_are_sorted_as_the_readers_script_is(world, signed_in):
    home = OrganisationFactory(name=in_both("Sorted"))
    for latin, arabic in (("Zineb", "أمينة"), ("Émile", "إميل"), ("Amal", "ياسر"), ("Fatima", "")):
        profile(latin, arabic, organisation=home)
    asked = {"organisation": "Sorted"}
    assert listed(signed_in("member"), **asked) == ["Amal", "Émile", "Fatima", "Zineb"]
    assert listed(signed_in("member", "ar"), **asked)[-2:] == ["أمينة", "ياسر"] or (
        listed(signed_in("member", "ar"), **asked) == ["Fatima", "أمينة", "إميل", "ياسر"]
    )


def test_people_are_filtered_by_organisation_and_group(world, signed_in):
    member = signed_in("member")
    assert "kanaria-person-member" in listed(member, organisation="organisation-a")
    assert "kanaria-person-other" not in listed(member, organisation="kanaria-organisation-a")
    in_group = listed(member, group=world.commission.pk)
    assert {"kanaria-person-member", "kanaria-person-guest", "partner"} <= set(in_group)
    assert "kanaria-person-other" not in in_group


def test_group_that_one_does_not_see_filters_nothing(world, signed_in):
    everybody = listed(signed_in("member"))
    assert listed(signed_in("member"), group=world.other_commission.pk) == everybody
    assert listed(signed_in("member"), group="x' OR 1=1") == everybody


def test_organisations_are_filtered(world, signed_in):
    member = signed_in("member")
    territory = Territory.objects.create(code="MA-TST", name=in_both("T"), full_name=in_both("T"))
    domain = ActivityDomain.objects.create(code="weaving", name=in_both("Weaving"))
    found = OrganisationFactory(
        name=in_both("Tisseuses d’Été"), acronym="TÉ", family=Organisation.Family.DEVELOPMENT
    )
    found.territories.add(territory)
    found.domains.add(domain)
    for asked in (
        {"q": "tisseuses ete"},
        {"q": "te"},
        {"family": "development"},
        {"territory": territory.pk},
        {"domain": domain.pk, "q": "ete"},
    ):
        assert listed(member, show="organisations", **asked) == ["Tisseuses d’Été"]
    assert listed(member, show="organisations", domain=domain.pk, q="other") == []


def test_status_is_asked_for_by_the_coordination_alone(world, signed_in):
    asked = {"show": "organisations", "status": "suspended"}
    assert listed(signed_in("coordinator"), **asked) == ["kanaria-organisation-gone"]
    assert "kanaria-organisation-gone" not in listed(signed_in("member"), **asked)
    assert 'name="status"' not in page(signed_in("member"), f"{DIRECTORY}?show=organisations")


@pytest.mark.parametrize("asked", [{}, {"show": "organisations"}])
def test_directory_asks_the_database_as_often_whatever_it_holds(world, signed_in, asked):
    member = signed_in("member")
    member.get(DIRECTORY)  # Noted as a visit.

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked_for:
            member.get(DIRECTORY, asked)
        return len(asked_for)

    before = queries()
    territory = Territory.objects.create(code="MA-TST", name=in_both("T"), full_name=in_both("T"))
    for number in range(30):
        organisation = OrganisationFactory()
        organisation.territories.add(territory)
        profile(f"P{number}", organisation=organisation)
    assert queries() == before <= 15


def test_directory_is_paginated_and_keeps_what_was_asked(world, signed_in):
    for number in range(25):
        OrganisationFactory(name=in_both(f"Weavers {number:02}"))
    asked = {"show": "organisations", "q": "weavers"}
    member = signed_in("member")
    assert len(listed(member, **asked)) == 20
    assert listed(member, **asked, page=2) == [f"Weavers {number}" for number in range(20, 25)]
    assert "q=weavers&amp;page=2" in page(member, f"{DIRECTORY}?show=organisations&q=weavers")
    assert len(listed(member, **asked, page="none")) == 20


def test_row_of_a_person_shows_what_they_show(world, signed_in):
    profile("Open Book", phone="0500 1", shows_phone=True, shows_email=True)
    profile("Closed Book", phone="0500 2", shows_phone=False, shows_email=False)
    closed = get_user_model().objects.get(network_profile__name_latin="Closed Book")
    text = page(signed_in("member"), f"{DIRECTORY}?q=book")
    assert "0500 1" in text
    assert "0500 2" not in text
    assert closed.email not in text
    for reader in ("member", "coordinator"):
        text = page(signed_in(reader), closed.network_profile.get_absolute_url())
        assert "0500 2" not in text
        assert closed.email not in text


def test_directory_tells_a_guest_from_somebody_who_has_left(world, signed_in):
    def row(name):
        text = page(signed_in("coordinator"), f"{DIRECTORY}?q={name}")
        return re.search(r'<ul class="rows".*?</ul>', text, re.S)[0]

    assert "guest" in row("kanaria-person-guest").replace("kanaria-person-guest", "")
    assert "no mandate now" in row("kanaria-person-former")
    assert "no mandate now" not in row("kanaria-person-member")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_screens_open_in_both_languages(world, signed_in, language):
    manager, a = signed_in("manager", language), world.a.pk
    seat = mandate(world, "member", Role.CONTRIBUTOR).pk
    for address in (
        DIRECTORY,
        f"{DIRECTORY}?show=organisations",
        Profile.objects.get(user=world.other).get_absolute_url(),
        url("organisation", a),
        url("organisation", world.b.pk),
        url("organisation-edit", a),
        url("organisation-history", a),
        url("invite", a),
        url("membership-edit", seat),
        url("membership-end", seat),
        url("profile"),
        url("notifications"),
    ):
        text = page(manager, address)
        assert f'lang="{language}"' in text
        assert text.count("<h1") == 1
