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
    around = {thing.around_id for thing in things} - {None}
    folders = Folder.objects.visible_to(user).in_bulk(around)
    found: dict[Document | Folder, list[Place]] = {}
    for thing in things:
        found[thing] = [thing.group] if standing.sees_group(thing.group_id) else []
        if thing.around_id in folders:
            found[thing].append(folders[thing.around_id])
    return found
