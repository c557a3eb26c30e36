"""Whether a document is public: for every page that shows one."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.core.public_pages import page_for_reader
from network.members.gate import MemberRequest

from ..models import Document, Publication
from ..operations import why_not_to_publish
from ..public import ShowsPublicDocuments, address_below
from ..rules import can_ask_to_publish, can_decide_publication, can_withdraw_publication

State = Publication.State
NO_LONGER_PUBLIC = _("What was public of it no longer is.")


def publicity_of(request: MemberRequest, document: Document) -> dict[str, Any]:
    """For the partial `_publication.html`: what is public of a document, what is asked, and what
    one may do about it."""
    found = _asked_of(document)
    asked = next((row for row in found if row.is_asked), None)
    public = next((row for row in found if row.is_published), None)
    may_ask = can_ask_to_publish(request.actor, document)
    open_ones = [row for row in (public, asked) if row]
    return {
        "asked": asked,
        "public": public,
        "public_url": public_url(request, public) if public else "",
        # As long as nothing was asked after it; for those alone who could ask.
        "declined": next((row for row in found if row.is_declined and may_ask), None),
        "may_ask": may_ask and all(row.is_older for row in open_ones),
        "why_not": why_not_to_publish(document) if may_ask else "",
        "may_decide": asked is not None and can_decide_publication(request.actor, asked),
        "may_withdraw": [row for row in open_ones if can_withdraw_publication(request.actor, row)],
    }


def _asked_of(document: Document) -> list[Publication]:
    """What is asked of it, what is public, and the latest: none at all of most documents, which is
    a small question."""
    if not document.publications.exists():
        return []
    latest = document.publications.order_by("-asked_at", "-pk").values("pk")[:1]
    rows = document.publications.filter(
        Q(state__in=[State.ASKED, State.PUBLISHED]) | Q(pk__in=latest)
    )
    return list(rows.with_what_a_page_shows())


def public_url(request: MemberRequest, publication: Publication) -> str:
    """The file's address for everybody; empty where the site shows no public documents."""
    page = page_for_reader(ShowsPublicDocuments)
    return address_below(page, publication, request) if page else ""
