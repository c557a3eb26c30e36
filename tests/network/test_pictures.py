"""Photos and logos: what is accepted as a picture, and what is left of it."""

import zlib
from io import BytesIO

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

from network.core import pictures
from network.core.files import store

EXE = b"MZ\x90\0\x03\0\0\0" + b"\0" * 200
ORIENTATION, GPS, CAMERA = 0x0112, 0x8825, 0x010F


class PhotoForm(forms.Form):
    photo = pictures.PictureField()


def drawn(size=(1200, 800), image_format="JPEG", mode="RGB", **options):
    content = BytesIO()
    Image.new(mode, size, options.pop("color", None)).save(content, image_format, **options)
    return content.getvalue()


def form(content, name="photo.jpg"):
    return PhotoForm({}, {"photo": SimpleUploadedFile(name, content)})


def accepted(content, name="photo.jpg"):
    sent = form(content, name)
    assert sent.is_valid(), sent.errors
    return sent.cleaned_data["photo"]


def refusal(content, name="photo.jpg"):
    with translation.override("en"):
        sent = form(content, name)
        assert not sent.is_valid()
        return sent.errors["photo"][0]


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("size", "left"), [((1200, 800), (512, 341)), ((600, 3000), (102, 512)), ((90, 60), (90, 60))]
)
def test_picture_becomes_a_small_webp(image_format, size, left):
    photo = accepted(drawn(size, image_format), f"photo.{image_format.lower()}")
    assert photo.name == "picture.webp"
    assert photo.type.mime == photo.content_type == "image/webp"
    with Image.open(photo) as picture:
        assert picture.format == "WEBP"
        assert picture.size == left


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1", "I;16"])
def test_picture_of_any_kind_of_colours_is_taken(mode):
    with Image.open(accepted(drawn(image_format="PNG", mode=mode), "logo.png")) as picture:
        assert picture.mode == ("RGBA" if mode in ("RGBA", "LA") else "RGB")


def test_picture_of_inks_is_taken():
    assert accepted(drawn(mode="CMYK"))


def test_picture_says_nothing_of_where_it_was_taken():
    exif = Image.Exif()
    exif[CAMERA] = "Secret camera"
    exif.get_ifd(GPS).update({1: "N", 2: (35.0, 34.0, 0.0)})
    content = drawn(exif=exif, comment=b"Secret comment", xmp=b"<x>Secret</x>")
    assert b"Secret" in content
    photo = accepted(content)
    assert b"Secret" not in photo.read()
    with Image.open(photo) as picture:
        assert not picture.getexif()
        assert set(picture.info) <= {"loop", "background", "timestamp", "duration"}


def test_picture_stands_upright():
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    with Image.open(accepted(drawn((1000, 500), exif=exif))) as picture:
        assert picture.size == (256, 512)


def test_picture_of_several_is_its_first():
    content = BytesIO()
    frames = [Image.new("RGB", (40, 40), color) for color in ("red", "blue")]
    frames[0].save(content, "WEBP", save_all=True, append_images=frames[1:])
    with Image.open(accepted(content.getvalue(), "photo.webp")) as picture:
        assert not getattr(picture, "is_animated", False)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.gif", drawn(image_format="GIF")),
        ("photo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("photo.pdf", b"%PDF-1.7\n"),
        ("photo.txt", b"text"),
        ("photo.html", b"<html>"),
        ("photo", b"\x01\0\x02"),
    ],
)
def test_anything_else_is_no_picture(name, content):
    assert refusal(content, name) == "Choose a picture: a JPEG, PNG or WebP file."


@pytest.mark.parametrize("content", [b"<svg>", b"<html>", b"%PDF-1.7", drawn(image_format="PNG")])
def test_picture_that_is_not_what_its_name_says_is_refused(content):
    assert "This file is named .jpg, but its content is:" in refusal(content)


def test_program_is_no_picture():
    assert "Programs are not accepted" in refusal(EXE)


@pytest.mark.parametrize("content", [drawn()[:900], drawn()[:200], b"\xff\xd8\xff\xe0 nonsense"])
def test_broken_picture_is_refused_in_a_sentence(content):
    assert refusal(content + b"\0") == (
        "This picture cannot be read. Open it, save it again, and send that."
    )


def test_picture_with_too_many_pixels_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PIXELS", 2_000_000)
    monkeypatch.setattr(pictures, "upright", None)
    assert "at most 2 megapixels" in refusal(drawn((2000, 1001), "PNG"), "photo.png")


def test_decompression_bomb_is_refused():
    # Thirty thousand by thirty thousand, in a hundred kilobytes.
    bomb = bytearray(drawn((10, 10), "PNG"))
    bomb[16:24] = (30_000).to_bytes(4) * 2
    bomb[29:33] = zlib.crc32(bytes(bomb[12:29])).to_bytes(4)
    assert "at most 50 megapixels" in refusal(bytes(bomb), "photo.png")


def test_limit_is_named_before_and_after(settings):
    with translation.override("en"):
        assert "At most 15 MB." in str(PhotoForm())
        assert 'accept="image/jpeg,image/png,image/webp"' in str(PhotoForm())
        settings.NETWORK_UPLOAD_MAX_BYTES = 1024
        assert "At most 1 KB." in str(PhotoForm())
    assert "at most 1 KB are accepted" in refusal(drawn() + b"\0" * 2000)


def test_picture_is_stored_as_what_it_has_become():
    kept = store(accepted(drawn()), "photos")
    assert kept.type.mime == "image/webp"
    assert kept.original_name == "picture.webp"
