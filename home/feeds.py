"""The news of each language for feed readers, as RSS and as Atom."""

import re
from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.html import escape
from django.utils.timezone import make_aware
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from .models import NewsIndexPage, NewsPage, SiteSettings
from .visibility import visible

MAX_ITEMS = 20
# Word leaves some in what is pasted from it, and XML allows none.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
PICTURE = "width-1200|format-jpeg|jpegquality-80"


class NewsFeed(Feed):
    """
    The newest news in the reader's language, as RSS.

    The network signs the feed as a whole: no item names an author, since no page does.
    """

    def __init__(self, request: HttpRequest):
        self.request = request
        self.site = SiteSettings.for_request(request)

    def title(self) -> str:
        return f"{self.site.name} – {gettext('News')}"

    def description(self) -> str:
        return CONTROLS.sub(" ", self.site.description)

    def author_name(self) -> str:
        return self.site.name

    def link(self) -> str:
        """The page that lists the news, or else the home page."""
        indexes = NewsIndexPage.objects.filter(locale__language_code=get_language(), alias_of=None)
        index = visible(indexes).first()
        return index.get_url(self.request) if index else reverse("wagtail_serve", args=[""])

    def items(self) -> list[NewsPage]:
        news = NewsPage.objects.filter(locale__language_code=get_language(), alias_of=None)
        return list(news.for_cards()[:MAX_ITEMS])

    def item_title(self, item: NewsPage) -> str:
        return CONTROLS.sub(" ", item.title)

    def item_description(self, item: NewsPage) -> str:
        # Feed readers take it for HTML.
        return escape(CONTROLS.sub(" ", item.summary))

    def item_link(self, item: NewsPage) -> str:
        return item.get_url(self.request)

    def item_pubdate(self, item: NewsPage) -> datetime:
        return make_aware(datetime.combine(item.date, time.min))

    def item_updateddate(self, item: NewsPage) -> datetime:
        return max(item.last_published_at or self.item_pubdate(item), self.item_pubdate(item))

    def item_categories(self, item: NewsPage) -> list[str]:
        return [str(domain) for domain in item.domains.all()]

    def item_enclosures(self, item: NewsPage) -> list[Enclosure]:
        picture = item.image.rendition_or_none(PICTURE) if item.image else None
        if not picture:
            return []
        url = self.request.build_absolute_uri(picture.url)
        return [Enclosure(url, str(picture.file.size), "image/jpeg")]


class AtomNewsFeed(NewsFeed):
    """The same as Atom."""

    feed_type = Atom1Feed
    subtitle = NewsFeed.description


@require_safe
@cache_control(public=True, max_age=300)
@conditional_page
def news_rss(request: HttpRequest) -> HttpResponse:
    return NewsFeed(request)(request)


@require_safe
@cache_control(public=True, max_age=300)
@conditional_page
def news_atom(request: HttpRequest) -> HttpResponse:
    return AtomNewsFeed(request)(request)
