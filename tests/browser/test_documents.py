"""A document from hand to hand, in a real browser and in both languages."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import SUBMIT, commission

pytestmark = pytest.mark.browser

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
FILE = "[type=file]"
A_DOCUMENT = re.compile(r"/workspace/documents/[0-9]+/$")
both_languages = pytest.mark.parametrize("language", ["fr", "ar"])


def file(name, content=PDF):
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


@both_languages
@pytest.mark.parametrize("scripts", [True, False])
def test_document_is_uploaded_handed_over_and_downloaded(enter, language, scripts):
    member = enter("membre", language, java_script_enabled=scripts)
    group = commission(member.page)
    member.open(f"/{language}/workspace/groups/{group}/documents/upload/")
    expect(member.page.locator(f".field:has({FILE}) .help").first).to_contain_text("100")
    member.page.locator("[name=note]").fill("مسودة")
    # A page that only calls itself a PDF: refused, and what was typed is still there.
    member.page.locator(FILE).set_input_files(file("page.pdf", b"<!doctype html>"))
    member.page.locator(SUBMIT).click()
    expect(member.page.locator(f".field:has({FILE}) .errorlist")).to_be_visible()
    expect(member.page.locator("[name=note]")).to_have_value("مسودة")
    member.page.locator(FILE).set_input_files(file("تقرير السنة.pdf"))
    member.page.locator(SUBMIT).click()
    member.page.wait_for_url(A_DOCUMENT)
    expect(member.page.locator("h1")).to_have_text("تقرير السنة")
    expect(member.page.locator(".said")).to_be_visible()
    address = member.page.url

    partner = enter("partenaire", language)
    partner.page.goto(address)
    with partner.page.expect_download() as download:
        partner.page.locator(".acts [download]").click()
    assert download.value.suggested_filename == "تقرير السنة.pdf"
    assert download.value.path().read_bytes() == PDF
    partner.page.goto(f"{address}versions/new/")
    partner.page.locator(FILE).set_input_files(file("تقرير السنة 2.pdf", PDF + b"2"))
    partner.page.locator(SUBMIT).click()
    partner.page.wait_for_url(A_DOCUMENT)

    member.page.goto(address)
    expect(member.page.locator("main tbody tr")).to_have_count(2)
    third = enter("autre", language)
    path = address.removeprefix(third.site)
    assert [third.status(path), third.status(f"{path}download/")] == [404, 404]
    third.open(f"/{language}/workspace/documents/?q=تقرير")
    expect(third.page.locator("main")).not_to_contain_text("تقرير السنة")


def test_file_that_is_too_large_is_refused_before_it_is_sent(enter):
    member = enter("membre", "fr")
    member.open(f"/fr/workspace/groups/{commission(member.page)}/documents/upload/")
    member.page.locator(FILE).evaluate("input => { input.dataset.maxBytes = 10 }")
    sent = []
    member.page.on("request", lambda request: sent.append(request.method))
    member.page.locator(FILE).set_input_files(file("large.pdf"))
    expect(member.page.locator(f".field:has({FILE}) .errorlist")).to_be_visible()
    member.page.locator(SUBMIT).click()
    expect(member.page.locator(FILE)).to_be_focused()
    assert "POST" not in sent


def test_file_that_is_dropped_on_the_form_is_taken(enter):
    member = enter("membre", "fr")
    member.open(f"/fr/workspace/groups/{commission(member.page)}/documents/upload/")
    member.page.locator(".takes-files").evaluate("""field => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["x"], "dropped.txt"));
      field.dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
    }""")
    expect(member.page.locator(".sendings li")).to_contain_text("dropped.txt")
    assert member.page.locator(FILE).evaluate("input => input.files[0].name") == "dropped.txt"


def test_upload_that_breaks_off_can_be_sent_again(enter):
    member = enter("membre", "fr")
    member.open(f"/fr/workspace/groups/{commission(member.page)}/documents/upload/")
    member.page.locator(FILE).set_input_files(file("again.pdf"))
    member.page.route("**/upload/", lambda route: route.abort())
    member.page.locator(SUBMIT).click()
    expect(member.page.locator(f".field:has({FILE}) .errorlist")).to_be_visible()
    expect(member.page.locator(SUBMIT)).to_be_enabled()
    member.page.unroute("**/upload/")
    member.page.locator(SUBMIT).click()
    member.page.wait_for_url(A_DOCUMENT)
    expect(member.page.locator(".said")).to_be_visible()
    # The browser's own complaint of what was broken off.
    member.problems = [each for each in member.problems if "ERR_FAILED" not in each]


@both_languages
def test_name_without_a_space_stays_on_the_pages_of_its_folder(enter, language):
    member = enter("membre", language)
    group = commission(member.page)
    member.open(f"/{language}/workspace/groups/{group}/documents/folders/new/")
    member.page.locator(f"[name=name_{language}]").fill(f"{language}W" * 40)
    member.page.locator("main form [type=submit]").last.click()
    member.page.wait_for_url(re.compile(r"/documents/folders/[0-9]+/$"))
    folder = member.page.url
    for path in ("", "edit/", "share/", "move/", "history/", "remove/"):
        member.page.goto(folder + path)
        overflow = member.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow == 0, path
