"""Tasks over all actions: one's own, and those of an organisation."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import F, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.core.lines import is_number
from network.core.people import name_of
from network.core.views import page_of
from network.members.gate import MemberRequest
from network.members.models import Membership, Organisation
from network.members.standing import standing_of

from ..doers import KEEPERS
from ..loads import which
from ..models import Task, TaskQuerySet
from .task_rows import Row, rows_of

# What was done is kept in sight for a while.
DONE_DAYS = 30
DONE_SHOWN = 10


@dataclass(frozen=True)
class Section:
    """Tasks that have something in common; `note`: what is to be known of it."""

    caption: str
    rows: list[Row]
    note: str = ""


@require_safe
def tasks(request: MemberRequest) -> HttpResponse:
    """What one has to do, the late first; or what an organisation has, by person."""
    kept = _kept(request)
    organisation = _organisation(request, kept)
    mine = Task.objects.visible_to(request.user)
    mine = (
        mine.filter(organisation=organisation)
        if organisation
        else mine.filter(person=request.user.pk)
    )
    show = request.GET.get("show", "")
    page = page_of(request, _to_do(mine, organisation, show))
    done = list(_done(mine)) if not show else []
    rows = rows_of([*page, *done], request.actor)
    to_do = rows[: len(page)]
    context = {
        "page": page,
        "sections": _by_person(to_do, organisation) if organisation else _by_date(to_do),
        "done": rows[len(page) :],
        "organisation": organisation,
        "kept": kept,
        "is_own": organisation is None,
        "is_kept": kept is not None and organisation == kept,
        "shown": _shown(show),
    }
    return render(request, "network/actions/own_tasks.html", context)


def _kept(request: MemberRequest) -> Organisation | None:
    """The organisation that they act for, if its tasks are theirs to look after."""
    organisation = request.actor.organisation
    if organisation is None:
        return None
    theirs = standing_of(request.user).ids_with(*KEEPERS)
    return organisation if organisation.pk in theirs else None


def _organisation(request: MemberRequest, kept: Organisation | None) -> Organisation | None:
    """Whose tasks were asked for; None for one's own. Raises Http404.

    One that has left is there as long as a task of its is in sight: somebody takes that over.
    """
    of = request.GET.get("of", "")
    if of == "organisation":
        return kept
    if not is_number(of):
        return None
    seen = Q(pk__in=Organisation.objects.visible_to(request.user).order_by().values("pk"))
    has_task = Task.objects.visible_to(request.user).filter(organisation=int(of)).order_by()
    seen |= Q(pk__in=has_task.values("organisation"))
    return get_object_or_404(Organisation.objects.filter(seen), pk=of)


def _to_do(rows: TaskQuerySet, organisation: Organisation | None, show: str) -> TaskQuerySet:
    rows = rows.open().with_what_a_list_shows()
    if (chosen := which(show)) is not None:
        rows = rows.filter(chosen)
    date = F("due_on").asc(nulls_last=True)
    if organisation is None:
        return rows.order_by(date, "pk")
    # What is nobody's yet comes first, then each person's.
    sort = "sort_arabic" if get_language() == "ar" else "sort_latin"
    name = F(f"person__network_profile__{sort}").asc(nulls_first=True)
    return rows.order_by(name, F("person").asc(nulls_first=True), date, "pk")


def _done(rows: TaskQuerySet) -> TaskQuerySet:
    """The last that were done."""
    since = timezone.now() - datetime.timedelta(days=DONE_DAYS)
    rows = rows.filter(state=Task.State.DONE, moved_at__gte=since)
    return rows.with_what_a_list_shows().order_by("-moved_at", "-pk")[:DONE_SHOWN]


def _by_date(rows: Iterable[Row]) -> list[Section]:
    def when(row: Row) -> str:
        if row.task.late_since:
            return pgettext("of tasks", "Late")
        return _("With a date") if row.task.due_on else _("Without a date")

    return [Section(caption, list(some)) for caption, some in groupby(rows, when)]


def _by_person(rows: Iterable[Row], organisation: Organisation) -> list[Section]:
    """With a note on who does not act for the organisation any more: their tasks wait in vain."""
    acting = set(
        Membership.objects.current()
        .filter(organisation=organisation)
        .values_list("user", flat=True)
    )
    sections = []
    for pk, some in groupby(rows, lambda row: row.task.person_id):
        of_person = list(some)
        if pk is None:
            sections.append(Section(_("Nobody’s yet"), of_person))
            continue
        note = "" if pk in acting else _("No longer acts for this organisation")
        sections.append(Section(name_of(of_person[0].task.person), of_person, note))
    return sections


def _shown(show: str) -> Any:
    """What a part of the tasks is called; empty for all."""
    names = {
        "late": pgettext("of tasks", "Late"),
        "soon": _("Due within 30 days"),
        "unassigned": _("Without a person"),
    }
    return names.get(show, "")
