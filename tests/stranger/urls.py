"""The stranger's addresses: its own login, no language prefix, the admin at /cms/."""

from django.contrib.auth.views import LoginView
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("enter/", LoginView.as_view(), name="enter"),
    path("space/", include("network.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("", include(wagtail_urls)),
]
