"""Files that come in, and files that go out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from network.core import once
from network.core.files import receives_files, serve
from network.core.resumable import use_up
from network.core.views import form_view, sent
from network.members.gate import MemberRequest
from network.members.models import WorkingGroup

from ..forms import AddVersionForm, UploadDocumentForm
from ..models import Version
from ..operations import (
    add_documents,
    add_version,
    ensure_folders,
    record_download,
)
from ..reasons import everybody_in, who_sees
from ..rules import (
    can_add_document,
    can_add_version,
)
from .documents import about, find
from .places import crumbs_to, folder_in, list_of


@receives_files
@form_view
def upload(request: MemberRequest, pk: int) -> HttpResponse:
    """Bring papers to a working group."""
    group = get_object_or_404(WorkingGroup.objects.visible_to(request.user), pk=pk)
    if not can_add_document(request.actor, group):
        raise PermissionDenied
    # A file that came in pieces is used up: the second of two clicks would not find it.
    if url := once.done(request):
        return _lead_to(request, url, _said_of(len(request.FILES.getlist("file"))))
    parent = folder_in(request, group)
    back_url = parent.get_absolute_url() if parent else list_of(group)
    form = UploadDocumentForm(*sent(request), user=request.user, group=group)
    if form.is_valid():
        values = form.cleaned_data

        def make() -> str:
            added = add_documents(
                group,
                form.papers,
                folder=ensure_folders(group, parent, values["path"], by=request.actor),
                description=values["description"],
                languages=values["languages"],
                note=values["note"],
                by=request.actor,
            )
            return added[0].get_absolute_url() if len(added) == 1 else back_url

        if url := once.do_form(request, form, make):
            return _lead_to(request, url, _said_of(len(form.papers)))
    context = {
        "group": group,
        "form": form,
        "who_sees": who_sees(request.user, parent) if parent else everybody_in(group),
        "crumbs": crumbs_to(request, group, parent),
        "back_url": back_url,
    }
    return render(request, "network/documents/upload.html", context)


def _said_of(count: int) -> tuple[int, str]:
    if count < 2:
        return messages.SUCCESS, _("The document is here, and the group will hear of it.")
    sentence = ngettext(
        "%(count)s document is here, and the group will hear of it.",
        "%(count)s documents are here, and the group will hear of them.",
        count,
    )
    return messages.SUCCESS, sentence % {"count": count}


@receives_files
@form_view
def version_new(request: MemberRequest, pk: int) -> HttpResponse:
    """Go on with a paper."""
    found = find(request, pk)
    if not can_add_version(request.actor, found):
        raise PermissionDenied
    if url := once.done(request):
        return _lead_to(request, url, _said_of_version(None, None))
    initial = {"seen": found.current.number, "languages": found.current.languages.split()}
    form = AddVersionForm(*sent(request), initial=initial, user=request.user)
    if form.is_valid():
        values = form.cleaned_data
        added: list[Version] = []

        def make() -> str:
            version = add_version(
                found,
                upload=values["file"],
                languages=values["languages"],
                note=values["note"],
                by=request.actor,
            )
            use_up(values["file"])
            added.append(version)
            return found.get_absolute_url()

        if url := once.do_form(request, form, make):
            number = added[0].number if added else None
            return _lead_to(request, url, _said_of_version(number, values["seen"]))
    return render(
        request, "network/documents/version_new.html", {**about(request, found), "form": form}
    )


def _said_of_version(number: int | None, seen: int | None) -> tuple[int, str]:
    # Of a second click nothing was added: the first one said it, and was not heard.
    if number and seen and number > seen + 1:
        sentence = _(
            "Yours is version %(number)s: somebody else added one in the meantime. "
            "Look whether both are needed."
        )
        return messages.WARNING, sentence % {"number": number}
    return messages.SUCCESS, _("The new version is here, and the group will hear of it.")


def _lead_to(request: MemberRequest, url: str, said: tuple[int, str]) -> HttpResponse:
    """There, where it is `said` what was done.

    The page's script, which shows how far a file has come, goes by itself: led on, it would fetch
    the next page unseen, and with it what that page has to say once. Of several files the script
    says itself what became of each.
    """
    if request.headers.get("X-Progress") != "several":
        messages.add_message(request, *said)
    if "X-Progress" in request.headers:
        return HttpResponse(status=201, headers={"Location": url})
    return redirect(url)


@require_safe
def download(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The file that a paper is now."""
    return _send(request, find(request, pk).current)


@require_safe
def version_download(request: MemberRequest, pk: int, number: int) -> HttpResponseBase:
    """The file that a paper was once."""
    versions = Version.objects.visible_to(request.user).select_related("document")
    return _send(request, get_object_or_404(versions, document__pk=pk, number=number))


def _send(request: MemberRequest, version: Version) -> HttpResponseBase:
    answer = serve(
        request,
        version.file.name,
        name=version.name,
        content_type=version.content_type,
        size=version.size,
        sha256=version.sha256,
    )
    if request.method == "GET" and answer.status_code < 400:
        record_download(version, by=request.actor)
    return answer
