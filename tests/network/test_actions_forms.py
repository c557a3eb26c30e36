"""The forms on the pages of joint actions."""

import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.usefixtures("private")

PAGES = {
    "action-edit": "action",
    "action-partners": "action",
    "task-new": "action",
    "milestone-new": "action",
    "indicator-new": "action",
    "budget-line-new": "action",
    "note-new": "action",
    "task-edit": "task",
    "milestone-edit": "milestone",
    "milestone-remove": "milestone",
    "indicator-edit": "indicator",
    "indicator-remove": "indicator",
    "budget-line-edit": "budget_line",
    "budget-line-remove": "budget_line",
    "note-edit": "note",
    "note-remove": "note",
}


@pytest.mark.parametrize("query", ["?state=done", "?state=stopped"])
def test_form_of_a_move_is_sent_to_its_own_page(client, world, query):
    assert addresses_of(client, world, "action-move", world.action_commission, query) == [""]


@pytest.mark.parametrize("name", PAGES)
def test_form_is_sent_to_its_own_page(client, world, name):
    # A page that has an action must not send its form to what that is called.
    assert addresses_of(client, world, name, getattr(world, f"{PAGES[name]}_commission")) == [""]


def addresses_of(client, world, name, thing, query=""):
    """Where each form of a page is sent; empty where that is the page itself."""
    client.force_login(world.users["manager"])
    page = client.get(reverse(f"network:{name}", args=[thing.pk]) + query)
    main = re.search(r"<main.*</main>", page.text, re.DOTALL)[0]
    forms = re.findall(r'<form([^>]*)method="post"', main)
    return [(re.findall(r'action="([^"]*)"', form) or [""])[0] for form in forms]
