"""How far the Arabic of each French page is, as one query over the page tree."""

from django.conf import settings
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Trim
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageLogEntry, Revision, WorkflowState
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import StringSegment, StringTranslation, Translation

SOURCE = settings.LANGUAGE_CODE
TARGET = next(code for code, _name in settings.LANGUAGES if code != SOURCE)


class State(TextChoices):
    """What the translation of a page needs next, the most urgent first."""

    MISSING = "missing", _("No Arabic")
    STALE = "stale", _("Stale")
    BEGUN = "begun", _("Begun")
    READY = "ready", _("To publish")
    IN_REVIEW = "in_review", _("Submitted")
    DONE = "done", _("Up to date")


# What somebody has to do something about.
OPEN = [State.MISSING, State.STALE, State.BEGUN, State.READY]


def sources_for(user) -> QuerySet[Page]:
    """
    The public and scheduled sources this person writes or publishes, and their translations' state.

    `target_id`, `target_published_at`: the Arabic page, or None. `left`: texts still to translate.
    `changed_at`: since when the French is ahead of the published Arabic. `state`: see `State`.
    Texts are counted where a translation runs; elsewhere the dates of publication tell.
    """
    pages = page_permission_policy.instances_user_has_any_permission_for(
        user, {"add", "change", "publish"}
    )
    target = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=TARGET, alias_of=None
    )
    running = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"),
        source__locale=OuterRef("locale"),
        target_locale__language_code=TARGET,
        enabled=True,
    )
    return (
        pages.filter(locale__language_code=SOURCE, alias_of=None, depth__gt=1)
        .filter(Q(live=True) | _is_scheduled("pk"))
        .annotate(
            target_id=Subquery(target.values("pk")[:1]),
            target_live=Subquery(target.values("live")[:1], output_field=BooleanField()),
            target_published_at=Subquery(target.values("last_published_at")[:1]),
            translation_id=Subquery(running.values("pk")[:1]),
            translation_source_id=Subquery(running.values("source_id")[:1]),
        )
        .annotate(left=_left(), changed_at=_changed_at(), in_review=_in_review())
        .annotate(state=_state())
        .annotate(urgency=_urgency())
        .order_by("urgency", "changed_at", "title")
    )


def _is_scheduled(page_id: str) -> Exists:
    """Whether a revision of the page waits for its date."""
    return Exists(
        Revision.page_revisions.filter(
            object_id=Cast(OuterRef(page_id), CharField()), approved_go_live_at__isnull=False
        )
    )


def _left() -> Coalesce:
    """How many texts of the page have no translation."""
    translations = StringTranslation.objects.annotate(written=Trim("data")).filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale__language_code=TARGET,
        has_error=False,
        written__gt="",
    )
    segments = StringSegment.objects.filter(
        ~Exists(translations), source_id=OuterRef("translation_source_id")
    )
    return Coalesce(_count(segments), 0)


def _count(rows: QuerySet) -> Subquery:
    counted = rows.order_by().annotate(one=Value(1)).values("one")
    numbers = counted.annotate(number=Count("pk")).values("number")
    return Subquery(numbers, output_field=IntegerField())


def _changed_at() -> Subquery:
    """When the French was first published after the Arabic was last."""
    published = PageLogEntry.objects.filter(
        page=OuterRef("pk"),
        action__in=["wagtail.publish", "wagtail.publish.scheduled"],
        timestamp__gt=OuterRef("target_published_at"),
    )
    first = published.order_by().values("page").annotate(first=Min("timestamp"))
    return Subquery(first.values("first"))


def _in_review() -> Exists:
    """Whether the translation is before the coordination."""
    return Exists(
        Page.objects.filter(
            pk=OuterRef("target_id"),
            _workflow_states__status=WorkflowState.STATUS_IN_PROGRESS,
        )
    )


def _state() -> Case:
    return Case(
        When(target_id=None, then=Value(State.MISSING)),
        When(in_review=True, then=Value(State.IN_REVIEW)),
        When(left__gt=0, target_live=False, then=Value(State.BEGUN)),
        When(left__gt=0, then=Value(State.STALE)),
        When(translation_id=None, changed_at__isnull=False, then=Value(State.STALE)),
        When(_is_scheduled("target_id"), then=Value(State.DONE)),
        When(Q(target_live=False) | Q(changed_at__isnull=False), then=Value(State.READY)),
        default=Value(State.DONE),
    )


def _urgency() -> Case:
    return Case(*[When(state=state, then=Value(n)) for n, state in enumerate(State)])
