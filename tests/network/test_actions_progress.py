"""Progress notes and their photos: what is kept of a photo, who sees it, and when it is gone."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from network.actions import operations
from network.actions.operations import add_note, remove_note
from network.core.files import checking
from network.core.pictures import PhotosField
from network.models import Photo, ProgressNote

from .drawings import GPS, photo, picture
from .papers import actor, kept_files, url
from .world import text

pytestmark = pytest.mark.usefixtures("private")


def sent(content=None, name="photo.jpg"):
    return SimpleUploadedFile(name, content or photo())


def form(**values):
    return {
        "noted_on": timezone.localdate(),
        "text_en": "Fair held",
        "once": str(uuid4()),
        **values,
    }


def drawn(*uploads):
    return PhotosField().clean(list(uploads))


def note_with_photos(world, count=1, persona="member"):
    return add_note(
        world.action_commission,
        {"text": text("Fair held"), "noted_on": timezone.localdate()},
        photos=drawn(*[sent() for _photo in range(count)]),
        by=actor(world, persona),
    )


def test_photos_come_with_a_note_and_say_nothing_of_where_they_were_taken(as_, world):
    content = photo()
    with Image.open(BytesIO(content)) as before:
        assert before.getexif().get_ifd(GPS)
    partner = as_("partner")
    values = form(photos=[sent(content), sent(picture("PNG", (3000, 1500)), "large.png")])
    answer = partner.post(url("note-new", world.action_commission), values, follow=True)
    note = ProgressNote.objects.latest("pk")
    assert (note.organisation, note.author) == (world.c, world.users["partner"])
    # What they show is asked next.
    assert answer.redirect_chain[0][0] == url("note-edit", note)
    sizes = []
    for kept in note.photos.all():
        body = b"".join(partner.get(url("photo", kept)).streaming_content)
        with Image.open(BytesIO(body)) as after:
            assert after.format == "WEBP"
            assert not after.getexif()
            assert (kept.width, kept.height) == after.size
            sizes.append(after.size)
    # Upright, and no larger than a page.
    assert sizes == [(200, 400), (1600, 800)]


def test_photo_is_for_who_sees_the_action(as_, world):
    kept = note_with_photos(world).photos.get()
    assert as_("other").get(url("photo", kept)).status_code == 404
    answer = as_("guest").get(url("photo", kept))
    assert answer["Content-Type"] == "image/webp"
    assert "private" in answer["Cache-Control"]
    answer.close()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"text_en": "", "text_ar": " "}, "in one language at least"),
        ({"noted_on": timezone.localdate() + timedelta(days=1)}, "still to come"),
        ({"photos": [sent(b"%PDF-1.7", "plan.pdf")]}, "Choose a picture"),
        (
            {"photos": [sent(), sent(photo()[:300], "half.jpg")]},
            "<bdi>half.jpg</bdi>: This picture",
        ),
        ({"photos": [sent() for _photo in range(11)]}, "at most 10 photos"),
        ({"text_en": "", "photos": [sent()]}, "Choose the photos again"),
    ],
)
def test_bad_note_is_refused_and_leaves_nothing_behind(as_, world, values, said):
    files, before = kept_files("photos"), ProgressNote.objects.count()
    answer = as_("member").post(url("note-new", world.action_commission), form(**values))
    assert answer.status_code == 200
    assert said in answer.text
    assert values.get("text_en", "Fair held") in answer.text
    assert (kept_files("photos"), ProgressNote.objects.count()) == (files, before)


def test_two_clicks_make_one_note(as_, world):
    member, once, before = as_("member"), str(uuid4()), Photo.objects.count()
    for _click in range(2):
        member.post(url("note-new", world.action_commission), form(once=once, photos=[sent()]))
    assert Photo.objects.count() == before + 1
    assert len(kept_files("photos")) == before + 1


def test_row_that_fails_leaves_no_file(world, monkeypatch):
    files = kept_files("photos")

    def fail(*args, **kwargs):
        raise RuntimeError

    # The last thing that is written.
    monkeypatch.setattr(operations.notes, "record", fail)
    with pytest.raises(RuntimeError):
        note_with_photos(world, 2)
    assert kept_files("photos") == files


def test_captions_are_written_photos_added_and_taken_away(
    as_, world, django_capture_on_commit_callbacks
):
    note, member = note_with_photos(world, 2), as_("member")
    first, second = note.photos.all()
    values = {"noted_on": note.noted_on, "photos": [sent()],
              f"photo-{first.pk}-caption_en": "The stand", f"photo-{first.pk}-caption_ar": "الرواق",
              f"photo-{second.pk}-removes": "on"}  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        answer = member.post(url("note-edit", note), values)
    assert answer.status_code == 302
    assert note.photos.count() == 2
    assert not storages["private"].exists(second.file.name)
    answer = member.get(url("action-progress", world.action_commission))
    assert 'alt="The stand"' in answer.text
    arabic = member.get(
        url("action-progress", world.action_commission), headers={"accept-language": "ar"}
    )
    assert 'alt="الرواق"' in arabic.text


def test_caption_that_is_too_long_is_kept_in_the_form(as_, world):
    note = note_with_photos(world)
    name = f"photo-{note.photos.get().pk}-caption_ar"
    answer = as_("member").post(
        url("note-edit", note), {"noted_on": note.noted_on, name: "صورة" * 100}
    )
    assert answer.status_code == 200
    assert "صورة" * 100 in answer.text
    assert "At most 200 characters" in answer.text


def test_note_goes_with_its_files(world, django_capture_on_commit_callbacks):
    note = note_with_photos(world, 2)
    names = [kept.file.name for kept in note.photos.all()]
    with django_capture_on_commit_callbacks(execute=True):
        remove_note(note, by=actor(world, "member"))
    assert not any(storages["private"].exists(name) for name in names)
    assert not ProgressNote.objects.filter(pk=note.pk).exists()


def test_partner_changes_its_own_notes_alone(as_, world):
    theirs, own = world.note_commission, note_with_photos(world, persona="partner")
    partner = as_("partner")
    page = partner.get(url("action-progress", world.action_commission)).text
    assert url("note-edit", own) in page
    assert url("note-edit", theirs) not in page
    assert partner.get(url("note-edit", theirs)).status_code == 403
    assert partner.post(url("note-remove", theirs)).status_code == 403


def test_photos_are_among_the_files_that_are_verified(world):
    kept = note_with_photos(world).photos.get()
    assert not checking.unnamed([kept.file.name])
    storages["private"].delete(kept.file.name)
    assert [(found.kind, found.pk) for found in checking.check_rows() if found.model is Photo] == [
        ("missing", kept.pk)
    ]
