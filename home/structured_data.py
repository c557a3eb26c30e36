"""
What search engines read of a page, in schema.org's words as JSON-LD.

The network on the home page, where search engines want it; elsewhere the way to the page, and of
a piece of news who says it and since when.
"""

import json

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from .models import HomePage, NewsPage, SitePage, SiteSettings
from .navigation import Surroundings

# As Django's `json_script`: no text of a page can end the script it stands in.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def structured_data(
    page: SitePage, title: str, url: str, picture: str, site: SiteSettings, around: Surroundings
) -> SafeString:
    """The data of a page, with its address and its picture's, as a script that runs nothing."""
    things = []
    if isinstance(page, HomePage):
        things.append(_network(site, around.request))
    else:
        things.append(_breadcrumbs(title, url, around))
    if isinstance(page, NewsPage):
        things.append(_news_article(page, url, picture, site, around.request))
    data = {"@context": "https://schema.org", "@graph": things}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    script = mark_safe(text)  # noqa: S308  (escaped above)
    return format_html('<script type="application/ld+json">{}</script>', script)


def _publisher(site: SiteSettings, request: HttpRequest) -> dict:
    """The network by its name; the same `@id` on every page, in both languages."""
    return {
        "@type": "Organization",
        "@id": request.build_absolute_uri("/#organization"),
        "name": site.name,
        "url": request.build_absolute_uri(reverse("wagtail_serve", args=[""])),
        "logo": request.build_absolute_uri(static("img/icon-512.png")),
    }


def _network(site: SiteSettings, request: HttpRequest) -> dict:
    """The network with its contacts; what the settings leave empty is not said."""
    address = ", ".join(line.strip() for line in site.address.splitlines() if line.strip())
    facts = {
        "alternateName": site.tagline,
        "description": site.description,
        "address": address and {"@type": "PostalAddress", "streetAddress": address},
        "telephone": site.phone,
        "faxNumber": site.fax,
        "email": site.email,
        "sameAs": [url for _name, url in site.social_links],
    }
    return _publisher(site, request) | {name: fact for name, fact in facts.items() if fact}


def _breadcrumbs(title: str, url: str, around: Surroundings) -> dict:
    steps = [
        *((item.title, around.request.build_absolute_uri(item.url)) for item in around.breadcrumbs),
        (title, url),
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": item}
            for position, (name, item) in enumerate(steps, start=1)
        ],
    }


def _news_article(
    page: NewsPage, url: str, picture: str, site: SiteSettings, request: HttpRequest
) -> dict:
    article = {
        "@type": "NewsArticle",
        "headline": page.title,
        "inLanguage": page.locale.language_code,
        "datePublished": page.date.isoformat(),
        "image": picture,
        "publisher": _publisher(site, request),
        "mainEntityOfPage": url,
    }
    if page.summary:
        article["description"] = page.summary
    if page.last_published_at:
        article["dateModified"] = localtime(page.last_published_at).isoformat(timespec="seconds")
    return article
