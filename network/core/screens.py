"""Screens of the network in Wagtail's admin, which change nothing but by operations.

A slice describes its screens in its `admin`:

    class OrganisationViewSet(Screens):
        model = Organisation
        name = "network_organisations"
        index_view_class = OrganisationsView  # a ListView
        add_view_class = AddOrganisationView  # an AddView
        edit_view_class = ChangeOrganisationView  # a ChangeView
        acts = [Act("suspend", ...)]

Rows are read by `visible_to` alone; whoever may enter, the policy says. Nothing is ever deleted
here: what is over is ended, closed or suspended by an act of its own.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.expressions import OrderBy
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import Promise, cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView, InspectView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from . import audit, changes, once, sheets
from .actor import Actor

Text = str | Promise


@dataclass(frozen=True)
class Act:
    """What is done to a record besides changing its fields, on a page that asks first."""

    name: str
    label: Text
    # What follows from it, for whoever is asked.
    text: Text
    # What is said when it is done.
    done: Text
    run: Callable[[Any, Actor], None]
    # Whether there is anything to do, as far as the record knows.
    is_offered: Callable[[Any], bool]
    icon: str = "cog"
    is_serious: bool = False


class ListView(IndexView):
    """A list that is searched by the network's own keys, sorted by them, and taken away as a sheet.

    Subclasses give `table`, `sheet`, and where they can, `matches` and `orders`.
    """

    any_permission_required = ["view"]
    show_export_buttons = True
    acts: Sequence[Act] = ()
    # What a name in `ordering` sorts by, where it is no field.
    orders: Mapping[str, Callable[[], Any]] = {}
    # The columns of the sheet: heading, and how a row fills it.
    sheet: Sequence[tuple[Text, Callable[[Any], Any]]] = ()

    def matches(self, query: str) -> models.Q:
        """Which rows a search finds."""
        raise NotImplementedError

    @property
    def is_searchable(self) -> bool:
        return True

    def get_base_queryset(self) -> models.QuerySet:
        return self.model.objects.visible_to(self.request.user)

    def search_queryset(self, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(self.matches(self.search_query)) if self.is_searching else queryset

    def order_queryset(self, queryset: models.QuerySet) -> models.QuerySet:
        name = self.ordering or ""
        by = self.orders.get(name.removeprefix("-"))
        if by is None:
            return super().order_queryset(queryset)
        return queryset.order_by(OrderBy(by(), descending=name.startswith("-")), "pk")

    def title_column(self, label: Text, accessor: Any, sort_key: str | None = "name") -> Column:
        """The column that leads to the record, with the menu of what is done to it."""
        column_class = self._get_title_column_class(TitleColumn)

        def address(row: Any) -> str | None:
            return self.get_edit_url(row) or self.get_inspect_url(row)

        return column_class(
            "title", label=label, accessor=accessor, sort_key=sort_key, get_url=address
        )

    def get_list_more_buttons(self, instance: Any) -> list[Button]:
        if not self.user_has_permission("change"):
            return []
        return act_buttons(self.acts, instance, self.index_url_name)

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> HttpResponse:
        headings = [capfirst(str(heading)) for heading, _fill in self.sheet]
        rows = ([fill(row) for _heading, fill in self.sheet] for row in queryset)
        if spreadsheet_format == self.FORMAT_CSV:
            answer: Any = StreamingHttpResponse(sheets.as_csv(headings, rows), "text/csv")
        else:
            title = str(self.model._meta.verbose_name_plural)
            answer = HttpResponse(sheets.as_xlsx(title, headings, rows), sheets.XLSX)
        name = f"{self.model._meta.model_name}.{spreadsheet_format}"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        # People's addresses are in it.
        answer["Cache-Control"] = "private, no-store"
        return answer


def trail(view: Any) -> list[dict[str, Any]]:
    """The way from the admin's home to the list of a view's model."""
    label = capfirst(view.model._meta.verbose_name_plural)
    return [*view.breadcrumbs_items, {"url": reverse(view.index_url_name), "label": label}]


def act_buttons(acts: Sequence[Act], record: Any, index_url_name: str) -> list[Button]:
    namespace = index_url_name.partition(":")[0]
    return [
        Button(
            act.label,
            url=reverse(f"{namespace}:{act.name}", args=[record.pk]),
            icon_name=act.icon,
            priority=10 + position,
        )
        for position, act in enumerate(acts)
        if act.is_offered(record)
    ]


# Wagtail's sentences put any model's name into one mould, which no language but English fits.
SAVED = gettext_lazy("Saved: %(object)s.")
NOT_SAVED = gettext_lazy("Nothing is saved yet: see what is said beside the fields.")


class AddView(CreateView):
    """A form whose values an operation makes a record of; two clicks make one.

    `form_class` mixes in `once.OnceForm`.
    """

    template_name = "network/admin/form.html"
    success_message = SAVED
    error_message = NOT_SAVED
    describe: Callable[[Any], str] = str
    heading: Text = ""

    def get_page_title(self) -> str:
        return str(self.heading)

    def get_page_subtitle(self) -> str:
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*trail(self), {"url": "", "label": self.heading}]

    def get_success_message(self, instance: Any) -> str:
        return self.success_message % {"object": self.describe(instance)}

    def make(self, values: dict[str, Any], *, by: Actor) -> Any:
        """The operation."""
        raise NotImplementedError

    def get_initial_form_instance(self) -> models.Model:
        return self.model()

    def form_valid(self, form: Any) -> HttpResponse:
        self.form = form
        values = {name: value for name, value in form.cleaned_data.items() if name != "once"}

        def make() -> str:
            self.object = self.make(values, by=Actor(self.request.user))
            return self.get_success_url()

        url = once.do_form(self.request, form, make)
        if not url:
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
        if self.object.pk:
            messages.success(self.request, self.get_success_message(self.object))
        return redirect(url)

    def get_success_url(self) -> str:
        return self.get_edit_url()


class ChangeView(EditView):
    """A form over a record; what was changed in it an operation changes, with the row locked.

    `form_class` is a `changes.EditForm`.
    """

    template_name = "network/admin/form.html"
    success_message = SAVED
    error_message = NOT_SAVED
    acts: Sequence[Act] = ()
    describe: Callable[[Any], str] = str

    def get_success_message(self) -> str:
        return self.success_message % {"object": self.describe(self.object)}

    def get_page_subtitle(self) -> str:
        return self.describe(self.object)

    def change(self, record: Any, values: dict[str, Any], *, by: Actor) -> None:
        """The operation."""
        raise NotImplementedError

    def member_url(self) -> str:
        """The record in the private area; empty where it is not to be found there."""
        return ""

    def get_queryset(self) -> models.QuerySet:
        return self.model.objects.visible_to(self.request.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            self.object = changes.lock(self.get_queryset(), self.object_pk)
            return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        self.form = form
        try:
            with transaction.atomic():
                self.change(self.object, form.changes, by=Actor(self.request.user))
        except ValidationError as error:
            # As the database has it, for the page that is shown again.
            self.object = self.get_object()
            changes.show_errors(form, error)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
        return self.save_action()

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = act_buttons(self.acts, self.object, self.index_url_name)
        if url := self.member_url():
            buttons.append(Button(_("Open in the member area"), url=url, icon_name="view"))
        return buttons


class LookView(InspectView):
    """A record that is looked at, and not changed but by acts."""

    any_permission_required = ["view"]
    acts: Sequence[Act] = ()

    def get_object(self, queryset: Any = None) -> Any:
        return get_object_or_404(self.model.objects.visible_to(self.request.user), pk=self.pk)

    def entries(self) -> Collection[tuple[Text, Any]]:
        """What there is to see: a label, and what it says."""
        raise NotImplementedError

    def get_fields_context(self) -> list[dict[str, Any]]:
        return [
            {"label": capfirst(str(label)), "value": value, "component": None}
            for label, value in self.entries()
            if value not in (None, "")
        ]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return act_buttons(self.acts, self.object, self.index_url_name)


class RecordHistoryView(HistoryView):
    """What was done to a record, by whom and for which organisation."""

    any_permission_required = ["view"]
    filterset_class = None
    columns = [
        Column("message", label=gettext_lazy("Action")),
        Column("who", label=gettext_lazy("Done by")),
        Column("organisation", label=gettext_lazy("For which organisation")),
        DateColumn("timestamp", label=gettext_lazy("Date"), width="15%"),
    ]

    def get_base_object_queryset(self) -> models.QuerySet:
        return self.model.objects.visible_to(self.request.user)

    def get_base_queryset(self) -> models.QuerySet:
        return audit.history(self.object).select_related("content_type")


class ActView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks on GET, does it on POST."""

    permission_required = "change"
    template_name = "network/admin/act.html"
    act: Any = None
    model: Any = None
    index_url_name = ""
    describe: Callable[[Any], str] = str

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(
            self.model.objects.visible_to(request.user), pk=kwargs["pk"]
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.act.is_offered(self.object):
            return self._too_late()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.act.is_offered(self.object):
            return self._too_late()
        try:
            self.act.run(self.object, Actor(request.user))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, self.act.done % {"object": self.describe(self.object)})
        return redirect(self.index_url_name)

    def _too_late(self) -> HttpResponse:
        messages.warning(self.request, _("There was nothing to do: it is done already."))
        return redirect(self.index_url_name)

    def get_page_title(self) -> str:
        return str(self.act.label)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*trail(self), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            act=self.act,
            name=self.describe(self.object),
            back_url=reverse(self.index_url_name),
            **kwargs,
        )


