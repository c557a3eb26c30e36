"""An organisation: what it says of itself, its people, and who is invited."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from network.core import audit, once
from network.core.changes import lock, show_errors
from network.core.files import receives_files
from network.core.people import name_of
from network.core.views import form_view, page_of

from ..forms.organisations import ContactForms, InviteForm, MembershipForm, OrganisationForm
from ..gate import MemberRequest, refusal
from ..models import Contact, Membership, MembershipInvitation, Organisation, WorkingGroup
from ..operations import (
    NotOpenError,
    change_contacts,
    change_membership,
    change_organisation,
    end_membership,
    invite,
    send_again,
    set_logo,
    withdraw,
)
from ..rules import can_change_membership, can_invite, can_manage, can_withdraw
from ..standing import standing_of


@require_safe
def organisation(request: MemberRequest, pk: int) -> HttpResponse:
    """What it is, how it is reached, who acts for it; to its managers, who is invited too."""
    rows = Organisation.objects.visible_to(request.user)
    found = get_object_or_404(rows.prefetch_related("territories", "domains"), pk=pk)
    may_manage = can_manage(request.actor, found)
    context = {
        "organisation": found,
        "contacts": Contact.objects.visible_to(request.user).filter(organisation=found),
        "people": _people(request, found, may_manage),
        "groups": WorkingGroup.objects.visible_to(request.user).of(found).in_order(),
        "may_manage": may_manage,
        "may_invite": can_invite(request.actor, found),
        "invitations": _invitations(request, found) if may_manage else [],
        # Its manager, who acts for another organisation just now.
        "could_manage": not may_manage and pk in standing_of(request.user).managed_organisation_ids,
        "crumbs": _crumbs(),
    }
    return render(request, "network/members/organisation.html", context)


def _people(request: MemberRequest, found: Organisation, may_manage: bool) -> Any:
    """Who acts for it; to who keeps it, also who will, and who would if it were active."""
    rows = Membership.objects.visible_to(request.user).filter(organisation=found)
    rows = rows.not_over() if may_manage else rows.current().filter(user__is_active=True)
    rows = rows.select_related("user__network_profile").in_order()
    return page_of(request, rows)


def _invitations(request: MemberRequest, found: Organisation) -> Any:
    rows = MembershipInvitation.objects.visible_to(request.user)
    return rows.filter(organisation=found, closed_at=None).select_related("link", "organisation")


@require_safe
def history(request: MemberRequest, pk: int) -> HttpResponse:
    """What was done to it, and with its mandates; for those who keep it."""
    found = _managed(request, pk)
    page = page_of(request, audit.history(found))
    context = {"organisation": found, "page": page, "crumbs": _crumbs(found)}
    return render(request, "network/members/organisation_history.html", context)


@receives_files
@form_view
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what it says of itself."""
    found = _managed(request, pk)
    if request.method != "POST":
        return _show_edit(request, found, OrganisationForm(instance=found), ContactForms(found))
    with transaction.atomic():
        locked = lock(Organisation.objects.visible_to(request.user), pk)
        form = OrganisationForm(request.POST, request.FILES, instance=locked)
        contacts = ContactForms(locked, request.POST)
        # Both are asked, so that every error is said at once.
        if all((form.is_valid(), contacts.is_valid())) and _save(request, locked, form, contacts):
            messages.success(request, _("The organisation is saved."))
            return redirect(locked)
    return _show_edit(request, found, form, contacts)


def _save(request: MemberRequest, found: Organisation, form: Any, contacts: Any) -> bool:
    values = form.cleaned_data
    try:
        with transaction.atomic():
            change_organisation(found, form.changes, by=request.actor)
            change_contacts(found, contacts.changed, contacts.removed, by=request.actor)
            if values.get("logo") or values.get("removes_logo"):
                set_logo(found, values.get("logo"), by=request.actor)
    except ValidationError as error:
        show_errors(form, error)
        return False
    return True


def _show_edit(
    request: MemberRequest, found: Organisation, form: Any, contacts: Any
) -> HttpResponse:
    context = {
        "organisation": found,
        "form": form,
        "contacts": contacts,
        "crumbs": _crumbs(found),
    }
    return render(request, "network/members/organisation_edit.html", context)


