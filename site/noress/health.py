"""`/healthz`: can this process serve? Asked by whoever watches the machine, every few seconds."""

import logging
import secrets
from functools import cache

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


class Unhealthy(Exception):
    """A check's answer is no."""


def check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@cache
def check_migrations() -> None:
    """
    Refuse a database that lacks migrations.

    Reading them all costs most of a second, and this process's code never changes: `cache` keeps
    the good answer, and asks again after a bad one, because an exception is not kept.
    """
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        raise Unhealthy(f"{len(missing)} migrations are not applied")


def check_storage() -> None:
    """Write, read and delete a file where files go: a full or read-only disk fails here."""
    for storage in (storages["default"], storages["private"]):
        content = secrets.token_bytes(16)
        name = storage.save(f"healthz/{secrets.token_hex(8)}", ContentFile(content))
        try:
            with storage.open(name) as file:
                if file.read() != content:
                    raise Unhealthy("a file did not come back as it was written")
        finally:
            storage.delete(name)


CHECKS = {
    "database": check_database,
    "migrations": check_migrations,
    "storage": check_storage,
}


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when all is well, else 503; which check failed is said, why is only logged."""
    answers = {}
    for name, check in CHECKS.items():
        try:
            check()
        except Exception:
            logger.exception("healthz: %s failed", name)
            answers[name] = "failed"
        else:
            answers[name] = "ok"
    healthy = set(answers.values()) == {"ok"}
    return JsonResponse(
        {"status": "ok" if healthy else "failed", **answers}, status=200 if healthy else 503
    )
