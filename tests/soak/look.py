"""For the shell of the soaked site: sweeps as a day later, and prints all that is there."""

import hashlib
import json
import os
from datetime import timedelta

from django.core.files.storage import storages
from django.utils import timezone

from network.core import resumable
from network.core.files.checking import orphans as orphans_before
from network.models import PartialUpload, UploadPart, Version

storage = storages["private"]


def files_in(folder):
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return []
    below = [name for each in folders for name in files_in(f"{folder}/{each}")]
    return [f"{folder}/{name}" for name in names] + below


def digest_of(version):
    with version.file.open() as file:
        return hashlib.sha256(file.read()).hexdigest()


for name in files_in("documents"):
    os.utime(storage.path(name), (0, 0))
PartialUpload.objects.update(touched_at=timezone.now() - timedelta(days=2))
left = PartialUpload.objects.count()
resumable.forget_old()
orphans = [orphan.name for orphan in orphans_before(before=timezone.now())]
for name in orphans:
    storage.delete(name)
versions = list(Version.objects.all())
rows = {version.file.name for version in versions}
print(
    json.dumps(
        {
            "documents": {each.name: digest_of(each) for each in versions},
            "count": len(versions),
            "left": left,
            "orphans": len(orphans),
            "rows": PartialUpload.objects.count() + UploadPart.objects.count(),
            "parts": files_in("parts"),
            "folders": storage.listdir("parts")[0],
            "unnamed": sorted(set(files_in("documents")) - rows),
        }
    )
)
