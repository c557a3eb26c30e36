"""`make_dataset`, which fills a development database for the measurements."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from home.models import NewsIndexPage, NewsPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def development(settings):
    settings.DEBUG = True


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_dataset_is_news_like_those_that_editors_make(client, development, language):
    call_command("make_dataset", scale=0.01, verbosity=0)
    index = NewsIndexPage.objects.get(locale__language_code=language)
    made = list(NewsPage.objects.child_of(index).order_by("path"))[-20:]
    assert all(page.domains.count() == 2 and page.territories.count() == 1 for page in made)
    assert client.get(index.url).status_code == 200
    assert client.get(made[0].url).status_code == 200
    assert made[0].get_translations().count() == 1
    # Another run, and an editor, go on where this one ended.
    call_command("make_dataset", scale=0.001, verbosity=0)
    index.refresh_from_db()
    index.add_child(instance=NewsPage(title="Nouvelle أخبار", locale=index.locale))
    assert not any(Page.find_problems())


def test_dataset_is_refused_outside_development(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="in development only"):
        call_command("make_dataset")
    settings.DEBUG = True
    with pytest.raises(CommandError, match="above zero"):
        call_command("make_dataset", scale=0)
