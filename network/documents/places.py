"""Where things are, by the names of what a reader sees: who is shown a document need not see the
group that it is of, nor the folder that it is in."""

from collections.abc import Collection
from typing import Any

from network.members.models import WorkingGroup
from network.members.standing import standing_of

from .models import Document, Folder

Place = WorkingGroup | Folder


def places_of(
    user: Any, things: Collection[Document | Folder]
) -> dict[Document | Folder, list[Place]]:
    """The group of each, and the folder it is in: one query, where they were read with their
    groups."""
    standing = standing_of(user)
    around = {thing: _folder_around(thing) for thing in things}
    folders = Folder.objects.visible_to(user).in_bulk(set(around.values()) - {None})
    found: dict[Document | Folder, list[Place]] = {}
    for thing, number in around.items():
        found[thing] = [thing.group] if standing.sees_group(thing.group_id) else []
        if number in folders:
            found[thing].append(folders[number])
    return found


def _folder_around(thing: Document | Folder) -> int | None:
    return thing.parent_id if isinstance(thing, Folder) else thing.folder_id
