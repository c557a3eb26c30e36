"""
Wagtail's search in the database, whatever is asked of it.

SQLite reads a query as a language of its own, and PostgreSQL takes no NUL. Every search goes
through here, the public one and each of the admin's, so here questions are made plain words.
"""

import copy
import re

from modelsearch.backends import database
from modelsearch.query import MATCH_NONE, And, Boost, Fuzzy, Not, Or, Phrase, PlainText

# Quotation marks and the backslash mean something to a database; NUL and half characters nothing.
NO_WORD = re.compile(r"[\"'\\\x00-\x1f\x7f\ud800-\udfff]")
# Each word more is a step deeper for Django, which stops at some hundreds; they find nothing more.
MOST_WORDS = 30


class PlainWords:
    """Over one of Wagtail's database search backends: it never sees what is no word."""

    def _search(self, query_compiler_class, query, model_or_queryset, **kwargs):
        return super()._search(query_compiler_class, plain(query), model_or_queryset, **kwargs)


def SearchBackend(params):
    """Wagtail's backend for the database there is, with questions made plain."""
    backend = type(database.SearchBackend(params))
    return type(f"Plain{backend.__name__}", (PlainWords, backend), {})(params)


def plain(query):
    """The query with words only in its texts; one without any word finds nothing."""
    match query:
        case str():
            return words(query)
        case PlainText() | Phrase() | Fuzzy():
            text = words(query.query_string)
            return with_changes(query, query_string=text) if text else MATCH_NONE
        case Not() | Boost():
            return with_changes(query, subquery=plain(query.subquery))
        case And() | Or():
            parts = [part for part in map(plain, query.subqueries) if part is not MATCH_NONE]
            if len(parts) < 2:
                return parts[0] if parts else MATCH_NONE
            return with_changes(query, subqueries=parts[:MOST_WORDS])
    return query


def with_changes(query, **changes):
    """A copy of the query with some of its attributes changed."""
    changed = copy.copy(query)
    vars(changed).update(changes)
    return changed


def words(text: str) -> str:
    """The first words of the text, without what is none: marks alone are not."""
    parts = NO_WORD.sub(" ", text).split()
    kept = [part for part in parts if any(letter.isalnum() for letter in part)]
    return " ".join(kept[:MOST_WORDS])
