"""An organisation’s page, for whom one acts on it, and who sees its pictures."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from network.members import operations
from network.models import Contact, Membership, Profile

from .acting import mandate
from .screens import (
    DIRECTORY,
    Role,
    act_for,
    errors_of,
    form_of,
    invite,
    page,
    profile,
    url,
)
from .world import SYSTEM


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


def test_numbers_that_no_database_has_choose_nothing(world, signed_in):
    url = reverse("network:organisation-edit", args=[world.a.pk])
    answer = signed_in("manager").post(url, {"domains": str(10**30), "territories": str(10**30)})
    assert answer.status_code == 200
    assert {"domains", "territories"} <= answer.context["form"].errors.keys()


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


def test_history_is_for_who_keeps_the_organisation(world, signed_in):
    browser = signed_in("manager")
    invite(browser, world)
    text = page(browser, url("organisation-history", world.a.pk))
    assert "Invited: new@example.org" in text
    assert "Mandate given: kanaria-person-member" in text or "Mandate given: member" in text
    assert page(signed_in("coordinator"), url("organisation-history", world.a.pk))
