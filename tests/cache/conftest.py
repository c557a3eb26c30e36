"""The site as production keeps its pages, in files; and one of each thing that they show."""

import gzip
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.models import PageViewRestriction

from home.models import HomePage, NewsPage, SiteImage, StandardPage
from noress.cache.door import PageCache

PAGE = "/fr/reseau/presentation/"
# What is in the session nobody needs to know for a page that is public.
SIGNED_IN = {"Cookie": "sessionid=somebody"}
NEWS = "/fr/actualites/"


@pytest.fixture(autouse=True)
def shared(settings, tmp_path):
    """The cache of production on one machine: files, which every process can read."""
    file_cache = "noress.cache.backends.ForgivingFileCache"
    settings.CACHES = {
        **settings.CACHES,
        "pages": {"BACKEND": file_cache, "LOCATION": str(tmp_path / "pages"), "TIMEOUT": 600},
    }
    return tmp_path / "pages"


class Answer:
    """What a server would send: status, headers by their names in small letters, body."""

    def __init__(self, application, environ):
        def start_response(status, headers, exc_info=None):
            self.status, self.headers = int(status[:3]), {k.lower(): v for k, v in headers}
            self.cookies = [value for name, value in headers if name == "Set-Cookie"]

        body = application(environ, start_response)
        self.body = b"".join(body)
        if hasattr(body, "close"):
            body.close()

    @property
    def text(self):
        is_compressed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if is_compressed else self.body).decode()

    @property
    def is_hit(self):
        return self.headers.get("cache-status") == "noress; hit"


@pytest.fixture
def ask():
    """Asks the whole application, as gunicorn does; it takes compressed answers unless told not."""
    application = PageCache(WSGIHandler())

    def ask(path=PAGE, method="GET", **headers):
        named = {"Accept-Encoding": "gzip"}
        named |= {name.replace("_", "-"): value for name, value in headers.items()}
        environ = RequestFactory().generic(method, path, headers=named).environ
        # As a server gives it: the request has read it already.
        environ["PATH_INFO"] = environ["PATH_INFO"].encode().decode("latin-1")
        return Answer(application, environ)

    # As Django's test client does: the test's connection is not a request's to close.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield ask
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """In tests no transaction ends: what waits for the end is done at the end of this block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def page():
    return StandardPage.objects.get(locale__language_code="fr", slug="presentation")


def publish(page, title):
    page.title = title
    page.save_revision().publish()


def picture(colour="teal"):
    file = BytesIO()
    Picture.new("RGB", (64, 48), colour).save(file, "PNG")
    return ContentFile(file.getvalue(), f"{colour}.png")


@pytest.fixture
def site_of_everything(page):
    """One of each thing that pages show."""
    image = SiteImage.objects.create(title="Image", alt_fr="i", alt_ar="i", file=picture())
    return {
        "page": page,
        "home": HomePage.objects.get(locale__language_code="fr"),
        "news": NewsPage.objects.filter(locale__language_code="fr").first(),
        "image": image,
        "rendition": image.get_rendition("max-20x20"),
        "document": Document.objects.create(title="D", file=ContentFile(b"text", "d.txt")),
        "restriction": PageViewRestriction.objects.create(
            page=page, restriction_type="password", password="sesame"
        ),
    }


def save(model, **changes):
    """Saves the first row of `model` with these changes, as code would."""

    def change(things):
        row = model.objects.first()
        for name, value in changes.items():
            setattr(row, name, value)
        row.save()

    return change
