"""Several documents in one file: ordered, waited for, taken."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Sum
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from network.core import once
from network.core.conf import url_of
from network.core.files import serve, size_in_words
from network.core.lines import is_number
from network.core.views import form_view, sent
from network.members.gate import MemberRequest
from network.members.models import WorkingGroup
from network.members.standing import standing_of

from ..forms import OrderArchiveForm
from ..models import Archive, Folder, documents_for
from ..operations import (
    check_size,
    is_still_theirs,
    order_archive,
    record_archive_download,
)
from .places import crumbs_to, list_of


@form_view
def of_group(request: MemberRequest, pk: int) -> HttpResponse:
    """Order all documents of a group in one file, or those of them that are named by `document`."""
    group = get_object_or_404(WorkingGroup.objects.visible_to(request.user), pk=pk)
    return _order(request, group, None)


@form_view
def of_folder(request: MemberRequest, pk: int) -> HttpResponse:
    """Order all that is in a folder in one file."""
    folders = Folder.objects.visible_to(request.user).select_related("group")
    folder = get_object_or_404(folders, pk=pk)
    return _order(request, folder.group, folder)


def _order(request: MemberRequest, group: WorkingGroup, folder: Folder | None) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    chosen = [int(word) for word in asked.getlist("document") if is_number(word)] or None
    rows = documents_for(request.user, group, folder, chosen)
    documents = list(rows.only("pk")) if chosen else None
    data, _files = sent(request)
    form = OrderArchiveForm(data, documents=documents or ())
    if form.is_valid():

        def make() -> str:
            archive = order_archive(group, folder, documents=documents, by=request.actor)
            return archive.get_absolute_url()

        if url := once.do_form(request, form, make):
            return redirect(url)
    place = folder or group
    context = {
        "heading": _("Download in one file?"),
        "object_name": place,
        "form": form,
        "submit": _("Make the archive"),
        "cancel_url": _place_url(group, folder),
        "crumbs": crumbs_to(request, group, folder),
        "is_harmless": True,
        **_about(rows),
    }
    return render(request, "network/documents/archive_new.html", context)


def _about(rows: Any) -> dict[str, Any]:
    """How many files it would be, and how large; or why there can be none."""
    found = rows.aggregate(count=Count("pk"), size=Sum("current__size"))
    try:
        check_size(found["size"])
    except ValidationError as error:
        return {"refusal": error.messages[0]}
    sentence = ngettext(
        "%(count)s file, %(size)s: as you see it now.",
        "%(count)s files, %(size)s together: all that you see there now.",
        found["count"],
    )
    return {"text": sentence % {"count": found["count"], "size": size_in_words(found["size"])}}


def _place_url(group: WorkingGroup, folder: Folder | None) -> str:
    return (folder and url_of("network:folder", folder.pk)) or list_of(group)


def _find(request: MemberRequest, pk: Any) -> Archive:
    rows = Archive.objects.visible_to(request.user).select_related("user", "group", "folder")
    return get_object_or_404(rows, pk=pk)


@require_safe
def archive(request: MemberRequest, pk: Any) -> HttpResponse:
    """How far an archive is; and the file, when it is ready."""
    found = _find(request, pk)
    # Shown, not kept: it is asked again when it is taken.
    is_theirs = found.is_ready and is_still_theirs(found)
    if found.is_ready and not is_theirs:
        found.problem = "changed"
    place = _place_of(request, found)
    context = {
        "archive": found,
        "is_theirs": is_theirs,
        "place": place,
        "place_url": _place_url(found.group, place if isinstance(place, Folder) else None),
        # Of what they do not see any more there is no other one.
        "order_url": _order_url(found) if place == (found.folder or found.group) else "",
        "crumbs": crumbs_to(request, found.group, None),
    }
    return render(request, "network/documents/archive.html", context)


def _place_of(request: MemberRequest, found: Archive) -> WorkingGroup | Folder | None:
    """Where it was ordered, or the nearest around that: as far as its person sees it now."""
    folders = Folder.objects.visible_to(request.user)
    if found.folder and folders.filter(pk=found.folder.pk).exists():
        return found.folder
    return found.group if standing_of(request.user).sees_group(found.group.pk) else None


def _order_url(found: Archive) -> str:
    if found.folder:
        return reverse("network:folder-archive-new", args=[found.folder.pk])
    query = "&".join(f"document={pk}" for pk in found.chosen or ())
    return reverse("network:group-archive-new", args=[found.group.pk]) + (query and f"?{query}")


@require_safe
def download(request: MemberRequest, pk: Any) -> HttpResponseBase:
    """The file, as long as all that is in it is its person's to see; else its page says why not. A
    chore deletes it then: `operations.forget_archives`."""
    found = _find(request, pk)
    if not (found.is_ready and is_still_theirs(found)):
        return redirect(found)
    answer = serve(
        request,
        str(found.file.name),
        name=found.file_name(_place_of(request, found)),
        content_type="application/zip",
        size=found.size or 0,
        sha256=found.sha256,
    )
    if request.method == "GET" and answer.status_code < 400:
        record_archive_download(found, by=request.actor)
    return answer
