"""
Which pages a visitor may see. Every list of pages of the site begins here.

A view restriction covers its page and all below it, in every language: what covers a page covers
its translations and what stands below them. An alias shows the text of another page, so what covers
its source covers the alias too, and with it what stands below the alias.
"""

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Substr
from wagtail.models import Page, PageViewRestriction

# No page lies deeper: its address would have more parts than `home.views` reads.
LEVELS = 16


def restricted() -> Combinable:
    """
    Whether a view restriction covers a page, as an expression inside the page query itself.

    Wagtail's `.public()` asks for the restrictions first, one more query, and forgets the aliases.
    """
    aliases = Page.objects.filter(path__in=_paths_above("path"), alias_of__isnull=False)
    return _covered("path") | Exists(aliases.filter(_covered("alias_of__path")))


def _covered(path: str) -> Exists:
    """Whether the page at `path`, one above it, or a translation of these, has a restriction."""
    line = Page.objects.filter(path__in=_paths_above(path))
    return Exists(line.filter(translation_key__in=_restricted_keys()))


def _paths_above(path: str) -> list[Combinable]:
    """
    The tree paths of the page at `path` and of all pages above it, inside a query.

    Level by level, which the index answers: compared with every page's path, 4,000 pages would be
    16 million comparisons.
    """
    return [Substr(OuterRef(path), 1, Page.steplen * level) for level in range(1, LEVELS + 1)]


def _restricted_keys() -> QuerySet:
    """What a restricted page and its translations have in common."""
    return PageViewRestriction.objects.values("page__translation_key")


def restrictions(page: Page) -> QuerySet[PageViewRestriction]:
    """The view restrictions that make `restricted` true of a page."""
    aliases = Page.objects.filter(path__in=_line(page.path), alias_of__isnull=False)
    paths = [page.path, *aliases.values_list("alias_of__path", flat=True)]
    above = {path for source in paths for path in _line(source)}
    keys = Page.objects.filter(path__in=above).values("translation_key")
    return PageViewRestriction.objects.filter(page__translation_key__in=keys)


def _line(path: str) -> list[str]:
    """The tree paths of a page and of all pages above it."""
    return [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]


def visible(pages: QuerySet) -> QuerySet:
    """The published pages of `pages` that anyone may see."""
    return pages.filter(~restricted(), live=True)
