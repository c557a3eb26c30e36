"""What the head of a page says to search engines and to where its address is shared."""

from django import template

from home.card import HEIGHT, WIDTH, Card
from home.models import SitePage, SiteSettings
from home.navigation import surroundings
from home.structured_data import structured_data

register = template.Library()

# As Facebook writes them, the one who reads them: it knows no fr_MA and no ar_MA.
OPEN_GRAPH_LOCALES = {"fr": "fr_FR", "ar": "ar_AR"}


@register.inclusion_tag("components/sharing.html", takes_context=True)
def sharing(context) -> dict:
    """
    Open Graph, the Twitter card and the structured data of this request's page.

    Nothing of a page that not everyone may see, nor of a preview's draft, nor of an alias, whose
    `canonical` leads to the page itself. Of what a page shows below its own address, the `entry`
    says what it is called. It asks the database for nothing.
    """
    request, page = context["request"], context.get("page")
    around = surroundings(request, page=page)
    if not isinstance(page, SitePage) or not around.is_public or page.alias_of_id:
        return {"page": None}
    site = SiteSettings.for_request(request)
    card = Card(page, site)
    entry = context.get("entry")
    url = request.build_absolute_uri(page.get_url(request) + around.below)
    picture = request.build_absolute_uri(card.path)
    return {
        "page": page,
        "title": entry["title"] if entry else page.shared_title,
        "summary": entry["summary"] if entry else "",
        "site": site,
        "url": url,
        "locale": OPEN_GRAPH_LOCALES[card.language],
        "other_locales": [
            OPEN_GRAPH_LOCALES[code] for code, _url in around.alternates if code != card.language
        ],
        "card": card,
        "picture": picture,
        "width": WIDTH,
        "height": HEIGHT,
        "structured_data": structured_data(
            page, str(entry["title"]) if entry else page.title, url, picture, site, around
        ),
    }
