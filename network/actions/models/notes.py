"""How an action goes on: what somebody wrote of it on a day, with photos."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.core.files import private_storage
from network.core.multilingual import MultilingualTextField
from network.members.models import Organisation

from .actions import JointAction
from .audiences import OfActionQuerySet, seen_by


class ProgressNote(models.Model):
    """What was done, or came in the way: of one day, by one organisation."""

    action = models.ForeignKey(JointAction, on_delete=models.CASCADE, related_name="notes")
    text = MultilingualTextField(_("text"), multiline=True, max_length=5000)
    noted_on = models.DateField(_("date"), default=timezone.localdate)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    organisation = models.ForeignKey(
        Organisation, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress note")
        verbose_name_plural = _("progress notes")
        ordering = ["-noted_on", "-pk"]
        indexes = [
            models.Index(fields=["action", "-noted_on", "-id"], name="network_note_of_action")
        ]

    def __str__(self) -> str:
        return str(self.text)[:80]

    def get_absolute_url(self) -> str:
        return reverse("network:action-progress", args=[self.action_id])


class PhotoQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the actions that somebody sees."""
        return self.filter(seen_by(user, "note__action__"))


class Photo(models.Model):
    """A picture of a note, drawn anew: where it was taken is not in it. `width` and `height` are
    pixels; `caption` says what is to be seen, to who does not see it too."""

    note = models.ForeignKey(ProgressNote, on_delete=models.CASCADE, related_name="photos")
    file = models.FileField(storage=private_storage, max_length=200, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    caption = MultilingualTextField(_("what is to be seen"), blank=True, max_length=200)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.caption)
