"""Which pages a visitor may see. Every list of pages of the site begins here."""

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Length, Substr
from wagtail.models import PageViewRestriction


def restricted() -> Combinable:
    """
    Whether a view restriction covers a page, through a page above it or the source of an alias.

    One expression inside the page query itself, where Wagtail's `.public()` asks for the
    restrictions first and forgets that an alias shows its source's text.
    """

    def covers(path: str) -> Exists:
        return Exists(
            PageViewRestriction.objects.filter(
                page__path=Substr(OuterRef(path), 1, Length("page__path"))
            )
        )

    return covers("path") | covers("alias_of__path")


def visible(pages: QuerySet) -> QuerySet:
    """The published pages of `pages` that anyone may see."""
    return pages.filter(~restricted(), live=True)
