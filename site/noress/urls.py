"""Every address of the site. What stands under a language's prefix speaks that language."""

from allauth.decorators import rate_limit
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern
from wagtail.views import authenticate_with_password

from home import views
from home.feeds import news_atom, news_rss
from home.sitemap import sitemap_index, sitemap_section
from search.views import search

from . import mailbox
from .accounts import door
from .health import healthz

urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("favicon.ico", views.favicon),
    path("healthz", healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap_section, name="sitemap_section"),
    # The one door: whatever else would take a password leads to it.
    path("admin/login/", door.sign_in_to_admin),
    path("django-admin/", door.sign_in_to_admin),
    path("django-admin/login/", door.sign_in_to_admin),
    path("_util/login/", door.sign_in),
    path("admin/collections/<int:collection_id>/privacy/", views.no_private_collection),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *mailbox.urlpatterns(),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    *i18n_patterns(
        path("search/", search, name="search"),
        path("manifest.webmanifest", views.manifest, name="manifest"),
        # With a dot in them, they cannot be a page's address too.
        path("news.rss", news_rss, name="news_rss"),
        path("news.atom", news_atom, name="news_atom"),
        path("cards/<int:page_id>/<slug:digest>.png", views.card, name="card"),
        path(
            "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
            rate_limit(action="page_password")(authenticate_with_password),
            name="wagtailcore_authenticate_with_password",
        ),
        path("_util/login/", door.sign_in, name="wagtailcore_login"),
        path("accounts/", include("noress.accounts.urls")),
        path("workspace/", include("network.urls")),
        re_path(serve_pattern, views.serve_page, name="wagtail_serve"),
    ),
]

# django-allauth looks for it here.
handler429 = "noress.accounts.views.too_many_requests"
handler404 = "home.views.page_not_found"
handler403 = "home.views.permission_denied"
handler500 = "home.views.server_error"
