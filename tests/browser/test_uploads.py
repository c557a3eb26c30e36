"""Files on their way, in a real browser: several, folders, a line that breaks, the keyboard."""

import re
from hashlib import sha256

import pytest
from playwright.sync_api import expect

from tests.browser.people import SUBMIT, commission
from tests.browser.test_documents import A_DOCUMENT, FILE, PDF, both_languages, file

pytestmark = pytest.mark.browser

ROWS = ".sendings > li"
PIECE = 2 * 1024 * 1024
PIECES = "**/workspace/uploads/*/"
# The browser's own words of what a test has broken off.
BROKEN_OFF = re.compile(r"ERR_(FAILED|INTERNET_DISCONNECTED|UPLOAD_FILE_CHANGED)")


@pytest.fixture
def member(enter):
    """`member("fr")`: somebody before the form of their commission."""

    def open_form(language="fr", **options):
        visitor = enter("membre", language, **options)
        visitor.group = commission(visitor.page)
        visitor.list = f"/{language}/workspace/groups/{visitor.group}/documents/"
        visitor.open(f"{visitor.list}upload/")
        return visitor

    return open_form


def large(name, letter):
    return file(name, PDF + letter * (4 * PIECE))


def forgive(visitor):
    visitor.problems = [each for each in visitor.problems if not BROKEN_OFF.search(each)]


def content_at(visitor, address):
    return visitor.context.request.get(f"{address}download/").body()


@both_languages
def test_two_files_are_added_each_with_its_progress(member, language):
    page = (visitor := member(language)).page
    expect(page.locator("[data-for-one]").first).to_be_hidden()
    page.locator(FILE).set_input_files([file("seul.pdf", PDF + language.encode())])
    # A title is for one file.
    expect(page.locator("[data-for-one]").first).to_be_visible()
    page.locator(FILE).set_input_files([large("premier.pdf", language.encode())])
    expect(page.locator(ROWS)).to_have_count(2)
    expect(page.locator("[data-for-one]").first).to_be_hidden()
    page.locator("[name=note]").fill("مسودة")
    page.locator(SUBMIT).click()
    # Nothing is led away: of each it is said where it is.
    expect(page.locator(f"{ROWS}[data-state=done] a")).to_have_count(2)
    expect(page.locator("p[data-summary]")).not_to_be_empty()
    expect(page.locator("[data-after]")).to_be_focused()
    address = page.locator(f"{ROWS} a", has_text="premier").get_attribute("href")
    assert content_at(visitor, visitor.site + address) == PDF + language.encode() * (4 * PIECE)
    page.locator("[data-after]").press("Enter")
    page.wait_for_url(f"**{visitor.list}")
    for title in ("seul", "premier"):
        expect(page.locator("main tbody a", has_text=title).first).to_be_visible()
    page.goto(visitor.site + address)
    expect(page.locator("main")).to_contain_text("مسودة")


@both_languages
def test_several_files_are_added_without_scripts(member, language):
    visitor = member(language, java_script_enabled=False)
    page = visitor.page
    expect(page.locator(".drop")).to_be_hidden()
    names = [f"plain-{language}-{number}" for number in range(3)]
    contents = [file(f"{name}.pdf", PDF + name.encode()) for name in names]
    page.locator(FILE).set_input_files([*contents, file("program.pdf", b"MZ\x90\0" + b"\0" * 99)])
    page.locator(SUBMIT).click()
    expect(page.locator(f".field:has({FILE}) > .errorlist")).to_contain_text("program.pdf")
    page.locator(FILE).set_input_files(contents)
    page.locator(SUBMIT).click()
    page.wait_for_url(f"**{visitor.list}")
    for name in names:
        expect(page.locator("main tbody a", has_text=name)).to_have_count(1)
    # The same file again: asked about, with the way to it.
    visitor.open(f"{visitor.list}upload/")
    page.locator(FILE).set_input_files(contents[0])
    page.locator(SUBMIT).click()
    expect(page.locator(".said.error a", has_text=names[0])).to_be_visible()
    page.locator("[name=again]").check()
    page.locator(FILE).set_input_files(contents[0])
    page.locator(SUBMIT).click()
    page.wait_for_url(A_DOCUMENT)


