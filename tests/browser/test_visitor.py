"""What a visitor sees in a real browser, in both languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

# One page of each type and each kind of view, known by its French address; the Arabic one is the
# one that its language switch leads to.
PAGES = {
    "home": "/fr/",
    "section": "/fr/reseau/",
    "section with partners": "/fr/projet-press/",
    "standard": "/fr/reseau/presentation/",
    "standard with domains": "/fr/reseau/domaines/",
    "news index": "/fr/actualites/",
    "news": None,
    "contact": "/fr/contact/",
    "legal": "/fr/informations/donnees-personnelles/",
    "search": "/fr/search/?q=observatoire",
    "search without an answer": "/fr/search/?q=xylophone",
    "every block": "/fr/tous-les-blocs/",
    "404": "/fr/does-not-exist/",
}


@pytest.fixture(scope="session")
def addresses(browser, site):
    """The address of each kind of page, by its name and language."""
    page = browser.new_page()
    found = {}
    for name, path in PAGES.items():
        if name == "news":
            page.goto(site + PAGES["news index"])
            path = page.locator("main article a").first.get_attribute("href")
        found[name, "fr"] = path
        page.goto(site + path)
        found[name, "ar"] = page.locator("header a.lang").first.get_attribute("href")
    found["404", "ar"] = "/ar/does-not-exist/"
    page.context.close()
    return found


every_page = pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name in PAGES for language in ("fr", "ar")]
)


@every_page
def test_page_has_no_accessibility_violation(visit, addresses, name, language):
    # Without motion: a colour half-way between two themes is no colour of ours.
    page = visit(addresses[name, language], reduced_motion="reduce")
    assert page.locator("html").get_attribute("lang") == language
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        results = Axe().run(page)
        assert results.violations_count == 0, f"{theme}: {results.generate_report()}"


@every_page
def test_page_never_scrolls_sideways(visit, addresses, name, language):
    page = visit(addresses[name, language])
    for width in (320, 390, 768, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow == 0, width


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_first_visit_is_light(browser, site, language):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    sizes = []
    devtools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(f"{site}/{language}/", wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    context.close()
    assert len(sizes) <= 12
    assert sum(sizes) <= 100 * 1024


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_page_asks_nothing_of_anyone_else_and_logs_no_error(visit, site, language):
    page = visit("/healthz")
    asked, problems = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{site}/{language}/", wait_until="networkidle")
    assert asked
    assert all(url.startswith((site, "data:")) for url in asked)
    assert problems == []


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_visitor_finds_a_page_without_javascript_on_a_phone(visit, language):
    page = visit(f"/{language}/", java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.locator("header details > summary").click()
    page.locator("header details input[type=search]").fill("NORESS")
    page.locator("header details button[type=submit], header details form button").click()
    page.locator(".results a").first.click()
    assert page.locator("h1").inner_text()
    assert page.locator("html").get_attribute("lang") == language


def test_keyboard_reaches_the_content_and_the_menu(visit):
    page = visit("/fr/reseau/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_arabic_page_is_laid_out_from_the_right(visit):
    page = visit("/ar/")
    brand = page.locator("header .brand").bounding_box()
    assert brand["x"] + brand["width"] > 1280 / 2


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_page_prints_its_text_and_not_its_menus(visit, language):
    page = visit(f"/{language}/")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert not page.locator("header nav").first.is_visible()


def test_page_that_asks_for_its_password_is_accessible_and_opens(visit):
    page = visit("/fr/reserve/", reduced_motion="reduce")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.get_by_label("Mot de passe").fill("sésame")
    page.locator("main form button").click()
    assert page.locator("h1").inner_text() == "Réservé"
