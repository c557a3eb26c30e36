"""What the coordination's lists find, while somebody is still typing."""

from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q

from network.text import normalise


def beginning(column: str, query: str) -> Q:
    """The rows in whose key every word of the query begins a word: as `found_by`, but before the
    last one is written out. A query without words finds nothing."""
    words = normalise(query).split()
    if not words:
        return Q(pk__in=[])
    return Q(*(Q(**{f"{column}__contains": f" {word}"}) for word in words))


def person_matches(query: str, user: str = "") -> Q:
    """People by their names in either script, or a part of their address; `user` leads to them.

    Somebody who never came in is known by what their account says.
    """
    model = get_user_model()
    found = beginning(f"{user}network_profile__search_text", query)
    for name in {model.get_email_field_name(), model.USERNAME_FIELD}:
        found |= Q(**{f"{user}{name}__icontains": query.strip()})
    for name in ("first_name", "last_name"):
        if _has(name):
            found |= Q(**{f"{user}{name}__istartswith": query.strip()})
    return found


def _has(name: str) -> bool:
    try:
        get_user_model()._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True
