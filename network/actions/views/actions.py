"""One action: what it is and how far it is, how it is proposed and changed, what was done to it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, OuterRef, Prefetch, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.core import audit, once
from network.core.changes import lock, show_errors
from network.core.views import form_view, page_of, sent
from network.members.gate import MemberRequest
from network.members.models import Profile, WorkingGroup

from ..exports.sheet import sheets_offered
from ..forms import EditActionForm, ProposeActionForm
from ..models import ActionPublication, JointAction, Partner, Task, TaskQuerySet
from ..operations import change_action, propose_action
from ..rules import (
    can_add_task,
    can_change_action,
    can_measure,
    can_propose_action,
    can_publish_action,
    can_withdraw_action,
    moves_of,
)
from .around import about, find
from .moving import label_of_move

TASKS_SHOWN = 5


@require_safe
def action(request: MemberRequest, pk: int) -> HttpResponse:
    """An action: what it is for, who does what, how far it is."""
    found = _whole(request, pk)
    context = {
        **about(request, found),
        "contacts": _contacts(request, found),
        **_domains_and_territories(found),
        "indicators": found.indicators.with_latest(),
        "milestones": found.milestones.all(),
        "tasks": _next_tasks(found),
        "moves": [(state, label_of_move(found, state)) for state in moves_of(request.actor, found)],
        "may_change": can_change_action(request.actor, found),
        "may_add_task": can_add_task(request.actor, found),
        "may_measure": can_measure(request.actor, found),
        "sheets": sheets_offered(),
        **_publicity(request, found),
    }
    return render(request, "network/actions/detail.html", context)


def _whole(request: MemberRequest, pk: int) -> JointAction:
    """The action with its partners, how many of its tasks are done, and since when everybody reads
    of it: in two queries."""
    partners = Partner.objects.select_related("organisation")
    tasks = Task.objects.exclude(state=Task.State.DROPPED)
    public = ActionPublication.objects.public().filter(action=OuterRef("pk"))
    rows = (
        JointAction.objects.visible_to(request.user)
        .with_what_a_page_shows()
        .prefetch_related(Prefetch("partners", partners))
        .annotate(
            task_count=_counted(tasks),
            done_count=_counted(tasks.filter(state=Task.State.DONE)),
            public_since=Subquery(public.values("published_at")[:1]),
        )
    )
    return get_object_or_404(rows, pk=pk)


def _counted(tasks: TaskQuerySet) -> Coalesce:
    """How many of these tasks are of an action."""
    rows = tasks.filter(action=OuterRef("pk")).order_by().values("action")
    return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)


def _domains_and_territories(found: JointAction) -> dict[str, list[Any]]:
    """What they are called, each in their order: both in one query."""
    names: dict[str, list[Any]] = {"domains": [], "territories": []}
    domains = found.domains.order_by().values_list(Value("domains"), "position", "code", "name")
    territories = found.territories.order_by().values_list(
        Value("territories"), "position", "code", "full_name"
    )
    for kind, _position, _code, name in domains.union(territories).order_by("position", "code"):
        names[kind].append(name)
    return names


def _contacts(request: MemberRequest, found: JointAction) -> list[Profile]:
    """Whom others ask about it, as far as they are still there to be asked."""
    users = found.contacts.order_by().values("pk")
    people = Profile.objects.visible_to(request.user).filter(user__in=users)
    return list(people.select_related("user").in_order())


def _next_tasks(found: JointAction) -> list[Task]:
    """The late ones, then those that come next."""
    tasks = Task.objects.filter(action=found).open().with_what_a_list_shows().by_date()
    return list(tasks[:TASKS_SHOWN])


def _publicity(request: MemberRequest, found: JointAction) -> dict[str, Any]:
    """Whether everybody reads of it, and what the reader may do about that."""
    # Which page it is, the one that withdraws it looks up.
    publication = ActionPublication(action=found)
    is_public = found.public_since is not None  # type: ignore[attr-defined]
    return {
        "may_publish": can_publish_action(request.actor, found),
        "may_withdraw": is_public and can_withdraw_action(request.actor, publication),
    }


@form_view
def new(request: MemberRequest, pk: int) -> HttpResponse:
    """Propose an action to a working group."""
    group = get_object_or_404(WorkingGroup.objects.visible_to(request.user), pk=pk)
    if not can_propose_action(request.actor, group):
        raise PermissionDenied
    form = ProposeActionForm(*sent(request), group=group, by=request.actor)

    def make() -> str:
        return propose_action(group, form.values, by=request.actor).get_absolute_url()

    if form.is_valid() and (url := once.do_form(request, form, make)):
        messages.success(request, _("The joint action is proposed."))
        return redirect(url)
    crumbs = [
        (group, group.get_absolute_url()),
        (_("Joint actions"), reverse("network:group-actions", args=[group.pk])),
    ]
    context = {"group": group, "form": form, "crumbs": crumbs}
    return render(request, "network/actions/new.html", context)


@form_view
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what an action is, when and where."""
    found = find(request, pk)
    if not can_change_action(request.actor, found):
        raise PermissionDenied
    if request.method != "POST":
        form = EditActionForm(instance=found, by=request.actor)
    else:
        with transaction.atomic():
            locked = lock(JointAction.objects.visible_to(request.user), pk)
            form = EditActionForm(request.POST, instance=locked, by=request.actor)
            if form.is_valid() and _change(request, locked, form):
                messages.success(request, _("The joint action is saved."))
                return redirect(locked)
    return render(request, "network/actions/edit.html", {**about(request, found), "form": form})


def _change(request: MemberRequest, locked: JointAction, form: EditActionForm) -> bool:
    try:
        with transaction.atomic():
            change_action(locked, form.changes, by=request.actor)
    except ValidationError as error:
        show_errors(form, error)
        return False
    return True


@require_safe
def history(request: MemberRequest, pk: int) -> HttpResponse:
    """What was done to an action; whoever sees it may read that."""
    found = find(request, pk)
    context = {**about(request, found), "page": page_of(request, audit.history(found))}
    return render(request, "network/actions/history.html", context)
