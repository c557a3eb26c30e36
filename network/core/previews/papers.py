"""The first pages of a PDF as small pictures."""

import time
from pathlib import Path
from typing import Any

from PIL import Image

MOST_PAGES = 20
PAGE_WIDTH = 1000
# Of a page that is a scroll, the whole is shown, however narrow.
PAGE_HEIGHT = 2000
THUMBNAIL = (320, 480)
# Then no other page is begun: some pages are better than none.
SECONDS_FOR_PAGES = 40


def draw_pdf(path: Path, out: Path) -> dict:
    """As many pages cost the same, however many more there are."""
    # Here, since a child that draws a picture does without.
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        return {"reason": "encrypted" if is_locked else "broken"}
    # What was filled into a form is seen too.
    document.init_forms()
    until = time.monotonic() + SECONDS_FOR_PAGES
    pages = []
    for number in range(1, min(len(document), MOST_PAGES) + 1):
        if time.monotonic() > until:
            break
        try:
            picture = _draw(document, number)
        except pypdfium2.PdfiumError:
            # One page that is broken hides none of the others.
            continue
        if not pages:
            keep_thumbnail(picture, out)
        pages.append(keep(picture, out, number))
    if not pages:
        return {"reason": "broken"}
    return {"page_count": len(document), "pages": pages}


def _draw(document: Any, number: int) -> Image.Image:
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(PAGE_WIDTH / max(width, 1), PAGE_HEIGHT / max(height, 1))
    try:
        return page.render(scale=scale).to_pil()
    finally:
        page.close()


def keep(picture: Image.Image, out: Path, number: int) -> dict[str, int]:
    """Write one page, and say of it what a reader of the result needs to know."""
    picture.save(out / f"{number}.webp", "WEBP", quality=80)
    return {"number": number, "width": picture.width, "height": picture.height}


def keep_thumbnail(picture: Image.Image, out: Path) -> None:
    small = picture.copy()
    small.thumbnail(THUMBNAIL, reducing_gap=2)
    small.save(out / "thumbnail.webp", "WEBP", quality=80)
