"""Page types that show everybody something of the network: one of the plugin's own, and those that
a site makes of the plugin's mixin, on a base of its own."""

from typing import Any

from django.db.models import Case, When
from django.utils.translation import get_language
from wagtail.models import Page, get_page_models


def page_types(kind: type[Any]) -> list[type[Page]]:
    """The site's page types that are made of this mixin."""
    return [model for model in get_page_models() if issubclass(model, kind)]


def is_offered(model: Any, kind: type[Any]) -> bool:
    """Of the plugin's type and the site's own, editors are offered the site's."""
    is_plugins = model._meta.app_label == "network"
    return not (is_plugins and any(other is not model for other in page_types(kind)))


def page_for_reader(kind: type[Any]) -> Page | None:
    """The page on which everybody finds what is public, in the reader's language where there is
    one; None where the site has none."""
    code = (get_language() or "").partition("-")[0]
    rows = Page.objects.live().public().filter(alias_of=None).type(*page_types(kind))
    is_theirs = Case(When(locale__language_code=code, then=0), default=1)
    return rows.order_by(is_theirs, "path").first()
