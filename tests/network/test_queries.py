"""One row or thirty, a page asks the database the same number of questions."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.core import audit
from network.core.actor import Actor
from network.core.mail.kinds import Frequency
from network.documents.operations import DOWNLOADED, add_folder, follow, remove_document
from network.members import operations
from network.models import (
    BudgetLine,
    Contact,
    Document,
    Indicator,
    IndicatorValue,
    JointAction,
    Membership,
    Milestone,
    Organisation,
    Partner,
    Photo,
    ProgressNote,
    Step,
    Task,
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
    "search?q=kanaria": 13,
    "group": 12,
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
    "actions": 12,
    "actions?view=mine": 12,
    "group-actions": 13,
    "actions-board": 10,
    "actions-timeline": 11,
    "actions-feed": 7,
    "actions-load": 8,
    "tasks": 11,
    "tasks?of=organisation": 12,
    "action": 13,
    "action-new": 13,
    "action-edit": 15,
    "action-move?state=done": 8,
    "action-history": 9,
    "action-tasks": 12,
    "action-budget": 9,
    "action-progress": 10,
    "action-documents": 10,
    "action-document-link": 9,
    "action-partners": 9,
    "action-hand-over": 8,
    "task-new": 12,
    "task": 10,
    "task-edit": 12,
    "task-steps": 10,
    "note-edit": 9,
    "indicator-edit": 8,
    "indicator": 11,
    "organisation": 14,
    "organisation-history": 9,
    "person": 12,
}
# What each may take: a dashboard or a search twenty, a paper or a group fourteen, a list fifteen.
MOST = {
    "dashboard": 20,
    "search?q=kanaria": 20,
    **dict.fromkeys(["document", "folder", "group", "action", "action-tasks", "task"], 14),
}
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
        **_about_actions(everything),
        "organisation": everything.a.pk,
        "organisation-history": everything.a.pk,
        "person": everything.users["member"].network_profile.pk,
    }
    name, mark, query = name.partition("?")
    args = [of[name]] if name in of else []
    if name == "version-preview":
        args = [everything.document_commission.pk, 1]
    return reverse(f"network:{name}", args=args) + mark + query


def _about_actions(everything):
    names = {name.partition("?")[0] for name in PAGES}
    of_it = {name for name in names if name.startswith("action-")}
    return {
        **dict.fromkeys(["action", "task-new", *of_it], everything.action_commission.pk),
        **dict.fromkeys(["group-actions", "action-new"], everything.commission.pk),
        **dict.fromkeys(["task", "task-edit", "task-steps"], everything.task_commission.pk),
        **dict.fromkeys(["indicator", "indicator-edit"], everything.indicator_commission.pk),
        "note-edit": everything.note_commission.pk,
    }


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
        action(everything, organisation, folder, user, step)


def action(everything, organisation, folder, user, step):
    """One more action, and one more of all that an action holds."""
    today = timezone.localdate()
    made = JointAction.objects.create(
        group=everything.commission,
        title=world.text(f"kanaria more {step}"),
        lead=everything.a,
        author=user,
        state=JointAction.State.values[step % 5],
        starts_on=today,
        ends_on=today + timedelta(days=step),
    )
    first = everything.action_commission
    paper = Document.objects.filter(group=everything.commission, removed_at=None).first()
    first.documents.add(paper)
    first.contacts.add(user)
    Partner.objects.create(action=first, organisation=organisation, part=world.text("part"))
    audit.record(first, "network.jointaction.changed", by=Actor(user), data={"fields": ["title"]})
    for one in (first, made):
        milestone = Milestone.objects.create(
            action=one, title=world.text(f"milestone {step}"), due_on=today
        )
        task = Task.objects.create(
            action=one,
            milestone=milestone,
            title=world.text(f"kanaria more {step}"),
            organisation=everything.a,
            person=everything.users["manager"],
            due_on=today - timedelta(days=step % 3),
            waits_for=everything.task_commission,
        )
        Step.objects.create(task=everything.task_commission, text=f"step {step}")
        indicator = Indicator.objects.create(action=one, name=world.text(f"indicator {step}"))
        IndicatorValue.objects.create(indicator=indicator, value=step, author=user)
        IndicatorValue.objects.create(
            indicator=everything.indicator_commission,
            value=step,
            measured_on=today - timedelta(days=40 * one.pk + step + 1),
            author=user,
        )
        BudgetLine.objects.create(action=one, label=world.text(f"line {step}"), planned=step)
        note = ProgressNote.objects.create(
            action=one, text=world.text(f"note {step}"), author=user, organisation=everything.a
        )
        photo = Photo(note=note, width=10, height=10, caption=world.text(f"photo {step}"))
        photo.file.save(f"queries/photo-{one.pk}-{step}", ContentFile(b"x"), save=False)
        photo.save()
        audit.record(task, "network.task.added", by=Actor(user))


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
