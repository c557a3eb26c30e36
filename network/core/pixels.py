"""Pictures drawn anew: upright, small, and with nothing hidden in them. Pillow, and no more."""

from PIL import Image, ImageOps

# A telephone's photograph has up to 48 megapixels.
MAX_PIXELS = 50_000_000


def upright(picture: Image.Image, longest_side: int) -> Image.Image:
    """The picture as it is seen, no side longer than that, and nothing around it."""
    if picture.mode == "CMYK":
        picture.info.pop("icc_profile", None)  # It says what inks are, not colours of a screen.
    if picture.mode.startswith("I"):
        # Sixteen bits of grey, as scanners write: Pillow would cut what is above 255 to white.
        picture = picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
    elif picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")
    # A JPEG is read at a part of its size where that is enough: `reducing_gap`.
    picture.thumbnail((longest_side, longest_side), reducing_gap=2)
    ImageOps.exif_transpose(picture, in_place=True)
    # The profile is part of the colours; all else that came along stays behind.
    picture.info = {name: picture.info[name] for name in ("icc_profile",) if name in picture.info}
    return picture
