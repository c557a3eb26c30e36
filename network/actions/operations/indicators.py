"""Outcomes in numbers: what is counted, and how much it was on a day."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.core import audit, changes
from network.core.actor import Actor

from ..models import Indicator, IndicatorValue, JointAction
from ..rules import can_change_action, can_measure
from .locks import lock_action
from .records import in_both_languages, in_readers_language, record

audit.register(
    {
        "network.jointaction.indicator_added": _("Indicator added: %(indicator)s"),
        "network.jointaction.indicator_changed": _("Indicator changed: %(indicator)s"),
        "network.jointaction.indicator_removed": _("Indicator removed: %(indicator)s"),
        "network.jointaction.measured": _("Value written down: %(indicator)s"),
        "network.jointaction.measured_again": _("Value of a day replaced: %(indicator)s"),
        "network.jointaction.value_removed": _("Value removed: %(indicator)s"),
    },
    names={"indicator": in_readers_language},
)


@transaction.atomic
def add_indicator(action: JointAction, values: Mapping[str, Any], *, by: Actor) -> Indicator:
    """Add something that is to be counted. Raises ValidationError."""
    lock_action(action)
    if not can_change_action(by, action):
        raise PermissionDenied
    indicator = Indicator(action=action)
    changes.apply(indicator, values)
    record(action, "indicator_added", by=by, indicator=in_both_languages(indicator.name))
    return indicator


@transaction.atomic
def change_indicator(indicator: Indicator, values: Mapping[str, Any], *, by: Actor) -> None:
    """Change what somebody changed of it. Raises ValidationError."""
    lock_action(indicator.action)
    if not can_change_action(by, indicator.action):
        raise PermissionDenied
    if changes.apply(indicator, values):
        name = in_both_languages(indicator.name)
        record(indicator.action, "indicator_changed", by=by, indicator=name)


@transaction.atomic
def remove_indicator(indicator: Indicator, *, by: Actor) -> None:
    """Take it away for good, with all that was measured."""
    lock_action(indicator.action)
    if not can_change_action(by, indicator.action):
        raise PermissionDenied
    name = in_both_languages(indicator.name)
    if Indicator.objects.filter(pk=indicator.pk).delete()[0]:
        record(indicator.action, "indicator_removed", by=by, indicator=name)


@transaction.atomic
def measure(
    indicator: Indicator, value: Decimal | int, *, measured_on: date, by: Actor, note: str = ""
) -> bool:
    """Write down how much it was on a day. Returns whether that takes the place of another value of
    the day. Raises ValidationError."""
    lock_action(indicator.action)
    if not can_measure(by, indicator.action):
        raise PermissionDenied
    # One after the other, by the action: of two of one day the second replaces the first.
    measured = indicator.values.filter(measured_on=measured_on).first()
    is_again = measured is not None
    measured = measured or IndicatorValue(indicator=indicator, measured_on=measured_on)
    measured.value, measured.note = Decimal(value), note
    measured.author, measured.organisation = by.user, by.organisation
    measured.full_clean()
    measured.save()
    what = "measured_again" if is_again else "measured"
    record(indicator.action, what, by=by, indicator=in_both_languages(indicator.name))
    return is_again


@transaction.atomic
def remove_value(value: IndicatorValue, *, by: Actor) -> None:
    """Take a value away for good: written on a wrong day, no other takes its place."""
    indicator = value.indicator
    lock_action(indicator.action)
    if not can_measure(by, indicator.action):
        raise PermissionDenied
    if IndicatorValue.objects.filter(pk=value.pk).delete()[0]:
        name = in_both_languages(indicator.name)
        record(indicator.action, "value_removed", by=by, indicator=name)
