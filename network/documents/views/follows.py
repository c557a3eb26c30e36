"""Following folders and documents: chosen beside them, looked over and ended in one place."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from network.core.conf import url_of
from network.core.mail.kinds import Frequency
from network.core.views import page_of
from network.members.gate import MemberRequest

from ..following import followed_by
from ..forms import FollowForm
from ..models import Document, Folder, Follow
from ..operations import follow, unfollow


@require_safe
def follows(request: MemberRequest) -> HttpResponse:
    """What one follows; what one does not see any more is not named."""
    rows = Follow.objects.visible_to(request.user).select_related("document", "folder")
    page = page_of(request, rows)
    context = {
        "page": page,
        "followed": followed_by(request.user, list(page)),
        "crumbs": [(_("Documents"), reverse("network:documents"))],
    }
    return render(request, "network/documents/follows.html", context)


@require_POST
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Hear of a thing more or less often, or no more."""
    # Gone already, after a second click.
    found = Follow.objects.visible_to(request.user).filter(pk=pk).first()
    if found is not None:
        _follow(request, found.thing)
    return redirect("network:follows")


@require_POST
def document(request: MemberRequest, pk: int) -> HttpResponse:
    """Follow a document, or follow it no more."""
    found = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    _follow(request, found)
    return redirect(found)


@require_POST
def folder(request: MemberRequest, pk: int) -> HttpResponse:
    """Follow a folder, or follow it no more."""
    found = get_object_or_404(Folder.objects.visible_to(request.user), pk=pk)
    _follow(request, found)
    return redirect(url_of("network:folder", found.pk) or "network:follows")


def _follow(request: MemberRequest, thing: Document | Folder) -> None:
    form = FollowForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This cannot be chosen."))
    elif form.cleaned_data["frequency"] == Frequency.NEVER:
        unfollow(thing, by=request.actor)
        messages.success(request, _("You do not follow it any more."))
    else:
        follow(thing, form.cleaned_data["frequency"], by=request.actor)
        messages.success(request, _("You follow it: what is new in it is written to you."))
