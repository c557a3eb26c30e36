"""
Canaries over the public site and the admin: words planted in what is not for all, and every answer
searched for them.

Each persona asks for every page in both languages, published or not, every address of ours, each
word in the search, feeds and sitemaps, and what the pages of one language link to; and in the admin
for every list, report and history, and each screen of what was planted. They must meet exactly the
words that `planted.SECRETS` gives them: not one more, and not one less.
"""

import re
from itertools import product
from urllib.parse import quote, unquote

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils.translation import override
from wagtail.models import Page
from wagtail_localize.models import Translation

from network.models import (
    Mail,
    Membership,
    MembershipInvitation,
    Organisation,
    Profile,
    WorkingGroup,
)
from noress.accounts.models import Invitation, User
from tests import counts
from tests.languages import in_both_languages
from tests.network import crawler
from tests.signing_in import sign_in
from tests.site import planted
from tests.site.test_access import address, routes

pytestmark = pytest.mark.django_db

PUBLIC = ["/", "/robots.txt", "/healthz", "/sitemap.xml", "/sitemap-pages.xml"]
# They end the visit, or are there to fail.
LEFT_OUT = {"wagtailadmin_logout", "wagtailadmin_error_test"}
# Whose records the number in an address of the admin counts; of pages only those with a secret.
NUMBERS = {
    "admin/network_organisations/": Organisation,
    "admin/network_people/": Profile,
    "admin/network_memberships/": Membership,
    "admin/network_invitations/": MembershipInvitation,
    "admin/network_groups/": WorkingGroup,
    "admin/network_mails/": Mail,
    "admin/network_choose_organisation/": Organisation,
    "admin/network_choose_person/": Profile,
    "admin/invitations/": Invitation,
    "admin/users/": User,
}
PAGE = re.compile(r"<int:(?:parent_)?page_(?:id|to_move_id)>")


def asked_of_everybody(language):
    """Every page, every address of ours, and each word in the search."""
    with override(language):
        yield from map(address, routes())
        yield from crawler.addresses()
        for word in ["kanaria", *planted.SECRETS]:
            for name in ("search", "network:search"):
                yield f"{reverse(name)}?q={quote(word)}"
    yield from PUBLIC
    for page in Page.objects.filter(depth__gt=1):
        yield page.get_url() or ""


def asked_in_the_admin(pages):
    """Every screen that takes no number, by itself and searched; those of each planted record."""
    for route in admin_routes():
        if not re.search(r"[<(^]", route):
            yield from (f"/{route}", f"/{route}?q=kanaria")
            if "reports" in route or "network_" in route:
                yield f"/{route}?export=csv"
        elif route.startswith("admin/localize/translate/"):
            keys = {page.translation_key for page in pages}
            for pk in Translation.objects.filter(source__object_id__in=keys).values_list("pk"):
                yield asked_with(route, *pk)
        elif PAGE.search(route):
            for page in pages:
                yield from filled_in(PAGE.sub(str(page.pk), route), page)
        elif model := next((NUMBERS[begin] for begin in NUMBERS if route.startswith(begin)), None):
            for pk in model._base_manager.values_list("pk", flat=True):
                yield asked_with(route, pk)
    yield from ("/admin/api/main/pages/", "/admin/api/main/pages/?search=kanaria&order=title")
    for page in pages:
        yield f"/admin/api/main/pages/{page.pk}/"
        yield f"/admin/pages/{page.pk}/revisions/compare/earliest...latest/"


def admin_routes(patterns=None, prefix=""):
    for pattern in patterns or get_resolver().url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from admin_routes(pattern.url_patterns, route)
        elif route.startswith("admin/") and pattern.name not in LEFT_OUT:
            yield route


def asked_with(route, pk):
    """The address with this number first, and one that nothing has after it."""
    return address(re.sub(r"<int:\w+>", str(pk), route, count=1))


def filled_in(route, page):
    """With each revision of the page where the address takes one."""
    if "<int:revision_id>" not in route:
        yield address(route)
        return
    for pk in page.revisions.values_list("pk", flat=True):
        yield address(route.replace("<int:revision_id>", str(pk)))


def crawl(client, site, language):
    starts = [*asked_of_everybody(language), *asked_in_the_admin(site.pages)]
    return crawler.crawl(
        client, starts, follow=f"/{language}/", headers={"accept-language": language}
    )


def said(where, text):
    """The answer without what only says again what was asked: the words of its own address."""
    address, _mark, query = unquote(where).partition("?")
    for part in (*address.split("/"), query.removeprefix("q=")):
        if "kanaria" in part:
            for written in (part, quote(part), quote(quote(part))):
                text = text.replace(written, "")
    return text


@pytest.fixture
def site():
    site = planted.plant()
    for cache in caches.all():
        cache.clear()
    return site


@in_both_languages("fr", "ar")
@pytest.mark.parametrize("persona", planted.PERSONAS)
def test_everybody_meets_their_own_secrets_and_nobody_elses(client, site, persona, language):
    if persona != "anonymous":
        sign_in(client, site.users[persona])
    client.raise_request_exception = False
    met, cells, broken = {}, 0, []
    for where, status, text in crawl(client, site, language):
        cells += 1
        broken += [where] if status >= 500 else []
        text = said(where, text)
        met |= {word: where for word in planted.SECRETS if word in text and word not in met}
    assert broken == []
    mine = {word for word, personas in planted.SECRETS.items() if persona in personas}
    assert {word: where for word, where in met.items() if word not in mine} == {}
    assert mine - met.keys() == set()
    counts.add("answers of the site searched for canaries", cells)
    counts.add("canaries of the site that had to be found, and were", len(mine))


def test_public_search_does_not_know_that_there_is_a_secret(site):
    """Neither a title nor a number: the same answer as to a word that is nowhere."""
    for persona, language in product(["anonymous", "member", "superuser"], planted.LANGUAGES):
        client = Client()
        if persona != "anonymous":
            sign_in(client, site.users[persona])
        nothing = public_search(client, language, "nullepart")
        for word, personas in planted.SECRETS.items():
            is_nowhere = public_search(client, language, word) == nothing
            assert is_nowhere == ("anonymous" not in personas), (persona, language, word)


def public_search(client, language, word):
    """What it answers, without the word itself."""
    html = client.get(f"/{language}/search/", {"q": word}).text
    return html.replace(quote(word), "").replace(word, "")
