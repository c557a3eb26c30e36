"""
Which pages a visitor may see. Every list of pages of the site begins here.

A view restriction covers its page and all below it. An alias shows the text of another page, so
what covers its source covers the alias too, and with it what stands below the alias.
"""

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageViewRestriction


def restricted() -> Combinable:
    """
    Whether a view restriction covers a page, as an expression inside the page query itself.

    Wagtail's `.public()` asks for the restrictions first, one more query, and forgets the aliases.
    """
    line = Page.objects.filter(path=Substr(OuterRef("path"), 1, Length("path")))
    # The same for every page, so that the database looks for them once: they are few.
    aliases = Page.objects.filter(_covered("alias_of__path"), alias_of__isnull=False)
    return _covered("path") | Exists(line.filter(pk__in=aliases.values("pk")))


def _covered(path: str) -> Exists:
    """Whether the page at `path`, or one above it, has a view restriction."""
    return Exists(
        PageViewRestriction.objects.filter(
            page__path=Substr(OuterRef(path), 1, Length("page__path"))
        )
    )


def restrictions(page: Page) -> QuerySet[PageViewRestriction]:
    """The view restrictions that make `restricted` true of a page."""
    aliases = Page.objects.filter(path__in=_line(page.path), alias_of__isnull=False)
    paths = [page.path, *aliases.values_list("alias_of__path", flat=True)]
    above = {path for source in paths for path in _line(source)}
    return PageViewRestriction.objects.filter(page__path__in=above)


def _line(path: str) -> list[str]:
    """The tree paths of a page and of all pages above it."""
    return [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]


def visible(pages: QuerySet) -> QuerySet:
    """The published pages of `pages` that anyone may see."""
    return pages.filter(~restricted(), live=True)
