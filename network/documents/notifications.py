"""What people are told about documents: those of the working group once a day, or as they chose;
whoever follows one, or a folder, as they said when they began to."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.core.actor import Actor
from network.core.mail.kinds import Frequency, MailKind, register
from network.core.mail.models import Mail
from network.core.mail.outbox import post
from network.core.mail.writing import absolute
from network.members.standing import people_to_ask, standing_of

from .models import Document, Folder, Follow, Publication, Version

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


def _version_followed(mail: Mail) -> Version | None:
    """The version, while its recipient sees it and still follows what they are told it by."""
    if not Follow.objects.visible_to(mail.recipient).filter(**mail.context).exists():
        return None
    versions = Version.objects.visible_to(mail.recipient).select_related(
        "document__group", "author__network_profile", "organisation"
    )
    return versions.filter(pk=mail.object_id).first()


def _why_followed(mail: Mail, version: Version) -> dict[str, Any]:
    """By what it comes, and where it is: by the names of what the recipient sees, and no others."""
    folders = Folder.objects.visible_to(mail.recipient)
    folder = folders.filter(pk=mail.context.get("folder")).first()
    group = version.document.group
    return {
        "folder": folder,
        "is_document": "document" in mail.context,
        "place": folder or (group if standing_of(mail.recipient).sees_group(group.pk) else None),
        "follows_url": absolute(reverse("network:follows")),
    }


FOLLOWED = register(
    MailKind(
        name="network.document.followed",
        label=_("What you follow"),
        template="documents/followed",
        find=_version_followed,
        context=_why_followed,
        # They choose it for each thing they follow.
        may_choose=False,
    )
)


def _asked(mail: Mail) -> Publication | None:
    """As long as nobody has answered, and it is still theirs to answer."""
    if not standing_of(mail.recipient).is_coordinator:
        return None
    rows = Publication.objects.visible_to(mail.recipient).select_related(
        "document__group", "asked_by__network_profile", "organisation"
    )
    return rows.filter(pk=mail.object_id, state=Publication.State.ASKED).first()


PUBLICATION_ASKED = register(
    MailKind(
        name="network.publication.asked",
        label=_("Documents that wait for the coordination’s yes to be public"),
        template="documents/publication_asked",
        find=_asked,
        group=_("Documents"),
    )
)
PUBLICATION_ANSWERED = register(
    MailKind(
        name="network.publication.answered",
        label=_("What became of the documents that you asked to make public"),
        template="documents/publication_answered",
        model=Publication,
        group=_("Documents"),
    )
)


def notify_document_added(document: Document, *, by: Actor) -> None:
    """To those who follow one of its folders and to the people of the group, but for who added
    it."""
    _tell(ADDED, document.current, by)


def notify_version_added(version: Version, *, by: Actor) -> None:
    """To those who follow it or one of its folders and to the people of the group, but for who
    added it."""
    _tell(VERSION_ADDED, version, by)


def notify_publication_asked(publication: Publication, *, by: Actor) -> None:
    """To the coordination, but for who asked."""
    people = people_to_ask()
    if not by.is_system:
        people = people.exclude(pk=by.user.pk)
    post(PUBLICATION_ASKED, people, publication, key=str(publication.pk))


def notify_publication_answered(publication: Publication, *, by: Actor) -> None:
    """To who asked."""
    _tell_who_asked(publication, by)


def notify_publication_withdrawn(publication: Publication, *, by: Actor) -> None:
    """To who asked, when it is public no more."""
    if publication.decided_at is not None:
        _tell_who_asked(publication, by)


def _tell_who_asked(publication: Publication, by: Actor) -> None:
    asked_by = publication.asked_by
    if asked_by is not None and (by.is_system or asked_by.pk != by.user.pk):
        key = f"{publication.pk}:{publication.state}"
        post(PUBLICATION_ANSWERED, [asked_by], publication, key=key)


def _tell(kind: MailKind, version: Version, by: Actor) -> None:
    # Not before: a task is refused where the site has no `background` backend, and the check that
    # says so must have its turn.
    from .jobs import tell

    # In the transaction of the change, so that with it all is undone and nothing of it is lost; and
    # as a task, since a group may have thousands of people: no request waits for so many rows.
    tell.enqueue(kind.name, version.pk, None if by.is_system else str(by.user.pk))
