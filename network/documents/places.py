"""Where things are, by the names of what a reader sees: who is shown a document need not see the
group that it is of, nor the folder that it is in."""

from collections.abc import Collection
from typing import Any

from network.members.models import WorkingGroup

from .models import Document, Folder

Place = WorkingGroup | Folder


def places_of(
    user: Any, things: Collection[Document | Folder]
) -> dict[Document | Folder, list[Place]]:
    """The group of each, and the folder it is in: two queries, however many there are."""
    groups = WorkingGroup.objects.visible_to(user).in_bulk({thing.group_id for thing in things})
    around = {thing: _folder_around(thing) for thing in things}
    folders = Folder.objects.visible_to(user).in_bulk(set(around.values()) - {None})
    return {
        thing: [
            place
            for place in (groups.get(thing.group_id), folders.get(around[thing]))
            if place is not None
        ]
        for thing in things
    }


def _folder_around(thing: Document | Folder) -> int | None:
    return thing.parent_id if isinstance(thing, Folder) else thing.folder_id
