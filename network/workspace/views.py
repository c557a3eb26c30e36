"""The dashboard, the working groups, the search; and the page for what is not there."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.actions.models import JointAction
from network.actions.rules import can_propose_action
from network.core.conf import url_of
from network.core.views import A_PAGE, page_of
from network.documents.models import Document
from network.documents.news import as_news, changed_since
from network.members.gate import MemberRequest
from network.members.models import Organisation, Profile, WorkingGroup
from network.members.operations import note_visit
from network.members.rules import can_take_part
from network.members.standing import standing_of

from .search import Found, find, words_of
from .shell import groups_of, open_groups_of
from .waiting import waiting_for

GROUPS_ON_DASHBOARD = 8
DOCUMENTS_OF_A_GROUP = 3
DOCUMENTS_SHOWN = 6
ACTIONS_SHOWN = 4


@require_safe
def dashboard(request: MemberRequest) -> HttpResponse:
    """Where one comes in: what waits for one, first."""
    since = note_visit(request.user)
    documents = documents_to_show(request)
    new = list(changed_since(request.user, since)[: DOCUMENTS_SHOWN + 1])
    groups = with_latest_documents(request, open_groups_of(request.user, GROUPS_ON_DASHBOARD))
    context = {
        "waiting": waiting_for(request.user, since),
        "news": as_news(request.user, new[:DOCUMENTS_SHOWN], since),
        "has_more_news": len(new) > DOCUMENTS_SHOWN,
        "groups": groups,
        # Those of one group stand with it already.
        "latest_documents": documents[:DOCUMENTS_SHOWN] if len(groups) > 1 else [],
        "documents_url": url_of("network:documents"),
    }
    return render(request, "network/workspace/dashboard.html", context)


@require_safe
def groups(request: MemberRequest) -> HttpResponse:
    """Every working group that one sees, one's own first."""
    rows = groups_of(request.user).annotate(
        organisation_count=Count(
            "organisations", filter=Q(organisations__status=Organisation.Status.ACTIVE)
        )
    )
    return render(
        request,
        "network/workspace/groups.html",
        {"page": page_of(request, rows), "shows_own": standing_of(request.user).is_coordinator},
    )


@require_safe
def group(request: MemberRequest, pk: int) -> HttpResponse:
    """A working group: what it is for, who belongs to it, what it has last put together."""
    group = get_object_or_404(WorkingGroup.objects.visible_to(request.user), pk=pk)
    may_add = can_take_part(request.actor, group)
    context = {
        "group": group,
        **organisations_of(request, group),
        **people_named_in(request, group),
        "documents": documents_to_show(request).filter(group=group)[:DOCUMENTS_SHOWN],
        "documents_url": url_of("network:group-documents", group.pk),
        "actions": actions_to_show(request).filter(group=group)[:ACTIONS_SHOWN],
        "may_propose": can_propose_action(request.actor, group),
        "members_url": reverse("network:group-members", args=[group.pk]),
        "upload_url": url_of("network:document-upload", group.pk) if may_add else "",
        "other_organisations": [] if may_add else could_act_for(request, group),
        "crumbs": [(_("Working groups"), reverse("network:groups"))],
    }
    return render(request, "network/workspace/group.html", context)


@require_safe
def group_members(request: MemberRequest, pk: int) -> HttpResponse:
    """The people of a working group, by name."""
    group = get_object_or_404(WorkingGroup.objects.visible_to(request.user), pk=pk)
    people = Profile.objects.visible_to(request.user).in_group(group).in_order().with_mandates()
    context = {
        "group": group,
        "page": page_of(request, people),
        "facilitator_ids": set(group.facilitators.values_list("pk", flat=True)),
        "guest_ids": set(group.guests.values_list("pk", flat=True)),
        "crumbs": [
            (_("Working groups"), reverse("network:groups")),
            (str(group), group.get_absolute_url()),
        ],
    }
    return render(request, "network/workspace/group_members.html", context)


