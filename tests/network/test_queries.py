"""One row or thirty, a page asks the database the same number of questions."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

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
    "groups": 9,
    "documents": 10,
    "members": 11,
    "members?show=organisations": 12,
    "search?q=kanaria": 15,
    "group": 12,
    "group-members": 13,
    "group-documents": 11,
    "document": 13,
    "document-history": 10,
    "organisation": 15,
    "organisation-history": 10,
    "person": 13,
}
# What each may take: a dashboard or a search twenty, a paper or a group fourteen, a list fifteen.
MOST = {"dashboard": 20, "search?q=kanaria": 20, "document": 14, "group": 14}
MOST_OF_A_LIST = 15


def address(name, everything):
    of = {
        "group": everything.commission.pk,
        "group-members": everything.commission.pk,
        "group-documents": everything.commission.pk,
        "document": everything.document_commission.pk,
        "document-history": everything.document_commission.pk,
        "organisation": everything.a.pk,
        "organisation-history": everything.a.pk,
        "person": everything.users["member"].network_profile.pk,
    }
    name, mark, query = name.partition("?")
    args = [of[name]] if name in of else []
    return reverse(f"network:{name}", args=args) + mark + query


def more(everything, number):
    """`number` more of everything that a page might list."""
    for step in range(number):
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
        for into in (everything.commission, group):
            document(everything, into, user, step)
        version(everything.document_commission, user, everything.a, step + 2)


def document(everything, group, user, step):
    row = Document.objects.create(
        group=group,
        title=world.text(f"kanaria more {step}"),
        author=user,
        organisation=everything.a,
    )
    row.current = version(row, user, everything.a, 1)
    row.save()


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
    return made


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
    few = asked(client, everything)
    more(everything, 30)
    assert asked(client, everything) == few == PAGES
    counts.add("pages asked with one row and with thirty", len(PAGES))


def test_pages_ask_no_more_than_the_design_allows():
    over = {name for name, asked in PAGES.items() if asked > MOST.get(name, MOST_OF_A_LIST)}
    assert over == set()