class Screens(ModelViewSet):
    """The screens of one model: those that are named, without Wagtail's deleting and copying."""

    acts: Sequence[Act] = ()
    # What a record is called on a page of its own.
    describe: Any = staticmethod(str)
    can_add = True
    can_edit = True
    has_history = True
    history_view_class = RecordHistoryView
    copy_view_enabled = False
    # Its usage is shown to whoever may see what is used: an image of an editor's, say.
    add_to_reference_index = False

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        are_there = {
            "add": self.can_add,
            "edit": self.can_edit,
            "history": self.has_history,
            "delete": False,
            "usage": False,
        }
        kwargs |= {f"{name}_url_name": None for name, is_there in are_there.items() if not is_there}
        kwargs |= {"acts": self.acts, "describe": self.describe}
        return super().get_common_view_kwargs(**kwargs)

    def get_form_class(self, for_update: bool = False) -> None:
        """None: each view names its own."""
        return None

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {"template_name": self.add_view_class.template_name, **kwargs}

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {"template_name": self.edit_view_class.template_name, **kwargs}

    def get_permissions_to_register(self) -> models.QuerySet:
        """None: one permission lets a coordinator do it all, and these would do nothing."""
        return Permission.objects.none()

    def get_urlpatterns(self) -> list:
        urls = [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]
        if self.can_add:
            urls.append(path("new/", self.add_view, name="add"))
        if self.can_edit:
            urls.append(path("<int:pk>/", self.edit_view, name="edit"))
        if self.inspect_view_enabled:
            urls.append(path("<int:pk>/", self.inspect_view, name="inspect"))
        if self.has_history:
            urls += [
                path("<int:pk>/history/", self.history_view, name="history"),
                path(
                    "<int:pk>/history/results/", self.history_results_view, name="history_results"
                ),
            ]
        for act in self.acts:
            view = self.construct_view(ActView, act=act)
            urls.append(path(f"<int:pk>/{act.name}/", view, name=act.name))
        return urls

    def register_admin_url_finder(self) -> None:
        if self.can_edit:
            super().register_admin_url_finder()
