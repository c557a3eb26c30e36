"""What the people of a working group are told about its documents: once a day, or as they chose."""

from django.utils.translation import gettext_lazy as _

from network.core.actor import Actor
from network.core.mail.kinds import Frequency, MailKind, register

from .models import Document, Version

ADDED = register(
    MailKind(
        name="network.document.added",
        label=_("New documents"),
        template="documents/added",
        model=Document,
        default=Frequency.DAILY,
        group=_("Documents"),
    )
)
VERSION_ADDED = register(
    MailKind(
        name="network.version.added",
        label=_("New versions of documents"),
        template="documents/version_added",
        model=Version,
        default=Frequency.DAILY,
        group=_("Documents"),
    )
)


def notify_document_added(document: Document, *, by: Actor) -> None:
    """To the people of the group, but for who added it."""
    _tell(ADDED, document.current, by)


def notify_version_added(version: Version, *, by: Actor) -> None:
    """To the people of the group, but for who added it."""
    _tell(VERSION_ADDED, version, by)


def _tell(kind: MailKind, version: Version, by: Actor) -> None:
    # Not before: a task is refused where the site has no `background` backend, and the check that
    # says so must have its turn.
    from .jobs import tell

    # In the transaction of the change, so that with it all is undone and nothing of it is lost; and
    # as a task, since a group may have thousands of people: no request waits for so many rows.
    tell.enqueue(kind.name, version.pk, None if by.is_system else str(by.user.pk))
