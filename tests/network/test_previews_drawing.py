"""Drawing a file: what comes of each kind, and of those that were made to do harm."""

import shutil
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from network.core.previews import drawing
from network.core.previews.drawing import NotDrawn, drawn, forget_left_behind
from network.core.previews.texts import decoded
from tests import counts

from . import drawings
from .drawings import DOCX, ODT, docx, packed, pdf, picture

pytestmark = pytest.mark.once
PDF = "application/pdf"
HAS_OFFICE = bool(shutil.which("soffice"))
FRENCH = "Procès-verbal : l’égalité, çà et là, où l’on créée"
ARABIC = "محضر اجتماع الجمعية العامة، تم الاتفاق"


def seen(content, mime):
    """What was drawn, with the pictures opened: what is there is gone after the block."""
    with drawn(ContentFile(content), mime) as found:
        pictures = [Image.open(BytesIO(page.path.read_bytes())) for page in found.pictures]
        for page, opened in zip(found.pictures, pictures, strict=True):
            assert (page.width, page.height, opened.format) == (*opened.size, "WEBP")
        thumbnail = found.thumbnail and Image.open(BytesIO(found.thumbnail.read_bytes()))
        return found, pictures, thumbnail


def reason(content, mime):
    found, pictures, thumbnail = seen(content, mime)
    assert (found.text, pictures, thumbnail) == ("", [], None)
    return found.reason


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Where drawings are made: empty before and after."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


# PDF


def test_pages_of_a_pdf_become_pictures(temporary):
    found, pictures, thumbnail = seen(pdf(3), PDF)
    assert (found.reason, found.page_count) == ("", 3)
    assert [page.number for page in found.pictures] == [1, 2, 3]
    assert pictures[0].size == (1000, 1416)
    assert thumbnail.size == (320, 453)
    # The bar, and the paper around it.
    assert pictures[2].getpixel((500, 500))[1] < 150
    assert min(pictures[2].getpixel((500, 1300))) > 250
    assert list(temporary.iterdir()) == []


def test_pdf_of_ten_thousand_pages_costs_twenty():
    found, pictures, _thumbnail = seen(pdf(10_000), PDF)
    assert found.page_count == 10_000
    assert len(pictures) == 20


@pytest.mark.parametrize(
    ("size", "drawn_as"), [((14_400, 10), (1000, 1)), ((10, 14_400), (2, 2000))]
)
def test_page_of_any_size_is_a_small_picture(size, drawn_as):
    assert seen(pdf(1, *size), PDF)[1][0].size == drawn_as


def test_pdf_with_a_password_says_so():
    assert reason(pdf(is_locked=True), PDF) == "encrypted"


@pytest.mark.parametrize("content", [b"%PDF-1.7\n%broken", pdf(0), b"%PDF-1.7\n" + b"\0" * 5000])
def test_pdf_that_cannot_be_read_says_so(content):
    assert reason(content, PDF) == "broken"


# Pictures


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF"])
def test_picture_is_drawn_small(name):
    mime = f"image/{name.lower()}"
    found, [small], thumbnail = seen(picture(name, (3200, 800)), mime)
    assert (found.page_count, small.size, thumbnail.size) == (1, (1600, 400), (320, 80))


def test_picture_of_an_iphone_is_drawn():
    heif = pytest.importorskip("pillow_heif", reason="pillow_heif is not installed: no HEIC.")
    content = BytesIO()
    heif.from_pillow(Image.new("RGB", (640, 480))).save(content)
    assert seen(content.getvalue(), "image/heic")[1][0].size == (640, 480)


def test_photo_is_upright_and_says_nothing_of_where_it_was_taken():
    _found, [small], thumbnail = seen(drawings.photo(), "image/jpeg")
    assert small.size == (200, 400)
    assert not small.getexif()
    assert not thumbnail.getexif()
    assert "exif" not in small.info


def test_pages_of_a_scan_are_pages():
    found, pictures, _thumbnail = seen(drawings.scan(23), "image/tiff")
    assert (found.page_count, len(pictures)) == (23, 20)


@pytest.mark.parametrize("size", [(8000, 8000), (30_000, 30_000), (60_000, 60_000)])
def test_bomb_of_pixels_is_not_unpacked(size):
    assert reason(drawings.bomb_of_pixels(*size), "image/png") == "too_big"


