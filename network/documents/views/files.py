"""Files that come in, and files that go out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.core import once
from network.core.files import receives_files, serve
from network.core.views import form_view, sent
from network.members.gate import MemberRequest
from network.members.models import WorkingGroup

from ..forms import AddVersionForm, UploadDocumentForm
from ..models import Version
from ..operations import (
    add_document,
    add_version,
    record_download,
)
from ..rules import (
    can_add_document,
    can_add_version,
)
from .documents import about, find
from .places import crumbs_of, list_of


@receives_files
@form_view
def upload(request: MemberRequest, pk: int) -> HttpResponse:
    """Bring a paper to a working group."""
    group = get_object_or_404(WorkingGroup.objects.visible_to(request.user), pk=pk)
    if not can_add_document(request.actor, group):
        raise PermissionDenied
    form = UploadDocumentForm(*sent(request))
    if form.is_valid():

        def make() -> str:
            values = form.cleaned_data
            added = add_document(
                group,
                title=values["title"],
                description=values["description"],
                languages=values["languages"],
                note=values["note"],
                upload=values["file"],
                by=request.actor,
            )
            return added.get_absolute_url()

        if url := once.do_form(request, form, make):
            messages.success(request, _("The document is here, and the group will hear of it."))
            return _lead_to(request, url)
    context = {"group": group, "form": form, "crumbs": crumbs_of(group), "back_url": list_of(group)}
    return render(request, "network/documents/upload.html", context)


@receives_files
@form_view
def version_new(request: MemberRequest, pk: int) -> HttpResponse:
    """Go on with a paper."""
    found = find(request, pk)
    if not can_add_version(request.actor, found):
        raise PermissionDenied
    initial = {"seen": found.current.number, "languages": found.current.languages.split()}
    form = AddVersionForm(*sent(request), initial=initial)
    if form.is_valid():
        added: list[Version] = []

        def make() -> str:
            values = form.cleaned_data
            version = add_version(
                found,
                upload=values["file"],
                languages=values["languages"],
                note=values["note"],
                by=request.actor,
            )
            added.append(version)
            return found.get_absolute_url()

        if url := once.do_form(request, form, make):
            _say_added(request, added, form.cleaned_data["seen"])
            return _lead_to(request, url)
    return render(
        request, "network/documents/version_new.html", {**about(request, found), "form": form}
    )


def _say_added(request: MemberRequest, added: list[Version], seen: int | None) -> None:
    # Of a second click nothing was added: the first one said it, and was not heard.
    number = added[0].number if added else None
    if number and seen and number > seen + 1:
        messages.warning(
            request,
            _(
                "Yours is version %(number)s: somebody else added one in the meantime. "
                "Look whether both are needed."
            )
            % {"number": number},
        )
    else:
        messages.success(request, _("The new version is here, and the group will hear of it."))


def _lead_to(request: MemberRequest, url: str) -> HttpResponse:
    """There: the page's script, which shows how far a file has come, goes by itself. Led on, it
    would fetch the next page unseen, and with it what that page has to say once."""
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
    return _send(request, get_object_or_404(versions, document=pk, number=number))


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
