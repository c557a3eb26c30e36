"""Pages to test with, beside the demonstration's."""

from datetime import date, timedelta

import pytest
from django.core.cache import caches
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, Translation

from home.models import HomePage, NewsIndexPage, NewsPage, StandardPage
from home.translation import operations
from home.translation.texts import waiting
from network.models import ActivityDomain, Territory
from noress.accounts.models import User
from tests.signing_in import sign_in as sign_in_as


@pytest.fixture(autouse=True)
def _database(db):
    """Every test here reads the site's pages; the caches remember none of another test's."""
    for cache in caches.all():
        cache.clear()


@pytest.fixture
def home():
    return HomePage.objects.get(locale__language_code="fr")


@pytest.fixture
def home_ar():
    return HomePage.objects.get(locale__language_code="ar")


@pytest.fixture
def news_index():
    return NewsIndexPage.objects.get(locale__language_code="fr")


@pytest.fixture
def add_page():
    """Publishes a standard page below another."""

    def add(parent, title, **fields):
        page = StandardPage(title=title, locale=parent.locale, **fields)
        parent.add_child(instance=page)
        return page

    return add


@pytest.fixture
def add_news(news_index):
    """Publishes pieces of news, each in every domain and territory."""

    def add(count, title="Brève"):
        domains, territories = list(ActivityDomain.objects.all()), list(Territory.objects.all())
        for n in range(count):
            page = NewsPage(title=f"{title} {n}", date=date(2027, 1, 1) + timedelta(days=n))
            news_index.add_child(instance=page)
            page.domains, page.territories = domains, territories
            page.save()

    return add


@pytest.fixture
def restrict():
    """Makes a page private to signed-in people."""

    def make_private(page):
        PageViewRestriction.objects.create(page=page, restriction_type="login")

    return make_private


@pytest.fixture
def arabic():
    return Locale.objects.get(language_code="ar")


@pytest.fixture
def sign_in(client):
    """Signs a person of the demonstration in to the admin, in the language they prefer."""

    def enter(email, language):
        user = User.objects.get(email=email)
        profile = UserProfile.get_for_user(user)
        profile.preferred_language = language
        profile.save()
        sign_in_as(client, user)
        return client

    return enter


@pytest.fixture
def write(add_page, home):
    """Publishes a French page with a text."""

    def write(title="Une page", parent=home, **fields):
        page = add_page(parent, title, summary="Une phrase.", **fields)
        page.save_revision().publish()
        return page

    return write


@pytest.fixture
def translate(arabic):
    """Begins a page's translation and gives each text an Arabic; `leave` is how many get none."""

    def translate(page, leave=0):
        operations.begin(page, arabic, by=User.objects.get(email="coordination@noress.example"))
        translation = Translation.objects.get(source__object_id=page.translation_key)
        texts = list(waiting(translation))
        for segment in texts[: len(texts) - leave]:
            StringTranslation.objects.create(
                translation_of=segment.string,
                context=segment.context,
                locale=arabic,
                data=f"نص {segment.order}",
            )
        return translation

    return translate


@pytest.fixture
def published(write, translate):
    """A French page and its Arabic, both published."""

    def make(title="Une page", **fields):
        page = write(title, **fields)
        arabic = operations.publish(
            translate(page), by=User.objects.get(email="coordination@noress.example")
        )
        return page, Page.objects.get(pk=arabic.pk)

    return make
