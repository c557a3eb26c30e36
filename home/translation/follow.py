"""
What happens to a French page happens to its Arabic: in the admin, by the scheduler, by code.

Signals are the one place that all three pass. A restriction needs no following: `home.visibility`
sees it in every language. Only the copies of it that wagtail-localize makes are lifted here.
"""

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.signals import post_delete, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.coreutils import find_available_slug
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail.signals import page_published, page_unpublished, post_page_move

from . import operations
from .texts import require_no_french


def is_source(page: Page) -> bool:
    """Whether this is a page that others are translated from."""
    return page.locale.language_code == settings.LANGUAGE_CODE and not page.alias_of_id


def followers(page: Page) -> QuerySet[Page]:
    """The translations of a source, placeholders included."""
    return Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)


@receiver(page_published)
def refresh_translations(instance: Page, **kwargs) -> None:
    """What is published is what translators translate."""
    if is_source(instance):
        operations.refresh(instance)
        operations.reschedule(instance)


@receiver(page_published)
def wait_for_the_source(instance: Page, **kwargs) -> None:
    """No translation is public before its source."""
    if instance.live and not is_source(instance):
        sources = [page for page in followers(instance) if is_source(page)]
        if sources and not operations.is_due(sources[0]):
            instance.unpublish()


@receiver(pre_save, sender=Revision)
def approve_no_french(instance: Revision, **kwargs) -> None:
    """What is approved for a date is judged now, by the translations there are; never again."""
    if not instance.approved_go_live_at or not issubclass(
        instance.base_content_type.model_class(), Page
    ):
        return
    if not Revision.objects.filter(pk=instance.pk, approved_go_live_at__isnull=False).exists():
        require_no_french(instance.as_object())


@receiver(page_unpublished)
def unpublish_translations(instance: Page, **kwargs) -> None:
    if is_source(instance):
        for page in followers(instance).filter(live=True, alias_of=None):
            page.specific.unpublish(set_expired=instance.expired)


@receiver(post_page_move)
def move_translations(instance: Page, **kwargs) -> None:
    if is_source(instance):
        for page in followers(instance):
            place(page, instance)


def place(page: Page, source: Page) -> None:
    """
    Put a translation where its source is: below the same page, after the same neighbour.

    Where the page above is not translated, it goes below the nearest one that is.
    """
    parent = _translated(source.get_ancestors(), page).last()
    if parent is None:
        return
    before = _translated(source.get_prev_siblings(), page).child_of(parent)
    # The nearest of the source's neighbours that has a translation here.
    neighbour = before.order_by("path").last()
    pages = parent.get_children().order_by("path")
    after = pages.filter(path__gt=neighbour.path) if neighbour else pages
    if after.first() == page:
        return
    page.slug = find_available_slug(parent, page.slug, ignore_page_id=page.pk)
    page.save(update_fields=["slug"], clean=False)
    if neighbour:
        page.move(neighbour, pos="right")
    else:
        page.move(parent, pos="first-child")


def _translated(sources: QuerySet[Page], page: Page) -> QuerySet[Page]:
    """The translations of these sources into the page's language, in the tree's order."""
    keys = sources.values("translation_key")
    return Page.objects.filter(translation_key__in=keys, locale=page.locale_id).order_by("path")


@receiver(post_delete, sender=Page)
def delete_translations(instance: Page, **kwargs) -> None:
    if is_source(instance):
        for page in followers(instance):
            page.specific.delete()


@receiver(pre_delete, sender=PageViewRestriction)
def lift_copies(instance: PageViewRestriction, **kwargs) -> None:
    """wagtail-localize copies a restriction to the translations: they are lifted together."""
    if is_source(instance.page):
        PageViewRestriction.objects.filter(
            page__in=followers(instance.page),
            restriction_type=instance.restriction_type,
            password=instance.password,
        ).delete()
