"""
What was built once is put back for each test that asks for it.

Building a network by its operations takes half a second, and a thousand tests want one. Its rows
and files, written back as they were, take a tenth of that.
"""

from collections.abc import Callable
from functools import wraps
from itertools import chain
from types import SimpleNamespace

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import Model

from network.models import Photo, Version

# Of each table, by primary key.
Rows = dict[type[Model], dict[object, tuple]]


def kept(build: Callable[[], SimpleNamespace]) -> Callable[[], SimpleNamespace]:
    """Let `build` work once in a run. A test that commits has it built anew: what hangs on the
    commit of an operation happens there."""
    rows: Rows = {}
    files: dict[str, bytes] = {}
    names: dict[str, object] = {}

    @wraps(build)
    def built() -> SimpleNamespace:
        if not connection.in_atomic_block:
            return build()
        if rows:
            _write(rows)
            _write_files(files)
        else:
            before = _read()
            names.update(vars(build()))
            rows.update(_new(_read(), before))
            files.update(_read_files())
        return SimpleNamespace(**_fresh(names))

    return built


def _columns(model: type[Model]) -> list[str]:
    return [field.column for field in model._meta.local_concrete_fields]


def _sql(template: str, model: type[Model]) -> str:
    quote = connection.ops.quote_name
    columns = _columns(model)
    return template.format(
        table=quote(model._meta.db_table),
        columns=", ".join(map(quote, columns)),
        values=", ".join(["%s"] * len(columns)),
    )


def _read() -> Rows:
    """Every row there is, as the database's driver gives it and takes it again."""
    rows: Rows = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                cursor.execute(_sql("SELECT {columns} FROM {table}", model))
                key = _columns(model).index(model._meta.pk.column)
                rows[model] = {row[key]: row for row in cursor.fetchall()}
    return rows


def _new(after: Rows, before: Rows) -> Rows:
    new = {
        model: {key: row for key, row in rows.items() if key not in before[model]}
        for model, rows in after.items()
    }
    return {model: rows for model, rows in new.items() if rows}


def _write(rows: Rows) -> None:
    with connection.cursor() as cursor:
        for model, those in rows.items():
            cursor.executemany(
                _sql("INSERT INTO {table} ({columns}) VALUES ({values})", model), [*those.values()]
            )


def _storage():
    return Version._meta.get_field("file").storage


def _read_files() -> dict[str, bytes]:
    files = {}
    names = [model.objects.values_list("file", flat=True) for model in (Version, Photo)]
    for name in chain(*names):
        with _storage().open(name) as file:
            files[name] = file.read()
    return files


def _write_files(files: dict[str, bytes]) -> None:
    """A test has the files it leaves, or a storage of its own."""
    for name, content in files.items():
        if not _storage().exists(name):
            _storage().save(name, ContentFile(content))


def _fresh(value):
    """The same with its records read again: what one test did to them is not the next one's."""
    if isinstance(value, Model):
        return type(value)._base_manager.get(pk=value.pk)
    return {key: _fresh(each) for key, each in value.items()}
