"""What is new to somebody since they were here before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .models import Document, DocumentQuerySet
from .places import Place, places_of


@dataclass(frozen=True)
class News:
    """A document that is new, or has a version that is; `places` is where, as far as the reader
    sees that."""

    document: Document
    is_new: bool
    places: list[Place]


def changed_since(user: Any, since: datetime | None) -> DocumentQuerySet:
    """What one sees that others have added or gone on with since, the latest first: what one has
    put there oneself is no news. Where one was never here before, nothing is."""
    rows = Document.objects.visible_to(user).with_what_a_list_shows().select_related("group")
    rows = rows.exclude(current__author=user.pk).order_by("-updated_at", "-pk")
    return rows.none() if since is None else rows.filter(updated_at__gt=since)


def as_news(user: Any, documents: list[Document], since: datetime | None) -> list[News]:
    """These documents, with what is new of them and where they are."""
    places = places_of(user, documents)
    return [
        News(document, since is None or document.created_at > since, places[document])
        for document in documents
    ]
