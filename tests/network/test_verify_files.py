"""`verify_files`: each missing, each changed and each forgotten file is named, and nothing else."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone

from network.core.files import checking, private_storage
from network.documents.operations import miscounted_spaces, order_archive, recount_spaces
from network.models import Document, Organisation, Photo, Profile, Space, Version

from .papers import PDF, actor, add, add_another, sent

pytestmark = pytest.mark.usefixtures("private")

LONG_AGO = timezone.now() - timedelta(days=3)


@pytest.fixture(autouse=True)
def right(private, world):
    """The files of the small network are what its rows say, and its room is counted."""
    for version in Version.objects.all():
        with version.file.open() as file:
            digest = checking.hashlib.file_digest(file, "sha256").hexdigest()
        Version.objects.filter(pk=version.pk).update(sha256=digest)
    recount_spaces()


@pytest.fixture
def old(monkeypatch):
    """Whatever is in the storage has been there for days."""
    backend = type(storages["private"])
    monkeypatch.setattr(backend, "get_modified_time", lambda self, name: LONG_AGO)


def verify(*arguments):
    """What it says, line by line, and whether all was well."""
    out = StringIO()
    try:
        call_command("verify_files", *arguments, stdout=out)
    except CommandError as error:
        return [*out.getvalue().splitlines(), str(error)], False
    return out.getvalue().splitlines(), True


def put(name, content):
    storages["private"].delete(name)
    assert storages["private"].save(name, ContentFile(content)) == name


def test_all_is_well_where_it_is(world, old):
    add_another(world, add(world))
    lines, is_well = verify()
    assert is_well
    assert re.fullmatch(r"Read \d+ files, .*", lines[0])
    assert lines[1:] == ["Everything is as it should be."]
    assert verify("--fast")[1]


def test_missing_file_is_named(world):
    version = add(world).current
    storages["private"].delete(version.file.name)
    lines, is_well = verify()
    assert not is_well
    assert lines[0] == f"Version {version.pk}: {version.file.name} is missing."
    assert lines[-1] == "1 thing is wrong."
    assert verify("--fast")[0][0] == lines[0]


def test_file_of_another_size_is_named(world):
    version = add(world).current
    put(version.file.name, PDF + b"!")
    lines, is_well = verify("--fast")
    assert not is_well
    assert lines[0] == (
        f"Version {version.pk}: {version.file.name} has {len(PDF) + 1} bytes, and had {len(PDF)}."
    )


def test_one_changed_bit_is_named_unless_nothing_is_read(world):
    version = add(world).current
    put(version.file.name, PDF[:-1] + bytes([PDF[-1] ^ 1]))
    lines, is_well = verify()
    assert not is_well
    assert f"Version {version.pk}: {version.file.name} has another content" in lines[0]
    assert version.sha256 in lines[0]
    assert verify("--fast")[1]


def test_file_that_cannot_be_read_is_named(world, monkeypatch):
    version = add(world).current

    def refuse(name):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(checking, "_read", refuse)
    lines, is_well = verify()
    assert not is_well
    assert any(f"{version.file.name} cannot be read: [Errno 13]" in line for line in lines)


def test_names_are_said_only_when_asked_for(world):
    document = add(world, title="kanaria-title", upload=sent(PDF, "kanaria-file.pdf"))
    storages["private"].delete(document.current.file.name)
    assert "kanaria" not in "\n".join(verify()[0])
    assert "kanaria-title" in "\n".join(verify("--names")[0])


def test_pictures_and_archives_are_looked_at_too(world, django_capture_on_commit_callbacks):
    for row, name in ((Profile.objects.first(), "photo"), (world.a, "logo")):
        setattr(row, name, storages["private"].save("pictures/x", ContentFile(b"picture")))
        row.save(update_fields=[name])
    add(world)
    archive = order_archive(world.commission, by=actor(world, "member"))
    archive.refresh_from_db()
    assert verify()[1]
    put(archive.file.name, b"x" * archive.size)
    storages["private"].delete(Profile.objects.exclude(photo="").get().photo.name)
    storages["private"].delete(Organisation.objects.exclude(logo="").get().logo.name)
    text = "\n".join(verify()[0])
    assert f"Archive {archive.pk}: {archive.file.name} has another content" in text
    for kind in ("Profile", "Organisation"):
        assert re.search(rf"{kind} \S+: pictures/\S+ is missing", text)


def test_every_file_field_over_the_private_storage_is_known(world):
    """Were one forgotten, all its files would count as nobody's."""
    expected = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.FileField) and field.storage is private_storage()
    }
    assert {(model, field.name) for model, field in checking.file_fields()} == expected
    named = {(Version, "file"), (Profile, "photo"), (Organisation, "logo"), (Photo, "file")}
    assert named <= expected


