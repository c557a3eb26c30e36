"""A joint action from its proposal to its public page, in a real browser and in both languages."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import COORDINATOR, SUBMIT, Colleague, commission

pytestmark = pytest.mark.browser

AN_ACTION = re.compile(r"/workspace/actions/[0-9]+/$")
TITLES = {"fr": "Caravane des coopératives", "ar": "قافلة التعاونيات"}


def follow(page, link):
    with page.expect_event("load"):
        link.click()


def move_to(page, state):
    """By the button of the page, and the form that it leads to."""
    follow(page, page.locator(f"main a[href$='/move/?state={state}']"))
    follow(page, page.locator(SUBMIT))
    expect(page.locator(".mhead .tag")).to_have_class(re.compile("tag"))


@pytest.fixture
def coordinator(browser, site):
    """The coordination, signed in with its second factor."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    colleague = Colleague(context, site)
    colleague.sign_in(COORDINATOR)
    yield colleague
    context.close()
    assert colleague.problems == []


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_action_goes_from_its_proposal_to_its_public_page(enter, coordinator, language):
    title = TITLES[language]
    manager = enter("gestion", language)
    page = manager.page
    group = commission(page)
    manager.open(f"/{language}/workspace/groups/{group}/actions/new/")
    page.locator(f"[name=title_{language}]").fill(title)
    page.locator("[name=starts_on]").fill("2026-10-05")
    page.locator("[name=ends_on]").fill("2026-10-01")
    follow(page, page.locator(SUBMIT))
    # It ends before it begins: said beside the field, and what was typed is still there.
    expect(page.locator(".field:has([name=ends_on]) .errorlist")).to_be_visible()
    expect(page.locator(f"[name=title_{language}]")).to_have_value(title)
    page.locator("[name=ends_on]").fill("2026-12-01")
    follow(page, page.locator(SUBMIT))
    page.wait_for_url(AN_ACTION)
    address = page.url
    expect(page.locator("h1")).to_have_text(title)

    move_to(page, "planned")
    move_to(page, "running")
    page.goto(f"{address}tasks/new/")
    page.locator(f"[name=title_{language}]").fill(f"{title} 1")
    organisations = page.locator("[name=organisation]")
    organisations.select_option(organisations.locator("option").last.get_attribute("value"))
    page.locator("[name=due_on]").fill("2026-10-20")
    follow(page, page.locator(SUBMIT))
    page.goto(f"{address}tasks/")
    expect(page.locator("main .late")).to_be_visible()
    # By the keyboard alone: the menu of a task's states opens, and a button of it is pressed.
    page.locator("main .moves summary").first.focus()
    page.keyboard.press("Enter")
    done = page.locator("main .moves button[value=done]").first
    expect(done).to_be_visible()
    done.focus()
    with page.expect_event("load"):
        page.keyboard.press("Enter")
    expect(page.locator("main .late")).to_have_count(0)

    page.goto(address)
    follow(page, page.locator("main a[href$='/move/?state=done']"))
    # Nothing came of it yet: it cannot be done.
    follow(page, page.locator(SUBMIT))
    expect(page.locator("main .errorlist")).to_be_visible()
    page.locator(f"[name=results_{language}]").fill(f"{title} 40")
    follow(page, page.locator(SUBMIT))
    page.wait_for_url(AN_ACTION)
    expect(page.locator("main")).to_contain_text(f"{title} 40")

    path = address.removeprefix(manager.site)
    assert manager.status(f"{path}publish/") == 403
    stranger = enter("autre", language)
    assert [stranger.status(path), stranger.status(f"{path}sheet/")] == [404, 404]
    assert manager.status(f"{path}sheet/") == 200

    coordinator.open(f"{path}publish/")
    coordinator.send(coordinator.page.locator(SUBMIT).last)
    visitor = coordinator.context.browser.new_context(viewport={"width": 390, "height": 844})
    public = visitor.new_page()
    public.goto(f"{manager.site}/{language}/")
    follow(public, public.locator("main a", has_text=title).first)
    expect(public.locator("h1")).to_have_text(title)
    expect(public.locator("main")).to_contain_text(f"{title} 40")
    public_address = public.url
    coordinator.open(f"{path}withdraw/")
    coordinator.send(coordinator.page.locator(SUBMIT))
    assert visitor.request.get(public_address).status == 404
    visitor.close()
