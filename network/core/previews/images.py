"""Pictures as small pictures."""

from pathlib import Path

from PIL import Image

from network.core.pixels import MAX_PIXELS, upright

from .papers import MOST_PAGES, keep, keep_thumbnail

LONGEST_SIDE = 1600
FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "AVIF", "HEIF", "TIFF"]

try:
    from pillow_heif import HeifImagePlugin  # noqa: F401  (Pillow reads HEIC once it is imported.)
except ImportError:
    # A site may do without. A picture of this kind is then one that cannot be read.
    FORMATS.remove("HEIF")


def draw_image(path: Path, out: Path) -> dict:
    """The picture; the pages of a scan, which a TIFF may be."""
    try:
        picture = Image.open(path, formats=FORMATS)
    except Image.DecompressionBombError:
        return {"reason": "too_big"}
    with picture:
        count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        pages = []
        for number in range(1, min(count, MOST_PAGES) + 1):
            picture.seek(number - 1)
            # The head says it, before anything is decoded.
            if picture.width * picture.height > MAX_PIXELS:
                return {"reason": "too_big"}
            small = upright(picture.copy() if count > 1 else picture, LONGEST_SIDE)
            pages.append(keep(small, out, number))
            if number == 1:
                keep_thumbnail(small, out)
    return {"page_count": count, "pages": pages}
