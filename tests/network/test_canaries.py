"""
Canaries: words planted in everything that is not for all, and every answer searched for them.

Each persona opens each address of the plugin with each record that there is, follows what its
pages link to, opens the admin, and looks for each word by the search. They must meet exactly the
words that `world.SECRETS` gives them: not one more, and not one less.
"""

from urllib.parse import quote

import pytest
from django.core.cache import caches
from django.urls import reverse

from tests import counts
from tests.languages import in_both_languages

from . import crawler, world

pytestmark = pytest.mark.django_db

# Where an editor might come across what is not theirs.
ADMIN = [
    "/cms/",
    "/cms/reports/site-history/",
    "/cms/reports/site-history/results/",
    "/cms/account/",
    "/cms/pages/",
    "/cms/pages/search/?q=kanaria",
    "/cms/images/?q=kanaria",
    "/cms/documents/?q=kanaria",
    "/cms/reports/",
]


def starts(persona):
    """What somebody opens first: everything there is, and each word in the search."""
    asked = [f"{reverse('network:search')}?q={quote(word)}" for word in world.SECRETS]
    return [*crawler.addresses(), *asked, *ADMIN]


@in_both_languages("en", "ar")
@pytest.mark.parametrize("persona", world.PERSONAS)
def test_everybody_meets_their_own_secrets_and_nobody_elses(client, persona, language):
    everything = world.whole()
    for cache in caches.all():
        cache.clear()
    if persona != "anonymous":
        client.force_login(everything.users[persona])
    met, cells, broken = {}, 0, []
    for address, status, text in crawler.crawl(
        client, starts(persona), headers={"accept-language": language}
    ):
        cells += 1
        broken += [address] if status >= 500 else []
        for word in world.SECRETS:
            # A page that repeats the question does not give the answer.
            if word in text and quote(word) not in address:
                met.setdefault(word, address)
    assert broken == []
    mine = {word for word, personas in world.SECRETS.items() if persona in personas}
    leaked = {word: address for word, address in met.items() if word not in mine}
    assert leaked == {}
    assert mine - met.keys() == set()
    counts.add("answers searched for canaries", cells)
    counts.add("canaries that had to be found, and were", len(mine))
