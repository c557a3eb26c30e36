"""
Which pages a visitor may see. Every list of pages of the site begins here.

A view restriction covers its page and all below it, in every language: what covers a page covers
its translations and what stands below them. An alias shows the text of another page, so what covers
its source covers the alias too, and with it what stands below the alias.
"""

from django.db.models import BooleanField, Exists, F, Func, OuterRef, QuerySet
from django.db.models.expressions import Combinable
from wagtail.models import Page, PageViewRestriction

# No page lies deeper: its address would have more parts than `home.views` reads.
LEVELS = 16


class IsOnTheWay(Func):
    """
    Whether one tree path is that of another page or of a page above it.

    Level by level, which the index answers: compared with every page's path, 4,000 pages would be
    16 million comparisons. Written in one piece, since each part of an expression costs Django more
    than it costs the database.
    """

    output_field = BooleanField()

    def as_sql(self, compiler, connection, **kwargs):
        above, page = self.get_source_expressions()
        path, parameters = compiler.compile(page)
        levels = [f"SUBSTR({path}, 1, {Page.steplen * level})" for level in range(1, LEVELS + 1)]
        column, column_parameters = compiler.compile(above)
        sql = f"{column} IN ({', '.join(levels)})"
        return sql, [*column_parameters, *list(parameters) * LEVELS]


def restricted() -> Combinable:
    """
    Whether a view restriction covers a page, as an expression inside the page query itself.

    Wagtail's `.public()` asks for the restrictions first, one more query, and forgets the aliases.
    """
    aliases = _on_the_way_to("path").filter(alias_of__isnull=False)
    covered = _covered("path") | Exists(aliases.filter(_covered("alias_of__path")))
    # The same for every page: where nothing is restricted the database looks no further.
    return Exists(PageViewRestriction.objects.all()) & covered


def _covered(path: str) -> Exists:
    """Whether the page at `path`, one above it, or a translation of these, has a restriction."""
    return Exists(_on_the_way_to(path).filter(translation_key__in=_restricted_keys()))


def _on_the_way_to(path: str) -> QuerySet[Page]:
    """The page at `path` of the query around this one, and all pages above it."""
    return Page.objects.filter(IsOnTheWay(F("path"), OuterRef(path)))


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
