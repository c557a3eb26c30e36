"""
Makes the site's pages from `pages` and their Arabic from `ar.po`.

The Arabic is held the way an editor would have made it: each French page has its wagtail-localize
source and segments, each segment its translation.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import polib
from django.db import transaction
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from home.models import (
    ContactPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    PublicActionsPage,
    PublicDocumentsPage,
    SectionPage,
    SitePage,
    SiteSettings,
    StandardPage,
)
from network.models import ActivityDomain, Territory

from .pages import PAGES
from .site import SETTINGS

CATALOGUE = Path(__file__).with_name("ar.po")
PAGE_TYPES = {
    "home": HomePage,
    "section": SectionPage,
    "standard": StandardPage,
    "news_index": NewsIndexPage,
    "news": NewsPage,
    "resources": PublicDocumentsPage,
    "actions": PublicActionsPage,
    "contact": ContactPage,
}
# Keys of a record in `pages` that are fields of the page as they are.
FIELDS = {
    "headline",
    "kicker",
    "primary_label",
    "search_description",
    "secondary_label",
    "seo_title",
    "slug",
    "summary",
    "title",
}


@transaction.atomic
def load_pages(*, samples: bool) -> int:
    """
    Make the pages that are not there yet, in both languages, and answer how many.

    A page is known by its place in the tree, and one that is there is left as its editors have
    made it. `samples` says whether the sample news come too. All of it happens or none of it.
    """
    french, arabic = (Locale.objects.get_or_create(language_code=code)[0] for code in ("fr", "ar"))
    made = list(_make(PAGES, _root(), french, samples=samples))
    keys = {f"@{page.slug}": page.pk for page in Page.objects.filter(locale=french)}
    arabic_texts = {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOGUE))}
    for page, record in made:
        _fill(page, record, keys)
    for page, _record in made:
        _translate(page, arabic, arabic_texts)
    _open_site(HomePage.objects.get(slug=PAGES["slug"], locale=french))
    return 2 * len(made)


def _root() -> Page:
    """The tree's root, without the page that a new Wagtail welcomes with."""
    root = Page.get_first_root_node()
    welcome = root.get_children().filter(slug="home", content_type__model="page", numchild=0)
    for page in welcome.filter(title="Welcome to your new Wagtail site!"):
        page.delete()
    return Page.objects.get(pk=root.pk)


def _make(
    record: dict, parent: Page, locale: Locale, *, samples: bool
) -> Iterator[tuple[SitePage, dict]]:
    """Make the page of `record` and those below it, still without a body: yields what is new."""
    page = parent.get_children().filter(slug=record["slug"]).first()
    if page is None:
        page = PAGE_TYPES[record["type"]](
            locale=locale,
            show_in_menus=record.get("in_menu", False),
            **{name: value for name, value in record.items() if name in FIELDS},
        )
        if "date" in record:
            page.date = date.fromisoformat(record["date"])
        parent.add_child(instance=page)
        yield page, record
    for child in record.get("children", []):
        if samples or child["type"] != "news":
            yield from _make(child, page, locale, samples=samples)


def _fill(page: SitePage, record: dict, keys: dict[str, int]) -> None:
    """Give the page its body and links, now that every page it leads to exists; publish it."""
    page.body = page.body.stream_block.to_python(
        [
            {"type": block, "value": _table(value) if block == "table" else _stored(value, keys)}
            for block, value in record.get("body", [])
        ]
    )
    if isinstance(page, HomePage):
        page.primary_page_id = keys.get(record.get("primary_page", ""))
        page.secondary_page_id = keys.get(record.get("secondary_page", ""))
    if isinstance(page, NewsPage):
        page.domains = ActivityDomain.objects.filter(code__in=record.get("domains", []))
        page.territories = Territory.objects.filter(code__in=record.get("territories", []))
    page.save_revision().publish()


def _stored(value, keys: dict[str, int]):
    """
    A block's value as Wagtail stores it.

    Each `@slug` becomes the page's key (an unknown one raises KeyError); each item of a list gets
    an identifier, without which wagtail-localize passes over it.
    """
    if isinstance(value, dict):
        return {
            name: keys[item] if name == "page" and item else _stored(item, keys)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [{"type": "item", "id": str(uuid4()), "value": _stored(v, keys)} for v in value]
    if isinstance(value, str):
        return re.sub(r'(?<=id=")@[\w-]+', lambda match: str(keys[match[0]]), value)
    return value


def _table(record: dict) -> dict:
    """A table as Wagtail keeps it, from its headings and rows of texts."""
    return {
        "caption": record["caption"],
        "columns": [{"type": "text", "heading": heading} for heading in record["columns"]],
        "rows": [{"values": row} for row in record["rows"]],
    }


def _translate(page: SitePage, locale: Locale, texts: dict[str, str]) -> None:
    """Translate and publish the page; a text missing from the catalogue raises KeyError."""
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=locale)
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            data=texts[segment.string.data],
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
        for segment in StringSegment.objects.filter(source=source).select_related("string")
    )
    translation.save_target(publish=False)
    page.get_translation(locale).get_latest_revision().publish()


def _open_site(home: HomePage) -> None:
    """Make `home` the site's front page; its settings are filled where there are none."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname = site.hostname or "localhost"
    site.root_page = home
    site.site_name = site.site_name or SETTINGS["name"]
    site.save()
    territory = Territory.objects.filter(code=SETTINGS["territory"]).last()
    SiteSettings.objects.get_or_create(site=site, defaults={**SETTINGS, "territory": territory})
