"""What there is to see of a paper before one takes it."""

from django.db.models import F
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from network.core.files import serve_picture
from network.core.previews.texts import TEXT_BYTES
from network.members.gate import MemberRequest

from ..models import Preview, PreviewPage, Version, preview_of
from .documents import about


@require_safe
def preview(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """The pages of one version, one after the other; or its text, or why there is neither."""
    versions = Version.objects.visible_to(request.user).select_related(
        "preview", "document__group", "document__folder", "document__current"
    )
    version = get_object_or_404(versions, document__pk=pk, number=number)
    found = preview_of(version)
    pages = list(found.pages.all()) if found.is_ready else []
    context = {
        **about(request, version.document),
        "version": version,
        "preview": found,
        "pages": pages,
        "introduction": _introduction(version, found, len(pages)),
    }
    return render(request, "network/documents/preview.html", context)


def _introduction(version: Version, found: Preview, shown: int) -> str:
    """What a reader should know of what they see: mostly, that it is not all."""
    if version.kind.mime == "application/zip":
        return _("These files are in the archive.")
    if found.text and version.size > TEXT_BYTES:
        return _("This is the beginning of the file. Download it to read the rest.")
    if not shown or found.page_count == shown:
        return ""
    if found.page_count is None:
        return ngettext(
            "This is the first page. Download the file to read the rest.",
            "These are the first %(shown)s pages. Download the file to read the rest.",
            shown,
        ) % {"shown": shown}
    return ngettext(
        "You see %(shown)s of %(total)s page. Download the file to read the rest.",
        "You see %(shown)s of %(total)s pages. Download the file to read the rest.",
        found.page_count,
    ) % {"shown": number_format(shown), "total": number_format(found.page_count)}


@require_safe
def page(request: MemberRequest, pk: int, number: int, page: int) -> HttpResponseBase:
    """The picture of one page."""
    pages = PreviewPage.objects.visible_to(request.user)
    found = get_object_or_404(
        pages,
        preview__version__document__pk=pk,
        preview__version__number=number,
        number=page,
    )
    return serve_picture(request, found.file.name)


@require_safe
def thumbnail(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The first page of what a paper is now, small."""
    previews = Preview.objects.visible_to(request.user).defer("text")
    is_current = {"version__document__pk": pk, "version__document__current": F("version")}
    found = get_object_or_404(previews, **is_current)
    if not found.thumbnail:
        raise Http404("There is no picture of it.")
    return serve_picture(request, found.thumbnail.name)
