"""What there is to see of a version before one takes it: pictures of its pages, or its text."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.core.files import private_storage

from .audiences import seen_by
from .documents import Version

A_GLANCE = 600


class PreviewQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the versions that somebody sees."""
        return self.filter(seen_by(user, "version__document__"), version__document__removed_at=None)


class Preview(models.Model):
    """Made in the background by `jobs.previews`. The version knows its file; this is thrown away
    and made anew at will.

    Where there is none, `reason` says why: see `says`. `page_count` is of the whole file, however
    few of its pages are pictures; None where nobody counted them.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READY = "ready", _("Ready")
        NONE = "none", _("None")

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="preview")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=20, blank=True)
    page_count = models.PositiveIntegerField(null=True)
    text = models.TextField(blank=True)
    thumbnail = models.FileField(storage=private_storage, max_length=200, blank=True)
    # Counted before each begins: a file may be what kills workers.
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True)

    objects = PreviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview")
        verbose_name_plural = _("previews")
        indexes = [
            # What waits is few, and is asked for each minute.
            models.Index(
                fields=["asked_at"], condition=Q(state="waiting"), name="network_preview_waiting"
            )
        ]

    def __str__(self) -> str:
        return str(self.version)

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def beginning(self) -> str:
        """As much of the text as a glance takes in."""
        return self.text[:A_GLANCE]

    @property
    def says(self) -> str:
        """Why there is nothing to see, for a reader; empty where there is."""
        if self.is_ready:
            return ""
        return _sentence("waiting" if self.is_waiting else self.reason)


def _sentence(reason: str) -> str:
    sentences = {
        "waiting": gettext("The preview is being made. Look again in a moment."),
        "encrypted": gettext(
            "The file is protected by a password, so there is no preview of it. "
            "Whoever knows the password can download and open it."
        ),
        "broken": gettext(
            "The file could not be read, so there is no preview of it. "
            "It is kept as it was sent: download it to see whether your program opens it."
        ),
        "no_office": gettext(
            "This site makes no previews of Office documents: LibreOffice is not installed on it. "
            "Download the file to read it."
        ),
        "too_big": gettext(
            "What is in the file is too large for a preview. Download it to open it."
        ),
        "not_previewed": gettext(
            "There are no previews of this kind of file. Download it to open it."
        ),
    }
    failed = gettext("The preview could not be made. Download the file to open it.")
    return sentences.get(reason, failed)


def preview_of(version: Version) -> Preview:
    """What there is to see of a version; one that waits where nobody has begun yet.

    Costs nothing where `preview` was selected with the version.
    """
    return getattr(version, "preview", None) or Preview(version=version)


def preview_files(*versions: Version) -> list[str]:
    """The names of the stored files of their previews; who deletes a version discards them, once
    that is through."""
    previews = Preview.objects.filter(version__in=versions)
    pages = PreviewPage.objects.filter(preview__in=previews.values("pk"))
    names = [*previews.values_list("thumbnail", flat=True), *pages.values_list("file", flat=True)]
    return list(filter(None, names))


class PreviewPageQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the versions that somebody sees."""
        return self.filter(
            seen_by(user, "preview__version__document__"),
            preview__version__document__removed_at=None,
        )


class PreviewPage(models.Model):
    """One page, as a picture."""

    preview = models.ForeignKey(Preview, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    file = models.FileField(storage=private_storage, max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    objects = PreviewPageQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["preview", "number"], name="network_preview_page")
        ]

    def __str__(self) -> str:
        return f"{self.preview}, {self.number}"