@form_view
def invite_person(request: MemberRequest, pk: int) -> HttpResponse:
    """Offer somebody a mandate, by mail."""
    found = _visible(request, pk)
    if not can_invite(request.actor, found):
        raise refusal(request.actor, found)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "once"}

        def make() -> str:
            invite(found, **values, by=request.actor)
            return found.get_absolute_url()

        if url := once.do_form(request, form, make):
            messages.success(
                request, _("An invitation is on its way to %(email)s.") % {"email": values["email"]}
            )
            return redirect(url)
    context = {"organisation": found, "form": form, "crumbs": _crumbs(found)}
    return render(request, "network/members/invite.html", context)


@require_POST
def invitation_send_again(request: MemberRequest, pk: int) -> HttpResponse:
    """A new link for who has lost the first one, or let it expire."""
    invitation = _invitation(request, pk)
    if not can_invite(request.actor, invitation.organisation):
        raise refusal(request.actor, invitation.organisation)
    try:
        send_again(invitation, by=request.actor)
    except NotOpenError:
        messages.warning(request, _("This invitation is closed: it was accepted or withdrawn."))
    else:
        messages.success(
            request,
            _("A new link is on its way to %(email)s; the old one opens nothing more.")
            % {"email": invitation.email},
        )
    return redirect(invitation.organisation)


@require_POST
def invitation_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """End an invitation that nobody has accepted."""
    invitation = _invitation(request, pk)
    if not can_withdraw(request.actor, invitation):
        raise refusal(request.actor, invitation.organisation)
    withdraw(invitation, by=request.actor)
    messages.success(
        request,
        _("The invitation of %(email)s is withdrawn: its link opens nothing more.")
        % {"email": invitation.email},
    )
    return redirect(invitation.organisation)


def _invitation(request: MemberRequest, pk: int) -> MembershipInvitation:
    rows = MembershipInvitation.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("organisation", "link"), pk=pk)


@form_view
def membership_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change the days of a mandate."""
    found = _membership(request, pk)
    if request.method != "POST":
        form = MembershipForm(instance=found)
    else:
        with transaction.atomic():
            locked = lock(_mandates(request), pk)
            form = MembershipForm(request.POST, instance=locked)
            if form.is_valid() and _change(request, locked, form):
                messages.success(request, _("The mandate is saved."))
                return redirect(found.organisation)
    context = {
        "membership": found,
        "form": form,
        "crumbs": _crumbs(found.organisation),
    }
    return render(request, "network/members/membership_edit.html", context)


def _change(request: MemberRequest, locked: Membership, form: Any) -> bool:
    try:
        with transaction.atomic():
            change_membership(locked, form.changes, by=request.actor)
    except ValidationError as error:
        show_errors(form, error)
        return False
    return True


@form_view
def membership_end(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask, and end a mandate now."""
    found = _membership(request, pk)
    if request.method == "POST":
        try:
            end_membership(found, by=request.actor)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(
                request, _("The mandate of %(person)s has ended.") % {"person": name_of(found.user)}
            )
        return redirect(found.organisation)
    context = {
        "heading": _("End this mandate?"),
        "object_name": f"{name_of(found.user)}, {found.get_role_display()}",
        "text": _(
            "It ends now: with the last mandate, the member area is closed to them at once. What "
            "they did stays with the organisation."
        ),
        "submit": _("End the mandate"),
        "cancel_url": found.organisation.get_absolute_url(),
        "crumbs": _crumbs(found.organisation),
    }
    return render(request, "network/components/confirm.html", context)


def _membership(request: MemberRequest, pk: int) -> Membership:
    rows = _mandates(request).select_related("organisation", "user__network_profile")
    found = get_object_or_404(rows, pk=pk)
    if not can_change_membership(request.actor, found):
        raise refusal(request.actor, found.organisation)
    return found


def _mandates(request: MemberRequest) -> Any:
    """Those that can still be changed: what has ended is history."""
    return Membership.objects.visible_to(request.user).not_over()


def _visible(request: MemberRequest, pk: int) -> Organisation:
    return get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)


def _managed(request: MemberRequest, pk: int) -> Organisation:
    found = _visible(request, pk)
    if not can_manage(request.actor, found):
        raise refusal(request.actor, found)
    return found


def _crumbs(found: Organisation | None = None) -> list[tuple[Any, str]]:
    way = [(_("Directory"), f"{reverse('network:members')}?show=organisations")]
    return [*way, (found, found.get_absolute_url())] if found else way
