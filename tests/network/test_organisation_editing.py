"""What the keepers of an organisation change on its page."""

from network.models import Contact, Organisation

from .screens import errors_of, form_of, page, url, values_in


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
