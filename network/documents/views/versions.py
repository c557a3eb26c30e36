"""Versions beside each other, and one that is brought back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.core import once
from network.core.lines import is_number
from network.core.once import OnceForm
from network.core.views import form_view, sent
from network.members.gate import MemberRequest

from ..comparing import compared
from ..models import Document, Version
from ..operations import LATEST_ALREADY, bring_back
from ..rules import can_add_version
from .documents import about, find


def _version(document: Document, number: int) -> Version:
    rows = document.versions.select_related("author__network_profile", "organisation")
    found: Version = get_object_or_404(rows, number=number)
    # With the group, which a rule asks for.
    found.document = document
    return found


@require_safe
def version_compare(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """One version beside another, the earlier first; without `with`, beside the one before it."""
    found = find(request, pk)
    version = _version(found, number)
    asked = request.GET.get("with", "")
    other = _version(found, int(asked) if is_number(asked) else max(number - 1, 1))
    old, new = sorted([version, other], key=lambda row: row.number)
    context = {
        **about(request, found),
        "old": old,
        "new": new,
        "number": number,
        "numbers": range(found.current.number, 0, -1) if found.current else (),
        "comparison": compared(old, new),
    }
    return render(request, "network/documents/compare.html", context)


@form_view
def version_bring_back(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Ask, and go on with a paper from how it was once."""
    found = find(request, pk)
    version = _version(found, number)
    if not can_add_version(request.actor, found):
        raise PermissionDenied
    form = OnceForm(*sent(request))
    if form.is_valid():

        def make() -> str:
            bring_back(version, by=request.actor)
            return found.get_absolute_url()

        if url := once.do_form(request, form, make):
            messages.success(request, _("The version is back, and the group will hear of it."))
            return redirect(url)
    elif request.method != "POST" and version.pk == found.current_id:
        messages.warning(request, LATEST_ALREADY)
        return redirect(found)
    context = {
        **about(request, found),
        "form": form,
        "heading": _("Bring version %(number)s back?") % {"number": number},
        "object_name": version.name,
        "text": _(
            "Its file becomes the latest version again. The versions since then stay, and can be "
            "downloaded."
        ),
        "submit": _("Bring back"),
        "cancel_url": found.get_absolute_url(),
        "is_harmless": True,
    }
    return render(request, "network/components/confirm.html", context)
