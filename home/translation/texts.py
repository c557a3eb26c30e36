"""The texts of a translation: which ones wagtail-localize still waits for."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.db.models.functions import Trim
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

if TYPE_CHECKING:
    from wagtail.models import Page


def translation_into(page: "Page", *, running: bool = True) -> Translation | None:
    """
    The translation that makes this page, or None for a page that is its own source.

    One that was stopped, after which the page is edited by hand, only where `running` is False.
    """
    translations = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id
    ).select_related("source", "target_locale")
    return (translations.filter(enabled=True) if running else translations).first()


def waiting(translation: Translation) -> QuerySet[StringSegment]:
    """The source's texts that have no translation yet, in the page's order."""
    return (
        StringSegment.objects.filter(source=translation.source)
        .annotate_translation(translation.target_locale)
        .annotate(written=Trim("translation"))
        .filter(Q(written=None) | Q(written=""))
        .select_related("context", "string")
        .order_by("order")
    )


def left_in_french(page: "Page") -> list[str]:
    """
    The texts of this page that stand in it as they are in its source, waiting for a translation.

    wagtail-localize fills the gaps of a translation with the source's texts, in the page itself.
    They are still there when it is stopped. From then on nobody can say of a name or a number that
    it is the same in both languages: a single word passes.
    """
    translation = translation_into(page, running=False)
    if not translation:
        return []
    missing = {(text.context.path, text.string.data) for text in waiting(translation)}
    if not translation.enabled:
        missing = {(path, text) for path, text in missing if " " in text}
    if not missing:
        return []
    return [
        segment.string.data
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
        and (segment.path, segment.string.data) in missing
    ]


def require_no_french(page: "Page") -> None:
    """Raise ValidationError, a sentence for the editor, where `left_in_french` finds a text."""
    if left := left_in_french(page):
        raise ValidationError(
            _("Not translated yet: “%(text)s”. Texts left: %(count)s."),
            params={"text": Truncator(left[0]).chars(60), "count": len(left)},
        )
