"""Working groups, and who takes part in them, as the coordination keeps them.

Who takes part is chosen on pages of their own, of search, boxes and buttons: they work by keyboard,
by screen reader and without JavaScript, are as light with 2,000 organisations as with ten, and two
coordinators who add somebody at once both do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button

from network.core.actor import Actor
from network.core.admin import CoordinatorPolicy
from network.core.changes import EditForm, lock
from network.core.lines import is_number, listed
from network.core.multilingual import sorted_by
from network.core.once import OnceForm
from network.core.people import address_of, name_of
from network.core.screens import Act, AddView, ChangeView, ListView, Screens, trail
from network.templatetags.network_text import shown

from ..models import Organisation, WorkingGroup
from ..operations import change_group, close_group, create_group, reopen_group
from .choosers import people_to_choose
from .organisations import address_in_member_area
from .search import beginning, person_matches

Kind = WorkingGroup.Kind
A_PAGE = 20


class WorkingGroupFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=Kind.choices)
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[
            ("open", pgettext_lazy("working group", "open")),
            ("closed", pgettext_lazy("working group", "closed")),
        ],
        method="filter_state",
    )

    class Meta:
        model = WorkingGroup
        fields = ["kind", "state"]

    def filter_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(closed_at__isnull=value == "open")


def state_of(group: WorkingGroup) -> str:
    if group.is_open:
        return pgettext("working group", "open")
    return pgettext("working group", "closed")


class WorkingGroupsView(ListView):
    add_item_label = gettext_lazy("Add a working group")
    default_ordering = "name"
    orders = {"name": lambda: sorted_by("name_keys")}
    filterset_class = WorkingGroupFilterSet
    sheet = [
        (gettext_lazy("Name"), lambda row: row.name),
        (gettext_lazy("Kind"), lambda row: row.get_kind_display()),
        (
            gettext_lazy("Organisations"),
            lambda row: listed(row.organisations.all()),
        ),
        (gettext_lazy("Facilitators"), lambda row: listed(map(name_of, row.facilitators.all()))),
        (gettext_lazy("Guests"), lambda row: listed(map(name_of, row.guests.all()))),
        (pgettext_lazy("working group", "Closed on"), lambda row: row.closed_at),
    ]

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self.title_column(gettext_lazy("Name"), lambda row: shown(row.name)),
            Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display"),
            NumberColumn("size", label=gettext_lazy("Organisations"), sort_key="size"),
            Column("state", label=gettext_lazy("State"), accessor=state_of),
            DateColumn(
                "closed_at", label=pgettext_lazy("working group", "Closed on"), sort_key="closed_at"
            ),
        ]

    def matches(self, query: str) -> Q:
        return beginning("search_key", query)

    def get_base_queryset(self) -> QuerySet:
        rows = super().get_base_queryset()
        if self.is_export:
            people = ("facilitators__network_profile", "guests__network_profile")
            rows = rows.prefetch_related("organisations", *people)
        return rows.annotate(size=Count("organisations"))


class WorkingGroupForm(EditForm):
    class Meta:
        model = WorkingGroup
        fields = ("kind", "name", "description")
        help_texts = {
            "kind": gettext_lazy(
                "A network has one plenary, to which every active organisation belongs: it needs "
                "none to be named. To a commission belong the organisations and guests you name."
            )
        }

    def clean_kind(self) -> str:
        kind = self.cleaned_data["kind"]
        if kind == Kind.PLENARY:
            others = WorkingGroup.objects.filter(kind=kind).exclude(pk=self.instance.pk)
            if others.exists():
                raise ValidationError(_("There is a plenary already: a network has one."))
        return kind


class AddWorkingGroupForm(WorkingGroupForm, OnceForm):
    pass


class AddWorkingGroupView(AddView):
    form_class: type[forms.BaseForm] = AddWorkingGroupForm
    heading = gettext_lazy("New working group")

    def make(self, values: dict[str, Any], *, by: Actor) -> WorkingGroup:
        return create_group(values, by=by)

    def get_success_url(self) -> str:
        """To who takes part, which is what comes next."""
        return part_url(parts_of(self.object)[0], self.object)


class ChangeWorkingGroupView(ChangeView):
    form_class = WorkingGroupForm

    def change(self, record: WorkingGroup, values: dict[str, Any], *, by: Actor) -> None:
        change_group(record, values, by=by)

    def member_url(self) -> str:
        return address_in_member_area(self.object)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        parts = [
            Button(part.title, url=part_url(part, self.object), icon_name="group", priority=place)
            for place, part in enumerate(parts_of(self.object))
        ]
        return [*parts, *super().header_more_buttons]


# Who takes part


@dataclass(frozen=True)
class Part:
    """One of the ways to belong to a group: its field, and how its rows are found and shown."""

    field: str
    title: Any
    # What there is to know before somebody is added.
    help: Any
    # Whom one may add: of everybody, for this coordinator.
    candidates: Callable[[Any], QuerySet]
    matches: Callable[[str], Q]
    in_order: Callable[[Any], QuerySet]
    name: Callable[[Any], Any]
    note: Callable[[Any], str]


def _people_part(field: str, title: Any, help_text: Any) -> Part:
    return Part(
        field,
        title,
        help_text,
        people_to_choose,
        person_matches,
        lambda rows: rows.select_related("network_profile").order_by(
            F("network_profile__sort_latin").asc(nulls_last=True), "pk"
        ),
        name_of,
        address_of,
    )


PARTS = [
    Part(
        "organisations",
        gettext_lazy("Organisations"),
        gettext_lazy(
            "Everybody with a current mandate of an organisation you add sees the group at once, "
            "with all that is in it. Whom you take out sees nothing of it any more."
        ),
        lambda user: Organisation.objects.visible_to(user).filter(
            status=Organisation.Status.ACTIVE
        ),
        lambda query: beginning("search_key", query),
        lambda rows: rows.in_order(),
        lambda row: shown(row.name),
        lambda row: row.acronym,
    ),
    _people_part(
        "guests",
        gettext_lazy("Guests"),
        gettext_lazy(
            "People who take part besides the organisations. They see the whole group at once, "
            "and need no mandate. Whose last mandate ends leaves the groups that name them."
        ),
    ),
    _people_part(
        "facilitators",
        gettext_lazy("Facilitators"),
        gettext_lazy(
            "They lead the group, belong to it by that alone, and may change what others added."
        ),
    ),
]


def parts_of(group: WorkingGroup) -> list[Part]:
    """To the plenary belongs every organisation: it has none to choose."""
    is_plenary = group.kind == Kind.PLENARY
    return [part for part in PARTS if part.field != "organisations" or not is_plenary]


def part_url(part: Part, group: WorkingGroup) -> str:
    return reverse(f"network_groups:{part.field}", args=[group.pk])


class PartView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Who belongs to a group in one of the ways, to be taken out; and who may be added."""

    permission_required = "change"
    template_name = "network/admin/part.html"
    part: Any = None
    model = WorkingGroup
    index_url_name = ""
    edit_url_name = ""
    header_icon = "group"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.group = get_object_or_404(
            WorkingGroup.objects.visible_to(request.user), pk=kwargs["pk"]
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = {int(pk) for pk in request.POST.getlist("pk") if is_number(pk)}
        is_adding = "add" in request.POST
        candidates = self.part.candidates(request.user)
        field = self.part.field
        with transaction.atomic():
            group = lock(WorkingGroup.objects.visible_to(request.user), self.group.pk)
            before = set(getattr(group, field).values_list("pk", flat=True))
            if is_adding:
                after = before | set(candidates.filter(pk__in=chosen).values_list("pk", flat=True))
            else:
                after = before - chosen
            # Those who are in already may be no candidates any more.
            rows = candidates.model._default_manager.filter(pk__in=after)
            change_group(group, {field: list(rows)}, by=Actor(request.user))
        self._say(len(after - before), len(before - after))
        return redirect(request.path)

    def _say(self, added: int, taken_out: int) -> None:
        if added:
            sentence = ngettext("%(count)d added.", "%(count)d added.", added)
        elif taken_out:
            sentence = ngettext("%(count)d taken out.", "%(count)d taken out.", taken_out)
        else:
            messages.warning(self.request, _("Nothing was chosen."))
            return
        messages.success(self.request, sentence % {"count": added or taken_out})

    def get_page_title(self) -> str:
        return str(self.part.title)

    def get_page_subtitle(self) -> str:
        return str(self.group)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        address = reverse(self.edit_url_name, args=[self.group.pk])
        return [
            *trail(self),
            {"url": address, "label": str(self.group)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.get("q", "").replace("\0", "")[:200]
        inside = getattr(self.group, self.part.field).all()
        others = self.part.candidates(self.request.user).exclude(pk__in=inside.values("pk"))
        if query:
            others = others.filter(self.part.matches(query))
        return super().get_context_data(
            group=self.group,
            part=self.part,
            parts=[
                {
                    "title": part.title,
                    "url": part_url(part, self.group),
                    "is_current": part == self.part,
                }
                for part in parts_of(self.group)
            ],
            inside=self._page(inside, "in"),
            others=self._page(others, "p"),
            query=query,
            **kwargs,
        )

    def _page(self, rows: QuerySet, name: str) -> Any:
        page = Paginator(self.part.in_order(rows), A_PAGE).get_page(self.request.GET.get(name))
        page.object_list = [
            {"pk": row.pk, "name": self.part.name(row), "note": self.part.note(row)}
            for row in page.object_list
        ]
        return page


class WorkingGroupViewSet(Screens):
    model = WorkingGroup
    name = "network_groups"
    icon = "folder-open-inverse"
    menu_label = gettext_lazy("Working groups")
    permission_policy = CoordinatorPolicy(WorkingGroup, actions=["add", "change", "view"])
    index_view_class = WorkingGroupsView
    add_view_class = AddWorkingGroupView
    edit_view_class = ChangeWorkingGroupView
    acts = [
        Act(
            "close",
            gettext_lazy("Close the group"),
            gettext_lazy(
                "The group is read and no more added to. Nobody loses sight of it, nothing is "
                "deleted, and it can be opened again."
            ),
            gettext_lazy("“%(object)s” is closed."),
            lambda group, by: close_group(group, by=by),
            lambda group: group.is_open,
            icon="lock",
        ),
        Act(
            "reopen",
            gettext_lazy("Open the group again"),
            gettext_lazy("Whoever belongs to the group may add to it again."),
            gettext_lazy("“%(object)s” is open again."),
            lambda group, by: reopen_group(group, by=by),
            lambda group: not group.is_open,
            icon="lock-open",
        ),
    ]

    def get_urlpatterns(self) -> list:
        parts = [
            path(
                f"<int:pk>/{part.field}/",
                self.construct_view(PartView, part=part),
                name=part.field,
            )
            for part in PARTS
        ]
        return [*super().get_urlpatterns(), *parts]
