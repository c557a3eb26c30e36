"""The site's addresses, and REF: a bare page, one query and a list of twenty."""

from django.contrib.auth.models import Permission
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from noress.urls import handler403, handler404, handler500, urlpatterns

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]


def reference(request: HttpRequest) -> HttpResponse:
    return render(request, "bench/reference.html", {"rows": Permission.objects.all()[:20]})


urlpatterns = [path("reference/", reference), *urlpatterns]
