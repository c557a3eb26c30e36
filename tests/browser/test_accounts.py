"""Accounts in a real browser: from the invitation to signing out everywhere, in both languages."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import Member, link_of

pytestmark = pytest.mark.browser

NEW_PASSWORD = "le marché ouvre à sept heures"
both_languages = pytest.mark.parametrize("language", ["fr", "ar"])


@pytest.fixture
def become(browser, running_demonstration):
    """A member with an account of their own; at the end nothing has gone wrong in their browser."""
    members = []

    def become(language, group=None, **options):
        context = browser.new_context(
            **{"viewport": {"width": 390, "height": 844}, "locale": language, **options}
        )
        member = Member(context, running_demonstration, language)
        members.append(member)
        member.be_invited(group)
        member.open_account()
        return member

    yield become
    problems = [problem for member in members for problem in member.problems]
    for member in members:
        member.context.close()
    assert problems == []


@both_languages
def test_invited_editor_opens_an_account_sets_up_both_factors_and_enters(become, language):
    editor = become(language, group="Editors")
    mail = editor.running.mail_to(editor.email)
    html = mail.get_body(("html",)).get_content()
    assert f'lang="{language}"' in html
    editor.arrive(f"/{language}/accounts/second-factor/")
    editor.set_up_app()
    assert len(editor.codes) == 10
    editor.press("a.btn[href$='/continue/']")
    editor.arrive("/admin/")
    editor.sign_out()
    editor.sign_in()
    editor.fill(code=editor.codes[0])
    editor.arrive("/admin/")


@both_languages
@pytest.mark.parametrize("scripts", [True, False])
def test_member_signs_in_with_an_application_and_recovers_with_a_code(become, language, scripts):
    member = become(language, java_script_enabled=scripts)
    member.arrive(f"/{language}/accounts/")
    member.set_up_app()
    member.sign_out()
    member.sign_in()
    # The code that has set the application up is used.
    member.fill(code=member.code(1))
    member.arrive(f"/{language}/accounts/")
    member.sign_out()
    member.sign_in()
    member.fill(code=member.codes[3])
    member.arrive(f"/{language}/accounts/")
    member.sign_out()
    member.sign_in()
    member.fill(code=member.codes[3])
    expect(member.page.locator(".errorlist")).to_be_visible()
    assert member.page.url.endswith("/2fa/authenticate/")


@both_languages
def test_member_signs_in_with_a_passkey_alone(become, language):
    member = become(language)
    devtools = member.context.new_cdp_session(member.page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    member.at("2fa/webauthn/add/")
    member.press("#mfa_webauthn_add")
    member.arrive(f"/{language}/accounts/2fa/recovery-codes/")
    member.sign_out()
    member.at("login/")
    member.press("#passkey_login")
    member.arrive(f"/{language}/accounts/")


@both_languages
def test_passkey_that_is_refused_is_told_beside_the_button(become, language):
    member = become(language)
    member.sign_out()
    devtools = member.context.new_cdp_session(member.page)
    devtools.send("WebAuthn.enable")
    member.at("login/")
    member.page.evaluate(
        """() => {
          const refuse = () => Promise.reject(new DOMException("", "NotAllowedError"));
          navigator.credentials.get = refuse;
        }"""
    )
    member.page.locator("#passkey_login").click()
    expect(member.page.locator("[data-passkey-message]")).to_be_visible()
    assert member.page.locator("[data-passkey-message]").inner_text()


@both_languages
def test_member_who_forgot_their_password_sets_another(become, language):
    member = become(language)
    before = member.running.mail_to(member.email)["Message-ID"]
    member.sign_out()
    member.at("password/reset/")
    member.fill(email=member.email)
    member.arrive(f"/{language}/accounts/password/reset/done/")
    member.page.goto(link_of(member.wait_for_mail(member.email, after=before)))
    member.fill(password1=NEW_PASSWORD)
    member.arrive(f"/{language}/accounts/password/reset/key/done/")
    member.at("")
    assert "/login/" in member.page.url
    member.sign_in(NEW_PASSWORD)
    member.arrive(f"/{language}/accounts/")


@both_languages
def test_member_changes_their_address(become, language):
    member = become(language)
    old, member.email = member.email, f"nouvelle.{member.email}"
    before = member.running.mail_to(old)["Message-ID"]
    member.at("email/")
    member.fill(email=member.email)
    member.follow_mail()
    member.press("main form [type=submit]")
    notice = member.wait_for_mail(old, after=before)
    assert member.email in notice.get_body(("plain",)).get_content()
    member.at("")
    member.sign_out()
    member.sign_in()
    member.arrive(f"/{language}/accounts/")


@both_languages
def test_member_signs_out_everywhere_else(become, browser, language):
    member = become(language)
    elsewhere = Member(browser.new_context(), member.running, language)
    elsewhere.email = member.email
    elsewhere.sign_in()
    elsewhere.arrive(f"/{language}/accounts/")
    member.at("sessions/")
    assert member.page.locator(".rows li").count() == 2
    member.press("main form[action$='/sessions/'] [type=submit]")
    assert member.page.locator(".rows li").count() == 1
    elsewhere.at("")
    assert "/login/" in elsewhere.page.url
    member.at("")
    assert "/login/" not in member.page.url
    elsewhere.context.close()


@both_languages
def test_sign_in_page_never_scrolls_sideways_and_shows_the_password_when_asked(become, language):
    member = become(language, viewport={"width": 320, "height": 640})
    member.sign_out()
    for path in ("login/", "password/reset/", "signup/"):
        member.at(path)
        assert member.page.evaluate("document.documentElement.scrollWidth") <= 320
    member.at("login/")
    member.page.locator("[name=password]").fill("visible")
    member.page.locator(".reveal").click()
    expect(member.page.locator("[name=password]")).to_have_attribute("type", "text")
    expect(member.page.locator(".reveal")).to_have_attribute("aria-pressed", "true")
