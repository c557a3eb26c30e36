"""What pages say of following: whether one follows a thing, and by which folder one hears of
it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from network.core.conf import url_of
from network.core.multilingual import MultilingualText

from .models import Document, Folder, Follow
from .places import Place, places_of


@dataclass(frozen=True)
class Following:
    """For `network/documents/_follow.html`: where it is chosen, and how often one is told now.

    `frequency` is empty where one does not follow it; `through` is the nearest folder around it
    that one follows.
    """

    url: str
    is_folder: bool
    frequency: str
    label: str
    through: Folder | None


def follow_of(user: Any, thing: Document | Folder) -> Following:
    """How somebody who sees a thing follows it: one query, and another for who follows a folder
    around it."""
    is_folder = isinstance(thing, Folder)
    own, around = None, []
    for row in Follow.objects.visible_to(user).about(thing):
        if row.folder_id is None or (is_folder and row.folder_id == thing.pk):
            own = row
        else:
            around.append(row.folder_id)
    seen = Folder.objects.visible_to(user).filter(pk__in=around) if around else ()
    through = max(seen, key=lambda folder: folder.depth, default=None)
    return Following(
        url=reverse(f"network:{thing.noun}-follow", args=[thing.pk]),
        is_folder=is_folder,
        frequency=own.frequency if own else "",
        label=own.get_frequency_display() if own else "",
        through=through,
    )


@dataclass(frozen=True)
class Followed:
    """One thing that somebody follows; `thing` is None where they do not see it any more."""

    follow: Follow
    thing: Document | Folder | None
    places: list[Place]

    @property
    def is_folder(self) -> bool:
        return self.follow.folder_id is not None

    @property
    def number(self) -> str:
        return str(self.follow.pk)

    @property
    def name(self) -> MultilingualText | None:
        return getattr(self.thing, "name" if self.is_folder else "title", None)

    @property
    def url(self) -> str:
        """Its page; empty where there is none."""
        if self.thing is None:
            return ""
        return url_of(f"network:{self.thing.noun}", self.thing.pk)


def followed_by(user: Any, rows: list[Follow]) -> list[Followed]:
    """What these are about, as far as somebody sees it."""
    documents = (
        Document.objects.visible_to(user)
        .select_related("group")
        .in_bulk({row.document_id for row in rows if row.document_id})
    )
    folders = (
        Folder.objects.visible_to(user)
        .select_related("group")
        .in_bulk({row.folder_id for row in rows if row.folder_id})
    )
    places = places_of(user, [*documents.values(), *folders.values()])
    found = []
    for row in rows:
        thing = documents.get(row.document_id) or folders.get(row.folder_id)
        found.append(Followed(row, thing, places[thing] if thing else []))
    return found
