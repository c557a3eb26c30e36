"""One’s own profile."""

from network.models import Profile

from .screens import errors_of, form_of, url


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
