"""
Stores what `door` gives out.

One kind of answer is kept: a published page that anyone may see, at its own address, for somebody
who is not signed in. The language is in the address, and the page depends on nothing else. Whatever
is not so passes through: errors, searches, forms with a token, previews, private pages.
"""

import gzip
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import cc_delim_re, get_conditional_response, patch_cache_control
from django.utils.text import compress_string

from home import kept

from .door import ENVIRON_KEY, StoredPage

# Said of the body as it was sent this time.
OF_THE_SENDING = {"Content-Encoding", "Content-Length"}


class PageCacheMiddleware:
    """The first of all, so that a stored page has the headers that the others add."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            make_private(response)
        elif ENVIRON_KEY in request.META and is_page_for_all(request, response):
            # Browsers ask each time whether it is still so: what is published is seen at once.
            response.headers["Cache-Control"] = "no-cache"
            response.headers["Vary"] = "Accept-Encoding"
            text, compressed = both_forms(response)
            response.headers["ETag"] = f'W/"{blake2b(text, digest_size=16).hexdigest()}"'
            # The answer to HEAD may be without a body.
            if request.method == "GET":
                page = as_stored(response, compressed)
                kept.keep(request.META[ENVIRON_KEY], tuple(page), request.META[kept.ENVIRON_KEY])
            return get_conditional_response(
                request, etag=response.headers["ETag"], response=response
            )
        return response


def is_page_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer is a page that anyone may see, at its one address, without a secret."""
    # Wagtail's view answers with the page in the context; no other view and no error does.
    context = getattr(response, "context_data", None) or {}
    page = context.get("page")
    return (
        response.status_code == 200
        and not response.streaming
        and getattr(page, "is_restricted", True) is False
        # A form's token, a session, a message.
        and not response.cookies
        and not response.has_header("Cache-Control")
        and set(cc_delim_re.split(response.get("Vary", "Accept-Encoding"))) == {"Accept-Encoding"}
        and kept.is_own_host(request)
        and is_known(request.META["QUERY_STRING"], page.query_parameters(context))
    )


def is_known(query: str, parameters: dict[str, str]) -> bool:
    """Whether the query is among the page's `parameters`, each once and in its one spelling."""
    pairs = parse_qsl(query, keep_blank_values=True)
    asked = dict(pairs)
    return (
        len(asked) == len(pairs)
        and urlencode(pairs) == query
        and asked.items() <= parameters.items()
    )


def both_forms(response: HttpResponse) -> tuple[bytes, bytes]:
    """The answer's text, plain and compressed, whichever of them is sent."""
    if response.get("Content-Encoding") == "gzip":
        return gzip.decompress(response.content), response.content
    return response.content, compress_string(response.content)


def as_stored(response: HttpResponse, compressed: bytes) -> StoredPage:
    headers = tuple(item for item in response.items() if item[0] not in OF_THE_SENDING)
    return StoredPage(response.headers["ETag"], headers, compressed)


def make_private(response: HttpResponse) -> None:
    """Somebody with a session is answered alone, and asks again each time."""
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, no_cache=True)
    patch_cache_control(response, private=True)
