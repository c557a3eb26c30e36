"""The directory, people's and organisations' pages, and what their keepers change there."""

import re
from io import BytesIO
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from network.members import operations
from network.models import (
    ActivityDomain,
    Contact,
    Membership,
    MembershipInvitation,
    Organisation,
    Profile,
    Territory,
)

from .factories import MembershipFactory, OrganisationFactory, in_both
from .world import SYSTEM

Role = Membership.Role
DIRECTORY = reverse("network:members")


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def listed(client, **asked):
    """The names that the directory lists, as it lists them."""
    answer = client.get(DIRECTORY, asked)
    assert answer.status_code == 200
    rows = re.search(r'<ul class="rows".*?</ul>', answer.content.decode(), re.S)
    return re.findall(r"<a href=[^>]*/(?:people|organisations)/\d+/[^>]*><bdi>(.*?)</bdi>",
                      rows[0] if rows else "")  # fmt: skip


def url(name, *args):
    return reverse(f"network:{name}", args=args)


def mandate(world, persona, role):
    return Membership.objects.get(user=world.users[persona], role=role, ended_at=None)


def act_for(client, organisation, **values):
    return client.post(url("act-for"), {"organisation": organisation.pk, **values})


def profile(name_latin, name_arabic="", organisation=None, **values):
    user = MembershipFactory(
        organisation=organisation or OrganisationFactory(),
        profile__name_latin=name_latin,
        profile__name_arabic=name_arabic,
        **{f"profile__{name}": value for name, value in values.items()},
    ).user
    return Profile.objects.get(user=user)


# The directory.


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


# Organisations.


def test_organisation_shows_its_reader_what_is_for_them(world, signed_in):
    def seen(persona, organisation):
        text = page(signed_in(persona), organisation.get_absolute_url())
        return {
            word for word in ("public", "members", "coordination") if f"kanaria-{word}-" in text
        }

    assert seen("other", world.a) == {"public", "members"}
    assert seen("member", world.a) == {"public", "members"}
    assert seen("manager", world.a) == {"public", "members", "coordination"}
    assert seen("coordinator", world.a) == {"public", "members", "coordination"}


def test_organisation_names_the_groups_that_its_reader_sees(world, signed_in):
    text = page(signed_in("partner"), world.a.get_absolute_url())
    assert world.commission.get_absolute_url() in text
    assert world.plenary.get_absolute_url() in text
    text = page(signed_in("other"), world.a.get_absolute_url())
    assert f'href="{world.commission.get_absolute_url()}"' not in text


def test_organisations_people_are_in_order_and_only_who_acts_now(world, signed_in):
    operations.grant_membership(
        world.guest, world.a, role=Role.CONTRIBUTOR, by=SYSTEM,
        starts_on=timezone.localdate() + timezone.timedelta(9),
    )  # fmt: skip
    text = page(signed_in("other"), world.a.get_absolute_url())
    assert "kanaria-person-former" not in text
    assert "kanaria-person-guest" not in text
    assert text.index("manager</td>") < text.index("contributor</td>")
    # Who keeps it sees who is to come, and may change it.
    assert "kanaria-person-guest" in page(signed_in("manager"), world.a.get_absolute_url())


def test_coordination_sees_the_people_of_a_suspended_organisation(world, signed_in):
    text = page(signed_in("coordinator"), world.gone.get_absolute_url())
    assert "kanaria-person-suspended" in text
    assert page(signed_in("member"), world.gone.get_absolute_url(), 404)


def test_organisation_asks_the_database_as_often_whatever_it_holds(world, signed_in):
    member = signed_in("manager")
    member.get(world.a.get_absolute_url())

    def queries():
        with CaptureQueriesContext(connection) as asked_for:
            page(member, world.a.get_absolute_url())
        return len(asked_for)

    before = queries()
    for number in range(25):
        profile(f"P{number}", organisation=world.a)
        Contact.objects.create(organisation=world.a, kind="phone", value=f"0500 {number}")
        operations.invite(
            world.a, email=f"x{number}@example.org", role=Role.MANAGER, language="en", by=SYSTEM
        )
    assert queries() == before