def test_picture_that_cannot_be_read_says_so():
    assert reason(picture("PNG")[:60], "image/png") == "broken"
    # Nor is it asked what else it might be.
    assert reason(b"%!PS-Adobe-3.0 EPSF-3.0\n", "image/png") == "broken"


# Texts


@pytest.mark.parametrize("text", [FRENCH, ARABIC, f"{ARABIC}\nPlan d’action 2026"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_its_encoding(text, encoding):
    assert decoded(text.encode(encoding)) == text


def test_older_text_is_read_by_its_letters():
    assert decoded(ARABIC.encode("cp1256")) == ARABIC
    assert decoded(FRENCH.encode("cp1252")) == FRENCH
    assert decoded(b"") == ""


@pytest.mark.parametrize(
    "mime",
    ["text/plain; charset=utf-8", "text/csv", "text/html", "application/xml", "text/x-script"],
)
def test_beginning_of_a_text_is_drawn_as_it_is(mime):
    found, pictures, _thumbnail = seen(b"<b>a</b>\r\n" * 20 + b"\0\x1b\tz", mime)
    assert (found.text, pictures) == ("<b>a</b>\n" * 20 + "\tz", [])


def test_text_ends_between_two_letters():
    found, _pictures, _thumbnail = seen(b"a" + "م".encode() * 100_000, "text/plain")
    assert set(found.text) == {"a", "م"}
    assert len(found.text) == 51_200


# Archives and Office


def test_archive_is_a_list_of_names():
    names = ["rapport/compte rendu.pdf", "صورة.jpg", "exe.\u202efdp", "two\nlines"]
    found, _pictures, _thumbnail = seen(packed([(name, b"") for name in names]), "application/zip")
    assert found.text.split("\n") == ["rapport/compte rendu.pdf", "صورة.jpg", "exe.fdp", "twolines"]
    many = packed([(f"{number}", b"") for number in range(300)])
    lines = seen(many, "application/zip")[0].text.split("\n")
    assert (len(lines), lines[-2:]) == (201, ["199", "…"])
    assert reason(b"PK\x03\x04" + b"\0" * 100, "application/zip") == "broken"


@pytest.mark.parametrize(
    "content",
    [
        docx("small", declared=301 * 1024 * 1024),
        docx("small", declared=60 * 1024 * 1024),
        docx("small", more=[(f"word/{number}", b"") for number in range(10_000)]),
    ],
)
def test_bomb_of_an_office_paper_never_reaches_libreoffice(content, settings):
    settings.NETWORK_SOFFICE = "/nowhere/soffice"
    assert reason(content, DOCX) == "too_big"


def test_office_paper_with_a_password_says_so(settings):
    settings.NETWORK_SOFFICE = "/nowhere/soffice"
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    content = packed([("mimetype", ODT), ("META-INF/manifest.xml", manifest)])
    assert reason(content, ODT) == "encrypted"


def test_office_paper_says_that_libreoffice_is_missing(settings):
    settings.NETWORK_SOFFICE = ""
    for mime in (DOCX, "application/msword"):
        assert reason(docx("small"), mime) == "no_office"


@pytest.fixture
def pretended(tmp_path, settings):
    """A program in LibreOffice's place, which does this."""

    def pretend(script):
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o700)
        settings.NETWORK_SOFFICE = str(program)

    return pretend


@pytest.mark.parametrize(("pages", "counted"), [(3, 3), (20, 20), (21, None)])
def test_pages_of_an_office_paper_are_those_of_its_pdf(pretended, tmp_path, pages, counted):
    (tmp_path / "made.pdf").write_bytes(pdf(pages))
    pretended(f'mkdir pdf && cp {tmp_path}/made.pdf pdf/file.pdf && echo "$@" > {tmp_path}/told')
    found, pictures, _thumbnail = seen(docx("small"), DOCX)
    assert (found.reason, found.page_count, len(pictures)) == ("", counted, min(pages, 20))
    told = (tmp_path / "told").read_text()
    for part in ("--headless", "-env:UserInstallation=file:///", "writer_pdf_Export", "1-21"):
        assert part in told


def test_libreoffice_is_told_to_run_nothing(pretended, tmp_path):
    pretended(f"cp profile/user/registrymodifications.xcu {tmp_path}; env > {tmp_path}/env")
    assert reason(docx("small"), DOCX) == "broken"
    profile = (tmp_path / "registrymodifications.xcu").read_text()
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true<' in profile
    # Neither the site's settings nor its secrets.
    names = {line.partition("=")[0] for line in (tmp_path / "env").read_text().splitlines()}
    assert not names & {"DJANGO_SETTINGS_MODULE", "SECRET_KEY", "DATABASE_URL"}


@pytest.mark.skipif(not HAS_OFFICE, reason="LibreOffice is not installed: it drew no Office file.")
@pytest.mark.parametrize("text", [FRENCH, ARABIC])
def test_libreoffice_draws_an_office_paper(temporary, text):
    found, [page], thumbnail = seen(docx(text, "2"), DOCX)
    assert (found.reason, found.page_count) == ("", 1)
    assert page.convert("L").getextrema()[0] < 100
    assert thumbnail
    assert list(temporary.iterdir()) == []
    counts.add("Office files that LibreOffice drew", 1)


def test_other_files_are_not_opened():
    for mime in ("video/mp4", "application/octet-stream", "application/x-ole-storage"):
        assert reason(b"whatever", mime) == "not_previewed"


# The process


def replaced(monkeypatch, *command):
    monkeypatch.setattr(drawing, "_child", lambda *arguments: list(command))


def is_running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_process_that_hangs_is_ended_with_all_it_started(monkeypatch, temporary, tmp_path):
    script = (
        f"sleep 1000 & echo $! > {tmp_path}/pid.new; mv {tmp_path}/pid.new {tmp_path}/pid; wait"
    )
    replaced(monkeypatch, "/bin/sh", "-c", script)
    monkeypatch.setattr(drawing, "SECONDS", 1)
    with pytest.raises(NotDrawn, match="more than 1 seconds"):
        seen(pdf(), PDF)
    pid = int((tmp_path / "pid").read_text())
    until = time.monotonic() + 30
    while is_running(pid) and time.monotonic() < until:
        time.sleep(0.01)  # Asked again until the deadline: the system ends it in its own time.
    assert not is_running(pid)
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    "script",
    [
        "import os; os.kill(os.getpid(), 9)",
        "raise SystemExit(1)",
        "import os; os.mkdir('out'); open('out/result.json', 'w').write('[1')",
        "import os; os.mkdir('out'); open('out/result.json', 'w').write('[]')",
        "import os; os.mkdir('out'); open('out/result.json', 'w').write('{\"pages\": [{}]}')",
        "import os; os.mkdir('out'); os.symlink('/etc/passwd', 'out/result.json')",
    ],
)
def test_process_that_was_killed_or_leaves_nonsense_draws_nothing(monkeypatch, temporary, script):
    replaced(monkeypatch, sys.executable, "-c", script)
    with pytest.raises(NotDrawn):
        seen(pdf(), PDF)
    assert list(temporary.iterdir()) == []


