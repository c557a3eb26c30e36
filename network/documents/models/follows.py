"""What somebody wants to hear of: a document, or a folder with all that is in it."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.core.mail.kinds import Frequency

from .documents import Document
from .folders import Folder


class FollowQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own: what somebody follows is nobody else's business."""
        return self.filter(user=user.pk)

    def about(self, thing: Document | Folder) -> Self:
        """Those by which somebody hears of it: of itself, and of every folder it is in."""
        if isinstance(thing, Folder):
            return self.filter(folder__in=[*thing.ancestor_ids, thing.pk])
        folder = thing.folder
        numbers = [*folder.ancestor_ids, folder.pk] if folder else []
        return self.filter(Q(document=thing.pk) | Q(folder__in=numbers))


class Follow(models.Model):
    """That somebody follows a document, or a folder however deep things are in it, since a moment.

    It says nothing of what they may see: that is asked when there is something to tell.
    """

    class Frequency(models.TextChoices):
        AT_ONCE = Frequency.AT_ONCE.value, Frequency.AT_ONCE.label
        DAILY = Frequency.DAILY.value, Frequency.DAILY.label

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    folder = models.ForeignKey(Folder, null=True, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, null=True, on_delete=models.CASCADE, related_name="+")
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency)
    since = models.DateTimeField(default=timezone.now, editable=False)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("followed thing")
        verbose_name_plural = _("followed things")
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(folder=None, document__isnull=False)
                | Q(folder__isnull=False, document=None),
                name="network_follow_of_one_thing",
            ),
            models.UniqueConstraint(fields=["user", "folder"], name="network_follow_folder"),
            models.UniqueConstraint(fields=["user", "document"], name="network_follow_document"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.thing}"

    @property
    def thing(self) -> Document | Folder:
        """What is followed."""
        return self.document or self.folder  # type: ignore[return-value]

    @property
    def which(self) -> tuple[str, Any]:
        """The same as a condition, by its number."""
        return ("folder", self.folder_id) if self.folder_id else ("document", self.document_id)
