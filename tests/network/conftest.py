"""What the tests of the slices share: the network of `world`, and its people signed in."""

from contextlib import contextmanager

import pytest
from django.test import Client
from django.utils import translation

from network.core.previews.drawing import Drawing

from . import world as network
from .uploading import Tus


@pytest.fixture
def private(settings, tmp_path):
    """The private storage in real files, in the folder returned. Where it and `world` are wanted, a
    module says so by `pytest.mark.usefixtures`: it comes before what is in the storage."""
    folder = tmp_path / "private"
    settings.STORAGES = settings.STORAGES | {
        "private": {
            "BACKEND": "network.core.files.PrivateFileSystemStorage",
            "OPTIONS": {"location": str(folder)},
        }
    }
    return folder


@pytest.fixture
def world(db):
    """Everything in it, by name; people under `users`, and each by their own name."""
    everything = network.build()
    vars(everything).update(everything.users)
    return everything


@pytest.fixture
def as_(client, world):
    """The browser of one of them: `as_("member").get(…)`."""

    def enter(persona):
        client.force_login(world.users[persona])
        return client

    return enter


@pytest.fixture
def tus(as_):
    """`tus("member")`: their browser, which sends files in pieces."""
    return lambda persona="member": Tus(as_(persona))


@pytest.fixture
def signed_in(world):
    """`signed_in("manager")`: a client of that person; their browser asks for `language`."""

    def client_of(persona: str, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(world.users[persona])
        return client

    return client_of


@pytest.fixture(autouse=True)
def english():
    """Each test begins in the site's own language: a request leaves its reader's behind."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def nothing_is_drawn(request, monkeypatch):
    """No process is started for each file that a test sends; the tests of previews want them:
    `pytest.mark.usefixtures("draws")`."""

    @contextmanager
    def drawn(file, mime):
        yield Drawing(reason="not_previewed")

    if "draws" not in request.fixturenames:
        monkeypatch.setattr("network.documents.jobs.previews.drawn", drawn)


@pytest.fixture
def draws():
    """Files are drawn, as they are on a site."""