def test_row_that_is_deleted_while_it_is_looked_at_is_no_finding(world, monkeypatch):
    version = add(world).current

    def vanish(name):
        Document.objects.update(current=None)
        Version.objects.filter(pk=version.pk).delete()
        raise FileNotFoundError(name)

    monkeypatch.setattr(checking, "_read", vanish)
    assert not [found for found in checking.check_rows() if found.pk == version.pk]


# What no row names


def test_file_that_no_row_names_is_named_after_a_day(world, monkeypatch):
    name = storages["private"].save("documents/2026/01/stray", ContentFile(b"left behind"))
    assert verify()[1]
    monkeypatch.setattr(type(storages["private"]), "get_modified_time", lambda self, name: LONG_AGO)
    lines, is_well = verify()
    assert not is_well
    assert lines[0] == f"No row names {name} (11 bytes, there since {LONG_AGO:%Y-%m-%d})."


def test_orphans_are_deleted_by_a_list_and_not_without(world, old, tmp_path):
    storage = storages["private"]
    stray = storage.save("documents/2026/01/stray", ContentFile(b"left behind"))
    taken = storage.save("pictures/2026/01/taken", ContentFile(b"picture"))
    other = storage.save("documents/2026/01/changed", ContentFile(b"one"))
    listed = tmp_path / "orphans"
    assert not verify("--list-orphans", str(listed))[1]
    # Nothing is deleted yet. Then one is taken, one is another, and one comes that is not listed.
    Organisation.objects.filter(pk=world.a.pk).update(logo=taken)
    put(other, b"another")
    late = storage.save("documents/2026/01/late", ContentFile(b"late"))
    lines, is_well = verify("--delete-orphans", str(listed))
    assert is_well
    assert f"Deleted {stray}." in lines
    assert f"Kept {taken}: it is not what was listed any more." in lines
    assert not storage.exists(stray)
    assert all(storage.exists(name) for name in (taken, other, late))
    lines, _is_well = verify("--delete-orphans", str(listed))
    assert lines[-1] == "0 files deleted, 3 kept or gone already."


@pytest.mark.parametrize("content", ["", "documents/2026/01/stray\n", '{"what": "a list"}\n', "[]"])
def test_what_is_not_such_a_list_deletes_nothing(world, old, tmp_path, content):
    stray = storages["private"].save("documents/2026/01/stray", ContentFile(b"left behind"))
    listed = tmp_path / "orphans"
    listed.write_text(content)
    assert not verify("--delete-orphans", str(listed))[1]
    assert storages["private"].exists(stray)


def test_files_are_looked_for_in_batches(world, old, monkeypatch):
    monkeypatch.setattr(checking, "_A_BATCH", 2)
    for number in range(5):
        add(world, title=f"Paper {number}")
    assert verify()[1]
    strays = [storages["private"].save(f"documents/{n}/x", ContentFile(b"x")) for n in range(3)]
    lines = verify()[0]
    assert [line.split()[3] for line in lines if line.startswith("No row")] == sorted(strays)


# Room


def test_room_that_is_miscounted_is_named_and_counted_anew(world):
    add(world)
    right = Space.objects.get(group=world.commission).used
    Space.objects.filter(group=world.commission).update(used=right + 5)
    Space.objects.filter(group=world.plenary).delete()
    expected = f"Group {world.commission.pk}: {right + 5} bytes are counted as taken"
    lines, is_well = verify()
    assert not is_well
    assert any(line.startswith(expected) for line in lines)
    lines, is_well = verify("--fix-space")
    assert is_well
    assert any(line.endswith("counted anew.") for line in lines)
    assert verify()[1]
    assert Space.objects.get(group=world.commission).used == right
    assert miscounted_spaces() == []
