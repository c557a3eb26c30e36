"""
The stored pages. Each carries the *generation* under which its making began.

The generation is a random word in the same cache. Emptying takes it away; whoever needs one next
makes a new one, and what was stored under another counts no more. So a page whose making began
before somebody published, and ended after, is never shown, whenever it is stored.
"""

import secrets
from hashlib import blake2b
from threading import Event
from typing import NamedTuple

from django.core.cache import caches
from wagtail.models import Site

ALIAS = "pages"
GENERATION = "generation"

# Set where emptying failed: this process tries again before it reads.
_still_to_empty = Event()


class StoredPage(NamedTuple):
    """An answer, compressed; `headers` are all but those about the compression."""

    etag: str
    headers: list[tuple[str, str]]
    body: bytes


def key_for(address: str) -> str:
    """The key of the page at an address: short, and of letters that every cache takes."""
    return blake2b(address.encode(), digest_size=16).hexdigest()


def find(key: str) -> tuple[StoredPage | None, str]:
    """The stored page, if there is one; and the generation, to store one under."""
    cache = caches[ALIAS]
    if _still_to_empty.is_set():
        empty()
    found = cache.get_many([GENERATION, key])
    if generation := found.get(GENERATION):
        stored_under, page = found.get(key, (None, None))
        return (StoredPage(*page) if stored_under == generation else None), generation
    return None, cache.get_or_set(GENERATION, secrets.token_urlsafe, timeout=None)


def keep(key: str, page: StoredPage, generation: str) -> None:
    """Store a page whose making began under this generation."""
    caches[ALIAS].set(key, (generation, tuple(page)))


def empty() -> None:
    """
    Forget every page, in every process that shares the cache.

    To be called once the change is committed: until then others would store what was there before.
    """
    # Wagtail forgets them before the commit; another worker may have read the old ones since.
    Site.clear_site_root_paths_cache()
    _still_to_empty.clear()
    # Taken away and not replaced: on a full disk nothing can be written, but a file still removed.
    if caches[ALIAS].delete(GENERATION) is None:
        _still_to_empty.set()