def in_a_child(script):
    """What this prints where it runs, limited as a child is."""
    begin = (
        "from network.core.previews import child; child.keep_apart(); child.limit(*child._DRAWING)"
    )
    return subprocess.run(
        [sys.executable, "-c", f"{begin}\n{script}"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )


def test_process_has_a_limit_of_memory_and_of_what_it_writes(tmp_path):
    assert "MemoryError" in in_a_child("bytearray(2 << 30)").stderr
    written = in_a_child(f"open({str(tmp_path / 'large')!r}, 'wb').truncate(100 << 20)")
    assert "File too large" in written.stderr


def test_process_has_no_network():
    place = Path("/proc/self/ns/net")
    script = (
        f"import os; print(os.readlink({str(place)!r}), open('/proc/net/dev').read().count(':'))"
    )
    network, interfaces = in_a_child(script).stdout.split()
    if network == str(place.readlink()):
        pytest.skip("The system lets nobody be without a network: previews are drawn with one.")
    assert interfaces == "1"


def test_process_knows_neither_django_nor_a_setting():
    script = "from network.core.previews import images, packed, papers, texts\nimport sys"
    assert in_a_child(f"{script}\nprint('django' in sys.modules)").stdout == "False\n"


def test_folders_of_killed_workers_are_forgotten(temporary, monkeypatch):
    for name in ("network-preview-old", "another"):
        (temporary / name).mkdir()
        (temporary / name / "file").write_bytes(b"private")
    assert forget_left_behind() == 0
    monkeypatch.setattr(drawing, "_LEFT_BEHIND_SECONDS", -1)
    assert forget_left_behind() == 1
    assert [folder.name for folder in temporary.iterdir()] == ["another"]
