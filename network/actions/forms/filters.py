"""Which actions to list. Whatever is not valid leaves a list whole."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.core.filters import FilterForm, words_field
from network.core.multilingual import found_by
from network.members.models import ActivityDomain, Territory, WorkingGroup

from ..models import JointAction, JointActionQuerySet, Partner
from .actions import day_input

_ANY = pgettext_lazy("whichever", "Any")
# Whatever a calendar has: not the first day there is.
_FIRST, _LAST = date(1900, 1, 1), date(2200, 1, 1)


def _day(label: Any) -> forms.DateField:
    within = [MinValueValidator(_FIRST), MaxValueValidator(_LAST)]
    return forms.DateField(label=label, required=False, widget=day_input(), validators=within)


def _states() -> list[tuple[str, Any]]:
    return [("", _ANY), *JointAction.State.choices]


class FilterActionsForm(FilterForm):
    """All that actions are told apart by; the first fields are most of what is asked.

    Without `user` it is for the list of one group.
    """

    q = words_field(_("Words of the title or the aims"))
    group = forms.ModelChoiceField(
        label=_("Working group"),
        queryset=WorkingGroup.objects.none(),
        required=False,
        empty_label=_("All of them"),
    )
    state = forms.ChoiceField(label=_("State"), choices=_states, required=False)
    organisation = forms.CharField(
        label=_("Name of an organisation that does it"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    domain = forms.ModelChoiceField(
        label=_("Activity domain"),
        queryset=ActivityDomain.objects.all(),
        required=False,
        empty_label=_ANY,
    )
    territory = forms.ModelChoiceField(
        label=_("Territory"), queryset=Territory.objects.all(), required=False, empty_label=_ANY
    )
    ends_from = _day(_("Ends from"))
    ends_until = _day(_("Ends until"))

    FIRST = ("q", "group", "state")

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user is None:
            del self.fields["group"]
        else:
            group: Any = self.fields["group"]
            # A list names them, and no more.
            groups = WorkingGroup.objects.visible_to(user).only("kind", "name")
            group.queryset = groups.in_order()

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in self.FIRST]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.FIRST]

    @property
    def is_narrow(self) -> bool:
        """Whether something was asked for that is not among the first fields."""
        return any(name not in self.FIRST for name in self.asked)

    def narrowed(self, rows: JointActionQuerySet) -> JointActionQuerySet:
        """Those of these actions that were asked for."""
        for name, value in self.asked.items():
            rows = rows.filter(_condition(name, value))
        return rows


def _condition(name: str, value: Any) -> Q:
    match name:
        case "q":
            return found_by("search_key", value)
        case "organisation":
            partners = Partner.objects.filter(found_by("organisation__search_key", value))
            named = partners.order_by().values("action")
            return found_by("lead__search_key", value) | Q(pk__in=named)
        case "domain":
            return Q(domains=value)
        case "territory":
            return Q(territories=value)
        case "ends_from":
            return Q(ends_on__gte=value)
        case "ends_until":
            return Q(ends_on__lte=value)
    return Q(**{name: value})
