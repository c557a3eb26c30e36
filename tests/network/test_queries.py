"""One row or thirty, a page asks the database the same number of questions."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.core import audit
from network.core.actor import Actor
from network.core.mail.kinds import Frequency
from network.documents.operations import DOWNLOADED, add_folder, follow, remove_document
from network.members import operations
from network.models import (
    Contact,
    Document,
    Membership,
    Organisation,
    Version,
    WorkingGroup,
)
from tests import counts

from . import world

pytestmark = pytest.mark.django_db

# Of the manager of A, who sees most of what there is to see. With the session and the account.
PAGES = {
    "dashboard": 12,
    "groups": 8,
    "documents": 10,
    "members": 10,
    "members?show=organisations": 11,
    "search?q=kanaria": 14,
    "group": 11,
    "group-members": 12,
    "group-documents": 11,
    "folder": 12,
    "document": 12,
    "document-history": 9,
    "document-downloads": 10,
    "version-preview": 7,
    "trash": 10,
    "news": 6,
    "follows": 10,
    "group-downloads": 10,
    "organisation": 14,
    "organisation-history": 9,
    "person": 12,
}
# What each may take: a dashboard or a search twenty, a paper or a group fourteen, a list fifteen.
MOST = {"dashboard": 20, "search?q=kanaria": 20, "document": 14, "folder": 14, "group": 14}
MOST_OF_A_LIST = 15


def address(name, everything):
    of = {
        "group": everything.commission.pk,
        "group-members": everything.commission.pk,
        "group-documents": everything.commission.pk,
        "document": everything.document_commission.pk,
        "document-history": everything.document_commission.pk,
        "document-downloads": everything.document_commission.pk,
        "group-downloads": everything.commission.pk,
        "trash": everything.commission.pk,
        "folder": everything.folder_commission.pk,
        "organisation": everything.a.pk,
        "organisation-history": everything.a.pk,
        "person": everything.users["member"].network_profile.pk,
    }
    name, mark, query = name.partition("?")
    args = [of[name]] if name in of else []
    if name == "version-preview":
        args = [everything.document_commission.pk, 1]
    return reverse(f"network:{name}", args=args) + mark + query


def more(everything, steps):
    """One more for each step of everything that a page might list."""
    for step in steps:
        user = get_user_model().objects.create_user(f"more{step}", email=f"m{step}@example.org")
        operations.grant_membership(
            user, everything.a, role=Membership.Role.CONTRIBUTOR, by=world.SYSTEM
        )
        organisation = Organisation.objects.create(
            name=world.text(f"kanaria more {step}"), family=Organisation.Family.SUPPORT
        )
        everything.commission.organisations.add(organisation)
        everything.commission.guests.add(user)
        group = WorkingGroup.objects.create(name=world.text(f"kanaria more {step}"))
        group.organisations.add(everything.a)
        Contact.objects.create(
            organisation=everything.a, kind=Contact.Kind.PHONE, value=f"+212 5 39 00 00 {step}"
        )
        operations.invite(
            everything.a,
            email=f"i{step}@example.org",
            role=Membership.Role.CONTRIBUTOR,
            language="en",
            by=world.SYSTEM,
        )
        folder = add_folder(
            everything.commission,
            parent=everything.folder_commission,
            name=world.text(f"kanaria more {step}"),
            by=world.SYSTEM,
        )
        for into, inside in (
            (everything.commission, None),
            (everything.commission, everything.folder_commission),
            (everything.commission, folder),
            (group, None),
        ):
            document(everything, into, inside, user, step)
        removed = document(everything, everything.commission, None, user, step)
        remove_document(removed, by=world.SYSTEM)
        manager = Actor(everything.users["manager"], everything.a)
        follow(folder, Frequency.DAILY, by=manager)
        audit.record(everything.document_commission, DOWNLOADED, by=Actor(user), data={"number": 1})
        version(everything.document_commission, user, everything.a, step + 2)


def document(everything, group, folder, user, step):
    row = Document.objects.create(
        group=group,
        folder=folder,
        title=world.text(f"kanaria more {step}"),
        author=user,
        organisation=everything.a,
    )
    version(row, user, everything.a, 1)
    return row


def version(row, user, organisation, number):
    made = Version(
        document=row,
        number=number,
        name=f"kanaria-{number}.txt",
        content_type="text/plain",
        size=number,
        sha256="0" * 64,
        author=user,
        organisation=organisation,
    )
    made.file.save(f"queries/{row.pk}-{number}", ContentFile(b"x"), save=False)
    made.save()
    row.current, row.file_name = made, made.name
    row.save()


def asked(client, everything):
    """How many questions each page asks, at its second visit: nothing is new any more."""
    got = {}
    for name in PAGES:
        url = address(name, everything)
        assert client.get(url).status_code == 200
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(url)
        got[name] = len(queries)
    return got


def test_pages_ask_as_much_for_one_row_as_for_thirty(client):
    everything = world.build()
    client.force_login(everything.users["manager"])
    more(everything, range(1))
    few = asked(client, everything)
    more(everything, range(1, 30))
    assert asked(client, everything) == few == PAGES
    counts.add("pages asked with one row and with thirty", len(PAGES))


def test_pages_ask_no_more_than_the_design_allows():
    over = {name for name, asked in PAGES.items() if asked > MOST.get(name, MOST_OF_A_LIST)}
    assert over == set()
