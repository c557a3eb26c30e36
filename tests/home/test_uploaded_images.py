"""Pictures as editors upload them, by each of Wagtail's ways: scaled, cleaned, or refused."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageCms
from wagtail.users.models import UserProfile

from home.models import SiteImage
from noress.accounts.models import User
from tests.signing_in import sign_in as sign_in_as

ALTS = {"alt_fr": "Un aplat bleu", "alt_ar": "مساحة زرقاء"}
WAYS = ["single", "multiple", "chooser", "replacement"]
ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


@pytest.fixture
def editor(client):
    sign_in_as(client, User.objects.get(email="redaction@noress.example"))
    return client


def picture(image_format="JPEG", size=(60, 40), mode="RGB", **options):
    file = BytesIO()
    Image.new(mode, size, "teal" if mode != "L" else 9).save(file, image_format, **options)
    return file.getvalue()


def png_that_says(width, height):
    """A PNG of a few bytes whose header claims a size."""

    def chunk(kind, data):
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data


def upload(editor, way, name, content, **alts):
    """What the editor reads if the file is refused, or None and the image that came of it."""
    alts = alts or ALTS
    file = SimpleUploadedFile(name, content)
    kept = set(SiteImage.objects.values_list("pk", flat=True))
    if way == "single":
        answer = editor.post(
            reverse("wagtailimages:add"), {"title": "Aplat", "file": file, "collection": 1, **alts}
        )
        refusal = answer.status_code == 200 and answer.context["form"].errors.as_text()
    elif way == "chooser":
        data = {"title": "Aplat", "file": file, "collection": 1, **alts}
        answer = editor.post(
            reverse("wagtailimages_chooser:create"),
            {f"image-chooser-upload-{key}": value for key, value in data.items()},
        ).json()
        refusal = None if answer["step"] == "chosen" else answer["htmlFragment"]
    elif way == "replacement":
        image = SiteImage.objects.create(title="x", **ALTS, file=SimpleUploadedFile("a.png", png()))
        answer = editor.post(
            reverse("wagtailimages:edit", args=[image.pk]),
            {"title": "Aplat", "file": file, "collection": 1, **alts},
        )
        refusal = answer.status_code == 200 and answer.context["form"].errors.as_text()
        if refusal:
            # What was there stays.
            assert stored(SiteImage.objects.get(pk=image.pk)).format == "PNG"
            return refusal, None
    else:
        refusal = upload_among_several(editor, file, alts)
    assert refusal or SiteImage.objects.exclude(pk__in=kept).count() == 1
    return refusal or None, SiteImage.objects.exclude(pk__in=kept).first()


def upload_among_several(editor, file, alts):
    answer = editor.post(
        reverse("wagtailimages:add_multiple"), {"files[]": file, "collection": 1}
    ).json()
    if not answer["success"]:
        return answer["error_message"]
    pk = answer["uploaded_file_id"]
    data = {"title": "Aplat", "collection": 1, **alts}
    answer = editor.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[pk]),
        {f"uploaded-image-{pk}-{key}": value for key, value in data.items()},
    ).json()
    return None if answer["success"] else answer["form"]


def png():
    return picture("PNG")


def stored(image):
    with image.open_file() as file:
        return Image.open(BytesIO(file.read()))


@pytest.mark.parametrize("way", WAYS)
def test_large_picture_is_scaled_upright_and_cleaned(editor, way):
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "Telephone"
    exif.get_ifd(GPS)[1] = "N"
    content = picture(size=(4000, 3000), exif=exif, comment=b"private") + b"<script>hidden"
    refusal, image = upload(editor, way, "photo.JPEG", content)
    assert refusal is None
    assert (image.width, image.height) == (1920, 2560)
    file = stored(image)
    assert (file.format, file.size) == ("JPEG", (1920, 2560))
    assert not file.getexif()
    assert "comment" not in file.info
    with image.open_file() as opened:
        raw = opened.read()
    assert b"Telephone" not in raw
    assert b"hidden" not in raw
    assert image.file_size == len(raw)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("broken.jpg", picture(size=(900, 900))[:2000], "corrompu"),
        ("broken.png", picture("PNG", (900, 900), compress_level=0)[:9000], "corrompu"),
        ("text.jpg", b"not a picture", "corrompu"),
        ("page.png", b"<html><script>alert(1)</script>", "corrompu"),
        ("empty.jpg", b"", "vide"),
        ("wrong.png", picture("JPEG"), "(jpeg)"),
        ("vector.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "JPG"),
        ("photo.tiff", picture("TIFF"), "JPG"),
        ("heavy.jpg", picture() + b"\0" * 16 * 1024 * 1024, "15,0"),
        ("51-megapixels.png", png_that_says(8500, 6000), "50"),
        ("100-megapixels.png", png_that_says(10_000, 10_000), "50"),
        ("bomb.png", png_that_says(60_000, 60_000), "50"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_file_is_refused_with_its_reason(editor, way, name, content, reason):
    refusal, image = upload(editor, way, name, content)
    assert reason in refusal
    assert image is None


def test_reason_is_given_in_arabic_too(editor):
    user = User.objects.get(email="redaction@noress.example")
    UserProfile.objects.create(user=user, preferred_language="ar")
    for name, content in [("a.jpg", b"text"), ("a.jpg", picture() + b"\0" * 16 * 1024 * 1024)]:
        refusal, _image = upload(editor, "multiple", name, content)
        assert any("\u0621" <= letter <= "\u064a" for letter in refusal)


@pytest.mark.parametrize(
    ("name", "content", "image_format"),
    [
        ("a.jpg", picture(size=(1, 1)), "JPEG"),
        ("a.jpg", picture(mode="CMYK"), "JPEG"),
        ("a.jpg", picture(mode="L"), "JPEG"),
        ("a.png", picture("PNG", mode="RGBA"), "PNG"),
        ("a.png", picture("PNG", mode="P"), "PNG"),
        ("a.png", picture("PNG", mode="1"), "PNG"),
        ("a.png", picture("PNG", mode="I;16"), "PNG"),
        ("a.webp", picture("WEBP", mode="RGBA"), "WEBP"),
        ("a.avif", picture("AVIF"), "WEBP"),
        ("a.gif", picture("GIF"), "PNG"),
    ],
)
def test_picture_of_each_kind_is_taken_and_shown(editor, name, content, image_format):
    refusal, image = upload(editor, "single", name, content)
    assert refusal is None
    assert stored(image).format == image_format
    assert image.file.name.endswith({"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}[image_format])
    assert image.get_rendition("fill-320x180|format-webp").width


def test_iphone_s_picture_becomes_one_that_browsers_show(editor):
    refusal, image = upload(editor, "multiple", "IMG_0001.HEIC", picture("HEIF", size=(320, 240)))
    assert refusal is None
    assert stored(image).format == "JPEG"
    assert image.file.name.endswith(".jpg")


def test_telephone_s_forty_megapixels_are_scaled(editor):
    refusal, image = upload(editor, "single", "a.jpg", picture(size=(7728, 5152)))
    assert refusal is None
    assert (image.width, image.height) == (2560, 1707)


def test_second_picture_in_a_telephone_s_file_is_left_behind(editor):
    second = Image.new("RGB", (8000, 4000))
    content = picture("MPO", size=(8000, 4000), save_all=True, append_images=[second])
    refusal, image = upload(editor, "single", "a.jpg", content)
    assert refusal is None
    assert (stored(image).format, image.width) == ("JPEG", 2560)


def test_animation_keeps_its_first_picture(editor):
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "blue", "green")]
    file = BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], loop=0)
    _refusal, image = upload(editor, "single", "a.gif", file.getvalue())
    still = stored(image)
    assert getattr(still, "n_frames", 1) == 1
    assert still.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


def test_transparency_and_colour_profile_are_kept(editor):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    clear = Image.new("RGBA", (3000, 100), (0, 0, 0, 0))
    file = BytesIO()
    clear.save(file, "PNG", icc_profile=profile)
    _refusal, image = upload(editor, "single", "a.png", file.getvalue())
    assert image.width == 2560
    assert stored(image).getpixel((9, 9))[3] == 0
    assert stored(image).info["icc_profile"] == profile


def test_upload_kept_in_a_temporary_file_is_cleaned_too(editor, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    for way in ("single", "multiple"):
        refusal, image = upload(editor, way, "a.jpg", picture(size=(3000, 1000), comment=b"x"))
        assert refusal is None
        assert stored(image).size == (2560, 853)
        assert "comment" not in stored(image).info


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["alt_fr", "alt_ar"])
@pytest.mark.parametrize("text", ["", "   ", "\u200f\u200b", "…"])
def test_picture_without_words_in_both_languages_is_not_taken(editor, way, name, text):
    refusal, image = upload(editor, way, "a.png", png(), **ALTS | {name: text})
    assert refusal
    assert image is None


def test_image_keeps_its_file_when_only_its_words_change(editor):
    _refusal, image = upload(editor, "single", "a.png", png())
    before = image.file.name
    answer = editor.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {"title": "Autre titre", "collection": 1, **ALTS},
    )
    assert answer.status_code == 302
    image.refresh_from_db()
    assert (image.title, image.file.name) == ("Autre titre", before)


def test_scan_in_sixteen_bits_of_grey_keeps_its_greys(editor):
    scan = BytesIO()
    Image.new("I;16", (60, 40), 20_000).save(scan, "PNG")
    refusal, image = upload(editor, "single", "scan.png", scan.getvalue())
    assert not refusal
    with image.file.open() as file:
        assert abs(Image.open(file).getpixel((1, 1)) - 78) <= 1