def kept_addresses(world):
    seat = mandate(world, "member", Role.CONTRIBUTOR).pk
    return [
        ("GET", url("organisation-edit", world.a.pk)),
        ("POST", url("organisation-edit", world.a.pk)),
        ("GET", url("organisation-history", world.a.pk)),
        ("GET", url("invite", world.a.pk)),
        ("POST", url("invite", world.a.pk)),
        ("GET", url("membership-edit", seat)),
        ("POST", url("membership-edit", seat)),
        ("GET", url("membership-end", seat)),
        ("POST", url("membership-end", seat)),
    ]


def test_keeping_an_organisation_is_not_for_others(world, signed_in):
    for method, address in kept_addresses(world):
        for persona in ("member", "other", "partner", "guest"):
            answer = signed_in(persona).generic(method, address)
            assert answer.status_code == 403, (persona, method, address)
    for name in ("invitation-send-again", "invitation-withdraw"):
        for persona in ("member", "other", "guest"):
            assert signed_in(persona).post(url(name, world.invitation_a.pk)).status_code == 404
        assert signed_in("manager").get(url(name, world.invitation_a.pk)).status_code == 405
    assert Membership.objects.current().filter(user=world.member).exists()
    assert world.a.invitations.count() == 1


def test_who_acts_for_another_organisation_is_told_for_which_to_act(world, signed_in):
    operations.grant_membership(world.manager, world.b, role=Role.CONTRIBUTOR, by=SYSTEM)
    browser = signed_in("manager")
    assert act_for(browser, world.b).status_code == 302
    for method, address in kept_addresses(world):
        answer = browser.generic(method, address)
        assert answer.status_code == 403
        text = answer.content.decode()
        assert f'value="{world.a.pk}"' in text.split("<main")[1]
        back = address if method == "GET" else world.a.get_absolute_url()
        assert f'name="next" value="{back}"' in text.split("<main")[1]
    text = page(browser, world.a.get_absolute_url())
    assert "act for another one now" in text
    # What one sees is the same, whoever one acts for.
    assert "kanaria-coordination-a" in text
    edit = url("organisation-edit", world.a.pk)
    assert act_for(browser, world.a, next=edit)["Location"] == edit
    assert page(browser, edit)


def test_choice_of_an_organisation_changes_what_one_does_and_not_what_one_sees(world, signed_in):
    operations.grant_membership(world.manager, world.b, role=Role.CONTRIBUTOR, by=SYSTEM)
    browser = signed_in("manager")
    addresses = [DIRECTORY, f"{DIRECTORY}?show=organisations", url("groups"), url("documents")]

    def seen():
        words = re.compile(r"kanaria[\w-]+")
        mains = [page(browser, address).split("<main")[1] for address in addresses]
        return [sorted(set(words.findall(main))) for main in mains]

    act_for(browser, world.a)
    for_a = seen()
    act_for(browser, world.b)
    assert seen() == for_a


def test_nobody_acts_for_an_organisation_that_is_not_theirs(world, signed_in):
    browser = signed_in("manager")
    for forged in (world.b.pk, world.gone.pk, "", "x", 10**30):
        answer = browser.post(url("act-for"), {"organisation": forged})
        assert answer.status_code == 404
    assert "network_acts_for" not in browser.session
    assert browser.get(url("act-for")).status_code == 405


@pytest.mark.parametrize("forged", ["https://evil.example/", "//evil.example", "javascript:x", ""])
def test_acting_for_leads_to_no_other_site(world, signed_in, forged):
    answer = act_for(signed_in("manager"), world.a, next=forged)
    assert answer["Location"] == reverse("network:dashboard")


# Editing.


def form_of(client, address):
    """What a browser would send of the page's main form, as it stands."""
    return values_in(client.get(address))


def values_in(answer):
    values = {}
    context = answer.context
    for form in [context["form"], *context.get("contacts", ())]:
        for bound in form:
            values.update(_sent(bound))
    return values


def _sent(bound):
    from html.parser import HTMLParser

    found = {}

    class Reader(HTMLParser):
        select = area = None

        def handle_starttag(self, tag, attrs):
            attrs = dict(attrs)
            name = attrs.get("name")
            if tag == "select":
                self.select = name
            elif tag == "option" and ("selected" in attrs or self.select not in found):
                found[self.select] = attrs.get("value", "")
            elif tag == "textarea":
                self.area = name
                found[name] = ""
            elif tag == "input" and attrs.get("type") in ("checkbox", "radio"):
                if "checked" in attrs:
                    found.setdefault(name, []).append(attrs.get("value", "on"))
            elif tag == "input" and attrs.get("type") != "file":
                if name in found and isinstance(found[name], list):
                    found[name].append(attrs.get("value", ""))
                else:
                    found[name] = attrs.get("value", "")

        def handle_endtag(self, tag):
            if tag == "textarea":
                self.area = None

        def handle_data(self, data):
            if self.area:
                found[self.area] = (found[self.area] + data).lstrip("\n")

    Reader().feed(str(bound))
    return found


