"""Views that are not Wagtail pages: the way in, the manifest, cards, robots, the errors."""

from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from .card import Card
from .models import SitePage, SiteSettings
from .navigation import LANGUAGE_CODES, Node, surroundings
from .visibility import LEVELS, restrictions, visible

# No page lies deeper below its home page, which is itself below the root of the tree; a longer
# address would only make a longer query.
MAX_DEPTH = LEVELS - 2


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """Send the reader to the home page in their language."""
    return redirect("wagtail_serve", "")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The icon, for browsers that ask for it without reading a page."""
    return redirect(static("img/favicon.ico"))


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """
    Wagtail's own view (view restrictions, hooks), over a shorter way to the page.

    Wagtail walks down from the root, two queries a level; the page's stored path answers at once,
    and what stands below it is asked of the few page types alone that have addresses of their own.
    A language without a tree has no pages, where Wagtail would show those of the default language.
    """
    if path.count("/") > MAX_DEPTH:
        raise Http404
    around = surroundings(request, path)
    found, below = around.nearest
    if not found or (below and not _routes_by_itself(found)):
        raise Http404
    page = Page(pk=found.pk, content_type_id=found.content_type_id).specific
    # Known already: not asked for again.
    page.locale = Locale(pk=found.locale_id, language_code=found.language)
    page.is_restricted = found.is_restricted
    if not isinstance(page, SitePage):
        # Of a type that knows nothing of translations: what covers one of them covers it too.
        page.get_view_restrictions = partial(restrictions, page)
    route = RouteResult(page)
    if below:
        route = page.route(request, below)
        around.show_below()
    request._wagtail_route_for_request = route
    return wagtail_serve(request, path)


def _routes_by_itself(found: Node) -> bool:
    """Whether the type of a page has addresses of its own below the page's."""
    model = ContentType.objects.get_for_id(found.content_type_id).model_class()
    return model is not None and model.route is not Page.route


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest, so that a phone can keep the site on its home screen."""
    settings = SiteSettings.for_request(request)
    language = translation.get_language()
    response = JsonResponse(
        {
            "name": f"{settings.name} – {settings.tagline}" if settings.tagline else settings.name,
            "short_name": settings.name,
            "lang": language,
            "dir": "rtl" if translation.get_language_bidi() else "ltr",
            "start_url": reverse("wagtail_serve", args=[""]),
            "scope": reverse("wagtail_serve", args=[""]),
            "display": "minimal-ui",
            "background_color": "#fbf8f1",
            "theme_color": "#0b3b34",
            "icons": [
                {"src": static("img/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
                {"src": static("img/icon-192.png"), "sizes": "192x192", "type": "image/png"},
                {"src": static("img/icon-512.png"), "sizes": "512x512", "type": "image/png"},
            ],
        }
    )
    response.headers["Content-Type"] = "application/manifest+json"
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def card(request: HttpRequest, page_id: int, digest: str) -> HttpResponse:
    """The picture for where a page is shared: of a published page that anyone may see."""
    pages = Page.objects.filter(pk=page_id, locale__language_code=translation.get_language())
    found = visible(pages).filter(alias_of=None).select_related("locale").specific().first()
    if not isinstance(found, SitePage):
        raise Http404
    drawing = Card(found, SiteSettings.for_request(request))
    if drawing.digest != digest:
        raise Http404
    response = HttpResponse(drawing.png(), content_type="image/png")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines need not read, and where the sitemap is."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    context = {"sitemap": sitemap, "languages": LANGUAGE_CODES}
    response = render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def no_private_collection(request: HttpRequest, collection_id: int) -> HttpResponse:
    """403 where Wagtail lets a collection be made private: its files would stay public."""
    raise PermissionDenied


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 in the reader's language, with ways on."""
    return render(request, "404.html", status=404)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 in the reader's language."""
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form sent without its token, in the reader's language: it says what to do."""
    return render(request, "403.html", {"is_form_expired": True}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 in the reader's language. It asks nothing of the database: that may be what failed."""
    return render(None, "500.html", status=500)
