"""What the views of every slice share."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
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
