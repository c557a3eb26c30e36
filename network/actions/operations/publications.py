"""What everybody reads of an action: no longer, once it is stopped."""

from django.utils import timezone

from network.core.actor import Actor
from network.core.publicity import public_content_has_changed

from ..models import ActionPublication, JointAction


def withdraw_what_is_stopped(action: JointAction, *, by: Actor) -> None:
    """End the public page of an action, if it has one. For the operation that stops it."""
    public = ActionPublication.objects.public().filter(action=action)
    if public.update(withdrawn_at=timezone.now()):
        public_content_has_changed(ActionPublication)
