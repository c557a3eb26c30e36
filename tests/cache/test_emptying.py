"""What empties visitors' whole pages, and what leaves them as they are."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Locale, PageViewRestriction, Site
from wagtail_localize.models import Translation

from home.models import NewsPage, SiteImage, SiteSettings, StandardPage
from network.models import ActivityDomain, Territory
from noress.cache import signals

from .conftest import NEWS, PAGE, picture, publish, save

pytestmark = pytest.mark.django_db


# What empties it


def change_file(things):
    things["image"].file = picture("red")
    things["image"].save()


def change_focal_point(things):
    things["image"].focal_point_x = things["image"].focal_point_y = 5
    things["image"].focal_point_width = things["image"].focal_point_height = 9
    things["image"].save()


def publish_on_schedule(things):
    page = things["page"]
    page.title = "À l’heure"
    page.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")


def publish_translation(things):
    translation = Translation.objects.get(
        source__object_id=things["page"].translation_key, target_locale__language_code="ar"
    )
    translation.save_target(publish=True)


CHANGES = {
    "publishing": lambda things: publish(things["page"], "Publié"),
    "publishing on schedule": publish_on_schedule,
    "publishing a translation": publish_translation,
    "saving by code": lambda things: things["page"].save(),
    "saving one field": lambda things: things["page"].save(update_fields=["title"]),
    "unpublishing": lambda things: things["page"].unpublish(),
    "moving": lambda things: things["page"].move(things["home"], pos="last-child"),
    "deleting": lambda things: things["page"].delete(),
    "copying": lambda things: things["page"].copy(update_attrs={"slug": "copy", "title": "Copie"}),
    "an alias": lambda things: things["page"].create_alias(parent=things["home"]),
    "restricting": lambda things: PageViewRestriction.objects.create(
        page=things["news"], restriction_type="login"
    ),
    "changing a restriction": lambda things: things["restriction"].save(),
    "the groups of a restriction": lambda things: things["restriction"].groups.add(
        Group.objects.first()
    ),
    "lifting a restriction": lambda things: things["restriction"].delete(),
    "settings": save(SiteSettings, name="Autre nom"),
    "an image": save(SiteImage, title="Autre titre"),
    "an image's file": change_file,
    "an image's focal point": change_focal_point,
    "deleting an image": lambda things: things["image"].delete(),
    "deleting renditions": lambda things: things["rendition"].delete(),
    "a document": save(Document, title="Autre titre"),
    "an activity domain": save(ActivityDomain),
    "a territory": save(Territory),
    "the site": save(Site, hostname="testserver"),
    "a locale": save(Locale),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_change_empties_the_cache(ask, committed, site_of_everything, change):
    ask("/ar/")
    assert ask("/ar/").is_hit
    with committed():
        change(site_of_everything)
    assert not ask("/ar/").is_hit


def test_domains_of_news_empty_the_cache_after_they_are_written(ask, committed):
    news = NewsPage.objects.filter(locale__language_code="fr").first()
    ask(NEWS)
    with committed():
        news.domains = ActivityDomain.objects.all()[:1]
        news.save()
    assert not ask(NEWS).is_hit


def test_published_text_is_what_the_next_visitor_reads(ask, committed, page):
    assert "Un autre titre" not in ask(PAGE).text
    with committed():
        publish(page, "Un autre titre")
    assert "Un autre titre" in ask(PAGE).text


def test_redirect_that_is_made_for_a_missing_page_works_at_once(ask):
    assert ask("/fr/ancienne/").status == 404
    Redirect.add_redirect("/fr/ancienne/", redirect_to=PAGE)
    assert ask("/fr/ancienne/").headers["location"] == PAGE


def test_everything_that_pages_read_empties_the_cache(ask):
    """A model whose table a page reads is among those that the signals watch."""
    paths = ["/fr/", "/ar/", PAGE, NEWS, "/fr/reseau/", "/fr/contact/"]
    paths += [page.url for page in NewsPage.objects.all()[:1]]
    with CaptureQueriesContext(connection) as queries:
        for path in paths:
            assert ask(path).status == 200
    read = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', " ".join(q["sql"] for q in queries)))
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    unwatched = {
        table
        for table in read
        if not issubclass(models[table], signals.SHOWN)
        # Between two models, of which one tells when it is changed.
        and not models[table]._meta.auto_created
    }
    assert unwatched == set()
    assert {"home_newspage", "home_newspage_domains", "home_sitesettings"} <= read


def test_migrating_empties_the_cache(ask):
    ask(PAGE)
    call_command("migrate", verbosity=0)
    assert not ask(PAGE).is_hit


# What leaves it as it is


def test_draft_leaves_the_cache_as_it_is(ask, committed, page):
    ask(PAGE)
    with committed():
        page.title = "Un brouillon"
        page.save_revision()
        page.locked = True
        page.save(update_fields=["locked", "locked_by", "locked_at"])
        page.get_parent().add_child(instance=StandardPage(title="Nouveau", live=False))
    kept = ask(PAGE)
    assert kept.is_hit
    assert "Un brouillon" not in kept.text


def test_new_size_of_an_image_leaves_the_cache_as_it_is(ask, committed):
    image = SiteImage.objects.create(title="Image", alt_fr="i", alt_ar="i", file=picture())
    ask(PAGE)
    with committed():
        image.get_rendition("max-10x10")
    assert ask(PAGE).is_hit


def test_change_that_is_taken_back_empties_nothing(ask, committed, page):
    ask(PAGE)
    with committed(), transaction.atomic():
        publish(page, "Repris")
        transaction.set_rollback(True)
    assert ask(PAGE).is_hit
