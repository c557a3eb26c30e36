"""Where the joint actions are read, for whatever leads to one of them."""

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.translation import get_language

from .models import PublicActionsPage
from .navigation import surroundings
from .visibility import visible


def address_of_actions(request: HttpRequest) -> str:
    """The address of the page on which everybody finds the joint actions, in the reader's language;
    empty where it has none that anyone may see."""
    around = surroundings(request)
    kind = ContentType.objects.get_for_model(PublicActionsPage).pk
    for node in around.pages.values():
        # One that stands in a menu is known already.
        is_theirs = node.language == get_language() and not node.alias_of_id
        if node.content_type_id == kind and is_theirs and not node.is_restricted:
            return around.url(node)
    pages = PublicActionsPage.objects.filter(locale__language_code=get_language(), alias_of=None)
    page = visible(pages).order_by("path").first()
    return page.get_url(request) if page else ""
