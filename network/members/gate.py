"""The way into the private area, one for every address of it.

Anonymous readers go to the site's sign-in page and come back; a person with no place in the network
reads why, and what to do. Whoever comes in acts for one of their organisations, as they chose, and
reads of what is not there, or not allowed, on pages of the private area: what the site's own error
pages say is for its visitors.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import URLPattern
from django.utils.cache import patch_vary_headers

from network.core.actor import Actor

from .models import Organisation
from .standing import Standing, standing_of

SESSION_KEY = "network_acts_for"


class ActsForAnotherError(PermissionDenied):
    """They may do it as soon as they act for `organisation`, which is one of theirs."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__()
        self.organisation = organisation


def refusal(actor: Actor, organisation: Organisation) -> PermissionDenied:
    """For a view to raise where a rule says no about an organisation."""
    acts_for_another = actor.organisation != organisation
    if acts_for_another and organisation.pk in standing_of(actor.user).managed_organisation_ids:
        return ActsForAnotherError(organisation)
    return PermissionDenied()


class MemberRequest(HttpRequest):
    """What a view of the private area gets: `actor` is who acts, and for which organisation."""

    actor: Actor
    user: Any


def private(patterns: Iterable[URLPattern]) -> list[URLPattern]:
    """The same addresses, behind the gate."""
    return [
        URLPattern(pattern.pattern, gate(pattern.callback), pattern.default_args, pattern.name)
        for pattern in patterns
    ]


def gate(view: Callable) -> Callable:
    """Let in whoever belongs to the network, with `request.actor`; nothing of it is ever stored."""

    @wraps(view)
    def gated(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _answer(request, view, *args, **kwargs)
        # Views of files say so themselves, and more.
        if "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, ["Cookie"])
        return response

    return gated


def _answer(request: MemberRequest, view: Callable, *args: Any, **kwargs: Any) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    standing = standing_of(request.user)
    if not standing.is_in:
        return render(request, "network/no_mandate.html", {"reason": reason(standing)}, status=403)
    request.actor = Actor(request.user, acts_for(request, standing))
    return _answer_inside(request, view, *args, **kwargs)


def _answer_inside(
    request: MemberRequest, view: Callable, *args: Any, **kwargs: Any
) -> HttpResponse:
    """The view's answer, or the page that says why there is none.

    One page for what is not there and for what is not theirs: nobody learns which it was.
    """
    try:
        with _undone_by_an_error():
            response = view(request, *args, **kwargs)
    except Http404:
        return render(request, "network/not_found.html", status=404)
    except PermissionDenied as error:
        context = {"act_for": getattr(error, "organisation", None)}
        return render(request, "network/forbidden.html", context, status=403)
    if isinstance(response, HttpResponseNotAllowed):
        page = render(request, "network/not_allowed.html", status=405)
        page["Allow"] = response["Allow"]
        return page
    return response


def _undone_by_an_error() -> AbstractContextManager:
    """Where the site makes each request a transaction: a part of it that an error undoes, as Django
    would undo the whole, and after which the page that says so can still be made."""
    return transaction.atomic() if connection.settings_dict["ATOMIC_REQUESTS"] else nullcontext()


def reason(standing: Standing) -> str:
    """Why somebody is not let in: `suspended`, `ended` or `none`."""
    if standing.has_suspended:
        return "suspended"
    return "ended" if standing.has_ended else "none"


def acts_for(request: HttpRequest, standing: Standing) -> Organisation | None:
    """The organisation that was chosen, as long as it may be; else the first of theirs."""
    organisations = {organisation.pk: organisation for organisation in standing.organisations}
    chosen = organisations.get(request.session.get(SESSION_KEY))
    return chosen or next(iter(organisations.values()), None)


def choose(request: MemberRequest, organisation: Organisation) -> None:
    """Act for this organisation from now on, in this session."""
    request.session[SESSION_KEY] = organisation.pk
