"""Indicators: what is counted, and how much it was from day to day."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network.core import once
from network.core.people import name_columns
from network.core.views import form_view, page_of, sent
from network.members.gate import MemberRequest

from ..charts import chart_of
from ..forms.indicators import AddIndicatorForm, EditIndicatorForm, MeasureForm
from ..models import Indicator, IndicatorValue
from ..operations import (
    add_indicator,
    change_indicator,
    measure,
    remove_indicator,
    remove_value,
)
from ..rules import can_change_action, can_measure
from .around import find, inside
from .parts import add_part, change_part, find_part, remove_part


@form_view
def indicator(request: MemberRequest, pk: int) -> HttpResponse:
    """What was measured, as a curve and as a table; and the form for another value."""
    found = find_part(request, Indicator, pk)
    may_measure = can_measure(request.actor, found.action)
    if request.method == "POST" and not may_measure:
        raise PermissionDenied
    form = MeasureForm(*sent(request))
    if form.is_valid() and (answer := _measured(request, found, form)):
        return answer
    values = IndicatorValue.objects.visible_to(request.user).filter(indicator=found)
    rows = values.select_related("author__network_profile", "organisation").only(
        *("measured_on", "value", "note", "indicator", "author", "organisation__name"),
        *name_columns("author__"),
    )
    context = {
        **inside(request, found.action),
        "indicator": found,
        "page": page_of(request, rows),
        "chart": chart_of(values, found.target),
        "form": form,
        "may_measure": may_measure,
        "may_change": can_change_action(request.actor, found.action),
    }
    return render(request, "network/actions/indicator.html", context)


def _measured(request: MemberRequest, found: Indicator, form: MeasureForm) -> HttpResponse | None:
    values = {name: value for name, value in form.cleaned_data.items() if name != "once"}
    replaced: list[bool] = []

    def make() -> str:
        replaced.append(measure(found, **values, by=request.actor))
        return found.get_absolute_url()

    url = once.do_form(request, form, make)
    if not url:
        return None
    if any(replaced):
        messages.warning(request, _("There was a value of this day already: yours replaces it."))
    else:
        messages.success(request, _("The value is written down."))
    return redirect(url)


@form_view
def indicator_new(request: MemberRequest, pk: int) -> HttpResponse:
    """Add one."""
    action = find(request, pk)
    if not can_change_action(request.actor, action):
        raise PermissionDenied
    data, _files = sent(request)
    return add_part(
        request,
        action,
        AddIndicatorForm(data, instance=Indicator(action=action)),
        partial(add_indicator, action, by=request.actor),
        heading=_("New indicator"),
        said=_("The indicator is here."),
        back_url=action.get_absolute_url(),
    )


@form_view
def indicator_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what is counted, or how much is expected."""
    found = find_part(request, Indicator, pk)
    if not can_change_action(request.actor, found.action):
        raise PermissionDenied
    return change_part(
        request,
        found,
        EditIndicatorForm,
        partial(change_indicator, by=request.actor),
        heading=_("Change this indicator"),
        said=_("The indicator is saved."),
        back_url=found.get_absolute_url(),
    )


@form_view
def indicator_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask, and remove one."""
    return remove_part(
        request,
        partial(find_part, request, Indicator, pk),
        lambda found: can_change_action(request.actor, found.action),
        partial(remove_indicator, by=request.actor),
        heading=_("Remove this indicator?"),
        text=_("All that was measured goes with it."),
        submit=_("Remove"),
        said=_("The indicator is removed."),
        back_url=lambda found: found.action.get_absolute_url(),
    )


@form_view
def value_remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask, and remove what was written down of a day."""
    return remove_part(
        request,
        partial(_find_value, request, pk),
        lambda value: can_measure(request.actor, value.action),
        partial(remove_value, by=request.actor),
        heading=_("Remove this value?"),
        text=_("It is taken out of the curve and of the table, for good."),
        submit=_("Remove"),
        said=_("The value is removed."),
        back_url=lambda value: value.indicator.get_absolute_url(),
    )


def _find_value(request: MemberRequest, pk: int) -> Any:
    """With its indicator, and the action as its pages show it. Raises Http404."""
    found: Any = get_object_or_404(IndicatorValue.objects.visible_to(request.user), pk=pk)
    found.indicator = find_part(request, Indicator, found.indicator_id)
    found.action = found.indicator.action
    return found
