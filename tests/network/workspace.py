"""What the tests of the dashboard, the groups and the search share."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from network.members import operations
from network.models import Document, Profile, Version

from .world import text

DASHBOARD, GROUPS, SEARCH = "/space/", "/space/groups/", "/space/search/"
INSIDE = ("guest", "member", "manager", "partner", "other", "coordinator", "superuser")


@pytest.fixture
def ask(client, world):
    """What a persona reads at an address."""

    def ask(persona, path=DASHBOARD, **query):
        client.logout()
        if persona != "anonymous":
            client.force_login(world.users[persona])
        return client.get(path, query)

    return ask


def main_of(answer):
    """The page without what stands around it."""
    return re.search(r"<main.*</main>", answer.text, re.DOTALL)[0]


def visited(user, days=2):
    """They were here before."""
    operations.ensure_profile(user)
    Profile.objects.filter(user=user).update(visited_at=timezone.now() - timedelta(days=days))


def add_document(group, title, author=None, organisation=None, name="file.txt"):
    document = Document.objects.create(
        group=group, title=text(title), author=author, organisation=organisation
    )
    document.current = Version.objects.create(
        document=document,
        number=1,
        file="nowhere",
        name=name,
        content_type="text/plain",
        size=1,
        sha256="0" * 64,
        author=author,
        organisation=organisation,
    )
    document.file_name = document.current.name
    document.save()
    return document
