"""The screens of the members’ guide, from the invitation on; for bin/screenshots.py."""

from collections.abc import Callable

from playwright.sync_api import Browser

from tests.browser.demonstration import Demonstration
from tests.browser.people import PASSWORD, Member

PHONE = {"width": 390, "height": 760}


def take(browser: Browser, running: Demonstration, take_phone: Callable[..., None]) -> None:
    """Open an account, sign in, and look round; in each language, on a telephone."""
    for language in ("fr", "ar"):
        context = browser.new_context(
            viewport=PHONE, device_scale_factor=2, locale=language, reduced_motion="reduce"
        )
        member = Member(context, running, language)
        member.email = f"prenom.nom.{language}@exemple.ma"
        member.be_invited()
        member.follow_mail()
        take_phone(member.page, f"invitation.{language}")
        member.open_account()
        take_phone(member.page, f"compte.{language}")
        member.sign_out()
        member.at("login/")
        take_phone(member.page, f"connexion.{language}")
        # Somebody who has papers to see.
        member.email = "membre@noress.example"
        member.sign_in(PASSWORD)
        member.page.wait_for_url("**/workspace/")
        take_phone(member.page, f"espace.{language}")
        member.page.locator("main a[href*='/documents/']").first.click()
        take_phone(member.page, f"document.{language}")
        # The last of the groups is the commission, which has folders.
        member.open(f"/{language}/workspace/")
        member.page.locator("main a[href*='/groups/']").last.click()
        member.page.locator("nav.inner a[href$='/documents/']").click()
        take_phone(member.page, f"bibliotheque.{language}")
        context.close()
