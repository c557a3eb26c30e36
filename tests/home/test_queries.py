"""
How many queries a page costs a visitor: the same literal number with one item and with many.

The numbers are what is measured. Promised are at most 12 for the home page, 8 for a standard
page, 10 for the news index and 12 for a search.
"""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Picture

from home.models import NewsPage, SiteImage
from network.actions.operations import publish_action
from network.core.actor import Actor
from network.models import JointAction, MultilingualText, Organisation, Territory, WorkingGroup


@pytest.fixture
def queries(client):
    """Counts the queries of a request; site roots and image sizes are cached, as in service."""

    def count(url):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    return count


@pytest.fixture
def illustrate():
    """Gives every piece of news a picture of its own."""

    def add_pictures():
        file = BytesIO()
        Picture.new("RGB", (1200, 800), "teal").save(file, "JPEG")
        for page in NewsPage.objects.filter(image=None):
            page.image = SiteImage.objects.create(
                title=page.title,
                alt_fr="Un aplat bleu",
                alt_ar="مساحة زرقاء",
                file=ContentFile(file.getvalue(), f"{page.pk}.jpg"),
            )
            page.save()

    return add_pictures


@pytest.fixture
def publish_actions():
    """So many joint actions more, each of them public."""

    def publish(number):
        name = MultilingualText().with_body("fr", "Foire")
        group = WorkingGroup.objects.create(name=name, kind="commission")
        lead = Organisation.objects.create(name=name, family="support")
        for _number in range(number):
            action = JointAction.objects.create(group=group, title=name, lead=lead, state="running")
            action.territories.set(Territory.objects.all())
            published = publish_action(action, by=Actor.system("tests"))
        return published

    return publish


@pytest.mark.parametrize("number", [1, 30])
def test_pages_of_joint_actions_cost_the_same_with_any_number(queries, publish_actions, number):
    actions = "/fr/reseau/actions-conjointes/"
    published = publish_actions(number)
    assert queries("/fr/") == 12
    assert queries(actions) == 12
    assert queries(f"{actions}?territory=MA-LAR&state=running") == 12
    assert queries(f"{actions}{published.action_id}/foire/") == 8
    assert queries("/fr/search/?q=foire") <= 12


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_home_page_costs_the_same_with_any_number_of_news(queries, add_news, illustrate, language):
    NewsPage.objects.exclude(slug__contains="atelier").exclude(slug__contains="ورشة").delete()
    assert queries(f"/{language}/") == 12
    add_news(60)
    illustrate()
    assert queries(f"/{language}/") == 12


def test_news_index_costs_the_same_with_any_number_of_news(queries, add_news, illustrate):
    NewsPage.objects.exclude(slug__contains="atelier").delete()
    assert queries("/fr/actualites/") == 9
    add_news(60)
    illustrate()
    assert queries("/fr/actualites/") == 9
    assert queries("/fr/actualites/?page=2") == 9
    code = Territory.objects.get(code="MA-LAR").code
    assert queries(f"/fr/actualites/?territory={code}&domain=support&page=3") == 9


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("/fr/reseau/presentation/", 6),
        ("/fr/reseau/objectifs/", 6),
        ("/fr/informations/donnees-personnelles/", 5),
    ],
)
def test_standard_page_costs_few_queries(queries, url, number):
    assert queries(url) == number


def test_standard_page_costs_the_same_with_one_page_beside_it_and_with_thirty(
    queries, home, add_page
):
    section = home.get_children().get(slug="reseau")
    link = f'<p><a linktype="page" id="{section.pk}">Le réseau</a></p>'
    body = [("text", link), ("list", {"style": "bullets", "items": [link]})]
    page = add_page(section, "Liens", body=body)
    assert queries(page.url) == 5
    page.body = body * 30
    page.save()
    for n in range(30):
        add_page(section, f"Voisine {n}", show_in_menus=True)
    assert queries(page.url) == 5


def test_section_costs_the_same_with_one_page_below_it_and_with_thirty(queries, home, add_page):
    section = home.get_children().get(slug="projet-press")
    section.get_children().exclude(slug="observatoire").delete()
    before = queries(section.url)
    for n in range(30):
        add_page(section, f"Page {n}", show_in_menus=True)
    assert queries(section.url) == before == 7


def test_search_costs_the_same_with_few_results_and_with_many(queries, home, add_page):
    add_page(home, "Xylophone")
    assert queries("/fr/search/?q=xylophone") == 9
    for n in range(30):
        add_page(home, f"Xylophone {n}")
    assert queries("/fr/search/?q=xylophone") == 9
    assert queries("/fr/search/?q=xylophone&page=2") == 9
    # Results of several types are read in a query each: six types, at the most.
    assert queries("/fr/search/?q=noress") <= 12
