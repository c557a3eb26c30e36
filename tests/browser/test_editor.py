"""The editor's day: write, illustrate, submit, approve, translate, schedule, unpublish."""

import re
import time
from urllib.parse import unquote

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.people import COORDINATOR, EDITOR, Colleague, Visitor, number_in

pytestmark = pytest.mark.browser

each_language = pytest.mark.parametrize("language", ["fr", "ar"])
# The scheduler of `make run` looks every ten seconds.
PATIENCE_SECONDS = 120
# What waits for its date, as if the date had come.
LET_THE_DATE_COME = """
from datetime import timedelta
from django.utils import timezone
from wagtail.models import Revision
past = timezone.now() - timedelta(minutes=1)
for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
    revision.approved_go_live_at = past
    revision.content["go_live_at"] = past.isoformat()
    revision.save()
"""


@pytest.fixture
def enter(browser, site):
    """Lets somebody in before the site; at the end nothing has gone wrong in their browser."""
    people = []

    def let_in(who=Visitor, email=None, language=None):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr")
        person = who(context, site)
        people.append(person)
        if email:
            person.sign_in(email)
            person.choose_language(language)
        return person

    yield let_in
    problems = [problem for person in people for problem in person.problems]
    for person in people:
        person.context.close()
    assert problems == []


@pytest.fixture
def picture(tmp_path, language):
    """Another one in each language: of the same twice Wagtail asks which to keep."""
    path = tmp_path / "Étal de miel.jpg"
    Image.new("RGB", (1600, 1000), {"fr": "goldenrod", "ar": "teal"}[language]).save(path)
    return path


def wait_for_status(visitor, path, status):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if visitor.status(path) == status:
            return
        time.sleep(0.5)  # Asked again until the deadline: another process publishes.
    pytest.fail(f"{path} did not answer {status}")


@each_language
def test_news_goes_from_the_editor_to_the_public_in_both_languages(enter, picture, language):
    editor = enter(Colleague, EDITOR, language)
    coordinator = enter(Colleague, COORDINATOR, language)
    visitor = enter()
    title, arabic_title = f"La foire du miel {language}", f"معرض العسل {language}"
    path = f"/fr/actualites/la-foire-du-miel-{language}/"

    # The editor writes, illustrates and submits.
    editor.begin_news()
    editor.write(title, "Trois jours au marché.")
    editor.add_image(picture, "Un étal de miel", "بسطة عسل")
    editor.add_text("Vingt coopératives exposent.")
    number = editor.save()
    editor.choose_action("action-submit")

    # The coordination finds it, looks at it and sends it back.
    coordinator.open("/admin/")
    expect(coordinator.page.locator("main").get_by_role("link", name=title)).to_be_visible()
    coordinator.open(f"/admin/both/{number}/")
    draft = coordinator.page.frame_locator("iframe").first
    expect(draft.locator("h1")).to_have_text(title)
    coordinator.answer(number, "reject", remark="Dites combien de jours.")
    assert visitor.status(path) == 404

    # The editor reads why, changes it and submits again.
    editor.edit(number)
    expect(editor.page.locator(".messages")).to_contain_text("Dites combien de jours.")
    editor.write(title, "Du 4 au 6 décembre au marché.")
    editor.choose_action("action-submit")
    coordinator.answer(number, "approve")
    visitor.open(path)
    expect(visitor.page.locator("h1")).to_have_text(title)
    expect(visitor.page.locator("main")).to_contain_text("Vingt coopératives exposent.")
    expect(visitor.page.get_by_alt_text("Un étal de miel")).to_be_visible()

    # The editor finds it among the translations to do and translates it.
    editor.open("/admin/")
    row = editor.page.locator(".translations tr", has_text=title)
    editor.send(row.locator("form button"))
    translation = number_in(editor.page.url)
    editor.translate(
        {
            title: arabic_title,
            "Du 4 au 6 décembre au marché.": "من 4 إلى 6 دجنبر بالسوق.",
            "Vingt coopératives exposent.": "عشرون تعاونية تعرض منتوجاتها.",
        }
    )
    editor.send(editor.page.locator(".translation-bar form button"))
    expect(editor.page.locator(".translation-bar form")).to_have_count(0)
    coordinator.answer(translation, "approve")
    visitor.open(path)
    visitor.page.locator("header a.lang").first.click()
    expect(visitor.page.locator("h1")).to_have_text(arabic_title)
    expect(visitor.page.locator("html")).to_have_attribute("dir", "rtl")
    expect(visitor.page.get_by_alt_text("بسطة عسل")).to_be_visible()
    arabic_path = visitor.page.url.removeprefix(visitor.site)
    assert re.fullmatch(rf"/ar/[\u0621-\u064a]+/معرض-العسل-{language}/", unquote(arabic_path))

    # The coordination takes the French from the public, and the Arabic goes along.
    coordinator.open(f"/admin/pages/{number}/unpublish/")
    coordinator.send(coordinator.page.locator("main form [type=submit]"))
    assert visitor.status(path) == 404
    assert visitor.status(arabic_path) == 404


@each_language
def test_page_appears_at_its_date(enter, running_demonstration, language):
    coordinator = enter(Colleague, COORDINATOR, language)
    visitor = enter()
    path = f"/fr/actualites/une-annonce-{language}/"
    coordinator.begin_news()
    coordinator.write(f"Une annonce {language}", "Pour plus tard.")
    coordinator.save()
    dialog = coordinator.set_date("2099-01-01 10:00")
    coordinator.send(dialog.locator("[type=submit]"))
    coordinator.choose_action("action-publish")
    assert visitor.status(path) == 404
    running_demonstration.shell(LET_THE_DATE_COME.encode())
    wait_for_status(visitor, path, 200)


@each_language
def test_second_of_two_on_a_page_is_told_and_keeps_what_they_typed(enter, language):
    editor = enter(Colleague, EDITOR, language)
    coordinator = enter(Colleague, COORDINATOR, language)
    editor.begin_news()
    editor.write(f"À quatre mains {language}", "Le premier texte.")
    number = editor.save()
    coordinator.edit(number)
    editor.edit(number)
    summary = coordinator.page.locator("#id_summary")
    summary.fill("Le texte de la coordination.")
    coordinator.save()
    summary = editor.page.locator("#id_summary")
    summary.fill("Le texte de la rédaction.")
    editor.save()
    expect(editor.page.locator(".messages .error")).to_contain_text("Une Personne")
    expect(summary).to_have_value("Le texte de la rédaction.")
    editor.save()
    expect(editor.page.locator(".messages .success")).to_be_visible()
    editor.edit(number)
    expect(summary).to_have_value("Le texte de la rédaction.")