def test_edit_saves_what_was_changed(world, signed_in):
    browser, edit = signed_in("manager"), url("organisation-edit", world.a.pk)
    values = form_of(browser, edit)
    values |= {"acronym": "AAA", "latitude": "35,7595", "longitude": "−5.83401234567"}
    answer = browser.post(edit, values)
    assert answer.status_code == 302, errors_of(answer)
    found = Organisation.objects.get(pk=world.a.pk)
    assert (found.acronym, str(found.latitude), str(found.longitude)) == (
        "AAA", "35.759500", "-5.834012",
    )  # fmt: skip
    assert str(found.name) == "kanaria-organisation-a"
    assert world.a.contacts.count() == 3


def errors_of(answer):
    found = {}
    for form in [answer.context["form"], *(answer.context.get("contacts") or ())]:
        found |= {form.add_prefix(name): list(errors) for name, errors in form.errors.items()}
    return found


def test_edit_of_an_untouched_form_changes_nothing(world, signed_in):
    browser, edit = signed_in("manager"), url("organisation-edit", world.a.pk)
    before = list(Organisation.objects.values()), list(Contact.objects.values())
    assert browser.post(edit, form_of(browser, edit)).status_code == 302
    assert (list(Organisation.objects.values()), list(Contact.objects.values())) == before
    assert "Changed" not in page(browser, url("organisation-history", world.a.pk))


def test_two_editors_at_once_lose_nothing(world, signed_in):
    edit = url("organisation-edit", world.a.pk)
    first, second = signed_in("manager"), signed_in("coordinator")
    of_first, of_second = form_of(first, edit), form_of(second, edit)
    one, two, three = world.a.contacts.all()
    of_first |= {
        "acronym": "AAA",
        f"contact-{one.pk}-label": "front desk",
        f"contact-{three.pk}-removes": "on",
        "new-contact-0-kind": "phone",
        "new-contact-0-value": "0500 000001",
    }
    of_second |= {
        "legal_form": "association",
        f"contact-{two.pk}-label": "the second",
        f"contact-{three.pk}-label": "of one that is gone",
    }
    assert first.post(edit, of_first).status_code == 302
    assert second.post(edit, of_second).status_code == 302
    found = Organisation.objects.get(pk=world.a.pk)
    assert (found.acronym, found.legal_form) == ("AAA", "association")
    labels = dict(found.contacts.values_list("value", "label"))
    assert labels == {one.value: "front desk", two.value: "the second", "0500 000001": ""}


def test_second_editor_of_one_field_is_shown_the_first_ones_words(world, signed_in):
    edit = url("organisation-edit", world.a.pk)
    first, second = signed_in("manager"), signed_in("coordinator")
    of_first, of_second = form_of(first, edit), form_of(second, edit)
    one = world.a.contacts.first()
    label = f"contact-{one.pk}-label"
    assert first.post(edit, of_first | {"acronym": "AAA", label: "mine"}).status_code == 302
    answer = second.post(edit, of_second | {"acronym": "BBB", label: "yours"})
    assert answer.status_code == 200
    assert "AAA" in errors_of(answer)["acronym"][0]
    assert "mine" in errors_of(answer)[label][0]
    assert Organisation.objects.get(pk=world.a.pk).acronym == "AAA"
    # Sent again as it is shown, it is meant.
    assert second.post(edit, values_in(answer)).status_code == 302
    assert Organisation.objects.get(pk=world.a.pk).acronym == "BBB"
    assert Contact.objects.get(pk=one.pk).label == "yours"


