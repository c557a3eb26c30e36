"""A real browser before the demonstration, which all browser tests of a run share."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.demonstration import CHROMIUM_OPTIONS, demonstration
from tests.browser.people import PASSWORD, Visitor

# Five seconds are by themselves too few on a machine that runs other tests beside these.
expect.set_options(timeout=30_000)

MORE_PAGES = Path(__file__).with_name("more_pages.py")


@pytest.fixture(scope="session")
def running_demonstration(tmp_path_factory):
    with demonstration(tmp_path_factory.mktemp("site"), "tests.browser.settings") as running:
        running.shell(MORE_PAGES.read_bytes())
        yield running


@pytest.fixture(scope="session")
def site(running_demonstration):
    """The address of the running demonstration, without a slash at its end."""
    return running_demonstration.address


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM_OPTIONS
        )
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, site):
    """Opens pages of the site, each visitor with a cache and cookies of their own."""
    contexts = []

    def open_page(path="/fr/", **options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.goto(site + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def enter(browser, site):
    """Somebody of the demonstration, signed in; at the end their browser has no complaint."""
    visitors = []

    def enter(email, language, **options):
        context = browser.new_context(**{"viewport": {"width": 390, "height": 844}, **options})
        visitor = Visitor(context, site)
        visitors.append(visitor)
        visitor.open(f"/{language}/workspace/documents/")
        visitor.page.locator("[name=login]").fill(f"{email}@noress.example")
        visitor.page.locator("[name=password]").fill(PASSWORD)
        visitor.page.locator("main [name=password]").press("Enter")
        visitor.page.wait_for_url(f"**/{language}/workspace/documents/")
        return visitor

    yield enter
    problems = [problem for visitor in visitors for problem in visitor.problems]
    for visitor in visitors:
        visitor.context.close()
    assert problems == []
