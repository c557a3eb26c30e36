"""The people before the site: a visitor, a member, and those who work in the admin."""

import base64
import hmac
import re
import time
from itertools import count
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, expect

SUBMIT = "main form [type=submit]"
PASSWORD = "demo-noress-2026"
EDITOR, COORDINATOR = "redaction@noress.example", "coordination@noress.example"
ACCOUNT_PASSWORD = "quatre chevaux sous la pluie"
MAIL_SECONDS = 30
INVITE = """
from django.core.management import call_command
call_command("invite", "{email}", language="{language}", group={group!r})
"""
numbers = count()
# The recovery codes of each, one after the other: `second_factors` has made them.
CODES = {EDITOR: count(), COORDINATOR: count()}
# The 404 that a test asks for.
EXPECTED = re.compile(r"the server responded with a status of 404 ")
LISTEN = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`${event.violatedDirective} blocked ${event.blockedURI} in ${location.href}`);
});
"""


class Visitor:
    """Somebody's browser, and what its console complained of."""

    def __init__(self, context: BrowserContext, site: str):
        self.context, self.site, self.problems = context, site, []
        context.add_init_script(LISTEN)
        context.on("console", self.on_console)
        context.on("weberror", lambda error: self.problems.append(str(error.error)))
        self.page = context.new_page()

    def on_console(self, message):
        if message.type == "error" and not EXPECTED.search(message.text):
            self.problems.append(f"{message.text} {message.location.get('url')}")

    def open(self, path: str) -> None:
        self.page.goto(self.site + path, wait_until="networkidle")

    def status(self, path: str) -> int:
        """How the site answers to this address, which need not be opened."""
        return self.context.request.get(self.site + path).status


class Colleague(Visitor):
    """Who works in the admin. What they click is known by its name or address, not by its words."""

    def sign_in(self, email: str) -> None:
        self.open("/admin/login/")
        self.page.locator("[name=login]").fill(email)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.send(self.page.locator("form.fields [type=submit]"))
        self.page.locator("[name=code]").fill(f"{next(CODES[email]):08}")
        self.send(self.page.locator("form.fields [type=submit]"))
        self.page.wait_for_url("**/admin/")

    def choose_language(self, language: str, name: str = "Une Personne") -> None:
        first, last = name.split()
        self.open("/admin/account/")
        self.page.locator("[name=name_email-first_name]").fill(first)
        self.page.locator("[name=name_email-last_name]").fill(last)
        self.page.locator("[name=locale-preferred_language]").select_option(language)
        self.send(self.page.locator("main footer button[type=submit]"))
        expect(self.page.locator("html")).to_have_attribute("lang", language)

    # Pages

    def find(self, title: str) -> str:
        """The number of the page with this title, by the admin's search."""
        self.open(f"/admin/pages/search/?q={title}")
        link = self.page.locator("main td.title a", has_text=title).first.get_attribute("href")
        return number_in(link)

    def edit(self, number: str) -> None:
        self.open(f"/admin/pages/{number}/edit/")

    def begin_news(self) -> None:
        """Open the form of a new piece of news: the one type of page below the news."""
        self.open(f"/admin/pages/{self.find('Actualités')}/add_subpage/")

    def write(self, title: str, summary: str) -> None:
        self.page.locator("#id_title").fill(title)
        self.page.locator("#id_summary").fill(summary)
        # Wagtail makes an address of the title, a moment later.
        expect(self.page.locator("#id_slug")).not_to_have_value("")

    def add_text(self, text: str) -> None:
        """Add a block of text, the first that the list offers, and write in it."""
        self.page.locator(".c-sf-add-button").first.click()
        self.page.get_by_role("option").first.click()
        self.page.locator(".public-DraftEditor-content").first.click()
        self.page.keyboard.type(text)
        # The editor gives its text to the form a moment later.
        value = self.page.locator("[name^=body-][name$=-value]").first
        expect(value).to_have_value(re.compile(re.escape(text)))

    def add_image(self, file: Path, alt_fr: str, alt_ar: str) -> None:
        """Upload the page's image from its chooser."""
        self.page.locator("#id_image-chooser .chooser__choose-button").click()
        self.page.locator("#tab-label-upload").click()
        form = self.page.locator("#tab-upload form")
        form.locator("[type=file]").set_input_files(file)
        # Wagtail makes a title of the file's name.
        expect(form.locator("[name$=title]")).not_to_have_value("")
        form.locator("[name$=alt_fr]").fill(alt_fr)
        form.locator("[name$=alt_ar]").fill(alt_ar)
        form.locator("[type=submit]").click()
        expect(self.page.locator("#id_image")).not_to_have_value("")

    def send(self, button: Locator) -> None:
        """Click a button, and wait for the page that the server answers with."""
        with self.page.expect_event("load"):
            button.click()

    def save(self) -> str:
        """Save the page that is open; its number."""
        self.send(self.page.locator("footer .action-save"))
        return number_in(self.page.url)

    def choose_action(self, name: str) -> None:
        """Click one of the actions above the button that saves."""
        self.page.locator("footer .w-dropdown__toggle").last.click()
        self.send(self.page.locator(f"footer [name={name}]"))

    def open_status(self) -> None:
        toggle = self.page.locator(".w-side-panel-toggle").first
        if toggle.get_attribute("aria-expanded") != "true":
            toggle.click()

    def set_date(self, date: str) -> Locator:
        """Give the page that is open a date, in the dialog of its side panel; the dialog."""
        self.open_status()
        self.page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").first.click()
        self.page.locator("#id_go_live_at").fill(date)
        dialog = self.page.locator("#schedule-publishing-dialog")
        # A calendar opens over the dialog's button, and closes on a click beside it.
        calendar = self.page.locator(".xdsoft_datetimepicker").locator("visible=true")
        expect(calendar).to_have_count(1)
        dialog.get_by_role("heading").first.click()
        expect(calendar).to_have_count(0)
        return dialog

    # Approval and translation

    def answer(self, number: str, answer: str, remark: str = "") -> None:
        """Approve or send back the page with this number, both languages before one's eyes."""
        self.open(f"/admin/both/{number}/")
        self.page.locator("[name=remark]").fill(remark)
        self.send(self.page.locator(f"[name=answer][value={answer}]"))

    def translate(self, texts: dict[str, str]) -> None:
        """Translate every text of the translation that is open."""
        waiting = self.texts.locator("li.incomplete")
        expect(waiting).to_have_count(len(texts))
        for _ in texts:
            text = waiting.first
            source = text.locator("p").first.inner_text()
            text.get_by_role("button").click()
            field = self.texts.locator("textarea")
            field.fill(texts[source])
            # After the button that cancels.
            field.locator("xpath=ancestor::li[1]").get_by_role("button").last.click()
            expect(field).to_have_count(0)
        expect(waiting).to_have_count(0)

    @property
    def texts(self) -> Locator:
        return self.page.locator(".js-translation-editor")