def test_contacts_say_what_is_wrong_beside_the_field(world, signed_in):
    browser, edit = signed_in("manager"), url("organisation-edit", world.a.pk)
    values = form_of(browser, edit)
    values |= {
        "new-contact-0-kind": "website", "new-contact-0-value": "javascript:alert(1)",
        "new-contact-1-kind": "email", "new-contact-1-value": "nobody",
        "latitude": "north",
    }  # fmt: skip
    answer = browser.post(edit, values)
    assert set(errors_of(answer)) == {"latitude", "new-contact-0-value", "new-contact-1-value"}
    assert world.a.contacts.count() == 3
    values |= {"latitude": "35.7", "longitude": ""}
    values |= {"new-contact-0-value": "www.example.org", "new-contact-1-value": "a@b.org"}
    assert "__all__" in errors_of(browser.post(edit, values))
    assert browser.post(edit, values | {"longitude": "-5.8"}).status_code == 302
    assert world.a.contacts.count() == 5


def test_contact_sent_twice_is_there_once(world, signed_in):
    browser, edit = signed_in("manager"), url("organisation-edit", world.a.pk)
    values = form_of(browser, edit)
    values |= {"new-contact-0-kind": "phone", "new-contact-0-value": "0500 000001"}
    for _click in range(2):
        assert browser.post(edit, values).status_code == 302
    assert world.a.contacts.filter(value="0500 000001").count() == 1


def test_forged_fields_change_nothing(world, signed_in):
    browser, edit = signed_in("manager"), url("organisation-edit", world.a.pk)
    theirs = world.b.contacts.first()
    values = form_of(browser, edit)
    values |= {
        "status": "suspended", "merged_into": world.b.pk, "id": world.b.pk, "pk": world.b.pk,
        "organisation": world.b.pk,
        f"contact-{theirs.pk}-kind": "phone", f"contact-{theirs.pk}-value": "0500 000001",
        f"contact-{theirs.pk}-removes": "on",
        "new-contact-0-kind": "phone", "new-contact-0-value": "0500 000002",
        "new-contact-0-organisation": world.b.pk,
    }  # fmt: skip
    before = list(world.b.contacts.values()), Organisation.objects.filter(pk=world.b.pk).values()[0]
    assert browser.post(edit, values).status_code == 302
    after = list(world.b.contacts.values()), Organisation.objects.filter(pk=world.b.pk).values()[0]
    assert after == before
    assert Organisation.objects.get(pk=world.a.pk).is_active
    assert world.a.contacts.filter(value="0500 000002").exists()


def photo():
    content = BytesIO()
    Image.new("RGB", (600, 900), "green").save(content, "PNG")
    return SimpleUploadedFile("kanaria.png", content.getvalue(), "image/png")


def test_logo_is_for_who_sees_the_organisation(world, signed_in):
    browser, edit = signed_in("manager"), url("organisation-edit", world.a.pk)
    logo = url("organisation-logo", world.a.pk)
    assert browser.get(logo).status_code == 404
    assert browser.post(edit, form_of(browser, edit) | {"logo": photo()}).status_code == 302
    answer = signed_in("other").get(logo)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert "private" in answer["Cache-Control"]
    assert Client().get(logo).status_code == 302
    assert signed_in("outsider").get(logo).status_code == 403
    operations.suspend_organisation(world.a, by=SYSTEM)
    assert signed_in("other").get(logo).status_code == 404
    operations.reinstate_organisation(world.a, by=SYSTEM)
    assert browser.post(edit, form_of(browser, edit) | {"removes_logo": "on"}).status_code == 302
    assert browser.get(logo).status_code == 404


def test_photo_is_for_who_sees_the_person(world, signed_in):
    browser = signed_in("other")
    found = Profile.objects.get(user=world.other)
    values = form_of(browser, url("profile")) | {"photo": photo(), "phone": "٠٥٣٩ ٠٠٠٠٠٠"}
    answer = browser.post(url("profile"), values)
    assert answer.status_code == 302, errors_of(answer)
    found.refresh_from_db()
    assert found.phone == "0539 000000"
    assert signed_in("member").get(url("person-photo", found.pk)).status_code == 200
    assert signed_in("outsider").get(url("person-photo", found.pk)).status_code == 403
    operations.end_membership(mandate(world, "other", Role.REPRESENTATIVE), by=SYSTEM)
    assert signed_in("member").get(url("person-photo", found.pk)).status_code == 404


# Mandates.


