"""Whether the rows and the private storage agree: every file that a row names is there and is what
it was, and every file that is there is named by a row.

Nothing needs to be told which rows name files: each model with a file field over the private
storage does. Where the model keeps the file's `size` and `sha256` beside it, they are compared.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any

from django.apps import apps
from django.db import models

from .storage import private_storage

_CHUNK_BYTES = 256 * 1024
_A_BATCH = 500


@dataclass(frozen=True)
class Finding:
    """What is wrong with the file of one row."""

    kind: str
    model: type[models.Model]
    pk: Any
    name: str
    expected: str = ""
    found: str = ""


@dataclass(frozen=True)
class Orphan:
    """A file that no row names, as it was found."""

    name: str
    size: int
    modified: str


def file_fields() -> list[tuple[type[models.Model], models.FileField]]:
    """Every field, of any app of the site, whose files are in the private storage."""
    return [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.FileField) and field.storage is private_storage()
    ]


def check_rows(*, is_fast: bool = False, seen: "Count | None" = None) -> Iterator[Finding]:
    """What is wrong with the files that rows name. `is_fast`: by their sizes alone, unread."""
    for model, field in file_fields():
        known = {known.name for known in model._meta.concrete_fields}
        columns = [name for name in ("size", "sha256") if name in known]
        rows = model._base_manager.exclude(**{field.name: ""}).exclude(**{field.name: None})
        for row in rows.order_by("pk").values("pk", field.name, *columns).iterator(2000):
            found = _check(model, field, row, is_fast, seen or Count())
            # Unless it has been deleted, with its file, in the meantime.
            if found and rows.filter(pk=row["pk"], **{field.name: row[field.name]}).exists():
                yield found


@dataclass
class Count:
    """How much was looked at."""

    files: int = 0
    size: int = 0


def _check(
    model: type[models.Model],
    field: models.FileField,
    row: dict[str, Any],
    is_fast: bool,
    seen: Count,
) -> Finding | None:
    name = row[field.name]
    finding = partial(Finding, model=model, pk=row["pk"], name=name)
    seen.files += 1
    try:
        size, digest = (private_storage().size(name), "") if is_fast else _read(name)
    except FileNotFoundError:
        return finding("missing")
    except OSError as error:
        return finding("unreadable", found=str(error))
    seen.size += size
    if row.get("size") is not None and row["size"] != size:
        return finding("size", expected=str(row["size"]), found=str(size))
    if digest and row.get("sha256") and row["sha256"] != digest:
        return finding("content", expected=row["sha256"], found=digest)
    return None


def _read(name: str) -> tuple[int, str]:
    """The size and the digest of a file, read a piece at a time."""
    digest, size = hashlib.sha256(), 0
    with private_storage().open(name) as file:
        for piece in iter(partial(file.read, _CHUNK_BYTES), b""):
            digest.update(piece)
            size += len(piece)
    return size, digest.hexdigest()


def orphans(*, before: datetime) -> Iterator[Orphan]:
    """Files that no row names and that were there before then: a younger one's row may still be on
    its way."""
    for batch in batches_of(stored_names()):
        for name in sorted(unnamed(batch)):
            if found := orphan_named(name, before=before):
                yield found


def orphan_named(name: str, *, before: datetime) -> Orphan | None:
    """The file of this name, if it is there, no row names it, and it was there before then."""
    storage = private_storage()
    try:
        modified = storage.get_modified_time(name)
        if modified >= before or not unnamed([name]):
            return None
        return Orphan(name, storage.size(name), modified.isoformat())
    except FileNotFoundError:
        return None


def is_older(name: str, before: datetime) -> bool:
    """Whether a file was there before then; not if it is gone."""
    try:
        return private_storage().get_modified_time(name) < before
    except FileNotFoundError:
        return False


def unnamed(names: Iterable[str]) -> set[str]:
    """Those of these files that no row names."""
    left = set(names)
    for model, field in file_fields():
        rows = model._base_manager.filter(**{f"{field.name}__in": sorted(left)})
        left -= set(rows.values_list(field.name, flat=True))
    return left


def stored_names(folder: str = "") -> Iterator[str]:
    """The names of all that is stored, in a folder and those in it, one folder after the other."""
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        try:
            folders, files = private_storage().listdir(place)
        except FileNotFoundError:
            continue
        prefix = f"{place}/" if place else ""
        # Some storages list a folder as a file without a name in it.
        yield from (f"{prefix}{name}" for name in sorted(files) if name)
        waiting += [f"{prefix}{name}" for name in sorted(folders, reverse=True) if name]


def batches_of(names: Iterable[str]) -> Iterator[list[str]]:
    names = iter(names)
    while batch := list(islice(names, _A_BATCH)):
        yield batch
