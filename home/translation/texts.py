"""The texts of a translation: which ones wagtail-localize still waits for."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
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
    texts = _texts(translation).annotate(written=Trim("translation"))
    return texts.filter(Q(written=None) | Q(written="")).order_by("order")


def _texts(translation: Translation) -> QuerySet[StringSegment]:
    """The source's texts, each with its `translation`, or None."""
    texts = StringSegment.objects.filter(source=translation.source)
    texts = texts.annotate_translation(translation.target_locale)
    return texts.select_related("context", "string")


def left_in_french(page: "Page") -> list[str]:
    """
    The texts of this page that stand in it as in its source, and not because translators say so.

    wagtail-localize fills the gaps of a translation with the source's texts, in the page itself.
    They are still there when they are translated, until the page is made anew, and when the
    translation is stopped. From then on nobody can say of a name or a number that it is the same
    in both languages: a single word passes.
    """
    translation = translation_into(page, running=False)
    if not translation:
        return []
    differing = _texts(translation).filter(Q(translation=None) | ~Q(translation=F("string__data")))
    french = {(text.context.path, text.string.data) for text in differing}
    if not translation.enabled:
        french = {(path, text) for path, text in french if " " in text}
    if not french:
        return []
    return [
        segment.string.data
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue) and (segment.path, segment.string.data) in french
    ]


def require_no_french(page: "Page") -> None:
    """Raise ValidationError, a sentence for the editor, where `left_in_french` finds a text."""
    if left := left_in_french(page):
        raise ValidationError(
            _("Not translated yet: “%(text)s”. Texts left: %(count)s."),
            params={"text": Truncator(left[0]).chars(60), "count": len(left)},
        )


def require_no_more_french(page: "Page") -> None:
    """The same for a public page, where what it says to its readers already is no news."""
    left = set(left_in_french(page))
    public = type(page).objects.filter(pk=page.pk, live=True).first() if left else None
    if left - set(left_in_french(public) if public else []):
        require_no_french(page)
