"""Documents made public: asked for by whose they are, agreed to by the coordination."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.core import audit
from network.core.actor import Actor
from network.core.publicity import public_content_has_changed
from network.members.models import WorkingGroup

from ..models import Document, Publication, PublicationQuerySet
from ..notifications import (
    notify_publication_answered,
    notify_publication_asked,
    notify_publication_withdrawn,
)
from ..rules import can_ask_to_publish, can_decide_publication, can_withdraw_publication
from .owners import on_behalf_of
from .spaces import lock_documents_of

# In the history of the document: it is what happened to it.
audit.register(
    {
        "network.document.publication_asked": gettext_lazy(
            "Asked to make version %(number)s public"
        ),
        "network.document.publication_declined": gettext_lazy("Version %(number)s not made public"),
        "network.document.published": gettext_lazy("Version %(number)s made public"),
        "network.document.unpublished": gettext_lazy("Version %(number)s no longer public"),
        "network.document.publication_taken_back": gettext_lazy(
            "No longer asked to make version %(number)s public"
        ),
    }
)

State = Publication.State


@transaction.atomic
def ask_to_publish(document: Document, message: str = "", *, by: Actor) -> Publication:
    """Ask that a document become public, as it is now: its latest version, its title, its
    description. A question that was open about how it was before is taken back.

    Raises ValidationError for one that is narrowed, and where the same was asked already.
    """
    lock_documents_of(document.group)
    document.refresh_from_db()
    if not can_ask_to_publish(by, document):
        raise PermissionDenied
    _check_openness(document)
    for earlier in _open_of(document):
        if _is_same(earlier, document):
            raise ValidationError(_refusal_of_the_same(earlier), code="same")
    for earlier in _open_of(document).filter(state=State.ASKED):
        _end(earlier, by)
    publication = Publication(
        document=document,
        version=document.current,
        title=document.title,
        description=document.description,
        message=message,
        asked_by=by.user,
        organisation=on_behalf_of(by, document.group),
    )
    publication.full_clean()
    publication.save()
    publication.domains.set(document.domains.all())
    _record(publication, "publication_asked", by)
    notify_publication_asked(publication, by=by)
    return publication


@transaction.atomic
def publish(publication: Publication, *, by: Actor) -> None:
    """Say yes: exactly what was asked for is public from now on, and what was so before no more.

    Raises ValidationError where somebody answered already, and for what is narrowed by now.
    """
    locked = _lock(publication)
    if not can_decide_publication(by, locked):
        raise PermissionDenied
    _check_unanswered(locked)
    _check_openness(locked.document)
    for earlier in _open_of(locked.document).filter(state=State.PUBLISHED):
        _end(earlier, by)
    _answer(locked, State.PUBLISHED, by)
    _record(locked, "published", by)
    notify_publication_answered(locked, by=by)
    public_content_has_changed(Publication)
    publication.refresh_from_db()


@transaction.atomic
def decline(publication: Publication, reason: str, *, by: Actor) -> None:
    """Say no, and why. Raises ValidationError where somebody answered already."""
    locked = _lock(publication)
    if not can_decide_publication(by, locked):
        raise PermissionDenied
    _check_unanswered(locked)
    locked.reason = reason
    _answer(locked, State.DECLINED, by)
    _record(locked, "publication_declined", by)
    notify_publication_answered(locked, by=by)
    publication.refresh_from_db()


@transaction.atomic
def withdraw(publication: Publication, *, by: Actor) -> None:
    """Take a document out of public sight, or a question back that nobody has answered."""
    locked = _lock(publication)
    if not can_withdraw_publication(by, locked):
        raise PermissionDenied
    if locked.is_asked or locked.is_published:
        _end(locked, by)
        notify_publication_withdrawn(locked, by=by)
    publication.refresh_from_db()


def withdraw_what_is_hidden(group: WorkingGroup, *, by: Actor) -> bool:
    """End what is public of documents that were removed or narrowed, and what was asked of them.
    Returns whether anything was public of them.

    For the operations that do so, in their transaction, with the group's documents locked.
    """
    rows = Publication.objects.hidden().filter(document__group=group)
    hidden = list(rows.select_related("document", "version"))
    was_public = any(publication.is_published for publication in hidden)
    for publication in hidden:
        _end(publication, by)
    return was_public


def why_not_to_publish(document: Document) -> str:
    """What keeps a document from being public, as a sentence; empty where nothing does."""
    if not document.is_narrowed:
        return ""
    return _(
        "Not all of the group see this document, so it cannot be shown to everybody. Share it with "
        "the whole group first."
    )


def _check_openness(document: Document) -> None:
    if sentence := why_not_to_publish(document):
        raise ValidationError(sentence, code="narrowed")


def _check_unanswered(publication: Publication) -> None:
    """Of two who answer at once the second is told."""
    if publication.is_published:
        raise ValidationError(_("Somebody else has just said yes to it."), code="answered")
    if publication.is_declined:
        raise ValidationError(_("Somebody else has just said no to it."), code="answered")
    if publication.is_withdrawn:
        raise ValidationError(_("It is no longer asked for."), code="answered")


def _refusal_of_the_same(earlier: Publication) -> str:
    if earlier.is_published:
        return _("It is public already, just as it is.")
    return _("It was asked for already; the coordination has not answered yet.")


def _lock(publication: Publication) -> Publication:
    lock_documents_of(publication.document.group)
    rows = Publication.objects.select_related("document__group", "version")
    return rows.get(pk=publication.pk)


def _open_of(document: Document) -> PublicationQuerySet:
    states = [State.ASKED, State.PUBLISHED]
    rows = Publication.objects.filter(document=document, state__in=states)
    return rows.select_related("document", "version")


def _is_same(publication: Publication, document: Document) -> bool:
    publication.document = document
    domains = {domain.pk for domain in document.domains.all()}
    return not publication.is_older and {row.pk for row in publication.domains.all()} == domains


def _answer(publication: Publication, state: str, by: Actor) -> None:
    publication.state, publication.decided_by = state, by.user
    publication.decided_at = timezone.now()
    publication.full_clean()
    publication.save()


def _end(publication: Publication, by: Actor) -> None:
    was_public = publication.is_published
    publication.state, publication.withdrawn_at = State.WITHDRAWN, timezone.now()
    publication.save(update_fields=["state", "withdrawn_at"])
    _record(publication, "unpublished" if was_public else "publication_taken_back", by)
    if was_public:
        public_content_has_changed(Publication)


def _record(publication: Publication, verb: str, by: Actor) -> None:
    data = {"number": publication.version.number}
    audit.record(publication.document, f"network.document.{verb}", by=by, data=data)
