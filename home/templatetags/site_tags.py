"""What the templates ask: the pages around this one, the site's settings, links, lists."""

from django import template
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.rich_text import expand_db_html

from home import kept
from home.lists import page_of
from home.models import NewsPage, PublicActionsPage, SitePage, SiteSettings
from home.navigation import Surroundings
from home.navigation import surroundings as make_surroundings
from home.reference import ANYONE, activity_domains, current_territories
from network.models import ActionPublication, set_addresses

register = template.Library()


@register.simple_tag(takes_context=True)
def surroundings(context) -> Surroundings:
    """Menus, breadcrumbs and languages around the page of this request, in a preview too."""
    return make_surroundings(context["request"], page=context.get("page"))


@register.simple_tag(takes_context=True)
def site_settings(context) -> SiteSettings:
    """The settings, read when the first of them is asked for: a kept page asks for none."""
    return SimpleLazyObject(lambda: SiteSettings.for_request(context["request"]))


class KeptNode(template.Node):
    def __init__(self, name: str, nodelist: template.NodeList):
        self.name, self.nodelist = name, nodelist

    def render(self, context) -> SafeString:
        page = context.get("page")
        # A preview, an error and a page that not everyone may see come without it.
        if getattr(page, "is_restricted", True):
            return self.nodelist.render(context)
        # What everybody is to read knows nobody.
        with context.push(user=ANYONE, perms=None, messages=()):
            return self._public(context, page)

    def _public(self, context, page: SitePage) -> SafeString:
        request = context["request"]
        generation = kept.generation_of(request)
        # What a stranger can write into an address is answered, and not kept.
        if not generation or request.META["QUERY_STRING"]:
            return self.nodelist.render(context)
        below = make_surroundings(request, page=page).below
        where = f"{self.name} {request.scheme}://{request.get_host()} {page.pk} {below}"
        if (text := kept.find(where, generation)) is None:
            text = self.nodelist.render(context)
            # A form's token is one reader's.
            if "CSRF_COOKIE_NEEDS_UPDATE" not in request.META:
                kept.keep(where, text, generation)
        return text


@register.tag("kept")
def do_kept(parser, token) -> KeptNode:
    """
    `{% kept name %}` … `{% endkept %}`: a part of a public page that is kept for all readers.

    Django's own `{% cache %}` would keep it of any page, to be shown after the next publishing.
    Nothing in it may depend on who reads: their name and their messages stand outside of it.
    """
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name, nodelist)


class PageLinksNode(template.Node):
    def __init__(self, nodes):
        self.nodes = nodes

    def render(self, context) -> SafeString:
        return mark_safe(expand_db_html(self.nodes.render(context)))  # noqa: S308  (rendered)


@register.tag
def pagelinks(parser, token) -> PageLinksNode:
    """
    Resolve every `<a linktype="page" id="…">` up to `endpagelinks`, in one query.

    Rich text stands in it as it is stored, and so do the links of blocks that lead to a page.
    """
    nodes = parser.parse(("endpagelinks",))
    parser.delete_first_token()
    return PageLinksNode(nodes)


@register.simple_tag(takes_context=True)
def canonical(context, page: SitePage) -> str:
    """The one address of a page's text: for an alias, that of its source."""
    source = page.alias_of if page.alias_of_id else page
    request = context["request"]
    below = make_surroundings(request, page=page).below
    return request.build_absolute_uri(source.get_url(request) + below)


@register.simple_tag
def latest_news(count: int):
    """The newest published news in the reader's language, with `index_pk`: the page of all."""
    news = NewsPage.objects.filter(locale__language_code=get_language()).for_cards()
    return news.with_index()[:count]


@register.simple_tag(takes_context=True)
def published_actions(context, count: int) -> dict:
    """The newest public joint actions, each with its address, and the `url` of all of them; empty
    where the reader's language has no page of them, or nothing is public."""
    request = context["request"]
    actions = list(ActionPublication.objects.public().with_what_a_list_shows()[:count])
    page = page_of(PublicActionsPage, request) if actions else None
    if page is None:
        return {}
    url = page.get_url(request)
    for publication in actions:
        set_addresses(publication, url)
    return {"url": url, "actions": actions}


register.simple_tag(activity_domains)
register.simple_tag(current_territories, name="territories")
