"""What the tests of documents share: who acts in the small network, and what they send."""

from uuid import uuid4

from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from network.core import audit
from network.core.actor import Actor
from network.documents.operations import add_document, add_folder, add_version
from network.models import Document

from . import world as small_world

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


def actor(world, persona, organisation=None):
    """Who acts, for the organisation of theirs or for the one named; found as a request would."""
    user = type(world.users[persona])._default_manager.get(pk=world.users[persona].pk)
    own = {"member": "a", "manager": "a", "partner": "c", "other": "b", "former": "a"}
    key = organisation or own.get(persona)
    return Actor(user, getattr(world, key) if key else None)


def sent(content=PDF, name="report.pdf"):
    return SimpleUploadedFile(name, content)


def add(world, persona="member", *, group=None, title="Budget", **options):
    options.setdefault("upload", sent())
    return add_document(
        group or world.commission,
        title=small_world.text(title),
        by=actor(world, persona),
        **options,
    )


def add_another(world, document, persona="partner", **options):
    options.setdefault("upload", sent(PDF + b"2", "report-2.pdf"))
    return add_version(document, by=actor(world, persona), **options)


def kept_files(top="documents"):
    """The names of all that is in the private storage."""

    def walk(folder):
        folders, files = storages["private"].listdir(folder)
        yield from (f"{folder}/{name}" for name in files)
        for name in folders:
            yield from walk(f"{folder}/{name}")

    try:
        return sorted(walk(top))
    except FileNotFoundError:
        return []


def form(**values):
    """What the browser sends of the form of a new document."""
    return {"once": str(uuid4()), "file": sent(), **values}


def make(world, name="Budget", persona="member", *, parent=None, group=None):
    """A folder of the commission or of another group; without a persona, of nobody."""
    by = actor(world, persona) if persona else small_world.SYSTEM
    group = group or world.commission
    return add_folder(group, name=small_world.text(name), parent=parent, by=by)


def actions(document):
    return [entry.action for entry in audit.history(document)]


def upload_url(group):
    return reverse("network:document-upload", args=[group.pk])


def url(name, *args):
    return reverse(f"network:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def titles():
    return {str(document.title) for document in Document.objects.all()}
