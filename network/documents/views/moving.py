"""Documents and folders that are moved or removed, several at once too."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.core import once
from network.core.changes import show_errors
from network.core.conf import trash_days
from network.core.lines import is_number
from network.core.once import OnceForm
from network.core.views import form_view, sent
from network.members.gate import MemberRequest
from network.members.models import WorkingGroup

from ..forms import Destination, MoveForm
from ..models import Document, Folder
from ..operations import move, remove_document, remove_folder
from ..reasons import circles_of, everybody_in, who_sees
from ..rules import can_decide_about, can_decide_about_all
from .documents import find
from .folders import find_folder
from .places import crumbs_to, folder_in, list_of
from .publicity import NO_LONGER_PUBLIC

Things = list[Document | Folder]
TOP = "top"
# As many as one chooses on a page, and its folders.
MOST = 200


@form_view
def document_move(request: MemberRequest, pk: int) -> HttpResponse:
    found = find(request, pk)
    if not can_decide_about(request.actor, found):
        raise PermissionDenied
    return _move(request, found.group, [found], found.get_absolute_url())


@form_view
def folder_move(request: MemberRequest, pk: int) -> HttpResponse:
    found = find_folder(request, pk)
    if not can_decide_about(request.actor, found):
        raise PermissionDenied
    return _move(request, found.group, [found], found.get_absolute_url())


@form_view
def documents_move(request: MemberRequest, pk: int) -> HttpResponse:
    """Move what was chosen in a list, which the address names."""
    group = get_object_or_404(WorkingGroup.objects.visible_to(request.user), pk=pk)
    back = _back(request, group)
    if not (things := _chosen(request, group)):
        return _say_nothing_chosen(request, back)
    return _move(request, group, things, back)


def _move(
    request: MemberRequest, group: WorkingGroup, things: Things, back_url: str
) -> HttpResponse:
    form = MoveForm(sent(request)[0], places=_places(request, group, things))
    if form.is_valid():
        try:
            was_public = move(things, form.folder, group, by=request.actor)
        except ValidationError as error:
            # Whatever it is about, it is the place that is to be another one.
            show_errors(form, ValidationError({"target": error.messages}))
        else:
            count = len(things)
            said = ngettext("%(count)s moved.", "%(count)s moved.", count) % {"count": count}
            messages.success(request, _("It is moved.") if count == 1 else said)
            if was_public:
                messages.warning(request, NO_LONGER_PUBLIC)
            return redirect(form.folder.get_absolute_url() if form.folder else list_of(group))
    context = {
        **_around(request, group, things),
        "form": form,
        "places": form.places.values(),
        "back_url": back_url,
    }
    return render(request, "network/documents/move.html", context)


def _around(request: MemberRequest, group: WorkingGroup, things: Things) -> dict[str, Any]:
    """The group, with the way to what is moved or removed, which is named."""
    around = [thing.around for thing in things]
    where = around[0] if len(set(around)) == 1 else None
    return {
        "group": group,
        "crumbs": crumbs_to(request, group, where),
        "folders": [thing for thing in things if isinstance(thing, Folder)],
        "documents": [thing for thing in things if isinstance(thing, Document)],
    }


def _places(request: MemberRequest, group: WorkingGroup, things: Things) -> list[Destination]:
    """The top of the group, and below it the folders that one sees, as a tree."""
    folders = list(
        Folder.objects.visible_to(request.user)
        .filter(group=group)
        .with_what_a_list_shows()
        .select_related("group")
        .in_order()
    )
    circles = circles_of(request.user, folders)
    here = {thing.around_id for thing in things}
    seen = {folder.pk for folder in folders}
    inside: dict[int | None, list[Folder]] = {}
    for folder in folders:
        # One in a folder that they do not see hangs on the next above.
        above = [pk for pk in folder.ancestor_ids if pk in seen]
        inside.setdefault(above[-1] if above else None, []).append(folder)
    top = Destination(TOP, None, _("Documents"), 0, everybody_in(group), here == {None})
    places = [top]

    def hang(parent: int | None, depth: int) -> None:
        for folder in inside.get(parent, []):
            audience = who_sees(request.user, folder, circles)
            is_here = here == {folder.pk}
            number = str(folder.pk)
            places.append(Destination(number, folder, folder.name, depth, audience, is_here))
            hang(folder.pk, depth + 1)

    hang(None, 1)
    return places


@form_view
def documents_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask, and put what was chosen in a list, which the address names, into the trash."""
    group = get_object_or_404(WorkingGroup.objects.visible_to(request.user), pk=pk)
    back = _back(request, group)
    form = OnceForm(*sent(request))
    # All of it once: after the first click the second one would find nothing.
    if form.is_valid():

        def make() -> str:
            # Gone, or narrowed, since the page was opened.
            if not (things := _chosen(request, group)):
                raise ValidationError(_("Choose something in the list first."))
            _remove(request, things)
            return back

        if url := once.do_form(request, form, make):
            messages.success(request, _("What you chose is removed."))
            return redirect(url)
    if not (things := _chosen(request, group)):
        return _say_nothing_chosen(request, back)
    inside = Document.objects.visible_to(request.user)
    context = {
        **_around(request, group, things),
        "form": form,
        "document_count": sum(
            inside.filter(folder__path__startswith=thing.path).count()
            for thing in things
            if isinstance(thing, Folder)
        ),
        "days": trash_days(),
        "back_url": back,
    }
    return render(request, "network/documents/remove.html", context)


@transaction.atomic
def _remove(request: MemberRequest, things: Things) -> None:
    """All of them, or none."""
    for thing in things:
        if isinstance(thing, Folder):
            remove_folder(thing, by=request.actor)
        else:
            remove_document(thing, by=request.actor)


def _back(request: MemberRequest, group: WorkingGroup) -> str:
    """Where they chose."""
    folder = folder_in(request, group)
    return folder.get_absolute_url() if folder else list_of(group)


def _chosen(request: MemberRequest, group: WorkingGroup) -> Things:
    """The folders and documents that the address names; raises PermissionDenied where one of them
    is not theirs to decide about."""
    folders = list(
        Folder.objects.visible_to(request.user)
        .filter(group=group, pk__in=_numbers(request, "folder"))
        .select_related("group", "parent")
        .in_order()
    )
    documents = list(
        Document.objects.visible_to(request.user)
        .filter(group=group, pk__in=_numbers(request, "document"))
        .select_related("group", "folder")
    )
    chosen = [*folders, *documents]
    if not can_decide_about_all(request.actor, chosen):
        raise PermissionDenied
    return chosen


def _numbers(request: MemberRequest, name: str) -> list[int]:
    return [int(text) for text in request.GET.getlist(name)[:MOST] if is_number(text)]


def _say_nothing_chosen(request: MemberRequest, url: str) -> HttpResponse:
    messages.warning(request, _("Choose something in the list first."))
    return redirect(url)
