"""The texts of a translation: which ones wagtail-localize still waits for."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

if TYPE_CHECKING:
    from wagtail.models import Page


def translation_into(page: "Page") -> Translation | None:
    """The running translation that makes this page, or None for a page that is its own source."""
    return (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
        )
        .select_related("source", "target_locale")
        .first()
    )


def waiting(translation: Translation) -> QuerySet[StringSegment]:
    """The source's texts that have no translation yet, in the page's order."""
    return (
        StringSegment.objects.filter(source=translation.source)
        .annotate_translation(translation.target_locale)
        .filter(translation=None)
        .select_related("context", "string")
        .order_by("order")
    )


def left_in_french(page: "Page") -> list[str]:
    """
    The texts of this page that stand in it as they are in its source, waiting for a translation.

    wagtail-localize fills the gaps of a translation with the source's texts, in the page itself.
    """
    translation = translation_into(page)
    if not translation:
        return []
    missing = {(text.context.path, text.string.data) for text in waiting(translation)}
    if not missing:
        return []
    return [
        segment.string.data
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
        and (segment.path, segment.string.data) in missing
    ]
