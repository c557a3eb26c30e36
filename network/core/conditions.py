"""Conditions written in SQL, for what every page asks several times.

Django builds, copies and compiles a tree of `Q` anew for each query. Who sees a document is a dozen
leaves and a subquery: asked three times, that was a tenth of what a page of documents costs.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import BooleanField, F, Func, Value

_NAME = re.compile(r"\{(\w+)\}")


class Condition(Func):
    """One condition for `filter`: `Condition("{group} IN {mine}", columns, {"mine": [3, 7]})`.

    A name in braces is a column, which `columns` leads to from the rows that are asked for
    (`{"group": "document__group"}`), or a value: one, or several for `IN`, of which there may be
    none. Only what is in `values` may come from outside: it goes to the database beside the SQL.
    What is compared with a model's key is made by `keys`.

    It is true or false of each row, and never NULL: turned round, it lets all the rest through. Not
    so a part of it: `NOT {group} IN {mine}` is NULL of an empty list. Double a `%` that is meant.
    """

    def __init__(
        self, sql: str, columns: Mapping[str, str], values: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(*map(F, columns.values()), output_field=BooleanField())
        self.sql, self.names, self.values = sql, tuple(columns), values or {}

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[Any]]:
        columns, params = {}, []
        for name, expression in zip(self.names, self.get_source_expressions(), strict=True):
            columns[name], more = compiler.compile(expression)
            if more:
                raise ValueError(f"{name} is no column.")

        def placed(value: Any) -> str:
            value = value if isinstance(value, Value) else Value(value)
            sql, more = compiler.compile(value)
            params.extend(more)
            return sql

        def written(found: re.Match[str]) -> str:
            name = found[1]
            if name in columns:
                return columns[name]
            value = self.values[name]
            if not isinstance(value, (frozenset, list, tuple)):
                return placed(value)
            # NULL is in none, and nothing is NULL: a database refuses an empty list.
            return f"({', '.join(map(placed, value)) or 'NULL'})"

        # Not COALESCE, which SQLite takes for dear, and asks last: a count took twice as long.
        return f"(({_NAME.sub(written, self.sql)}) IS TRUE)", params


def keys(model: Any, pks: Iterable[Any]) -> tuple[Value, ...]:
    """These keys of a model, sent to the database as its own column would be: of a site's users
    they may be UUIDs, or numbers that are too large for what Django takes a number for."""
    return tuple(Value(pk, output_field=model._meta.pk) for pk in pks)
