"""The security policy in a real browser: nothing of the site or of Wagtail's admin breaks it."""

import pytest
from PIL import Image

from tests.browser.people import EDITOR, Colleague, Visitor

pytestmark = pytest.mark.browser

# One page of each type; the Arabic one is where its language switch leads.
PAGES = [
    "/fr/",
    "/fr/reseau/",
    "/fr/reseau/presentation/",
    "/fr/actualites/",
    "/fr/contact/",
    "/fr/tous-les-blocs/",
    "/fr/reserve/",
    "/fr/search/?q=observatoire",
    "/fr/does-not-exist/",
]


@pytest.fixture
def visitor(browser, site):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr")
    yield Visitor(context, site)
    context.close()


@pytest.fixture
def editor(browser, site):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr")
    editor = Colleague(context, site)
    editor.sign_in(EDITOR)
    editor.choose_language("fr")
    editor.open("/admin/")
    yield editor
    context.close()


def test_policy_stops_an_inline_script(visitor):
    """The others here find nothing; this one shows that they would."""
    visitor.open("/fr/")
    script = "Object.assign(document.createElement('script'), {text: 'stolen = 1'})"
    visitor.page.evaluate(f"document.body.append({script})")
    assert visitor.page.evaluate("typeof stolen") == "undefined"
    assert any("script-src" in problem for problem in visitor.problems)


def test_public_pages_keep_to_the_policy(visitor):
    for path in PAGES:
        visitor.open(path)
        switch = visitor.page.locator("header a.lang")
        if switch.count():
            visitor.open(switch.first.get_attribute("href"))
    visitor.open("/fr/actualites/")
    visitor.open(visitor.page.locator("main article a").first.get_attribute("href"))
    assert visitor.problems == []


def test_sign_in_and_dashboard_keep_to_the_policy(editor):
    editor.page.wait_for_load_state("networkidle")
    assert editor.page.locator(".w-summary").count()
    assert editor.problems == []


def open_editor(editor, public_path):
    """Open the editor of the page that stands at `public_path`, found by its title."""
    editor.open(public_path)
    title = editor.page.locator("h1").inner_text()
    editor.open(f"/admin/pages/search/?q={title}")
    editor.page.locator("main td.title a[href*='/edit/']").first.click()
    editor.page.wait_for_load_state("networkidle")


def close_modal(page):
    page.locator(".modal-content [data-dismiss=modal]").first.click()
    page.locator(".modal-body").wait_for(state="detached")


def test_page_editor_with_its_choosers_and_preview_keeps_to_the_policy(editor):
    open_editor(editor, "/fr/reseau/presentation/")
    page = editor.page
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type("Du texte neuf. ")
    page.keyboard.press("Control+k")
    close_modal(page)
    page.locator(".chooser__choose-button").first.click()
    page.locator("#tab-upload").wait_for(state="attached")
    close_modal(page)
    page.get_by_label("Afficher/masquer la prévisualisation").click()
    preview = page.frame_locator(".w-preview__iframe:not(.w-preview__proxy)")
    preview.get_by_text("Du texte neuf.").wait_for()
    page.get_by_label("Activer/désactiver les vérifications").click()
    page.wait_for_load_state("networkidle")
    assert editor.problems == []


def test_translation_editor_and_its_preview_keep_to_the_policy(editor):
    editor.open("/fr/reseau/presentation/")
    open_editor(editor, editor.page.locator("header a.lang").first.get_attribute("href"))
    page = editor.page
    preview = page.locator("a[href*='/preview/']").first.get_attribute("href")
    page.get_by_role("button", name="Modifier", exact=True).first.click()
    page.locator("main textarea").first.wait_for()
    editor.open(preview)
    assert page.locator("html").get_attribute("lang") == "ar"
    assert editor.problems == []


def test_images_and_their_upload_keep_to_the_policy(editor, tmp_path):
    editor.open("/admin/images/")
    editor.open("/admin/images/multiple/add/")
    picture = tmp_path / "aplat.jpg"
    Image.new("RGB", (300, 200), "teal").save(picture)
    editor.page.locator("input[type=file]").set_input_files(picture)
    editor.page.locator("[name$=alt_fr]").fill("Un aplat")
    editor.page.locator("[name$=alt_ar]").fill("مساحة")
    editor.page.locator("#upload-list form [type=submit]").click()
    editor.page.locator("#upload-list form").wait_for(state="detached")
    editor.open("/admin/images/?q=aplat")
    editor.page.locator("main ul.listing a").first.click()
    editor.page.wait_for_load_state("networkidle")
    assert editor.problems == []
