"""
Which pages a visitor may see. Every list of pages of the site begins here.

A view restriction covers its page and all below it, in every language: what covers a page covers
its translations and what stands below them. An alias shows the text of another page, so what covers
its source covers the alias too, and with it what stands below the alias.
"""

from django.db.models import BooleanField, F, Func, QuerySet
from wagtail.models import Page, PageViewRestriction

# No page lies deeper: its address would have more parts than `home.views` reads.
LEVELS = 16
PAGES, RESTRICTIONS = Page._meta.db_table, PageViewRestriction._meta.db_table


def _on_the_way_to(path: str) -> str:
    """
    SQL for the tree paths of the page at `path` and of all pages above it.

    Level by level, which the index answers: compared with every page's path, 4,000 pages would be
    16 million comparisons.
    """
    return ", ".join(f"SUBSTR({path}, 1, {Page.steplen * n})" for n in range(1, LEVELS + 1))


def _covered(path: str) -> str:
    """SQL for whether the page at `path`, one above it, or a translation has a restriction."""
    return f"""EXISTS (
        SELECT 1 FROM {PAGES} covering
        WHERE covering.path IN ({_on_the_way_to(path)}) AND covering.translation_key IN (
            SELECT closed.translation_key
            FROM {RESTRICTIONS} restriction JOIN {PAGES} closed ON closed.id = restriction.page_id
        )
    )"""  # noqa: S608  (of names in the code alone)


# Where nothing is restricted the database looks no further than the first line.
RESTRICTED = f"""(
    EXISTS (SELECT 1 FROM {RESTRICTIONS}) AND (
        {_covered("%(path)s")} OR EXISTS (
            SELECT 1 FROM {PAGES} alias JOIN {PAGES} source ON source.id = alias.alias_of_id
            WHERE alias.path IN ({_on_the_way_to("%(path)s")}) AND {_covered("source.path")}
        )
    )
)"""  # noqa: S608


class Restricted(Func):
    """
    Whether a view restriction covers the page at a tree path.

    In SQL, since nearly every page asks it, some of them three times: made of Django's expressions,
    each time it cost twenty times what the database needs to answer it.
    """

    output_field = BooleanField()

    def as_sql(self, compiler, connection, **kwargs):
        path, _no_parameters = compiler.compile(self.get_source_expressions()[0])
        return RESTRICTED % {"path": path}, ()


def restricted() -> Restricted:
    """
    Whether a view restriction covers a page, as an expression inside the page query itself.

    Wagtail's `.public()` asks for the restrictions first, one more query, and forgets the aliases.
    """
    return Restricted(F("path"))


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
