"""The door of an invitation: the one screen of the slice that nobody needs to be signed in for."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from network.core import conf, links
from network.core.actor import Actor
from network.core.multilingual import is_arabic
from network.core.people import address_of, name_of, same_address, users_with_address
from network.core.views import with_secret_address

from ..forms.door import OpenAccountForm
from ..gate import choose
from ..models import MembershipInvitation
from ..operations import (
    NotOpenError,
    accept_invitation,
    change_profile,
    ensure_profile,
    lock_invitation,
)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password1", "password2")
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Shows who invites to what on GET; takes the mandate, or opens an account, on POST."""
    found = _find(token)
    if found is None:
        return with_secret_address(render(request, "network/invitation_closed.html", status=410))
    try:
        return with_secret_address(_ANSWERS[_state(request, found)](request, found))
    except NotOpenError:
        return with_secret_address(render(request, "network/invitation_closed.html", status=410))


def _find(token: str) -> MembershipInvitation | None:
    link = links.find(links.INVITATION, token)
    rows = MembershipInvitation.objects.open().select_related("organisation", "link", "invited_by")
    return rows.filter(link=link).first() if link else None


def _state(request: HttpRequest, found: MembershipInvitation) -> str:
    """Who stands at the door. Whoever has the link reads that mailbox, and may know."""
    if request.user.is_authenticated:
        is_invited = same_address(address_of(request.user), found.email)
        return "accept" if is_invited else "other_account"
    return "sign_in" if users_with_address(found.email).exists() else "open_account"


def _accept(request: HttpRequest, found: MembershipInvitation) -> HttpResponse:
    if request.method != "POST":
        return _show(request, found, "accept")
    return _take(request, found)


def _take(request: HttpRequest, found: MembershipInvitation) -> HttpResponse:
    membership = accept_invitation(found, by=Actor(request.user))
    choose(request, membership.organisation)
    messages.success(
        request,
        _("Welcome: you act for %(organisation)s.") % {"organisation": membership.organisation},
    )
    return redirect("network:dashboard")


def _open_account(request: HttpRequest, found: MembershipInvitation) -> HttpResponse:
    if opens := conf.open_account():
        if request.method != "POST":
            return _show(request, found, "open_account")
        return redirect(opens(request, found.email, found.language, request.path))
    if request.method != "POST":
        return _show(request, found, "open_account", form=OpenAccountForm(email=found.email))
    with transaction.atomic():
        # Of two who send the form at once, the second finds the invitation closed.
        if not lock_invitation(found).is_open:
            raise NotOpenError
        form = OpenAccountForm(request.POST, email=found.email)
        if not form.is_valid():
            return _show(request, found, "open_account", form=form)
        user = form.save()
        _name(user, form.cleaned_data["name"], found.language)
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return _take(request, found)


def _name(user: Any, name: str, language: str) -> None:
    """Begin their profile with the name they gave, in the script they wrote it in."""
    profile = ensure_profile(user, language=language)
    field = "name_arabic" if is_arabic(name) else "name_latin"
    change_profile(profile, {field: name}, by=Actor(user))


def _sign_in(request: HttpRequest, found: MembershipInvitation) -> HttpResponse:
    return _show(request, found, "sign_in")


def _other_account(request: HttpRequest, found: MembershipInvitation) -> HttpResponse:
    return _show(request, found, "other_account")


_ANSWERS = {
    "accept": _accept,
    "open_account": _open_account,
    "sign_in": _sign_in,
    "other_account": _other_account,
}


def _show(
    request: HttpRequest,
    found: MembershipInvitation,
    state: str,
    form: OpenAccountForm | None = None,
) -> HttpResponse:
    back = urlencode({REDIRECT_FIELD_NAME: request.path})
    context = {
        "invitation": found,
        "state": state,
        "form": form,
        "invited_by": name_of(found.invited_by) if found.invited_by else "",
        "sign_in_url": f"{resolve_url(settings.LOGIN_URL)}?{back}",
    }
    return render(request, "network/invitation.html", context)
