"""Files of documents whose row did not come about, because a process was killed."""

import os
import time
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from network.documents.jobs import forget_orphans
from network.models import Version

from .papers import *  # noqa: F403
from .papers import add, kept_files

A_DAY = 24 * 60 * 60


def keep(name, *, age):
    storage = storages["private"]
    kept = storage.save(name, ContentFile(b"left"))
    at = time.time() - age
    os.utime(storage.path(kept), (at, at))
    return kept


@pytest.mark.parametrize("days_ago", [0, 1])
def test_file_that_no_version_names_is_gone_after_a_day(world, days_ago):
    kept = add(world).current.file.name
    os.utime(storages["private"].path(kept), (0, 0))
    # This month, or the last one.
    first = timezone.now().replace(day=1) - timedelta(days=days_ago)
    old = keep(f"documents/{first:%Y/%m}/old", age=A_DAY + 60)
    new = keep(f"documents/{first:%Y/%m}/new", age=A_DAY - 60)
    assert old in kept_files()
    assert forget_orphans() == 1
    assert set(kept_files()) >= {kept, new}
    assert old not in kept_files()
    assert Version.objects.filter(file=kept).exists()


def test_storage_without_documents_has_no_orphans(world):
    assert forget_orphans() == 0
