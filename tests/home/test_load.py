"""The commands that make the pages."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.blocks import StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.models import Page, Site
from wagtail_localize.models import LocaleSynchronization, StringSegment

from home.leaflet.load import load_pages
from home.models import HomePage, NewsPage, SiteSettings


def test_loading_again_makes_nothing(home):
    pages = Page.objects.count()
    assert load_pages(samples=True) == 0
    assert Page.objects.count() == pages


def test_loading_again_keeps_what_an_editor_changed(home):
    contact = home.get_children().get(slug="contact").specific
    contact.title = "Nous écrire"
    contact.save_revision().publish()
    settings = SiteSettings.objects.get()
    settings.phone = "+212 5 39 00 00 00"
    settings.save()
    load_pages(samples=True)
    assert Page.objects.get(pk=contact.pk).title == "Nous écrire"
    assert SiteSettings.objects.get().phone == "+212 5 39 00 00 00"


def test_loading_brings_back_a_deleted_page_in_both_languages(home):
    home.get_children().get(slug="contact").delete()
    assert load_pages(samples=True) == 2


def test_loading_that_fails_leaves_nothing_half_made(home, monkeypatch):
    home.delete()
    monkeypatch.setattr("home.leaflet.load._open_site", lambda home: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load_pages(samples=True)
    assert not HomePage.objects.exists()


def test_pages_for_production_hold_no_samples(home):
    home.delete()
    load_pages(samples=False)
    assert HomePage.objects.count() == 2
    assert not NewsPage.objects.exists()
    assert Site.objects.get().root_page.specific == HomePage.objects.get(locale__language_code="fr")


def test_demonstration_refuses_a_site_in_service(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="load_pages"):
        call_command("load_demo")


def list_items(value):
    """The items of all lists in a stream's value or below it, as blocks."""
    if isinstance(value, ListValue):
        yield from value.bound_blocks
    if isinstance(value, StructValue):
        children = value.values()
    else:
        children = [child.value for child in getattr(value, "bound_blocks", value or [])]
    for child in children:
        if isinstance(child, (ListValue, StructValue)):
            yield from list_items(child)


def assert_all_items_are_extracted(page):
    """Each item of the page's lists has texts among the translators'."""
    paths = StringSegment.objects.filter(source__object_id=page.translation_key).values_list(
        "context__path", flat=True
    )
    items = list(list_items(page.body))
    parts = {part for path in paths for part in path.split(".")}
    assert {item.id for item in items} <= parts
    return len(items)


def test_all_list_items_of_the_demonstration_are_for_translators():
    pages = Page.objects.filter(locale__language_code="fr", depth__gt=1).specific()
    assert sum(assert_all_items_are_extracted(page) for page in pages) > 100


def test_all_list_items_of_a_page_made_by_code_are_for_translators(write, translate):
    items = ["<p>Un</p>", "<p>Deux</p>"]
    page = write(body=[("list", {"items": items})])
    translate(page)
    assert assert_all_items_are_extracted(Page.objects.get(pk=page.pk).specific) == 2


@pytest.mark.parametrize("synchronised", [False, True])
def test_pages_made_by_code_need_no_placeholders(client, write, translate, arabic, synchronised):
    section = write("Une rubrique")
    page = write("Une page", parent=write("Dessous", parent=section))
    assert not section.has_translation(arabic)
    if synchronised:
        LocaleSynchronization.objects.create(locale=arabic, sync_from=page.locale)
        call_command("sync_locale_trees")
        assert page.get_translation(arabic).alias_of_id == page.pk
    target = translate(page).get_target_instance()
    assert target.alias_of_id is None
    assert [one.translation_key for one in target.get_ancestors()] == [
        one.translation_key for one in page.get_ancestors()
    ]
    placeholder = section.get_translation(arabic)
    assert placeholder.alias_of_id == section.pk
    assert client.get(placeholder.url).status_code == 404
