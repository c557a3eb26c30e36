"""
When the stored pages are forgotten: whenever something that a page shows is saved or deleted.

By an editor, by the scheduler or by any other code: it is the models that tell. Only
`QuerySet.update()`, bulk creation and plain SQL tell nobody: after those, call
`home.kept.empty()`.
"""

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save
from wagtail.contrib.settings.models import AbstractSetting
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Locale, Page, PageViewRestriction, Site

from home import kept
from network.models import (
    ActionPublication,
    ActivityDomain,
    Organisation,
    Territory,
    public_content_changed,
)

# What pages show. A test reads the tables that pages read, and misses none here.
SHOWN = (
    ActionPublication,
    AbstractDocument,
    AbstractImage,
    AbstractRendition,
    AbstractSetting,
    ActivityDomain,
    Locale,
    Organisation,
    Page,
    PageViewRestriction,
    Site,
    Territory,
)
# What Wagtail writes into a page's row while somebody works on a draft.
DRAFT_FIELDS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "locked",
    "locked_at",
    "locked_by",
}


def connect() -> None:
    """Listen to every model; for the site's start."""
    post_save.connect(empty_after_saving, dispatch_uid="page cache")
    post_delete.connect(empty_after, dispatch_uid="page cache")
    m2m_changed.connect(empty_after, dispatch_uid="page cache")
    # Sent when it is committed: what members make public, and take back.
    public_content_changed.connect(empty_at_once, dispatch_uid="page cache")
    # Migrations change rows through models that are not these.
    post_migrate.connect(empty_after_migrating, dispatch_uid="page cache")


def empty_after_saving(
    instance: Model, created: bool, update_fields: frozenset[str] | None, **kwargs: Any
) -> None:
    if not _is_hidden(instance, created, update_fields or frozenset()):
        empty_after(instance)


def empty_after(instance: Model | type[Model], **kwargs: Any) -> None:
    if isinstance(instance, SHOWN):
        transaction.on_commit(kept.empty)


def empty_at_once(**kwargs: Any) -> None:
    kept.empty()


def empty_after_migrating(**kwargs: Any) -> None:
    kept.empty()


def _is_hidden(instance: Model, created: bool, update_fields: frozenset[str]) -> bool:
    """Whether saving this has changed nothing that anyone sees."""
    if isinstance(instance, Page):
        return bool(update_fields and update_fields <= DRAFT_FIELDS) or (
            created and not instance.live
        )
    # A size of an image is made by the page that first shows it.
    return isinstance(instance, AbstractRendition) and created
