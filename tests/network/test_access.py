"""
The access matrix: who gets through which door of the private area, and to whose things.

One row of `access_table` for each address and whose thing it is about: how a GET is answered, and
how a POST. In each a letter for each persona, in the order of `world.PERSONAS`:

    L  to sign in          N  404, as for what does not exist     M  405, no such method
    F  403, and what to do O  200, a page or a form               G  410, a link that is over
    R  done, and elsewhere T  412, not of the protocol of uploads

An address that is not in the table fails, and so does one that answers another letter. A POST
brings an empty form: where it needs no more than a press of a button, it is done (R).
"""

from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from tests import counts
from tests.languages import in_both_languages

from . import crawler, world
from .access_table import TABLE

pytestmark = pytest.mark.django_db

LETTERS = {200: "O", 403: "F", 404: "N", 405: "M", 410: "G", 412: "T"}
METHODS = ("GET", "POST")

# What an address is about, by the name it has: the things there are, and whose they are.
ABOUT = {
    "group": "group group-members group-documents document-upload folder-new documents-move"
    " documents-remove trash group-archive-new group-space group-downloads group-downloads-export"
    " group-actions action-new",
    "folder": "folder folder-edit folder-share folder-move folder-remove folder-restore"
    " folder-history folder-archive-new folder-follow",
    "document": "document document-edit document-remove document-restore document-share"
    " document-move document-reserve document-release document-history document-download"
    " document-thumbnail document-follow document-downloads document-publish version-new"
    " version-download version-preview version-compare version-bring-back preview-page",
    "archive": "archive archive-download",
    "upload": "upload-part",
    "follow": "follow-change",
    "publication": "publication publication-withdraw",
    "action": "action action-edit action-partners action-move action-history action-tasks task-new"
    " action-hand-over milestone-new indicator-new action-budget budget-line-new action-progress"
    " note-new action-documents action-document-link action-document-unlink action-folder"
    " action-publish action-withdraw action-sheet",
    "task": "task task-edit task-move task-steps",
    "milestone": "milestone-edit milestone-remove",
    "indicator": "indicator indicator-edit indicator-remove",
    "value": "indicator-value-remove",
    "budget line": "budget-line-edit budget-line-remove",
    "note": "note-edit note-remove",
    "photo": "photo",
    "person": "person person-photo",
    "organisation": "organisation organisation-logo organisation-edit organisation-history invite",
    "invitation": "invitation-send-again invitation-withdraw",
    "mandate": "membership-edit membership-end",
}
KIND_OF = {name: kind for kind, names in ABOUT.items() for name in names.split()}


def things(everything):
    """kind → whose → the number of it."""

    def mandate(persona):
        return everything.users[persona].network_memberships.first().pk

    def profile(persona):
        return everything.users[persona].network_profile.pk

    return {
        "group": {
            "commission": everything.commission.pk,
            "other commission": everything.other_commission.pk,
            "plenary": everything.plenary.pk,
        },
        "document": {
            "commission": everything.document_commission.pk,
            "other commission": everything.document_other.pk,
            "plenary": everything.document_plenary.pk,
            "removed": everything.document_removed.pk,
            "facilitators": everything.document_closed.pk,
            "partner's organisation": everything.document_named.pk,
            "all members": everything.document_shared.pk,
        },
        "folder": {
            "commission": everything.folder_commission.pk,
            "facilitators": everything.folder_closed.pk,
            "removed": everything.folder_removed.pk,
        },
        "archive": {"member": everything.archive.pk},
        "upload": {"member": everything.upload.pk},
        "follow": {"member": everything.follow.pk},
        "publication": {"plenary": everything.publication.pk},
        **{
            kind.replace("_", " "): {
                whose: getattr(everything, f"{kind}_{key}").pk
                for whose, key in (
                    ("commission", "commission"),
                    ("other commission", "other"),
                    ("plenary", "plenary"),
                )
            }
            for kind in (
                *("action", "task", "milestone", "indicator", "value"),
                *("budget_line", "note", "photo"),
            )
        },
        "person": {
            "member": profile("member"),
            "other": profile("other"),
            "former": profile("former"),
        },
        "organisation": {
            "A": everything.a.pk,
            "B": everything.b.pk,
            "suspended": everything.gone.pk,
        },
        "invitation": {"A": everything.invitation_a.pk, "B": everything.invitation_b.pk},
        "mandate": {
            "member of A": mandate("member"),
            "other of B": mandate("other"),
            "former of A": mandate("former"),
        },
    }


def rows(everything):
    """(name, whose, address) of everything in the private area."""
    known = things(everything)
    for _route, pattern in crawler.network_patterns():
        name = pattern.name
        if name is None:
            yield "nowhere", "", f"{reverse('network:dashboard')}does-not-exist/"
        elif "<str:token>" in str(pattern.pattern):
            yield name, "", reverse(f"network:{name}", args=["none"])
        elif name in KIND_OF:
            nobody = uuid4() if "uuid" in str(pattern.pattern) else 999_999
            for whose, pk in {**known[KIND_OF[name]], "nobody": nobody}.items():
                # A version is the first one, and so is the page of a preview.
                args = [pk] + [1] * str(pattern.pattern).count("<int:number>")
                args += [1] * str(pattern.pattern).count("<int:page>")
                yield name, whose, reverse(f"network:{name}", args=args)
        else:
            yield name, "", reverse(f"network:{name}")


def letter(answer):
    if answer.status_code in (301, 302):
        return "L" if "/enter/" in answer["Location"] else "R"
    return LETTERS.get(answer.status_code, str(answer.status_code))


@in_both_languages("en", "ar")
@pytest.mark.parametrize("persona", world.PERSONAS)
def test_every_address_answers_everybody_as_the_table_says(client, persona, language):
    everything = world.whole()
    for cache in caches.all():
        cache.clear()
    if persona != "anonymous":
        client.force_login(everything.users[persona])
    got = {}
    with translation.override(language):
        found = list(rows(everything))
    for name, whose, address in found:
        for method in METHODS:
            # What one press of a button changes, the next one finds as it was.
            with undone():
                answer = client.generic(method, address, headers={"accept-language": language})
                got.setdefault((name, whose), []).append(letter(answer))
    column = world.PERSONAS.index(persona)
    wanted = {row: [letters[column] for letters in both] for row, both in TABLE.items()}
    assert got == wanted
    counts.add("cells of the private area's access matrix", 2 * len(got))


def test_no_address_has_another_method(client):
    everything = world.whole()
    client.force_login(everything.users["superuser"])
    for name, _whose, address in rows(everything):
        # What the protocol of uploads has, `test_resumable` asks for.
        methods = ["PUT"] if name == "upload-part" else ["PUT", "PATCH", "DELETE"]
        for method in methods:
            assert letter(client.generic(method, address)) == ("N" if name == "nowhere" else "M")


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