def test_mandate_is_changed(world, signed_in):
    browser, seat = signed_in("manager"), mandate(world, "member", Role.CONTRIBUTOR)
    edit = url("membership-edit", seat.pk)
    later = timezone.localdate() + timezone.timedelta(30)
    values = form_of(browser, edit) | {"job_title": "Accounts", "ends_on": later.isoformat()}
    forged = {"role": "manager", "user": world.other.pk, "organisation": world.b.pk}
    answer = browser.post(edit, values | forged)
    assert answer.status_code == 302, errors_of(answer)
    changed = Membership.objects.get(pk=seat.pk)
    assert (changed.job_title, changed.ends_on) == ("Accounts", later)
    assert (changed.role, changed.user, changed.organisation) == (
        "contributor", world.member, world.a,
    )  # fmt: skip


def test_mandate_that_ends_before_it_begins_says_so_beside_the_field(world, signed_in):
    browser, seat = signed_in("manager"), mandate(world, "member", Role.CONTRIBUTOR)
    edit = url("membership-edit", seat.pk)
    answer = browser.post(edit, form_of(browser, edit) | {"ends_on": "2001-01-01"})
    assert errors_of(answer) == {"ends_on": ["The mandate ends before it begins."]}


def test_mandate_over_another_one_says_so_beside_the_field(world, signed_in):
    seat, today = mandate(world, "member", Role.CONTRIBUTOR), timezone.localdate()
    operations.grant_membership(
        world.member, world.a, role=Role.CONTRIBUTOR, by=SYSTEM,
        starts_on=today - timezone.timedelta(9), ends_on=today - timezone.timedelta(5),
    )  # fmt: skip
    browser, edit = signed_in("manager"), url("membership-edit", seat.pk)
    earlier = (today - timezone.timedelta(7)).isoformat()
    answer = browser.post(edit, form_of(browser, edit) | {"starts_on": earlier})
    assert errors_of(answer) == {"ends_on": ["This person has this mandate already."]}
    assert Membership.objects.get(pk=seat.pk).starts_on == seat.starts_on


def test_mandate_is_ended_on_post_alone(world, signed_in):
    browser, seat = signed_in("manager"), mandate(world, "member", Role.CONTRIBUTOR)
    end = url("membership-end", seat.pk)
    assert "kanaria-person-member" in page(browser, end)
    assert Membership.objects.get(pk=seat.pk).ended_at is None
    assert browser.post(end).status_code == 302
    assert Membership.objects.get(pk=seat.pk).ended_at
    # A second click finds it ended already, and what has ended cannot be changed.
    assert browser.post(end).status_code == 404
    assert browser.get(url("membership-edit", seat.pk)).status_code == 404


def test_last_manager_is_told_what_to_do_first(world, signed_in):
    browser, seat = signed_in("manager"), mandate(world, "manager", Role.MANAGER)
    answer = browser.post(url("membership-end", seat.pk), follow=True)
    assert "An organisation needs a manager" in answer.content.decode()
    assert Membership.objects.get(pk=seat.pk).is_current


def test_mandate_that_ended_while_its_form_was_open_stays_ended(world, signed_in):
    browser, seat = signed_in("manager"), mandate(world, "member", Role.CONTRIBUTOR)
    edit = url("membership-edit", seat.pk)
    values = form_of(browser, edit)
    operations.end_membership(seat, by=SYSTEM)
    assert browser.post(edit, values | {"job_title": "x"}).status_code == 404
    assert not Membership.objects.current().filter(user=world.member).exists()


# Invitations, as who keeps the organisation sees them.


def invite(browser, world, **values):
    values = {
        "email": "new@example.org", "role": "contributor", "job_title": "", "language": "ar",
        "once": uuid4(), **values,
    }  # fmt: skip
    return browser.post(url("invite", world.a.pk), values)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_manager_invites(world, signed_in, committed):
    with committed():
        answer = invite(signed_in("manager"), world, organisation=world.b.pk)
    assert answer["Location"] == world.a.get_absolute_url()
    found = MembershipInvitation.objects.get(email="new@example.org")
    assert (found.organisation, found.role, found.invited_by) == (
        world.a, "contributor", world.manager,
    )  # fmt: skip
    assert [message.to for message in mail.outbox] == [["new@example.org"]]
    assert "/invitation/" in mail.outbox[0].body
    text = page(signed_in("manager"), world.a.get_absolute_url())
    assert "new@example.org" in text
    assert "new@example.org" not in page(signed_in("member"), world.a.get_absolute_url())


