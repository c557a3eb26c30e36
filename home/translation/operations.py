"""
What can be done with a translation: begin it, publish it, submit it.

Not by wagtail-localize's `save_target`: it writes the published page even for a draft, puts the
source's text where a translation is missing, and asks nobody for permission.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import Translation, TranslationLog, TranslationSource
from wagtail_localize.operations import translate_object

from home.models.images import images_without_alternative_text

from .texts import translation_into, waiting


@transaction.atomic
def begin(page: Page, locale: Locale, *, by) -> Page:
    """
    The translation of `page` into `locale`, made as a draft where there is none.

    Raises PermissionDenied for who may not edit the page.
    """
    if not page.permissions_for_user(by).can_edit():
        raise PermissionDenied
    # A restriction covers the page in every language (see home.visibility). wagtail-localize drops
    # one that it finds on a placeholder, and copies the source's: it is kept once, on the source.
    placeholder = page.get_translation_or_none(locale)
    if placeholder:
        placeholder.view_restrictions.update(page=page)
    translate_object(page, [locale], user=by)
    refresh(page)
    target = page.get_translation(locale)
    target.view_restrictions.all().delete()
    return target


def refresh(page: Page) -> None:
    """Give the translators the page's text as it is now."""
    if source := TranslationSource.objects.get_for_instance_or_none(page):
        source.update_from_db()


@transaction.atomic
def publish(translation: Translation, *, by) -> Page:
    """
    Publish a translation, or schedule it when its source is scheduled, and answer with the page.

    Raises ValidationError, a sentence for the editor, while texts are missing or the source is not
    published; PermissionDenied for who may not publish both pages.
    """
    if not may_publish(translation, by):
        raise PermissionDenied
    page = _ready(translation)
    revision = page.save_revision(user=by, log_action=True)
    PublishPageRevisionAction(revision, user=by).execute(skip_permission_checks=True)
    TranslationLog.objects.create(
        source=translation.source, locale=translation.target_locale, revision=revision
    )
    return translation.get_target_instance()


def reschedule(source: Page) -> None:
    """Bring translations that wait to the date of their source, which has just got another one."""
    for target in source.get_translations().filter(alias_of=None).specific():
        if target.workflow_in_progress:
            _redate(target.current_workflow_task_state.revision, source)
        revision = target.scheduled_revision
        if revision and revision.approved_go_live_at > timezone.now():
            _redate(revision, source)
            publish_approved(revision)


def publish_approved(revision: Revision, *, log_action: bool | str = True) -> None:
    """
    Publish what was approved for a date, or wait for the date that it has.

    It was judged when it was approved (see `follow`). A text that is the same in both languages may
    have lost its translation since: to judge it again would take it for French.
    """
    action = PublishPageRevisionAction(revision, log_action=log_action)
    action.object.is_approved = True
    action.execute(skip_permission_checks=True)


def _redate(revision: Revision, source: Page) -> None:
    """Give a revision that waits, for its date or for the coordination, the date of its source."""
    page = revision.as_object()
    page.go_live_at = _date_of(source)
    revision.content = page.serializable_data()
    revision.save(update_fields=["content"])


def _date_of(source: Page) -> datetime | None:
    """When the translations of a page may be published: None for at once."""
    return None if source.live else source.go_live_at


@transaction.atomic
def submit(translation: Translation, *, by) -> Page:
    """
    Ask the coordination to publish a translation.

    Raises ValidationError as `publish` does, and where one is submitted already; PermissionDenied
    for who may not edit the page.
    """
    page = _ready(translation)
    if page.workflow_in_progress:
        raise ValidationError(_("This translation is submitted already."))
    if not page.permissions_for_user(by).can_submit_for_moderation():
        raise PermissionDenied
    page.save_revision(user=by, log_action=True)
    page.get_workflow().start(page, by)
    return translation.get_target_instance()


def may_publish(translation: Translation, user) -> bool:
    """Whether this person may publish the page and its translation, which nobody has locked."""
    pages = [translation.source.get_source_instance(), translation.get_target_instance()]
    permissions = [page.permissions_for_user(user) for page in pages]
    return all(one.can_publish() for one in permissions) and not permissions[1].page_locked()


def require_public_source(translation: Translation) -> Page:
    """The source of a translation. Raises ValidationError where it is not published nor will be."""
    source = translation.source.get_source_instance()
    if not source.live and not source.approved_schedule:
        raise ValidationError(_("Publish or schedule the French page first."))
    return source


def _ready(translation: Translation) -> Page:
    """The page as its translation is now, with the date of its source; nothing is saved."""
    source = require_public_source(translation)
    left = waiting(translation).count()
    if left:
        raise ValidationError(
            _("Not everything is translated yet. Texts left: %(count)s."), params={"count": left}
        )
    page = _assembled(translation)
    if images := images_without_alternative_text(page):
        names = ", ".join(f"“{image}”" for field in images.values() for image in field)
        raise ValidationError(
            _("Say in both languages what these images show: %(names)s."), params={"names": names}
        )
    page.go_live_at = _date_of(source)
    # It ends with its source: see `follow`.
    page.expire_at = None
    return page


def as_translated(page: Page) -> Page | None:
    """
    The page as it stands, for a preview: what was submitted, else a translation as it is now.

    None for a page that is its own source. Texts that are missing are in the source's language.
    """
    translation = translation_into(page)
    if not translation:
        return None
    if page.workflow_in_progress:
        return page.current_workflow_task_state.revision.as_object()
    return _assembled(translation)


def _assembled(translation: Translation) -> Page:
    # A page that this one leads to may have no translation: then the link stays as it is.
    return translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )


def is_due(page: Page) -> bool:
    """Whether the page is published, or will be in the run that is publishing what is due now."""
    return page.live or page.revisions.filter(approved_go_live_at__lte=timezone.now()).exists()
