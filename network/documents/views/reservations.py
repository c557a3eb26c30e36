"""“I am working on this”: two buttons on the page of a document."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.members.gate import MemberRequest

from ..operations import release, reserve
from .documents import find


@require_POST
def document_reserve(request: MemberRequest, pk: int) -> HttpResponse:
    found = find(request, pk)
    try:
        reserve(found, by=request.actor)
    except ValidationError as error:
        for sentence in error.messages:
            messages.warning(request, sentence)
    else:
        messages.success(request, _("Everybody is told that you are working on it."))
    return redirect(found)


@require_POST
def document_release(request: MemberRequest, pk: int) -> HttpResponse:
    found = find(request, pk)
    release(found, by=request.actor)
    messages.success(request, _("Nobody is working on it any more."))
    return redirect(found)
