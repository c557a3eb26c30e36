"""The private area in a real browser: the way in, and screens that everybody can use."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.people import ACCOUNT_PASSWORD, PASSWORD, Member, link_of

pytestmark = pytest.mark.browser

both_languages = pytest.mark.parametrize("language", ["fr", "ar"])
MANAGER = "gestion@noress.example"


@pytest.fixture
def come(browser, running_demonstration):
    """Somebody's browser; at the end nothing has gone wrong in it."""
    people = []

    def come(language, email=None, **options):
        context = browser.new_context(
            **{"viewport": {"width": 390, "height": 844}, "locale": language, **options}
        )
        person = Member(context, running_demonstration, language)
        people.append(person)
        if email:
            person.email = email
            person.sign_in(PASSWORD)
            person.page.wait_for_url("**/workspace/**")
        return person

    yield come
    problems = [problem for person in people for problem in person.problems]
    for person in people:
        person.context.close()
    assert problems == []


def into(person, path=""):
    person.open(f"/{person.language}/workspace/{path}")
    expect(person.page.locator("html")).to_have_attribute("lang", person.language)


def follow(person, selector):
    """Press a link, and wait for the page it leads to."""
    with person.page.expect_event("load"):
        person.page.locator(selector).first.click()


def to_commission(person):
    """The page of the working group that the organisations A and C are in."""
    into(person, "groups/")
    with person.page.expect_event("load"):
        person.page.locator("main .card h2 a, main .rows a").last.click()


@both_languages
def test_invited_person_opens_an_account_accepts_and_is_in(come, language):
    manager, invited = come(language, MANAGER), come(language)
    into(manager)
    into(manager, "members/?show=organisations&q=exemple")
    manager.page.locator(".rows a").first.click()
    manager.page.wait_for_url("**/organisations/*/")
    follow(manager, "main a[href$='/invite/']")
    manager.page.locator("[name=language]").select_option(language)
    manager.fill(email=invited.email)
    manager.page.wait_for_url("**/organisations/*/")
    expect(manager.page.locator("main")).to_contain_text(invited.email)

    mail = invited.wait_for_mail(invited.email)
    html = mail.get_body(("html",)).get_content()
    assert f'lang="{language}"' in html
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in html
    door = link_of(mail)
    invited.page.goto(door)
    invited.press("main form [type=submit]")
    invited.page.locator("[name=first_name]").fill("Amina")
    invited.page.locator("[name=last_name]").fill("d’Exemple")
    invited.page.locator("[name=password]").fill(ACCOUNT_PASSWORD)
    invited.press("main form.fields [type=submit], main form.leaf [type=submit]")
    # Back at the door, where one press takes the mandate.
    invited.page.wait_for_url("**/invitation/**")
    invited.press("main form [type=submit]")
    invited.arrive(f"/{language}/workspace/")
    expect(invited.page.locator(".acting")).to_be_visible()
    # The link has done its work.
    assert invited.context.request.get(door).status == 410


# What an action's page leads to: its other pages, and some forms.
OF_ACTION = ("", "tasks/", "budget/", "progress/", "documents/", "partners/", "edit/", "tasks/new/")
SCREENS = [
    "",
    "groups/",
    "documents/",
    "actions/",
    "actions/board/",
    "actions/timeline/",
    "actions/load/",
    "actions/tasks/",
    "actions/feed/",
    "members/",
    "members/?show=organisations",
    "profile/",
    "profile/notifications/",
    "search/?q=exemple",
    "does-not-exist/",
]


def pages_of_action(person):
    """Those of the sample action that runs."""
    into(person, "actions/?state=running")
    action = person.page.locator("main a[href*='/actions/']:not([href*='?'])").evaluate_all(
        "links => links.map(a => a.pathname).find(path => /actions.[0-9]+.$/.test(path))"
    )
    return [f"{action.partition('/workspace/')[2]}{name}" for name in OF_ACTION]


@both_languages
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_screens_are_accessible_and_fit(come, language, theme):
    manager = come(language, MANAGER, color_scheme=theme, bypass_csp=True)
    to_commission(manager)
    group = manager.page.url.partition("/workspace/")[2]
    of_group = [f"{group}{name}/" for name in ("documents", "documents/upload", "actions")]
    for path in [*SCREENS, group, *of_group, *pages_of_action(manager)]:
        into(manager, path)
        found = Axe().run(manager.page)
        assert found.violations_count == 0, (path, found.generate_report())
        for width in (320, 390, 1280):
            manager.page.set_viewport_size({"width": width, "height": 844})
            overflow = manager.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert overflow == 0, (path, width)
