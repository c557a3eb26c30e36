"""What changes people's profiles."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.core import audit, changes
from network.core.actor import Actor
from network.core.pictures import replace_picture

from ..models import Profile
from ..rules import can_change_profile

audit.register(
    {
        "network.profile.changed": _("Changed: %(fields)s"),
        "network.profile.photo_changed": _("Photo changed"),
    }
)

A_VISIT = datetime.timedelta(hours=1)


def ensure_profile(user: Any, *, language: str = "") -> Profile:
    """The person's profile, made when they first come in with what their account knows."""
    if profile := getattr(user, "network_profile", None):
        return profile
    profile, _is_new = Profile.objects.get_or_create(user=user, defaults={"language": language})
    user.network_profile = profile
    return profile


def note_visit(user: Any) -> datetime.datetime | None:
    """Remember that they are here, and return when they were here before: None the first time.

    A visit is over when they have not come for an hour; noted once an hour at most.
    """
    profile, now = ensure_profile(user), timezone.now()
    if profile.visited_at is None or now - profile.visited_at > A_VISIT:
        # Presence, and no change of the record: neither validated nor in its history.
        Profile.objects.filter(pk=profile.pk).update(
            visited_at=now, visited_before_at=profile.visited_at
        )
        return profile.visited_at
    return profile.visited_before_at


@transaction.atomic
def change_profile(profile: Profile, values: Mapping[str, Any], *, by: Actor) -> None:
    """Change what somebody changed of it. Raises PermissionDenied and ValidationError."""
    if not can_change_profile(by, profile):
        raise PermissionDenied
    if changed := changes.apply(profile, values):
        audit.record(profile, "network.profile.changed", by=by, data={"fields": changed})


@transaction.atomic
def set_photo(profile: Profile, picture: Any, *, by: Actor) -> None:
    """Give them this picture (of a `PictureField`); None takes away the one they have.

    Raises PermissionDenied, and ValidationError where there is no room for the file.
    """
    if not can_change_profile(by, profile):
        raise PermissionDenied
    replace_picture(profile, "photo", picture)
    audit.record(profile, "network.profile.photo_changed", by=by)
