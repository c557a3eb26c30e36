"""The screens of the editors' guide, on the way of a piece of news; for bin/screenshots.py."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, expect

from tests.browser.demonstration import Demonstration
from tests.browser.people import COORDINATOR, EDITOR, Colleague, number_in

TITLE = "Les coopératives exposent au marché"
SUMMARY = "Vingt coopératives de la région présentent leurs produits du 4 au 6 décembre."
TEXT = "La foire est ouverte à tous, de 9 h à 18 h. L’entrée est libre."
ARABIC = {
    TITLE: "التعاونيات تعرض منتوجاتها بالسوق",
    SUMMARY: "عشرون تعاونية من الجهة تقدم منتوجاتها من 4 إلى 6 دجنبر.",
    TEXT: "المعرض مفتوح للجميع من التاسعة صباحا إلى السادسة مساء. الدخول مجاني.",
}
# A translation that has gone stale, and a link that leads nowhere.
BEFORE = """
from home.models import StandardPage
def publish(title, change):
    page = StandardPage.objects.get(title=title, locale__language_code="fr")
    change(page)
    page.save_revision().publish()
def shorten(page):
    page.summary = "Ce qu’est le réseau, en quelques mots."
def link(page):
    page.body.append(("text", '<p>Voir <a href="/fr/page-supprimee/">la page</a>.</p>'))
publish("Présentation", shorten)
publish("Devenir membre", link)
"""


def take(
    browser: Browser,
    running: Demonstration,
    folder: Path,
    take_screen: Callable[..., None],
) -> None:
    """Write, submit, approve and translate a piece of news; `take_screen` keeps what is shown."""
    running.shell(BEFORE.encode())
    editor = colleague(browser, running.address, EDITOR, "Rédaction NORESS")
    coordinator = colleague(browser, running.address, COORDINATOR, "Coordination NORESS")

    editor.begin_news()
    editor.write(TITLE, SUMMARY)
    editor.add_image(draw_market(folder), "Des étals sur une place", "أروقة في ساحة")
    editor.add_text(TEXT)
    number = editor.save()
    editor.edit(number)
    take_screen(editor.page, "page")
    editor.page.locator(".c-sf-add-button").last.click()
    editor.page.get_by_role("option").last.scroll_into_view_if_needed()
    take_screen(editor.page, "blocs")
    editor.edit(number)
    editor.choose_action("action-submit")
    editor.open("/admin/")
    take_screen(editor.page, "tableau-de-bord")
    coordinator.answer(number, "approve")

    editor.open("/admin/")
    editor.send(editor.page.locator(".translations tr", has_text=TITLE).locator("form button"))
    translation = number_in(editor.page.url)
    editor.texts.locator("li.incomplete").first.get_by_role("button").click()
    editor.texts.locator("textarea").fill(ARABIC[TITLE])
    take_screen(editor.page, "traduction")
    editor.edit(translation)
    editor.translate(ARABIC)
    editor.send(editor.page.locator(".translation-bar form button"))
    coordinator.open(f"/admin/both/{translation}/")
    take_screen(coordinator.page, "deux-langues")

    editor.open("/admin/translations/")
    take_screen(editor.page, "traductions")
    editor.open("/admin/reports/broken-links/")
    take_screen(editor.page, "liens-rompus", height=450)
    take_image_form(editor, take_screen)
    coordinator.begin_news()
    coordinator.write("Réunion trimestrielle", "Les membres se réunissent.")
    coordinator.set_date("2030-01-15 09:00")
    take_screen(coordinator.page, "programmer")
    editor.choose_language("ar", "فريق التحرير")
    editor.open("/admin/")
    take_screen(editor.page, "arabe")


def colleague(browser: Browser, site: str, email: str, name: str) -> Colleague:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="fr", reduced_motion="reduce"
    )
    person = Colleague(context, site)
    person.sign_in(email)
    person.choose_language("fr", name)
    return person


def take_image_form(editor: Colleague, take_screen: Callable[..., None]) -> None:
    """An image with its focal point drawn around one of the stalls."""
    editor.open("/admin/images/")
    editor.page.locator("main ul.listing a").first.click()
    picture = editor.page.locator(".jcrop-holder")
    expect(picture).to_be_visible()
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    editor.page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.4)
    editor.page.mouse.down()
    editor.page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.85, steps=8)
    editor.page.mouse.up()
    take_screen(editor.page, "image")


def draw_market(folder: Path) -> Path:
    """A picture with no rights but ours: three stalls on a square."""
    picture = Image.new("RGB", (1600, 1000), "#f3e3c3")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 700, 1600, 1000), fill="#d8b98a")
    draw.ellipse((1250, 90, 1430, 270), fill="#e9a23b")
    for x, colour in ((160, "#a8452c"), (640, "#1d5c54"), (1120, "#2c5f8a")):
        draw.rectangle((x, 520, x + 320, 760), fill="#7a5230")
        for stripe in range(8):
            left = x - 40 + stripe * 50
            draw.rectangle((left, 400, left + 50, 520), fill=colour if stripe % 2 else "#fffaf0")
    path = folder / "Étals du marché.png"
    picture.save(path)
    return path
