"""
Pictures of the home page in docs/screenshots: both languages, wide and on a phone, light and dark.

    .venv/bin/python bin/screenshots.py [ADDRESS]

ADDRESS is that of a running site (`make run`): http://localhost:8000, or another PORT, unless said.
"""

import io
import os
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Error, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LANGUAGES = ["fr", "ar"]
# What a file's name says besides the page and its language.
WIDTHS = {"": 1280, ".390": 390}
THEMES = {"": "light", ".dark": "dark"}


def take(browser: Browser, site: str, language: str, width: str, theme: str) -> Path:
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
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    page.close()
    path = FOLDER / f"home.{language}{width}{theme}.png"
    # 256 colours: a third of the size, and nobody sees it.
    picture.convert("RGB").quantize(dither=Image.Dither.NONE).save(path, optimize=True)
    return path


def main() -> int:
    port = os.environ.get("PORT", "8000")
    site = (sys.argv[1] if len(sys.argv) > 1 else f"http://localhost:{port}").rstrip("/")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        try:
            for language in LANGUAGES:
                for width in WIDTHS:
                    for theme in THEMES:
                        path = take(browser, site, language, width, theme)
                        print(path.relative_to(FOLDER.parent.parent))
        except Error as error:
            print(f"{site} does not answer as it should: {error.message}", file=sys.stderr)
            print("Start the site with `make run`, or name its address.", file=sys.stderr)
            return 1
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
