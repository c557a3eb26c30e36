"""The account's pages that are not django-allauth's: the overview, an invitation, the way in."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.signup import complete_signup
from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url
from allauth.decorators import rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import activate_totp
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from network.models import standing_of

from . import invitations
from .door import NEXT_KEY
from .events import FACTORS
from .forms import AcceptInvitationForm
from .models import Invitation, User

EVENTS_SHOWN = 20


@require_safe
@never_cache
@login_required
def account_home(request: HttpRequest) -> HttpResponse:
    """Everything about one's account, and what happened to it."""
    factors = Authenticator.objects.filter(user=request.user)
    context = {
        "app": factors.filter(type=Authenticator.Type.TOTP).first(),
        "passkeys": factors.filter(type=Authenticator.Type.WEBAUTHN).count(),
        "pending_address": EmailAddress.objects.filter(user=request.user)
        .exclude(email=request.user.email)
        .first(),
        "is_in_network": standing_of(request.user).is_in,
        "events": request.user.security_events.all()[:EVENTS_SHOWN],
    }
    return render(request, "account/home.html", context)


@require_safe
@never_cache
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Helps to set up a second factor, the first time that one is asked for."""
    if is_mfa_enabled(request.user, FACTORS):
        return redirect("account_continue")
    return render(request, "account/second_factor.html")


def activate_app(request: HttpRequest) -> HttpResponse:
    """allauth's view, for which two clicks at once would be an error."""
    try:
        return activate_totp(request)
    except IntegrityError:
        return redirect("mfa_index")


@require_safe
@never_cache
@login_required
def go_on(request: HttpRequest) -> HttpResponse:
    """To where somebody was going when they were asked for their second factor."""
    adapter = get_adapter()
    url = request.session.pop(NEXT_KEY, None)
    return redirect(url if adapter.is_safe_url(url) else adapter.get_login_redirect_url(request))


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429, in the reader's language."""
    return render(request, "account/too_many.html", status=429)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
@never_cache
@rate_limit(action="signup")
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation's link: it shows on GET, and makes the account on POST."""
    if not (invitation := invitations.find(token)):
        return render(request, "account/invitation_closed.html", status=410)
    try:
        if user := User.objects.filter(email=invitation.email).first():
            return _accept_with_account(request, invitation, user)
        if request.user.is_authenticated:
            # Somebody else's browser: they sign out first.
            return _show(request, invitation)
        return _begin_account(request, invitation)
    except invitations.NotOpenError:
        return render(request, "account/invitation_closed.html", status=410)


def _begin_account(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = AcceptInvitationForm(request.POST or None, email=invitation.email)
    if not form.is_valid():
        return _show(request, invitation, form=form)
    user = invitations.accept(invitation, **form.cleaned_data)
    # They have just typed it: what matters need not ask again at once.
    record_authentication(request, user, method="password", email=user.email)
    # On to `next`, where it is an address of this site.
    return complete_signup(request, user=user)


def _accept_with_account(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    if request.user != user or request.method != "POST":
        return _show(request, invitation)
    invitations.accept_with_account(invitation, user)
    return redirect(get_next_redirect_url(request) or "account_home")


def _show(
    request: HttpRequest, invitation: Invitation, form: AcceptInvitationForm | None = None
) -> HttpResponse:
    """With the form of a new account, or what to do for who has one or is somebody else."""
    context = {"invitation": invitation, "form": form}
    return render(request, "account/invitation.html", context)
