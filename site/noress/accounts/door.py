"""
The one door: every sign-in leads to the account's, and an admin opens with two factors only.

Wagtail's and Django's own sign-in pages would take a password alone, without a limit to tries.
"""

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.translation import get_language_from_path, override

from . import mails
from .events import FACTORS
from .models import User

# Where somebody goes on to once their second factor is set up.
NEXT_KEY = "after_second_factor"
# What somebody may open who has a second factor and has not used it.
TO_THE_FACTOR = (
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_continue",
    "account_logout",
)


def sign_in(request: HttpRequest, default: str = "") -> HttpResponse:
    """
    To the sign-in page, from wherever else one may be asked to sign in; it takes no password.

    `default` is where somebody goes on to who was going nowhere else.
    """
    wanted = request.GET.get(REDIRECT_FIELD_NAME) or default
    query = f"?{urlencode({REDIRECT_FIELD_NAME: wanted})}" if wanted else ""
    return redirect(reverse("account_login") + query)


def sign_in_to_admin(request: HttpRequest) -> HttpResponse:
    """
    The same, from an admin.

    Raises PermissionDenied for who is signed in already: they may not enter, and from the sign-in
    page would come back here for ever.
    """
    if request.user.is_authenticated and not request.user.may_enter_admin:
        raise PermissionDenied
    return sign_in(request, default=reverse("wagtailadmin_home"))


def is_exempt(user: User) -> bool:
    """Whether development lets this person in with a password alone; nowhere else."""
    return settings.DEBUG and user.email in settings.SECOND_FACTOR_EXEMPT


def has_passed_both(request: HttpRequest) -> bool:
    """Whether a second factor was used in this session."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def is_page_change(request: HttpRequest) -> bool:
    """Whether somebody goes to a page, and not a page for its manifest or for news."""
    fetched = request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    return request.method == "GET" and not fetched


class SecondFactorMiddleware:
    """
    Asks for the second factor of everyone who may enter an admin, wherever they go.

    Wherever: what they may do in the admin they may often do elsewhere too.
    """

    def __init__(self, get_response: Callable):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Without this a visitor's page would depend on a cookie, and could not be kept for all.
        may_be_signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        if may_be_signed_in and is_missing(request) and not is_on_the_way(request):
            if is_page_change(request):
                request.session[NEXT_KEY] = request.get_full_path()
            return redirect(way(request))
        response = self.get_response(request)
        if request.path.startswith(account_pages()):
            # Codes, addresses, devices: a browser keeps none of them.
            add_never_cache_headers(response)
        return response


def is_missing(request: HttpRequest) -> bool:
    """Whether somebody is signed in who may enter an admin, and used no second factor."""
    user = request.user
    return (
        user.is_authenticated
        and not has_passed_both(request)
        and user.may_enter_admin
        and not is_exempt(user)
    )


def is_on_the_way(request: HttpRequest) -> bool:
    """Whether a page leads to the second factor, or out; all of the account's do to a first one."""
    if request.path == reverse("wagtailadmin_logout"):
        return True
    if is_mfa_enabled(request.user, FACTORS):
        return request.path in {reverse(name) for name in TO_THE_FACTOR}
    return request.path.startswith(account_pages())


def way(request: HttpRequest) -> str:
    """To the page that asks for the second factor, or that helps to set one up."""
    language = get_language_from_path(request.path) or mails.language_of(request.user)
    with override(language):
        if not is_mfa_enabled(request.user, FACTORS):
            return reverse("second_factor")
        methods = get_adapter().get_reauthentication_methods(request.user)
        url = next(method["url"] for method in methods if method["id"] != "reauthenticate")
        return f"{url}?{urlencode({REDIRECT_FIELD_NAME: reverse('account_continue')})}"


def account_pages() -> str:
    """What the addresses of the account's pages begin with, in the language of now."""
    return reverse("account_home")
