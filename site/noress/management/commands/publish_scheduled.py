"""
Wagtail's command, for pages that may fail: one that cannot be published stops no other.

What fails is rolled back, said in the log, and tried again by the next run.
"""

import logging

from django.db import transaction
from django.utils import timezone
from wagtail.management.commands import publish_scheduled
from wagtail.models import Page, Revision

from home.translation import operations
from home.translation.follow import is_source

logger = logging.getLogger(__name__)


class Command(publish_scheduled.Command):
    """Pages alone have drafts and dates here."""

    def handle(self, *args, **options):
        if options["dryrun"]:
            return super().handle(*args, **options)
        unpublish_what_has_expired()
        publish_what_is_due()


def unpublish_what_has_expired() -> None:
    expired = Page.objects.filter(live=True, expire_at__lt=timezone.now())
    for page in list(expired.order_by("expire_at")):
        succeeds(page, page.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled")


def publish_what_is_due() -> None:
    """Sources first: the translations of one that fails wait with it."""
    due = Revision.page_revisions.filter(approved_go_live_at__lt=timezone.now())
    pages = [
        (revision, revision.content_object) for revision in due.order_by("approved_go_live_at")
    ]
    failed = set()
    for revision, page in sorted(pages, key=lambda pair: not is_source(pair[1])):
        if page.translation_key in failed:
            continue
        publish = operations.publish_approved
        if not succeeds(page, publish, revision, log_action="wagtail.publish.scheduled"):
            failed.add(page.translation_key)


def succeeds(page: Page, change, *args, **kwargs) -> bool:
    """Make a change to a page, all of it or, with a word in the log, nothing."""
    try:
        with transaction.atomic():
            change(*args, **kwargs)
    except Exception:
        logger.exception("What is scheduled for “%s” (page %s) failed.", page, page.pk)
        return False
    return True
