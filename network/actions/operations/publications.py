"""Actions made public, and taken back: by the coordination, as it has read them."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.core import audit
from network.core.actor import Actor
from network.core.publicity import public_content_has_changed

from ..drafts import Draft, captions_of, draft_of
from ..models import ActionPublication, JointAction, Photo
from ..rules import can_publish_action, can_withdraw_action
from .locks import lock_action

# In the history of the action: it is what happened to it.
audit.register(
    {
        "network.jointaction.published": gettext_lazy("Made public"),
        "network.jointaction.unpublished": gettext_lazy("No longer public"),
    }
)


@transaction.atomic
def publish_action(
    action: JointAction, photos: Iterable[Photo] = (), *, by: Actor, seen: str = ""
) -> ActionPublication:
    """Show everybody an action as it is now, with these photos of its notes. What was public of it
    before no longer is.

    `seen` is the digest of the draft that was read before saying so. Raises ValidationError where
    the action is no longer so, where a photo is no longer there, and where the same is public
    already.
    """
    lock_action(action)
    if not can_publish_action(by, action):
        raise PermissionDenied
    draft = draft_of(action)
    if seen and seen != draft.digest:
        raise ValidationError(
            _("Somebody has changed the action in the meantime. Read again what would be public."),
            code="changed",
        )
    chosen = _lock_photos(action, photos)
    if earlier := ActionPublication.objects.public().filter(action=action).first():
        if _is_same(earlier, draft, chosen):
            raise ValidationError(_("The action is public already, just as it is."), code="same")
        _end(earlier)
    publication = draft.page
    publication.facts["captions"] = captions_of(chosen)
    publication.published_by = by.user
    publication.full_clean()
    publication.save()
    publication.domains.set(draft.domains)
    publication.territories.set(draft.territories)
    publication.photos.set(chosen)
    audit.record(action, "network.jointaction.published", by=by)
    public_content_has_changed(ActionPublication)
    return publication


@transaction.atomic
def withdraw_action(publication: ActionPublication, *, by: Actor) -> None:
    """Take an action out of public sight. One that is so already stays so."""
    action = publication.action
    lock_action(action)
    publication.refresh_from_db()
    if not can_withdraw_action(by, publication):
        raise PermissionDenied
    if publication.is_public:
        _withdraw(publication, action, by)


def withdraw_what_is_stopped(action: JointAction, *, by: Actor) -> None:
    """End what is public of an action: for the operation that stops it, in its transaction, with
    the action locked."""
    if publication := ActionPublication.objects.public().filter(action=action).first():
        _withdraw(publication, action, by)


def tell_of_removed(photos: Iterable[Photo]) -> None:
    """For who removes photos, in that transaction and before it does: they go from the
    public pages too, and who keeps those is told."""
    if ActionPublication.objects.public().filter(photos__in=[row.pk for row in photos]).exists():
        public_content_has_changed(ActionPublication)


def _lock_photos(action: JointAction, photos: Iterable[Photo]) -> list[Photo]:
    """Those photos as they are now, which nobody removes before this is through."""
    wanted = {photo.pk for photo in photos}
    rows = Photo.objects.select_for_update(of=("self",)).filter(note__action=action)
    found = list(rows.filter(pk__in=wanted))
    if len(found) != len(wanted):
        raise ValidationError(
            {"photos": _("One of these photos is no longer there. Choose again.")}, code="gone"
        )
    return found


def _is_same(earlier: ActionPublication, draft: Draft, photos: list[Photo]) -> bool:
    before = {photo.pk for photo in earlier.photos.all()}
    return before == {photo.pk for photo in photos} and not draft.changes_since(earlier)


def _withdraw(publication: ActionPublication, action: JointAction, by: Actor) -> None:
    _end(publication)
    audit.record(action, "network.jointaction.unpublished", by=by)
    public_content_has_changed(ActionPublication)


def _end(publication: ActionPublication) -> None:
    publication.withdrawn_at = timezone.now()
    publication.save(update_fields=["withdrawn_at"])
