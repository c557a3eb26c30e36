"""“I am working on this”: said of a document, for everybody to see, and over by itself."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.core import audit
from network.core.actor import Actor
from network.core.conf import reservation_hours

from ..models import Document
from ..rules import can_add_version, can_lift_reservation, can_reserve

audit.register(
    {
        "network.document.reserved": gettext_lazy("Reserved, to work on it"),
        "network.document.released": gettext_lazy("Reservation lifted"),
    }
)


@transaction.atomic
def reserve(document: Document, *, by: Actor) -> None:
    """Say that one is working on it, for NETWORK_RESERVATION_HOURS from now; said again, anew.

    Nobody is kept from adding a version: they are told. Raises ValidationError where somebody else
    was first.
    """
    locked = _lock(document)
    if not can_add_version(by, locked):
        raise PermissionDenied
    if not can_reserve(by, locked):
        raise ValidationError(_("Somebody else has just said that they are working on it."))
    is_new = not locked.is_reserved
    locked.reserved_by = by.user
    locked.reserved_until = timezone.now() + timedelta(hours=reservation_hours())
    locked.save(update_fields=["reserved_by", "reserved_until"])
    if is_new:
        audit.record(locked, "network.document.reserved", by=by)


@transaction.atomic
def release(document: Document, *, by: Actor) -> None:
    """Say that nobody is working on it any more."""
    locked = _lock(document)
    if not locked.is_reserved:
        return
    if not can_lift_reservation(by, locked):
        raise PermissionDenied
    locked.reserved_by = locked.reserved_until = None
    locked.save(update_fields=["reserved_by", "reserved_until"])
    audit.record(locked, "network.document.released", by=by)


def _lock(document: Document) -> Document:
    return Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