def test_folder_is_dropped_with_what_is_in_it(member, tmp_path):
    """Its entries are the browser's own: a folder that it was given to choose."""
    page = member().page
    folder = tmp_path / "dossier"
    (folder / "plus bas").mkdir(parents=True)
    (folder / "un.txt").write_text("un")
    (folder / "plus bas" / "deux.txt").write_text("deux")
    (folder / ".DS_Store").write_text("nobody's")
    # A browser's test cannot drop from the system: an entry is what `webkitGetAsEntry` would give.
    page.locator(".takes-files").evaluate("""field => {
      const entryOf = (name, content) => ({
        name, isFile: true, file: (done) => done(new File([content], name, { lastModified: 1 })),
      });
      const folderOf = (name, ...below) => ({
        name, isFile: false,
        createReader: () => ({ readEntries: (done) => done(below.splice(0, 1)) }),
      });
      const dropped = folderOf("dossier", entryOf("un.txt", "un"), entryOf(".DS_Store", "x"),
        folderOf("plus bas", entryOf("deux.txt", "deux")));
      const items = [{ webkitGetAsEntry: () => dropped }];
      const transfer = { types: ["Files"], files: [], items };
      const event = new Event("drop", { bubbles: true, cancelable: true });
      Object.defineProperty(event, "dataTransfer", { value: transfer });
      field.dispatchEvent(event);
    }""")
    expect(page.locator(f"{ROWS} .what")).to_have_text(
        ["dossier/un.txt", "dossier/plus bas/deux.txt"]
    )
    # The same, chosen: by its own button.
    page.reload()
    with page.expect_file_chooser() as chooser:
        page.locator("[data-folder]").click()
    chooser.value.set_files(folder)
    expect(page.locator(ROWS)).to_have_count(2)
    expect(page.locator(f"{ROWS} .what", has_text="dossier/plus bas/deux.txt")).to_be_visible()
    paths = []
    page.on("request", lambda request: paths.append(request.post_data_buffer or b""))
    page.locator(SUBMIT).click()
    expect(page.locator(f"{ROWS}[data-state=done]")).to_have_count(2)
    sent = b"".join(paths)
    assert b'name="path"\r\n\r\ndossier/\r\n' in sent
    assert b"dossier/plus bas/\r\n" in sent


def test_upload_goes_on_after_the_line_was_cut(member):
    visitor = member()
    page, content = visitor.page, PDF + b"cut" * PIECE
    offsets = []

    def cut(route):
        offset = int(route.request.headers["upload-offset"])
        offsets.append(offset)
        if offset == PIECE and offsets.count(offset) == 1:
            visitor.context.set_offline(True)
            route.abort()
        else:
            route.continue_()

    page.route(
        PIECES, lambda route: cut(route) if route.request.method == "PATCH" else route.continue_()
    )
    page.locator(FILE).set_input_files(file("coupe.pdf", content))
    page.locator(SUBMIT).click()
    expect(page.locator(f"{ROWS}[data-state=failed] .errorlist")).to_be_visible()
    expect(page.locator(f"{ROWS} [data-again]")).to_be_visible()
    expect(page.locator(SUBMIT)).to_be_enabled()
    # By itself, as soon as there is a line again, and from where it had come to.
    visitor.context.set_offline(False)
    page.wait_for_url(A_DOCUMENT)
    assert offsets == [0, PIECE, PIECE, 2 * PIECE, 3 * PIECE]
    assert sha256(content_at(visitor, page.url)).digest() == sha256(content).digest()
    forgive(visitor)


def test_upload_goes_on_when_the_page_was_left_and_the_file_is_chosen_again(member, tmp_path):
    visitor = member()
    page, path = visitor.page, tmp_path / "plus-tard.pdf"
    path.write_bytes(PDF + b"later" * PIECE)
    offsets = []

    def stop(route):
        offsets.append(int(route.request.headers.get("upload-offset", "-1")))
        if offsets[-1] < 2 * PIECE:
            route.continue_()

    page.route(PIECES, stop)
    page.locator(FILE).set_input_files(path)
    page.locator(SUBMIT).click()
    expect(page.locator(f"{ROWS} progress")).to_have_attribute("value", re.compile("[3-9][0-9]"))
    # The browser asks first whether to leave.
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{visitor.site}{visitor.list}upload/")
    assert asked == ["beforeunload"]
    page.unroute(PIECES)
    offsets.clear()
    page.on("request", lambda request: offsets.append(request.headers.get("upload-offset")))
    page.locator(FILE).set_input_files(path)
    page.locator(SUBMIT).click()
    page.wait_for_url(A_DOCUMENT)
    assert "0" not in offsets
    assert content_at(visitor, page.url) == path.read_bytes()
    forgive(visitor)


