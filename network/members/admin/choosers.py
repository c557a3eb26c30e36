"""Choosing one organisation or one person of thousands, in a dialogue of the admin's."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Model, QuerySet
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

from network.core.admin import CoordinatorPolicy
from network.core.people import address_of, name_of
from network.templatetags.network_text import shown

from ..models import Organisation
from ..standing import standing_of
from .search import beginning, person_matches


class _SearchForm(BaseFilterForm):
    q = forms.CharField(label=_("Search"), required=False, max_length=200)

    def filter(self, objects: QuerySet) -> QuerySet:
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        return objects


class _OrganisationSearch(_SearchForm):
    def filter(self, objects: QuerySet) -> QuerySet:
        objects = super().filter(objects)
        query = self.search_query
        return objects.filter(beginning("search_key", query)) if query else objects


class _PersonSearch(_SearchForm):
    def filter(self, objects: QuerySet) -> QuerySet:
        objects = super().filter(objects)
        query = self.search_query
        return objects.filter(person_matches(query)) if query else objects


class _ForCoordinators(PermissionCheckedMixin):
    """In front of every view of a chooser: Wagtail's own ask nothing."""

    permission_required = "view"
    # One at a time: a group's many have a page of their own.
    is_multiple_choice = False
    can_choose: Any = None

    request: Any
    columns: Any


class _Organisations(_ForCoordinators):
    filter_form_class = _OrganisationSearch

    def get_object_list(self) -> QuerySet:
        return Organisation.objects.visible_to(self.request.user).in_order()

    def apply_object_list_ordering(self, objects: QuerySet) -> QuerySet:
        return objects

    @property
    def columns(self) -> list[Column]:
        title: Any = self.title_column  # type: ignore[attr-defined]
        title.label, title.accessor = _("Name"), lambda row: shown(row.name)
        return [
            title,
            Column("acronym", label=_("Acronym")),
            Column("status", label=_("Status"), accessor="get_status_display"),
        ]


class _ChooseOrganisation(_Organisations, ChooseView):
    pass


class _OrganisationResults(_Organisations, ChooseResultsView):
    pass


class _ChosenOrganisation(_ForCoordinators, ChosenView):
    def get_object(self, pk: Any) -> Model:
        return Organisation.objects.visible_to(self.request.user).get(pk=pk)

    def get_edit_item_url(self, instance: Model) -> None:
        return None


class _People(_ForCoordinators):
    filter_form_class = _PersonSearch

    def get_object_list(self) -> QuerySet:
        return people_to_choose(self.request.user)

    def apply_object_list_ordering(self, objects: QuerySet) -> QuerySet:
        return objects

    @property
    def columns(self) -> list[Column]:
        title: Any = self.title_column  # type: ignore[attr-defined]
        title.label, title.accessor = _("Name"), name_of
        return [title, Column("email", label=_("E-mail address"), accessor=address_of)]


class _ChoosePerson(_People, ChooseView):
    pass


class _PersonResults(_People, ChooseResultsView):
    pass


class _ChosenPerson(_ForCoordinators, ChosenView):
    def get_object(self, pk: Any) -> Model:
        return people_to_choose(self.request.user).get(pk=pk)

    def get_display_title(self, instance: Model) -> str:
        return person_title(instance)

    def get_edit_item_url(self, instance: Model) -> None:
        return None


def people_to_choose(user: Any) -> QuerySet:
    """Every account that is in use, for a coordinator: who never came in has no profile yet."""
    people = get_user_model()._default_manager.filter(is_active=True)
    if not standing_of(user).is_coordinator:
        return people.none()
    return people.select_related("network_profile").order_by("network_profile__sort_latin", "pk")


def person_title(user: Any) -> str:
    """A name, and the address that tells two of the same name apart."""
    name, address = name_of(user), address_of(user)
    return name if address in ("", name) else f"{name} · {address}"


class _Chooser(BaseChooser):
    show_edit_link = False

    def get_instance(self, value: Any) -> Model | None:
        try:
            return super().get_instance(value)
        except (TypeError, ValueError, OverflowError):
            # What no chooser sends.
            return None


class _PersonChooser(_Chooser):
    def get_display_title(self, instance: Any) -> str:
        return person_title(instance)


class _ChooserViewSet(ChooserViewSet):
    # Only where a form of ours asks for it: another app's form would show the network's people.
    register_widget = False
    base_widget_class = _Chooser
    preserve_url_parameters: list[str] = []
    choose_another_text = _("Choose another")
    search_tab_label = _("Search")

    def get_urlpatterns(self) -> list:
        return [
            path("", self.choose_view, name="choose"),
            path("results/", self.choose_results_view, name="choose_results"),
            path("chosen/<int:pk>/", self.chosen_view, name="chosen"),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        nothing = {"create_url_name": None, "chosen_multiple_url_name": None}
        return super().get_common_view_kwargs(**nothing, **kwargs)


class OrganisationChooserViewSet(_ChooserViewSet):
    name = "network_choose_organisation"
    model = Organisation
    icon = "group"
    choose_one_text = _("Choose an organisation")
    permission_policy = CoordinatorPolicy(Organisation, actions=["view"])
    choose_view_class = _ChooseOrganisation
    choose_results_view_class = _OrganisationResults
    chosen_view_class = _ChosenOrganisation


class PersonChooserViewSet(_ChooserViewSet):
    name = "network_choose_person"
    icon = "user"
    choose_one_text = _("Choose a person")
    base_widget_class = _PersonChooser
    choose_view_class = _ChoosePerson
    choose_results_view_class = _PersonResults
    chosen_view_class = _ChosenPerson

    @cached_property
    def model(self) -> type[Model]:
        return get_user_model()

    @cached_property
    def permission_policy(self) -> CoordinatorPolicy:
        return CoordinatorPolicy(get_user_model(), actions=["view"])


choose_organisation = OrganisationChooserViewSet()
choose_person = PersonChooserViewSet()
