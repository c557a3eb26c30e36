"""
Answers visitors from the stored pages, before anything else of Django runs.

One kind of answer is kept: a published page that anyone may see, at its own address, for somebody
who is not signed in. The language is in the address, and the page depends on nothing else. Whatever
is not so passes through: errors, searches, forms with a token, previews, private pages.
"""

import gzip
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils.cache import (
    cc_delim_re,
    get_conditional_response,
    patch_cache_control,
)
from django.utils.text import compress_string

from . import pages

LANGUAGE_ROOTS = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
# What others hang on links to follow a reader; the site never looks at it.
TRACKING = ("utm_", "mtm_", "pk_", "mc_", "_ga", "_gl")
TRACKING_NAMES = {"dclid", "fbclid", "gbraid", "gclid", "igshid", "msclkid", "wbraid", "yclid"}
# Said of the body as it was sent, or said again when the stored page is sent.
OF_THE_SENDING = {"Cache-Control", "Content-Encoding", "Content-Length", "ETag", "Vary"}


class PageCacheMiddleware:
    """
    Inside the security middleware, whose headers and redirects belong to every answer; outside the
    compression, whose result is stored; and before all that only a page in the making needs.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return as_private(self.get_response(request))
        if not is_public(request):
            return self.get_response(request)
        drop_tracking(request)
        key = pages.key_for(request.build_absolute_uri())
        page, generation = pages.find(key)
        if page:
            return answer(request, page, "hit")
        response = self.get_response(request)
        if not is_storable(request, response):
            return response
        page = as_stored(response)
        # What a HEAD request gets may be without a body.
        if request.method == "GET":
            pages.keep(key, page, generation)
        return answer(request, page, "fwd=miss")


def is_public(request: HttpRequest) -> bool:
    """Whether the answer can be a page like everybody's."""
    return (
        request.method in ("GET", "HEAD")
        and request.path_info.startswith(LANGUAGE_ROOTS)
        # A message waits there for this reader.
        and CookieStorage.cookie_name not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
        # A preview, which Wagtail makes at the page's own address.
        and not hasattr(request, "is_dummy")
    )


def drop_tracking(request: HttpRequest) -> None:
    """Make the request one without the trackers' parameters."""
    if query := request.META.get("QUERY_STRING"):
        request.META["QUERY_STRING"] = "&".join(
            pair
            for pair in query.split("&")
            if not (pair.startswith(TRACKING) or pair.partition("=")[0] in TRACKING_NAMES)
        )


def is_storable(request: HttpRequest, response: HttpResponse) -> bool:
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
        and is_own_host(request)
        and is_known(request.META.get("QUERY_STRING", ""), page.query_parameters(context))
    )


def is_own_host(request: HttpRequest) -> bool:
    """Whether the host is written in the one way that counts: a stranger can vary case and port."""
    host = request.get_host()
    name, _port = split_domain_port(host)
    return bool(name) and host in (name, f"{name}:{request.META['SERVER_PORT']}")


def is_known(query: str, parameters: dict[str, str]) -> bool:
    """Whether the query is among the page's `parameters`, each once and in its one spelling."""
    pairs = parse_qsl(query, keep_blank_values=True)
    asked = dict(pairs)
    return (
        len(asked) == len(pairs)
        and urlencode(pairs) == query
        and asked.items() <= parameters.items()
    )


def as_stored(response: HttpResponse) -> pages.StoredPage:
    """The answer as it is kept: compressed, and recognised by a digest of what it says."""
    body = response.content
    if response.get("Content-Encoding") == "gzip":
        text = gzip.decompress(body)
    else:
        text, body = body, compress_string(body)
    kept = {name: value for name, value in response.items() if name not in OF_THE_SENDING}
    etag = f'W/"{blake2b(text, digest_size=16).hexdigest()}"'
    # Browsers ask each time whether it is still so: what is published is seen at once.
    return pages.StoredPage({**kept, "ETag": etag, "Cache-Control": "no-cache"}, body)


def answer(request: HttpRequest, page: pages.StoredPage, status: str) -> HttpResponse:
    """The page to this reader: nothing if they have it, and uncompressed if they want it so."""
    headers = {
        **page.headers,
        "Vary": "Accept-Encoding",
        # RFC 9211; for whoever wonders where an answer comes from.
        "Cache-Status": f"noress; {status}",
    }
    body = page.body
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        body = gzip.decompress(body)
    headers["Content-Length"] = str(len(body))
    response = HttpResponse(body, headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=response)


def as_private(response: HttpResponse) -> HttpResponse:
    """The answer to somebody with a session: theirs alone, and to be asked for again each time."""
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, no_cache=True)
    patch_cache_control(response, private=True)
    return response
