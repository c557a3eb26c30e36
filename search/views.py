"""
The public search: published pages that anyone may see, in the reader's language; and documents and
joint actions that the network has made public, where a page shows them.
"""

import re
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe
from wagtail.models import Page

from home.lists import page_of
from home.models import PublicActionsPage, PublicDocumentsPage
from home.visibility import visible
from network.models import ActionPublication, Publication, address_below, set_addresses
from network.text import normalise

PER_PAGE = 10
# Of the public documents, and of the joint actions; the rest is where they are.
FIRST = 5
# A longer question is cut: it costs more and finds nothing more.
MAX_LENGTH = 200
# They would turn round what stands beside the repeated question, the site's name included.
BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer `?q=` with the pages that hold all of its words; say what the other language has."""
    asked = BIDI_CONTROLS.sub("", request.GET.get("q", "")[:MAX_LENGTH]).strip()
    words = normalise(asked)
    other = next(code for code, _name in settings.LANGUAGES if code != get_language())
    with override(other):
        elsewhere_url = f"{reverse('search')}?{urlencode({'q': asked})}"
    return render(
        request,
        "search/search.html",
        {
            "q": asked,
            "words": words,
            "results": Paginator(find(words, get_language()), PER_PAGE).get_page(
                request.GET.get("page")
            ),
            "documents": find_documents(request, asked) if words else None,
            "actions": find_actions(request, asked) if words else None,
            "elsewhere": find(words, other).count(),
            "elsewhere_url": elsewhere_url,
        },
    )


def find(words: str, language: str):
    """
    The published pages in `language` that hold all of the (normalised) words, the closest first.

    What a visitor may not see is left out before the search, so that neither its title nor its
    number shows. An alias is left out too: it is another page's text.
    """
    pages = Page.objects.filter(locale__language_code=language, alias_of=None)
    pages = Page.objects.filter(pk__in=visible(pages).values("pk"))
    return pages.specific().search(words, operator="and") if words else pages.none()


def find_documents(request: HttpRequest, asked: str) -> dict:
    """
    The newest public documents that hold all of the words, how many there are, and where.

    They are read below a page: where the reader's language has none that anyone may see, there are
    none.
    """
    page = page_of(PublicDocumentsPage, request)
    if page is None:
        return {"count": 0}
    found = Publication.objects.public().matching(asked)
    first = list(found.select_related("version").order_by("-decided_at", "-pk")[:FIRST])
    for publication in first:
        publication.address = address_below(page, publication, request)
    return {
        "first": first,
        "count": found.count() if len(first) == FIRST else len(first),
        "url": f"{page.get_url(request)}?{urlencode({'q': asked})}",
    }


def find_actions(request: HttpRequest, asked: str) -> dict:
    """
    The newest public joint actions that hold all of the words, how many there are, and where: as
    `find_documents`.
    """
    page = page_of(PublicActionsPage, request)
    if page is None:
        return {"count": 0}
    url = page.get_url(request)
    found = ActionPublication.objects.public().matching(asked)
    first = list(found.with_what_a_list_shows()[:FIRST])
    for publication in first:
        set_addresses(publication, url)
    return {
        "first": first,
        "count": found.count() if len(first) == FIRST else len(first),
        "url": f"{url}?{urlencode({'q': asked})}",
    }
