"""
How many queries a page costs: the same literal number with one item and with many.

The budgets (home 12, standard page 8, news index 10, search 12) are the project's promise; they
are totals for the request.
"""

import pytest

HOME, STANDARD, SECTION, NEWS_INDEX, NEWS, CONTACT, SEARCH = 12, 8, 8, 10, 10, 8, 12


@pytest.fixture
def queries(client, django_assert_num_queries):
    """Counts the queries of a request by a visitor; the site's roots are cached, as in service."""

    def count(url, number):
        client.get("/fr/")
        with django_assert_num_queries(number):
            assert client.get(url).status_code == 200

    return count
