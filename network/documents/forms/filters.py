"""Which documents to list. Whatever is not valid leaves a list whole."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.core.files import FAMILIES
from network.core.filters import FilterForm, words_field
from network.core.multilingual import found_by, language_choices
from network.members.models import ActivityDomain, WorkingGroup

from ..models import DocumentQuerySet

# Whatever comes of a calendar on the way to the database's clock: not the first day there is.
_FIRST, _LAST = date(1900, 1, 1), date(2200, 1, 1)
_ANY = pgettext_lazy("whichever", "Any")


def _words(label: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=200, required=False, widget=widget)


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    within = [MinValueValidator(_FIRST), MaxValueValidator(_LAST)]
    return forms.DateField(label=label, required=False, widget=widget, validators=within)


def _languages() -> list[tuple[str, Any]]:
    return [("", _ANY), *language_choices()]


def _families() -> list[tuple[str, Any]]:
    return [("", _ANY), *((code, family.label) for code, family in FAMILIES.items())]


class SearchHereForm(FilterForm):
    """Words to look for in one place."""

    q = words_field(_("Search here"))


class FilterDocumentsForm(FilterForm):
    """All that documents are told apart by; the first two fields are most of what is asked."""

    q = words_field(_("Words of the title, the description or the file’s name"))
    group = forms.ModelChoiceField(
        label=_("Working group"),
        queryset=WorkingGroup.objects.none(),
        required=False,
        empty_label=_("All of them"),
    )
    author = _words(_("Name of who brought it"))
    organisation = _words(_("Name of the organisation"))
    kind = forms.ChoiceField(
        label=pgettext_lazy("of a file", "Kind"), choices=_families, required=False
    )
    language = forms.ChoiceField(
        label=_("Language of the file"), choices=_languages, required=False
    )
    domain = forms.ModelChoiceField(
        label=_("Activity domain"),
        queryset=ActivityDomain.objects.all(),
        required=False,
        empty_label=_ANY,
    )
    since = _day(_("Changed since"))
    until = _day(_("Changed until"))

    FIRST = ("q", "group")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group: Any = self.fields["group"]
        group.queryset = WorkingGroup.objects.visible_to(user).in_order()

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FIRST]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.FIRST]

    @property
    def is_narrow(self) -> bool:
        """Whether something was asked for besides the words and the group."""
        return any(name not in self.FIRST for name in self.asked)

    def narrowed(self, rows: DocumentQuerySet) -> DocumentQuerySet:
        """Those of these documents that were asked for."""
        for name, value in self.asked.items():
            rows = rows.filter(_condition(name, value))
        return rows


def _condition(name: str, value: Any) -> Q:
    match name:
        case "q":
            return found_by("search_key", value)
        case "author":
            names = "network_profile__search_text"
            return found_by([f"author__{names}", f"current__author__{names}"], value)
        case "organisation":
            keys = ["organisation__search_key", "current__organisation__search_key"]
            return found_by(keys, value)
        case "kind":
            return FAMILIES[value].of("current__content_type")
        case "language":
            return Q(current__languages__regex=rf"(^| ){value}( |$)")
        case "domain":
            return Q(domains=value)
        case "since":
            return Q(updated_at__gte=_beginning(value))
        case "until":
            return Q(updated_at__lt=_beginning(value + timedelta(days=1)))
    return Q(group=value)


def _beginning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
