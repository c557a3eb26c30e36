"""What the views of every slice share."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

A_PAGE = 20
# For a view that shows a form and takes it.
form_view = require_http_methods(["GET", "HEAD", "POST"])


def page_of(request: HttpRequest, rows: Any, count: int | None = None) -> Page:
    """The page of these rows that was asked for; the nearest where there is none of that number.

    `count` saves a query, where it is known how many they are.
    """
    paginator = Paginator(rows, A_PAGE)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get("page"))


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form was sent with, if it was: `Form(*sent(request))`."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def way_back(request: HttpRequest) -> str:
    """Where somebody came from, as the request's `next` says; empty where that is not of this
    site."""
    url = (request.POST if request.method == "POST" else request.GET).get("next", "")
    is_here = url_has_allowed_host_and_scheme(
        url, {request.get_host()}, require_https=request.is_secure()
    )
    return url if is_here else ""


def redirect_back(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    """To where a form says, by its `next`, that its sender came from."""
    # Not `redirect`, which would take a word for the name of an address.
    return HttpResponseRedirect(way_back(request) or otherwise)


def with_secret_address(response: HttpResponse) -> HttpResponse:
    """No other site is told of an address that opens something; ours is, or its forms would come
    from nowhere (an `Origin` of null, which is refused)."""
    response["Referrer-Policy"] = "same-origin"
    return response
