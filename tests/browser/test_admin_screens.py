"""The admin in a real browser: fields follow the script typed into them, screens fit."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import COORDINATOR, EDITOR, Colleague

pytestmark = pytest.mark.browser

each_language = pytest.mark.parametrize("language", ["fr", "ar"])


@pytest.fixture
def sign_in(browser, site):
    """Signs a person in to the admin and has them choose their language in their account."""
    contexts = []

    def enter(email, language):
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}))
        person = Colleague(contexts[-1], site)
        person.sign_in(email)
        person.choose_language(language)
        return person.page

    yield enter
    for context in contexts:
        context.close()


def open_screen(page, path):
    page.goto(page.url.split("/admin/")[0] + path, wait_until="networkidle")


def open_page(page, title, action="edit"):
    """Find a page by its title in the admin's search and open it."""
    open_screen(page, f"/admin/pages/search/?q={title}")
    link = page.locator("main td.title a", has_text=title).first.get_attribute("href")
    number = link.strip("/").split("/")[2]
    open_screen(page, f"/admin/pages/{number}/{action}/")


def direction(field):
    return field.evaluate("field => getComputedStyle(field).direction")


def add_block(page, position):
    """Add the block at this place of the picker at the beginning of the body."""
    page.locator(".c-sf-add-button").first.click()
    page.locator(".w-combobox__option").nth(position).click()
    # The list gives the focus back to its button when it is gone.
    expect(page.locator(".w-combobox__option")).to_have_count(0)


@each_language
def test_fields_of_a_block_that_is_added_follow_what_is_typed(sign_in, language):
    page = sign_in(EDITOR, language)
    open_page(page, "Devenir membre")
    call_to_action = 8
    add_block(page, call_to_action)
    title = page.locator("[name$='-value-title']").first
    expect(title).to_have_attribute("dir", "auto")
    title.fill("عنوان بالعربية")
    assert direction(title) == "rtl"
    title.fill("Un titre en français")
    assert direction(title) == "ltr"
    expect(page.locator("[name$='-value-text']").first).to_have_attribute("dir", "auto")
    expect(page.locator("[name$='-value-url']").first).to_have_attribute("dir", "ltr")


@each_language
def test_rich_text_that_is_added_follows_what_is_typed(sign_in, language):
    page = sign_in(EDITOR, language)
    open_page(page, "Devenir membre")
    rich_text, editors = 0, page.locator(".public-DraftEditor-content")
    # Each in a block of its own: what is chosen in an editor is not replaced before it knows of it.
    for text, expected in (("نص بالعربية", "rtl"), ("Un texte en français", "ltr")):
        before = editors.count()
        add_block(page, rich_text)
        expect(editors).to_have_count(before + 1)
        editor = editors.first
        expect(editor).to_have_attribute("dir", "auto")
        editor.click()
        expect(editor).to_be_focused()
        page.keyboard.type(text)
        line = editor.locator("[data-block]").first
        expect(line).to_have_text(text)
        expect(line.locator("> div")).to_have_css("direction", expected)


@each_language
def test_fields_of_a_page_are_directed_by_what_they_hold(sign_in, language):
    page = sign_in(EDITOR, language)
    # The one type of page below the news: its form opens at once.
    open_page(page, "Actualités", "add_subpage")
    title = page.locator("#id_title")
    # Empty: where the text of the page is.
    assert direction(title) == {"fr": "ltr", "ar": "rtl"}[language]
    for field in ("#id_title", "#id_summary", "#id_seo_title", "#id_search_description"):
        expect(page.locator(field)).to_have_attribute("dir", "auto")
    for field in ("#id_date", "#id_slug", "#id_go_live_at"):
        expect(page.locator(field)).to_have_attribute("dir", "ltr")


@each_language
def test_fields_of_one_language_keep_its_direction(sign_in, language):
    page = sign_in(COORDINATOR, language)
    open_screen(page, "/admin/images/add/")
    for name, code, way in (("alt_fr", "fr", "ltr"), ("alt_ar", "ar", "rtl")):
        field = page.locator(f"[name={name}]")
        expect(field).to_have_attribute("lang", code)
        expect(field).to_have_attribute("dir", way)
    open_screen(page, "/admin/settings/home/sitesettings/")
    expect(page.locator("[name=description_fr]")).to_have_attribute("dir", "ltr")
    expect(page.locator("[name=description_ar]")).to_have_attribute("dir", "rtl")
    expect(page.locator("[name=email]")).to_have_attribute("dir", "ltr")


@each_language
def test_translation_stands_in_its_language_below_its_source(sign_in, language):
    page = sign_in(EDITOR, language)
    open_page(page, "الأهداف")
    editor = page.locator(".js-translation-editor")
    source = editor.locator("li > p:has(+ div)").first
    expect(source).to_have_attribute("lang", "fr")
    assert direction(source) == "ltr"
    translation = source.locator("+ div")
    expect(translation).to_have_attribute("lang", "ar")
    assert direction(translation) == "rtl"
    assert translation.evaluate("e => getComputedStyle(e).fontStyle") == "normal"
    source.locator("xpath=..").locator("button").first.click()
    field = source.locator("+ div textarea")
    expect(field).to_have_attribute("dir", "rtl")
    # What wagtail-localize has in English only.
    expect(editor).not_to_contain_text("translation")
    expect(editor).not_to_contain_text("More actions")


@pytest.mark.parametrize("width", [390, 1280])
def test_arabic_screens_never_scroll_sideways(sign_in, width):
    page = sign_in(COORDINATOR, "ar")
    page.set_viewport_size({"width": width, "height": 900})
    for title, action in (
        ("Accueil", "edit"),
        ("Le réseau", "edit"),
        ("Présentation", "edit"),
        ("Contact", "edit"),
        ("Actualités", "add_subpage"),
        ("Le réseau", "add_subpage"),
        ("الأهداف", "edit"),
    ):
        open_page(page, title, action)
        assert overflow(page) == 0, title
    for path in ("/admin/", "/admin/images/add/", "/admin/settings/home/sitesettings/"):
        open_screen(page, path)
        assert overflow(page) == 0, path


def overflow(page):
    """
    How far the page scrolls sideways, or a field stands out of it where Wagtail cuts it off.

    Tables scroll in a frame of their own, and the side panels wait outside.
    """
    return page.evaluate(
        """() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          const panels = [...document.querySelectorAll(".w-panel__content, .w-field")]
            .filter((panel) => panel.checkVisibility() && !panel.closest("table, .form-side"))
            .map((panel) => panel.getBoundingClientRect());
          return Math.max(
            scrollWidth - clientWidth,
            ...panels.flatMap(({ left, right }) => [-left, right - clientWidth]),
            0,
          );
        }"""
    )
