"""
Answers visitors from the stored pages, before Django.

Django's way to a view and back costs several times what reading a stored page does. So the door
stands round the whole application, where `wsgi.py` makes it; what may be stored and how is for the
middleware, which sees the page itself.
"""

import gzip
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.utils.http import parse_etags

from home import kept

# Where the middleware finds under what to store the page it sees.
ENVIRON_KEY = "noress.page_cache"
LANGUAGE_ROOTS = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
# What others hang on links to follow a reader; the site never looks at it.
TRACKING = ("utm_", "mtm_", "pk_", "mc_", "_ga", "_gl")
TRACKING_NAMES = {"dclid", "fbclid", "gbraid", "gclid", "igshid", "msclkid", "wbraid", "yclid"}


class StoredPage(NamedTuple):
    """An answer, compressed; `headers` are all but those about the compression."""

    etag: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


class PageCache:
    """A WSGI application: a stored page, or else what the application inside it answers."""

    def __init__(self, application: Callable):
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        if reads_a_page(environ):
            environ[kept.ENVIRON_KEY] = generation = kept.current_generation()
            if is_public(environ):
                environ["QUERY_STRING"] = without_tracking(environ.get("QUERY_STRING", ""))
                environ[ENVIRON_KEY] = where = address(environ)
                if page := kept.find(where, generation):
                    return answer(environ, StoredPage(*page), start_response)
        return self.application(environ, start_response)


def reads_a_page(environ: dict[str, Any]) -> bool:
    """Whether something that is kept can help to answer, whoever is asking."""
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and environ["PATH_INFO"].startswith(LANGUAGE_ROOTS)
        # The site reads the address without it: strangers could store one page many times over.
        and "%00" not in environ.get("QUERY_STRING", "")
    )


def is_public(environ: dict[str, Any]) -> bool:
    """Whether the answer can be a page like everybody's: nothing here says who is asking."""
    cookies = environ.get("HTTP_COOKIE", "")
    return (
        f"{settings.SESSION_COOKIE_NAME}=" not in cookies
        # A message waits there for this reader.
        and f"{CookieStorage.cookie_name}=" not in cookies
        and "HTTP_AUTHORIZATION" not in environ
    )


def without_tracking(query: str) -> str:
    """The query of an address without the trackers' parameters."""
    return query and "&".join(
        pair
        for pair in query.split("&")
        if not (pair.startswith(TRACKING) or pair.partition("=")[0] in TRACKING_NAMES)
    )


def address(environ: dict[str, Any]) -> str:
    """
    Where the page is. The host is as the visitor wrote it: a page is stored only under one that
    Django has accepted.
    """
    host, path = environ.get("HTTP_HOST"), environ.get("SCRIPT_NAME", "") + environ["PATH_INFO"]
    return f"{environ['wsgi.url_scheme']}://{host}{path}?{environ['QUERY_STRING']}"


def answer(environ: dict[str, Any], page: StoredPage, start_response: Callable) -> Iterable[bytes]:
    """The page to this reader: nothing if they have it, uncompressed if they want it so."""
    headers = [*page.headers, ("Cache-Status", "noress; hit")]
    if is_known(environ.get("HTTP_IF_NONE_MATCH", ""), page.etag):
        start_response("304 Not Modified", headers)
        return []
    body = page.body
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        headers.append(("Content-Encoding", "gzip"))
    else:
        body = gzip.decompress(body)
    headers.append(("Content-Length", str(len(body))))
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def is_known(if_none_match: str, etag: str) -> bool:
    """Whether the reader has the page with this ETag already."""
    return bool(if_none_match) and not {etag, "*"}.isdisjoint(parse_etags(if_none_match))