def test_file_that_changes_while_it_is_sent_is_told_and_dropped(member, tmp_path):
    visitor = member()
    page, path = visitor.page, tmp_path / "change.pdf"
    path.write_bytes(PDF + b"before" * PIECE)
    methods = []

    def change(route):
        methods.append(route.request.method)
        if route.request.headers.get("upload-offset") == str(PIECE):
            path.write_bytes(PDF + b"after!" * PIECE)
        route.continue_()

    page.route(PIECES, change)
    page.locator(FILE).set_input_files(path)
    page.locator(SUBMIT).click()
    # The client tries again for a while: it cannot know why its piece did not leave.
    expect(page.locator(f"{ROWS}[data-state=refused] .errorlist")).to_be_visible(timeout=40_000)
    assert methods[-1] == "DELETE"
    forgive(visitor)


def test_file_is_cancelled_and_the_other_one_added(member):
    visitor = member()
    page, held = visitor.page, []

    def hold(route):
        is_large = route.request.headers.get("upload-offset") == str(PIECE)
        held.append(route) if is_large else route.continue_()

    page.route(PIECES, hold)
    page.locator(FILE).set_input_files([large("long.pdf", b"l"), file("court.pdf", PDF + b"c")])
    page.locator(SUBMIT).click()
    expect(page.locator(f"{ROWS}[data-state=done]", has_text="court")).to_be_visible()
    with page.expect_response(lambda response: response.request.method == "DELETE") as deleted:
        page.locator(ROWS, has_text="long").locator("[data-cancel]").click()
    assert deleted.value.status == 204
    expect(page.locator(ROWS)).to_have_count(1)
    expect(page.locator("[data-after]")).to_be_visible()
    assert len(held) == 1
    forgive(visitor)


def test_file_that_is_here_already_is_asked_about(member):
    page = member().page
    address = page.url
    page.locator(FILE).set_input_files(file("deux-fois.pdf", PDF + b"twice"))
    page.locator(SUBMIT).click()
    page.wait_for_url(A_DOCUMENT)
    page.goto(address)
    page.locator(FILE).set_input_files(file("deux-fois.pdf", PDF + b"twice"))
    page.locator(SUBMIT).click()
    row = page.locator(ROWS)
    expect(row.locator(".errorlist a", has_text="deux-fois")).to_be_visible()
    row.locator("[name=again]").check()
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    row.locator("[data-again]").click()
    page.wait_for_url(A_DOCUMENT)
    # It had arrived already.
    assert "PATCH" not in sent


def test_what_is_wrong_with_the_rest_of_the_form_stands_beside_its_field(member):
    page = member().page
    page.locator(FILE).set_input_files(file("note.pdf", PDF + b"note"))
    note = page.locator("[name=note]")
    note.evaluate("input => { input.removeAttribute('maxlength'); input.value = 'x'.repeat(501) }")
    page.locator(SUBMIT).click()
    expect(page.locator(".field:has(> [name=note]) > .errorlist")).to_be_visible()
    expect(note).to_be_focused()
    note.fill("Juste")
    page.locator(SUBMIT).click()
    page.wait_for_url(A_DOCUMENT)
    expect(page.locator("main")).to_contain_text("Juste")


@both_languages
def test_form_is_filled_by_keyboard_alone(member, language):
    page = member(language).page
    # The browser is told now to give choosers to the test: told with the key, it may be too late.
    page.on("filechooser", lambda _chooser: None)
    page.locator(FILE).focus()
    expect(page.locator(".drop label")).to_have_css("outline-style", "solid")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(
        [file(f"{name}.pdf", PDF + (language + name).encode()) for name in "abc"]
    )
    expect(page.locator(ROWS)).to_have_count(3)
    page.keyboard.press("Tab")
    expect(page.locator("[data-folder]")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(f"{ROWS} [data-cancel]").first).to_be_focused()
    # What is removed does not take the keyboard's place with it.
    page.keyboard.press("Enter")
    expect(page.locator(ROWS)).to_have_count(2)
    expect(page.locator(f"{ROWS} [data-cancel]").first).to_be_focused()
    page.locator("[name=note]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{ROWS}[data-state=done]")).to_have_count(2)
    expect(page.locator("[data-after]")).to_be_focused()


def test_empty_form_says_what_is_missing(member):
    page = member().page
    page.locator(SUBMIT).click()
    expect(page.locator(f".field:has({FILE}) .errorlist")).to_be_visible()
    expect(page.locator(FILE)).to_be_focused()
