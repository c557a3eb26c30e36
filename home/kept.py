"""
What is kept between requests, for all processes, until something that pages show changes.

All of it is public, and carries the *generation* under which its making began. The generation is a
random word in the same cache. Emptying takes it away; whoever needs one next makes a new one, and
what was kept under another counts no more. So what somebody began to make before a page was
published, and had done after, is never shown, whenever it is kept. For that, a request's generation
is read before anything else: see `noress.cache.door`.
"""

import secrets
from functools import lru_cache
from hashlib import blake2b
from threading import Event
from time import monotonic
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site

ALIAS = "pages"
GENERATION = "generation"
# Where a request says under which generation it began.
ENVIRON_KEY = "noress.generation"
# How long a process trusts what it has read, at the most.
MEMORY_SECONDS = 60

# Set where emptying failed: this process tries again before it reads.
_still_to_empty = Event()


def current_generation() -> str | None:
    """The generation that counts now; None where the cache cannot keep one."""
    cache = caches[ALIAS]
    if _still_to_empty.is_set():
        empty()
    if found := cache.get(GENERATION):
        return found
    # Of several processes that make one at the same time, the first is heard.
    cache.add(GENERATION, secrets.token_urlsafe(), timeout=None)
    return cache.get(GENERATION)


def generation_of(request: HttpRequest) -> str | None:
    """The generation under which what is public of an answer may be kept; None where it may not."""
    generation = request.META.get(ENVIRON_KEY)
    return generation if generation and is_own_host(request) else None


def is_own_host(request: HttpRequest) -> bool:
    """Whether the host is written in the one way that counts: a stranger can vary case and port."""
    host = request.get_host()
    name, _port = split_domain_port(host)
    return bool(name) and host in (name, f"{name}:{request.META['SERVER_PORT']}")


def find(what: str, generation: str | None) -> Any:
    """What was kept under this generation, or None. It is shared: nobody may change it."""
    if not generation:
        return None
    try:
        return _remembered(what, generation, int(monotonic() // MEMORY_SECONDS))
    except LookupError:
        return None


@lru_cache(maxsize=300)
def _remembered(what: str, generation: str, _minute: int) -> Any:
    """What is in the cache, remembered by this process; LookupError, which is not remembered."""
    kept_under, value = caches[ALIAS].get(_key(what)) or (None, None)
    if kept_under != generation:
        raise LookupError(what)
    return value


def keep(what: str, value: Any, generation: str | None) -> None:
    """Keep something public whose making began under this generation."""
    if generation:
        caches[ALIAS].set(_key(what), (generation, value))


def _key(what: str) -> str:
    """Short, and of letters that every cache takes."""
    return blake2b(what.encode(), digest_size=16).hexdigest()


def empty() -> None:
    """
    Forget everything, in every process that shares the cache.

    To be called once the change is committed: until then others would keep what was there before.
    """
    # Wagtail forgets them before the commit; another worker may have read the old ones since.
    Site.clear_site_root_paths_cache()
    _still_to_empty.clear()
    # Taken away and not replaced: on a full disk nothing can be written, but a file still removed.
    if caches[ALIAS].delete(GENERATION) is None:
        _still_to_empty.set()
