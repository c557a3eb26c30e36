"""The feed of one's dates: its link made, replaced and revoked."""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy

from network.core import audit, links
from network.core.actor import Actor

from ..models import ActionFeed
from ..rules import can_have_feed

# For so long a link leads somewhere, unless its person ends it before.
OPEN_DAYS = 365

audit.register(
    {
        "network.actionfeed.opened": gettext_lazy("Calendar link made"),
        "network.actionfeed.replaced": gettext_lazy("Calendar link replaced"),
        "network.actionfeed.revoked": gettext_lazy("Calendar link revoked"),
    }
)


@transaction.atomic
def open_feed(*, by: Actor) -> ActionFeed:
    """The feed of the actor, with a link that is open: that which they have, or a new one.

    Raises PermissionDenied.
    """
    feed = _lock(by)
    if feed is not None and feed.link.is_open:
        return feed
    return _with_new_link(feed, "opened", by)


@transaction.atomic
def replace_feed(*, by: Actor) -> ActionFeed:
    """Give the actor's feed another link; the one before leads nowhere any more.

    Raises PermissionDenied.
    """
    return _with_new_link(_lock(by), "replaced", by)


@transaction.atomic
def revoke_feed(*, by: Actor) -> None:
    """End the actor's link, if they have one that is open. Raises PermissionDenied."""
    feed = _lock(by)
    if feed is not None and feed.link.is_open:
        links.revoke(feed.link)
        audit.record(feed, "network.actionfeed.revoked", by=by)


def _lock(by: Actor) -> ActionFeed | None:
    """The actor's feed, for this transaction alone to change."""
    if not can_have_feed(by):
        raise PermissionDenied
    # Their account and not the feed, which may not be there yet: of two clicks the second waits.
    get_user_model()._default_manager.select_for_update().get(pk=by.user.pk)
    return ActionFeed.objects.filter(user=by.user).select_related("link").first()


def _with_new_link(feed: ActionFeed | None, verb: str, by: Actor) -> ActionFeed:
    link = links.make(links.CALENDAR, days=OPEN_DAYS)
    if feed is None:
        feed = ActionFeed.objects.create(user=by.user, link=link)
    else:
        links.revoke(feed.link)
        feed.link = link
        feed.save(update_fields=["link"])
    audit.record(feed, f"network.actionfeed.{verb}", by=by)
    return feed
