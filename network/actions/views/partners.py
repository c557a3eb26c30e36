"""The partners of an action."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network.core import once
from network.core.changes import lock
from network.core.once import OnceForm
from network.core.views import form_view
from network.members.gate import MemberRequest

from ..forms import PartnerForms
from ..models import JointAction
from ..operations import change_partners
from ..rules import can_change_action
from .around import about, find


@form_view
def partners(request: MemberRequest, pk: int) -> HttpResponse:
    """Add partners, write down their part, take some out: all on one page."""
    found = find(request, pk)
    if not can_change_action(request.actor, found):
        raise PermissionDenied
    if request.method != "POST":
        form, rows = OnceForm(), PartnerForms(found)
    else:
        form = OnceForm(request.POST)
        # A second click finds partners that the first one has added.
        if url := once.done(request):
            return redirect(url)
        with transaction.atomic():
            locked = lock(JointAction.objects.visible_to(request.user), pk)
            rows = PartnerForms(locked, request.POST)

            def make() -> str:
                change_partners(locked, rows.changed, rows.removed, by=request.actor)
                return locked.get_absolute_url()

            # All are asked, so that every error is said at once.
            if all((form.is_valid(), rows.is_valid())) and (
                url := once.do_form(request, form, make)
            ):
                messages.success(request, _("The partners are saved."))
                return redirect(url)
    context = {**about(request, found), "form": form, "rows": rows}
    return render(request, "network/actions/partners.html", context)
