"""What has arrived so far of a file."""

from datetime import datetime, timedelta
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..files import private_storage

# After its last byte an upload that nobody goes on with, or takes, is forgotten.
KEPT = timedelta(hours=24)


class PartialUploadQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those that somebody may still go on with, or take: nobody but who began them."""
        return self.filter(user=user, touched_at__gt=timezone.now() - KEPT)

    def forgotten(self) -> Self:
        return self.filter(touched_at__lte=timezone.now() - KEPT)


class PartialUpload(models.Model):
    """A file on its way: of `size` bytes the first `received` are here.

    `metadata` is what its sender said of it, as the protocol writes it down. Complete is what all
    is there of, and what was found to be what its sender said.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    metadata = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now, db_index=True)
    completed_at = models.DateTimeField(null=True)

    objects = PartialUploadQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name}, {self.received}/{self.size}"

    @property
    def expires_at(self) -> datetime:
        return self.touched_at + KEPT


class UploadPart(models.Model):
    """The bytes that one request has brought, `size` of them from `start` on."""

    upload = models.ForeignKey(PartialUpload, on_delete=models.CASCADE, related_name="parts")
    start = models.PositiveBigIntegerField()
    size = models.PositiveBigIntegerField()
    file = models.FileField(storage=private_storage, max_length=200)

    class Meta:
        ordering = ["start"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "start"], name="network_part_of_upload")
        ]

    def __str__(self) -> str:
        return f"{self.upload_id}, {self.start}"
