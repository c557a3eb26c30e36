"""The sitemap: every page that anyone may see, each with its versions in the other language."""

from collections import defaultdict
from datetime import datetime
from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.db.models import Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page

from .navigation import language_roots
from .visibility import visible


class PageSitemap(Sitemap):
    """
    The pages of every language's tree. An alias is no page: it shows its source's text again.

    Wagtail's own lists the tree of one language, and Django's takes a page's address to be the
    same in each.
    """

    # Pages a file; `/sitemap.xml` names the files.
    limit = 1000

    def __init__(self, request: HttpRequest):
        self.request = request

    def items(self) -> QuerySet[Page]:
        trees = [Q(url_path__startswith=path) for path in language_roots(self.request).values()]
        here = reduce(or_, trees, Q(pk__in=[]))
        return visible(Page.objects.filter(here, alias_of=None)).order_by("pk")

    def location(self, item: Page) -> str:
        return item.get_url(self.request)

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at

    def get_latest_lastmod(self) -> datetime | None:
        return self.items().aggregate(latest=Max("last_published_at"))["latest"]

    def get_urls(self, page=1, site=None, protocol=None) -> list[dict]:
        urls = super().get_urls(page, site, protocol)
        origin = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        versions = self._versions([url["item"] for url in urls])
        for url in urls:
            url["alternates"] = [
                {"lang_code": code, "location": origin + self.location(version)}
                for version in versions[url["item"].translation_key]
                for code in _codes(version)
            ]
        return urls

    def _versions(self, pages: list[Page]) -> dict[str, list[Page]]:
        """By translation key, the versions of these pages, themselves among them."""
        versions = defaultdict(list)
        keys = {page.translation_key for page in pages}
        for page in self.items().filter(translation_key__in=keys).select_related("locale"):
            versions[page.translation_key].append(page)
        return versions


def _codes(version: Page) -> list[str]:
    """What `hreflang` says of a version: French is for those who read neither language too."""
    code = version.locale.language_code
    return [code, "x-default"] if code == settings.LANGUAGE_CODE else [code]


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return views.index(request, {"pages": PageSitemap(request)}, sitemap_url_name="sitemap_section")


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    return views.sitemap(request, {"pages": PageSitemap(request)}, section)