def number_in(address: str) -> str:
    return re.search(r"/pages/(\d+)/", address).group(1)


class Member(Visitor):
    """Somebody with an account; they know their way by what fields are called, not by words."""

    def __init__(self, context, running, language):
        super().__init__(context, running.address)
        self.running, self.language = running, language
        self.email = f"personne{next(numbers)}@exemple.ma"
        self.secret, self.codes = None, []

    def at(self, path):
        """Open a page of the account."""
        self.open(f"/{self.language}/accounts/{path}")
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)

    def follow_mail(self, address=None):
        """Open the link of the last mail."""
        self.page.goto(link_of(self.wait_for_mail(address or self.email)))

    def wait_for_mail(self, address, after=None):
        deadline = time.monotonic() + MAIL_SECONDS
        while time.monotonic() < deadline:
            mail = self.running.mail_to(address)
            if mail and mail["Message-ID"] != after:
                return mail
            self.page.wait_for_timeout(100)  # Asked again until the deadline.
        raise AssertionError(f"There is no mail to {address}.")

    def fill(self, **values):
        """Fill the form's fields, and send it."""
        for name, value in values.items():
            self.page.locator(f"form.fields [name={name}], form.leaf [name={name}]").fill(value)
        self.press("main form.fields [type=submit], main form.leaf [type=submit]")

    def press(self, selector):
        with self.page.expect_event("load"):
            self.page.locator(selector).first.click()

    def arrive(self, path):
        self.page.wait_for_url(f"{self.site}{path}")

    # What they do

    def be_invited(self, group=None):
        code = INVITE.format(email=self.email, language=self.language, group=group)
        self.running.shell(code.encode())

    def open_account(self):
        self.follow_mail()
        self.fill(first_name="Amina", last_name="d’Exemple", password=ACCOUNT_PASSWORD)

    def sign_in(self, password=ACCOUNT_PASSWORD):
        self.at("login/")
        self.fill(login=self.email, password=password)

    def sign_out(self):
        self.at("")
        self.press("main form[action$='/logout/'] [type=submit]")

    def set_up_app(self):
        self.at("2fa/totp/activate/")
        self.secret = self.page.locator("code.secret").inner_text().replace(" ", "")
        self.fill(code=self.code())
        self.arrive(f"/{self.language}/accounts/2fa/recovery-codes/")
        self.codes = self.page.locator(".codes code").all_inner_texts()

    def code(self, periods=0):
        """The application's code of now, or of some periods later (RFC 6238)."""
        period = int(time.time()) // 30 + periods
        key = base64.b32decode(self.secret)
        digest = hmac.digest(key, period.to_bytes(8), "sha1")
        start = digest[-1] & 15
        number = int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF
        return f"{number % 1_000_000:06}"


def link_of(mail):
    text = mail.get_body(("plain",)).get_content()
    return re.search(r"http://localhost:\d+/\S+", text).group()


def commission(page):
    """The number of the group that is not the plenary: the last that one may choose."""
    return page.locator("select[name=group] option").last.get_attribute("value")
