"""
Django's caches, forgiving: what a cache cannot do is said in the log, and the site goes on.

A cache only saves work. One that is down, full or unwritable reads as an empty one, and answers
None where it was to change something. Only what limits how often somebody may try a password is
counted all the same: by each process for itself, until the cache is asked again.
"""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

logger = logging.getLogger(__name__)

# django-allauth's counts of tries, and the codes that were used.
COUNTED = "allauth"
COUNTED_HERE_SECONDS = 300


class ForgivingMixin:
    """Beside a cache of Django's: its failures become `otherwise` and a line in the log."""

    _counts = LocMemCache("counts", {})
    _counted_here_until = 0.0

    def _forgive(self, do: Callable, *args: Any, otherwise: Any = None, **kwargs: Any) -> Any:
        is_counted = bool(args) and str(args[0]).startswith(COUNTED)
        # A full disk is read without an error and never written: for a while it is not asked.
        if is_counted and time.monotonic() < ForgivingMixin._counted_here_until:
            return getattr(self._counts, do.__name__)(*args, **kwargs)
        try:
            return do(*args, **kwargs)
        except Exception as error:
            logger.error("The cache cannot %s: %r", do.__name__, error)
        if is_counted:
            ForgivingMixin._counted_here_until = time.monotonic() + COUNTED_HERE_SECONDS
            return getattr(self._counts, do.__name__)(*args, **kwargs)
        return otherwise

    def get(self, key, default=None, version=None):
        return self._forgive(super().get, key, default, version, otherwise=default)

    def get_many(self, keys, version=None):
        return self._forgive(super().get_many, keys, version, otherwise={})

    def has_key(self, key, version=None):
        return self._forgive(super().has_key, key, version, otherwise=False)

    def add(self, *args, **kwargs):
        return self._forgive(super().add, *args, **kwargs)

    def set(self, *args, **kwargs):
        return self._forgive(super().set, *args, **kwargs)

    def set_many(self, data, *args, **kwargs):
        return self._forgive(super().set_many, data, *args, otherwise=list(data), **kwargs)

    def touch(self, *args, **kwargs):
        return self._forgive(super().touch, *args, **kwargs)

    def delete(self, key, version=None):
        return self._forgive(super().delete, key, version)

    def delete_many(self, keys, version=None):
        return self._forgive(super().delete_many, keys, version)

    def clear(self):
        return self._forgive(super().clear)


class ForgivingFileCache(ForgivingMixin, FileBasedCache):
    """Files on the disk of one machine, which all its processes share."""

    def _createdir(self):
        # Django makes the folder before the first use already; writing into it will tell.
        with suppress(OSError):
            super()._createdir()


class ForgivingRedisCache(ForgivingMixin, RedisCache):
    """A Redis server, which several machines share."""
