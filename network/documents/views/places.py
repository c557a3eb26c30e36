"""Where a thing is: the way to it, and the way back."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from network.core.lines import is_number
from network.members.gate import MemberRequest
from network.members.models import WorkingGroup
from network.members.standing import standing_of

from ..models import Document, Folder

Crumbs = list[tuple[Any, str]]


def list_of(group: WorkingGroup) -> str:
    return reverse("network:group-documents", args=[group.pk])


def crumbs_of(group: WorkingGroup) -> Crumbs:
    """The way to the documents of a group, for who sees that."""
    return [(group, group.get_absolute_url()), (_("Documents"), list_of(group))]


def crumbs_to(request: MemberRequest, group: WorkingGroup, folder: Folder | None) -> Crumbs:
    """The way to a folder, itself included: as much of it as the reader sees."""
    return _crumbs_through(request, group, [*folder.ancestor_ids, folder.pk] if folder else [])


def crumbs_above(request: MemberRequest, folder: Folder) -> Crumbs:
    """The way to where a folder is."""
    return _crumbs_through(request, folder.group, folder.ancestor_ids)


def _crumbs_through(request: MemberRequest, group: WorkingGroup, way: list[int]) -> Crumbs:
    """What is shared with all members is read by people who are not to know of its group."""
    if standing_of(request.user).sees_group(group.pk):
        crumbs = crumbs_of(group)
    else:
        crumbs = [(_("Documents"), reverse("network:documents"))]
    if not way:
        return crumbs
    seen = Folder.objects.visible_to(request.user).only("name").in_bulk(way)
    return crumbs + [(seen[pk], seen[pk].get_absolute_url()) for pk in way if pk in seen]


def way_back(request: MemberRequest, thing: Document | Folder) -> str:
    """The nearest page above a thing that its reader sees."""
    return str(crumbs_to(request, thing.group, thing.around)[-1][1])


def folder_in(request: MemberRequest, group: WorkingGroup) -> Folder | None:
    """The folder of the group that the address names with `in`. Raises Http404 where they see
    none."""
    number = request.GET.get("in", "")
    if not number:
        return None
    rows = Folder.objects.visible_to(request.user).filter(group=group)
    return get_object_or_404(rows, pk=number if is_number(number) else 0)
