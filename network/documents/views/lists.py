"""Lists of documents: of a group, of all one's groups."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from network.members.gate import MemberRequest
from network.members.models import WorkingGroup
from network.members.rules import can_coordinate

from ..forms import FilterDocumentsForm
from ..models import Document, Folder
from .browsing import contents, folders_found, listing
from .spaces import about_space


@require_safe
def documents(request: MemberRequest) -> HttpResponse:
    """All that one sees, whichever group it belongs to."""
    form = FilterDocumentsForm(request.GET, user=request.user)
    chosen = form.asked
    folders = Folder.objects.visible_to(request.user).select_related("group")
    found = form.narrowed(Document.objects.visible_to(request.user)).select_related("group")
    if group := chosen.get("group"):
        folders = folders.filter(group=group)
    context = {
        "form": form,
        "is_filtered": bool(chosen),
        "may_decide_publications": can_coordinate(request.actor),
        # Folders have a name, and nothing else that was asked for.
        "folders": (
            folders_found(folders, chosen["q"]) if "q" in chosen and not form.is_narrow else []
        ),
        **listing(request, found),
    }
    return render(request, "network/documents/list.html", context)


@require_safe
def group_documents(request: MemberRequest, pk: int) -> HttpResponse:
    """What is at the top of one working group: its folders, and the documents in none."""
    groups = WorkingGroup.objects.visible_to(request.user).select_related("space")
    group = get_object_or_404(groups, pk=pk)
    context = {
        "group": group,
        "crumbs": [(group, group.get_absolute_url())],
        **about_space(request, group),
        **contents(request, group, None),
    }
    return render(request, "network/documents/group.html", context)
