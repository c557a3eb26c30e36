"""
Pictures for README and the guides, of a demonstration that is gone at the end.

    .venv/bin/python bin/screenshots.py [ADDRESS]

In docs/screenshots the home page in both languages, wide and on a phone, light and dark; below it,
in members/ the screens of an account, in editors/ those of the admin. With ADDRESS, that of a
running site, the home page of that site alone: the others want people and pages of their own.
"""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Error, Page, sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

import editors_day  # noqa: E402  (beside this file)
import members_day  # noqa: E402

from tests.browser.demonstration import CHROMIUM_OPTIONS, demonstration  # noqa: E402

FOLDER = PROJECT / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
LANGUAGES = ["fr", "ar"]
# What a file's name says besides the page and its language.
WIDTHS = {"": 1280, ".390": 390}
THEMES = {"": "light", ".dark": "dark"}


def save(picture: bytes, name: str) -> None:
    """Keep a picture in 256 colours: a third of the size, and nobody sees it."""
    path = FOLDER / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    colours = Image.open(io.BytesIO(picture)).convert("RGB").quantize(dither=Image.Dither.NONE)
    colours.save(path, optimize=True)
    print(path.relative_to(PROJECT))


def take_home(browser: Browser, site: str, language: str, width: str, theme: str) -> None:
    page = browser.new_page(
        viewport={"width": WIDTHS[width], "height": 900},
        color_scheme=THEMES[theme],
        reduced_motion="reduce",
    )
    page.goto(f"{site}/{language}/", wait_until="networkidle")
    # Pictures further down come when the reader does.
    page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    save(page.screenshot(full_page=True), f"home.{language}{width}{theme}")
    page.close()


def take_homes(browser: Browser, site: str) -> None:
    for language in LANGUAGES:
        for width in WIDTHS:
            for theme in THEMES:
                take_home(browser, site, language, width, theme)


def take_screen(page: Page, name: str, height: int = 900) -> None:
    """What the editor sees of a screen, once it stands still."""
    page.wait_for_load_state("networkidle")
    part = {"x": 0, "y": 0, "width": 1280, "height": height}
    save(page.screenshot(animations="disabled", clip=part), f"editors/{name}")


def take_phone(page: Page, name: str) -> None:
    """What a member sees of a screen on a telephone."""
    page.wait_for_load_state("networkidle")
    save(page.screenshot(animations="disabled"), f"members/{name}")


def main() -> int:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        if len(sys.argv) > 1:
            site = sys.argv[1].rstrip("/")
            try:
                take_homes(browser, site)
            except Error as error:
                print(f"{site} does not answer as it should: {error.message}", file=sys.stderr)
                return 1
        else:
            with tempfile.TemporaryDirectory() as folder, demonstration(Path(folder)) as running:
                take_homes(browser, running.address)
                members_day.take(browser, running, take_phone)
                editors_day.take(browser, running, Path(folder), take_screen)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
