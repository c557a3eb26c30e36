"""The public search: published pages that anyone may see, in the reader's language."""

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

from home.visibility import visible
from network.text import normalise

PER_PAGE = 10
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
