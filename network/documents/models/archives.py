"""Archives: several documents in one file, made for one person."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.core.conf import archive_max_bytes
from network.core.files import private_storage, size_in_words
from network.members.models import WorkingGroup

from .documents import Document, DocumentQuerySet, Version
from .folders import Folder

# From the moment it is ready, or could not be made.
KEPT = timedelta(hours=24)
# A task that has not come to it by then may be lost.
LOST_AFTER = timedelta(hours=2)
# Of the private storage.
FOLDER = "archives"


class ArchiveQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Nobody's but who ordered them."""
        return self.filter(user=user.pk)

    def unfinished(self) -> Self:
        return self.filter(state__in=[Archive.State.WAITING, Archive.State.MAKING])


class Archive(models.Model):
    """A ZIP file of what its person saw of a folder, of a group, or of some chosen documents, when
    it was made. It is handed out only while they see all that is in it, and for a day.

    `total` and `done` count files; `missing` those that the storage does not have. `versions` are
    the files in it: so many as `done` says, while none of them was deleted.
    """

    # Its pages say it in sentences.
    class State(models.TextChoices):
        WAITING = "waiting"
        MAKING = "making"
        READY = "ready"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="+")
    folder = models.ForeignKey(Folder, null=True, on_delete=models.CASCADE, related_name="+")
    # The numbers of the documents, where they were chosen one by one.
    chosen = models.JSONField(null=True)
    # Of the names of folders in it.
    language = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    problem = models.CharField(max_length=20, blank=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    # Counted before each begins: what is in it may be what kills workers.
    attempts = models.PositiveSmallIntegerField(default=0)
    # Where it is being written, so that of a killed worker nothing is left behind.
    writing_to = models.CharField(max_length=200, blank=True)
    file = models.FileField(storage=private_storage, max_length=200, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    versions = models.ManyToManyField(Version, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, db_index=True)

    objects = ArchiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("archive")
        verbose_name_plural = _("archives")
        indexes = [models.Index(fields=["user", "state"], name="network_archive_of_user")]

    def __str__(self) -> str:
        return str(self.folder or self.group)

    def get_absolute_url(self) -> str:
        return reverse("network:archive", args=[self.pk])

    @property
    def is_unfinished(self) -> bool:
        return self.state in (self.State.WAITING, self.State.MAKING)

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY and not self.is_expired

    @property
    def is_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def size_in_words(self) -> str:
        return size_in_words(self.size or 0)

    def file_name(self, place: WorkingGroup | Folder | None) -> str:
        """What it is called where it is downloaded to: after a place that its person sees."""
        name = one_name(place or gettext("Documents"))
        return f"{name} {timezone.localdate(self.created_at)}.zip"

    @property
    def says(self) -> str:
        """Why there is none, for a reader; empty where there is."""
        return _sentence("expired" if self.is_expired and not self.problem else self.problem)

    def documents(self) -> DocumentQuerySet:
        """What belongs into it now."""
        return documents_for(self.user, self.group, self.folder, self.chosen)


def one_name(thing: Any) -> str:
    """A name for a file or a folder: its slashes lead nowhere."""
    return str(thing).replace("/", "-").replace("\\", "-")


def documents_for(
    user: Any, group: WorkingGroup, folder: Folder | None, chosen: Collection[int] | None
) -> DocumentQuerySet:
    """What somebody sees of a place: of what was chosen there, or of all that is in it."""
    rows = Document.objects.visible_to(user).filter(group=group).exclude(current=None)
    if folder is not None:
        rows = rows.filter(folder__in=Folder.objects.below(folder).values("pk"))
    return rows if chosen is None else rows.filter(pk__in=chosen)


def _sentence(problem: str) -> str:
    if not problem:
        return ""
    sentences = {
        "empty": gettext("There is nothing in it any more that you see."),
        "too_large": gettext(
            "Together the files are larger than an archive may be: at most %(limit)s. "
            "Order one folder at a time."
        )
        % {"limit": size_in_words(archive_max_bytes())},
        "no_room": gettext(
            "There is no room left on the site’s disk. Tell the coordination, and order the "
            "archive again later."
        ),
        "changed": gettext(
            "Something in this archive is not yours to see any more, so the archive is gone. "
            "Order another one: it has what you see now."
        ),
        "expired": gettext("Archives are kept for a day. This one is gone: order another one."),
    }
    failed = gettext(
        "The archive could not be made. Order it again; if that fails too, tell the coordination."
    )
    return sentences.get(problem, failed)
