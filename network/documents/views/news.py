"""What is new in the documents that one sees."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.core.views import page_of
from network.members.gate import MemberRequest
from network.members.operations import note_visit

from ..news import as_news, changed_since


@require_safe
def news(request: MemberRequest) -> HttpResponse:
    """All that others have added or gone on with since one was here before."""
    since = note_visit(request.user)
    page = page_of(request, changed_since(request.user, since))
    items = as_news(request.user, list(page), since)
    context = {"page": page, "news": items, "since": since}
    return render(request, "network/documents/news.html", context)