def test_two_clicks_invite_once(world, signed_in, committed):
    browser, token = signed_in("manager"), uuid4()
    with committed():
        for _click in range(2):
            assert invite(browser, world, once=token).status_code == 302
    assert MembershipInvitation.objects.filter(email="new@example.org").count() == 1
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"email": "Kanaria-Invited-A@example.org"}, "email", "invited already"),
        ({"email": "MEMBER@example.org"}, "email", "has this mandate already"),
        ({"email": "nobody"}, "email", "valid"),
        ({"role": "president"}, "role", "valid choice"),
        ({"role": ""}, "role", "required"),
        ({"language": "xx"}, "language", "valid choice"),
        ({"email": f"{'x' * 250}@example.org"}, "email", ""),
    ],
)
def test_invitation_says_what_is_wrong_beside_the_field(world, signed_in, values, field, message):
    answer = invite(signed_in("manager"), world, **values)
    assert answer.status_code == 200
    assert message in errors_of(answer)[field][0]
    assert world.a.invitations.count() == 1


def test_somebody_with_a_mandate_to_come_is_not_invited_into_it(world, signed_in):
    operations.grant_membership(
        world.guest, world.a, role=Role.CONTRIBUTOR, by=SYSTEM,
        starts_on=timezone.localdate() + timezone.timedelta(3),
    )  # fmt: skip
    answer = invite(signed_in("manager"), world, email="guest@example.org")
    assert errors_of(answer) == {"email": ["This person has this mandate already."]}


def test_invitation_is_sent_again_and_withdrawn(world, signed_in, committed):
    browser, found = signed_in("manager"), world.invitation_a
    before = found.link
    with committed():
        assert browser.post(url("invitation-send-again", found.pk)).status_code == 302
    found.refresh_from_db()
    before.refresh_from_db()
    assert found.link != before
    assert not before.is_open
    assert [message.to for message in mail.outbox] == [["kanaria-invited-a@example.org"]]
    assert browser.post(url("invitation-withdraw", found.pk)).status_code == 302
    assert not world.a.invitations.open().exists()
    page(browser, world.a.get_absolute_url())  # Where the messages are said.
    assert "kanaria-invited-a@" not in page(browser, world.a.get_absolute_url())
    # A second click says that it is closed, and sends nothing.
    with committed():
        answer = browser.post(url("invitation-send-again", found.pk), follow=True)
    assert "This invitation is closed" in answer.content.decode()
    assert len(mail.outbox) == 1


def test_history_is_for_who_keeps_the_organisation(world, signed_in):
    browser = signed_in("manager")
    invite(browser, world)
    text = page(browser, url("organisation-history", world.a.pk))
    assert "Invited: new@example.org" in text
    assert "Mandate given: kanaria-person-member" in text or "Mandate given: member" in text
    assert page(signed_in("coordinator"), url("organisation-history", world.a.pk))


# One's own.


def test_profile_that_is_not_there_yet_is_made_on_saving(world, signed_in):
    Profile.objects.filter(user=world.manager).delete()
    browser = signed_in("manager")
    values = form_of(browser, url("profile"))
    assert not Profile.objects.filter(user=world.manager).exists()
    answer = browser.post(url("profile"), values | {"name_latin": "Mina", "language": "ar"})
    assert answer.status_code == 302, errors_of(answer)
    made = Profile.objects.get(user=world.manager)
    assert (made.name_latin, made.language) == ("Mina", "ar")


def test_profile_says_what_is_wrong_beside_the_field(world, signed_in):
    browser = signed_in("member")
    answer = browser.post(url("profile"), form_of(browser, url("profile")) | {"phone": "call me"})
    assert list(errors_of(answer)) == ["phone"]


def test_language_of_mails_is_the_readers_until_they_choose(world, signed_in):
    browser = signed_in("member", "ar")
    values = form_of(browser, url("profile"))
    assert values["language"] == "ar"
    assert browser.post(url("profile"), values).status_code == 302
    assert Profile.objects.get(user=world.member).language == "ar"


def test_profile_takes_nobody_elses_row(world, signed_in):
    browser, theirs = signed_in("member"), Profile.objects.get(user=world.other)
    values = form_of(browser, url("profile")) | {
        "name_latin": "Me", "user": world.other.pk, "id": theirs.pk, "pk": theirs.pk,
    }  # fmt: skip
    assert browser.post(url("profile"), values).status_code == 302
    assert Profile.objects.get(pk=theirs.pk).name_latin == "kanaria-person-other"
    assert Profile.objects.get(user=world.member).name_latin == "Me"
