"""The pages that list what the network makes public, for whatever leads to one thing of them."""

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from .models import SitePage
from .navigation import surroundings
from .visibility import visible


def page_of(kind: type[SitePage], request: HttpRequest) -> Page | None:
    """The page of this type in the reader's language, for its address alone; None where there is
    none that anyone may see."""
    language, content_type = get_language(), ContentType.objects.get_for_model(kind)
    for node in surroundings(request).pages.values():
        # One that stands in a menu is known already.
        is_open = not node.is_restricted and not node.alias_of_id
        if node.content_type_id == content_type.pk and node.language == language and is_open:
            return Page(pk=node.pk, url_path=node.url_path)
    pages = kind.objects.filter(locale__language_code=language, alias_of=None)
    return visible(pages).order_by("path").first()