@require_safe
def search(request: MemberRequest) -> HttpResponse:
    """What one sees that has every word that was asked for, by what it is; or all of one kind."""
    query = request.GET.get("q", "").strip()[:200]
    kind = request.GET.get("in", "")
    context: dict = {"query": query, "has_words": bool(words_of(query))}
    if kind in Found.KINDS and context["has_words"]:
        found = find(request.user, query, [kind])[0]
        context |= {"found": found, "page": page_of(request, found.rows, found.count)}
    else:
        context["results"] = [each for each in find(request.user, query) if each.count]
    return render(request, "network/workspace/search.html", context)


def nowhere(request: MemberRequest) -> HttpResponse:
    """What does not exist, to whoever belongs to the network; others are stopped at the gate."""
    # This pattern has every address, so that Django adds no slash by itself.
    is_read = request.method in ("GET", "HEAD")
    if is_read and resolve(f"{request.path_info}/").url_name:
        return redirect(request.get_full_path(force_append_slash=True))
    raise Http404


def documents_to_show(request: MemberRequest) -> QuerySet[Document]:
    """Everything one sees, the latest first, with what a row of it shows."""
    rows = Document.objects.visible_to(request.user).with_what_a_line_shows()
    return rows.order_by("-updated_at", "-pk")


def actions_to_show(request: MemberRequest) -> QuerySet[JointAction]:
    """Every joint action that one sees, the latest first, with what a row of it shows."""
    rows = JointAction.objects.visible_to(request.user).with_what_a_list_shows()
    return rows.order_by("-updated_at", "-pk")


def with_latest_documents(
    request: MemberRequest, groups: list[WorkingGroup]
) -> list[tuple[WorkingGroup, list[Document]]]:
    """Each group with the latest of its documents: one query for all of them."""
    latest = (
        Document.objects.visible_to(request.user)
        .filter(group__in=groups)
        .annotate(
            place=Window(
                RowNumber(),
                partition_by=F("group"),
                order_by=[F("updated_at").desc(), F("pk").desc()],
            )
        )
        .filter(place__lte=DOCUMENTS_OF_A_GROUP)
        .only("title", "group")
        .order_by("-updated_at", "-pk")
    )
    of_group: dict[int, list[Document]] = {group.pk: [] for group in groups}
    for document in latest:
        of_group[document.group_id].append(document)
    return [(group, of_group[group.pk]) for group in groups]


def organisations_of(request: MemberRequest, group: WorkingGroup) -> dict[str, Any]:
    """The active organisations of a group; the plenary's are all of them, and counted."""
    rows = Organisation.objects.visible_to(request.user).filter(status=Organisation.Status.ACTIVE)
    is_plenary = group.kind == WorkingGroup.Kind.PLENARY
    if not is_plenary:
        rows = rows.filter(pk__in=group.organisations.values("pk"))
    organisations = list(rows.in_order()[: A_PAGE + 1])
    return {
        "organisations": organisations[:A_PAGE],
        "has_more_organisations": len(organisations) > A_PAGE,
        "organisation_count": rows.count() if is_plenary else None,
    }


def people_named_in(request: MemberRequest, group: WorkingGroup) -> dict[str, list[Profile]]:
    """Who is in a group by name, and leads it or is its guest."""
    leads = Exists(group.facilitators.filter(pk=OuterRef("user")))
    visits = Exists(group.guests.filter(pk=OuterRef("user")))
    people = list(
        Profile.objects.visible_to(request.user)
        .in_group(group)
        .annotate(leads=leads, visits=visits)
        .filter(Q(leads=True) | Q(visits=True))
        .select_related("user")
        .in_order()[: 2 * A_PAGE]
    )
    return {
        "facilitators": [person for person in people if person.leads],
        "guests": [person for person in people if not person.leads],
    }


def could_act_for(request: MemberRequest, group: WorkingGroup) -> list[Organisation]:
    """The other organisations of theirs for which they could take part in this group."""
    if not group.is_open:
        return []
    own = standing_of(request.user).organisations_in(group)
    return [organisation for organisation in own if organisation != request.actor.organisation]
