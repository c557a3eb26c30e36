"""What an organisation that has left was to do, given to another one in one step."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from network.core import once
from network.core.views import form_view, sent
from network.members.gate import MemberRequest
from network.members.models import Organisation

from ...forms import HandOverForm
from ...operations import hand_over
from ...rules import can_hand_over
from ..around import among_tasks, find
from .listing import orphaned_in


@form_view
def action_hand_over(request: MemberRequest, pk: int) -> HttpResponse:
    """Choose whose tasks go to whom."""
    found = find(request, pk)
    if not can_hand_over(request.actor, found):
        raise PermissionDenied
    tasks_url = reverse("network:action-tasks", args=[found.pk])
    orphaned = orphaned_in(found)
    gone = Organisation.objects.filter(pk__in=orphaned.order_by().values("organisation"))
    form = HandOverForm(*sent(request), action=found, gone=gone.in_order())
    if form.is_valid():

        def make() -> str:
            chosen = form.cleaned_data
            count = hand_over(
                found, chosen["from_organisation"], chosen["to_organisation"], by=request.actor
            )
            said = ngettext(
                "%(count)s task is handed over.", "%(count)s tasks are handed over.", count
            )
            messages.success(request, said % {"count": count})
            return tasks_url

        if url := once.do_form(request, form, make):
            return redirect(url)
    context = {
        **among_tasks(request, found),
        "form": form,
        "counts": orphaned.order_by().values("organisation__name").annotate(count=Count("pk")),
        "cancel_url": tasks_url,
    }
    return render(request, "network/actions/tasks/hand_over.html", context)
