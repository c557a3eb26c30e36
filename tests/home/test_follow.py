"""What happens to a French page happens to its Arabic: in the admin, by schedule, by code."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, PageViewRestriction
from wagtail_localize.models import Translation

from home.translation import operations
from home.translation.follow import place
from noress.accounts.models import User
from tests.signing_in import sign_in as sign_in_as


@pytest.fixture
def editor():
    return User.objects.get(email="redaction@noress.example")


@pytest.fixture
def coordinator():
    return User.objects.get(email="coordination@noress.example")


def is_public(page):
    return Page.objects.get(pk=page.pk).live


# What happens to the French happens to the Arabic


def test_unpublishing_by_code_takes_the_translation_along(published):
    page, arabic = published()
    page.unpublish()
    assert not is_public(arabic)


def test_unpublishing_by_schedule_takes_the_translation_along(published):
    page, arabic = published()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    assert not is_public(page)
    assert not is_public(arabic)


def test_unpublishing_in_the_admin_takes_the_translation_along(client, coordinator, published):
    page, arabic = published()
    sign_in_as(client, coordinator)
    url = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    assert client.get(url).context["translation_count"] == 1
    client.post(url)
    assert not is_public(arabic)
    log = PageLogEntry.objects.filter(page=arabic.pk, action="wagtail.unpublish")
    assert log.first().user == coordinator


def test_unpublishing_the_translation_leaves_its_source(published):
    page, arabic = published()
    arabic.specific.unpublish()
    assert is_public(page)


def test_unpublishing_a_section_with_all_below_takes_all_translations_along(
    published, client, coordinator
):
    section, section_ar = published("Une rubrique")
    _page, page_ar = published("Dessous", parent=section)
    sign_in_as(client, coordinator)
    url = reverse("wagtailadmin_pages:unpublish", args=[section.pk])
    client.post(url, {"include_descendants": "on"})
    assert not is_public(section_ar)
    assert not is_public(page_ar)


def test_deleting_by_code_takes_the_translation_along(published):
    page, arabic = published()
    page.delete()
    assert not Page.objects.filter(pk__in=[page.pk, arabic.pk]).exists()
    assert not Page.find_problems()[0]


def test_deleting_a_section_in_the_admin_takes_all_translations_along(client, published):
    section, section_ar = published("Une rubrique")
    page, page_ar = published("Dessous", parent=section)
    # Wagtail lets its moderators delete no page that has others below it.
    sign_in_as(client, User.objects.create_superuser("chef@noress.example"))
    url = reverse("wagtailadmin_pages:delete", args=[section.pk])
    assert section_ar.title in client.get(url).content.decode()
    client.post(url)
    keys = [section.pk, section_ar.pk, page.pk, page_ar.pk]
    assert not Page.objects.filter(pk__in=keys).exists()


def test_deleting_the_translation_leaves_its_source(published):
    page, arabic = published()
    arabic.specific.delete()
    assert is_public(page)


def test_moving_takes_the_translation_along(home, published):
    page, arabic = published()
    section = home.get_children().get(slug="reseau")
    page.move(section, pos="last-child")
    moved = Page.objects.get(pk=arabic.pk)
    assert moved.get_parent().translation_key == section.translation_key
    assert moved.url_path.startswith(moved.get_parent().url_path)


def test_moving_in_the_admin_takes_the_translation_along(client, coordinator, home, published):
    page, arabic = published()
    section = home.get_children().get(slug="reseau")
    sign_in_as(client, coordinator)
    url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, section.pk])
    assert arabic.title in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    parent = Page.objects.get(pk=arabic.pk).get_parent()
    assert parent.translation_key == section.translation_key


def test_moving_below_an_untranslated_page_keeps_to_the_nearest_translated_one(
    home_ar, write, published
):
    page, arabic = published()
    page.move(write("Sans arabe"), pos="last-child")
    assert Page.objects.get(pk=arabic.pk).get_parent() == home_ar.page_ptr


def test_moving_to_where_the_arabic_address_is_taken_finds_another(home, home_ar, published):
    page, arabic = published()
    section = home.get_children().get(slug="reseau")
    taken = section.get_translation(arabic.locale)
    twin = arabic.specific.copy(to=taken, update_attrs={"slug": arabic.slug})
    page.move(section, pos="last-child")
    moved = Page.objects.get(pk=arabic.pk)
    assert moved.get_parent() == taken
    assert moved.slug != twin.slug


def test_order_of_the_french_is_the_order_of_the_arabic(home, home_ar, published):
    first, _ = published("Première")
    second, second_ar = published("Deuxième")
    second.move(first, pos="left")
    keys = [page.translation_key for page in home.get_children()]
    ours = [page.translation_key for page in home_ar.get_children()]
    assert ours == [key for key in keys if key in ours]
    path = Page.objects.get(pk=second_ar.pk).path
    place(second_ar, Page.objects.get(pk=second.pk))  # Where it is already: nothing moves.
    assert Page.objects.get(pk=second_ar.pk).path == path


# What covers a page covers it in every language


@pytest.mark.parametrize("restricted", ["source", "translation"])
def test_restriction_covers_a_page_in_every_language(client, published, restrict, restricted):
    page, arabic = published(show_in_menus=True)
    restrict(page if restricted == "source" else arabic)
    for url in (page.url, arabic.url):
        assert client.get(url).status_code == 302
    for language, title in (("fr", page.title), ("ar", arabic.title)):
        assert title not in client.get(f"/{language}/").content.decode()
        found = client.get(f"/{language}/search/", {"q": title}).content.decode()
        assert found.count(title) == 3  # The question, in the title and in two fields.
        assert f'href="{page.url}"' not in found
        assert f'href="{arabic.url}"' not in found


def test_restriction_covers_what_stands_below_the_translation(client, published, restrict):
    section, _section_ar = published("Une rubrique")
    _page, page_ar = published("Dessous", parent=section)
    restrict(section)
    assert client.get(page_ar.url).status_code == 302
    PageViewRestriction.objects.all().delete()
    assert client.get(page_ar.url).status_code == 200


def test_restriction_holds_for_a_translation_made_afterwards(
    client, write, translate, restrict, coordinator
):
    page = write()
    restrict(page)
    arabic = operations.publish(translate(page), by=coordinator)
    assert client.get(arabic.url).status_code == 302
    page.view_restrictions.all().delete()
    assert client.get(arabic.url).status_code == 200


def test_restriction_lifted_from_the_source_is_lifted_from_copies(client, published, restrict):
    page, arabic = published()
    restrict(page)
    Translation.objects.get(source__object_id=page.translation_key).save_target(publish=True)
    assert arabic.view_restrictions.exists()  # wagtail-localize's copy.
    page.view_restrictions.get().delete()
    assert client.get(arabic.url).status_code == 200


def test_editor_who_begins_a_translation_lifts_no_restriction(
    client, home_ar, write, translate, editor, arabic, restrict
):
    section = write("Une rubrique")
    below = write("Dessous", parent=section)
    translate(below)
    restrict(section.get_translation(arabic))  # The placeholder that holds its place.
    assert client.get(section.url).status_code == 302
    operations.begin(section, arabic, by=editor)
    assert client.get(section.url).status_code == 302


def test_restriction_of_the_arabic_alone_stays_when_that_of_the_french_is_lifted(
    client, published, restrict
):
    page, arabic = published()
    restrict(arabic)
    own = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="sésame"
    )
    own.delete()
    assert client.get(arabic.url).status_code == 302
