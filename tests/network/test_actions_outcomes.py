"""Milestones and indicators: what is to be reached, and what was."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation

from network.actions.charts import chart_of
from network.actions.operations import add_indicator, add_milestone, measure
from network.models import Indicator, IndicatorValue, Milestone

from .acting import sentences
from .papers import actor, url
from .world import text


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


# Milestones


def test_milestone_is_made_reached_and_removed(as_, world):
    action, member = world.action_commission, as_("member")
    sent = {"title_en": "Fair open", "due_on": today(9), "reached_on": "", "once": str(uuid4())}
    for _click in range(2):
        assert member.post(url("milestone-new", action), sent).status_code == 302
    milestone = action.milestones.latest("pk")
    answer = member.post(
        url("milestone-edit", milestone), {"due_on": today(9), "reached_on": today()}
    )
    assert answer.status_code == 302
    milestone.refresh_from_db()
    assert (milestone.reached_on, str(milestone.title)) == (today(), "Fair open")
    assert "The tasks that lead to it stay." in member.get(url("milestone-remove", milestone)).text
    assert Milestone.objects.filter(pk=milestone.pk).exists()
    member.post(url("milestone-remove", milestone), {"once": str(uuid4())})
    assert not Milestone.objects.filter(pk=milestone.pk).exists()
    assert sentences(action)[:3] == [
        "Milestone removed: \u2068Fair open\u2069",
        "Milestone reached: \u2068Fair open\u2069",
        "Milestone added: \u2068Fair open\u2069",
    ]


def test_tasks_outlive_their_milestone(as_, world):
    as_("member").post(url("milestone-remove", world.milestone_commission))
    world.task_commission.refresh_from_db()
    assert world.task_commission.milestone is None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"reached_on": today(1)}, "This day is still to come."),
        ({"due_on": ""}, "This field is required"),
        ({"due_on": "31/02/2026"}, "Enter a valid date"),
        ({"due_on": "0026-01-01"}, "1900"),
        ({"due_on": "9999-12-31"}, "2199"),
        ({"title_ar": ""}, "in one language at least"),
    ],
)
def test_bad_milestone_is_refused_and_its_words_kept(as_, world, values, said):
    sent = {"title_ar": "معرض", "due_on": today(3), "reached_on": "", **values}
    answer = as_("member").post(url("milestone-new", world.action_commission), sent)
    assert answer.status_code == 200
    assert said in answer.text
    assert sent["title_ar"] in answer.text


# Indicators


def measured(browser, indicator, value, day=None, **values):
    sent = {"value": value, "measured_on": day or today(), "once": str(uuid4()), **values}
    return browser.post(url("indicator", indicator), sent, follow=True)


def test_second_value_of_a_day_takes_the_place_of_the_first_and_says_so(as_, world):
    indicator, partner = world.indicator_commission, as_("partner")
    answer = measured(partner, indicator, "12,5", today(-1))
    assert "The value is written down." in answer.text
    answer = measured(partner, indicator, "١٣٫٧٥", today(-1), note="Counted again")
    assert "There was a value of this day already: yours replaces it." in answer.text
    value = indicator.values.get(measured_on=today(-1))
    assert (value.value, value.note, value.organisation) == (
        Decimal("13.75"), "Counted again", world.c,
    )  # fmt: skip
    assert "13.75" in answer.text
    assert all("13" not in sentence for sentence in sentences(world.action_commission))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"value": "many"}, "Write a number in digits"),
        ({"value": "1,23456"}, "at most 3 digits"),
        ({"measured_on": today(1)}, "This day is still to come."),
    ],
)
def test_bad_value_is_refused_and_kept_in_the_form(as_, world, values, said):
    sent = {"value": "5", "measured_on": today(), "note": "Typed note", **values}
    answer = as_("member").post(url("indicator", world.indicator_commission), sent)
    assert said in answer.text
    assert "Typed note" in answer.text
    assert str(sent["value"]) in answer.text
    assert world.indicator_commission.values.count() == 1


def test_only_who_runs_the_action_says_what_is_counted(world):
    for persona in ("partner", "guest", "other"):
        with pytest.raises(PermissionDenied):
            add_indicator(world.action_commission, {"name": text("x")}, by=actor(world, persona))
        with pytest.raises(PermissionDenied):
            add_milestone(
                world.action_commission,
                {"title": text("x"), "due_on": today()},
                by=actor(world, persona),
            )
    for persona in ("guest", "other"):
        with pytest.raises(PermissionDenied):
            measure(
                world.indicator_commission, Decimal(1), measured_on=today(),
                by=actor(world, persona),
            )  # fmt: skip


def test_indicator_is_removed_with_its_values_after_a_question(as_, world):
    indicator, member = world.indicator_commission, as_("member")
    assert (
        "All that was measured goes with it." in member.get(url("indicator-remove", indicator)).text
    )
    assert Indicator.objects.filter(pk=indicator.pk).exists()
    answer = member.post(url("indicator-remove", indicator), {"once": str(uuid4())})
    assert answer["Location"] == world.action_commission.get_absolute_url()
    assert not IndicatorValue.objects.filter(indicator=indicator.pk).exists()


def test_value_of_a_wrong_day_is_removed_after_a_question_by_who_may_measure(as_, world):
    indicator, value = world.indicator_commission, world.value_commission
    partner = as_("partner")
    measured(partner, indicator, "12", today(-1))
    where = url("indicator-value-remove", value)
    assert where in partner.get(url("indicator", indicator)).text
    assert "40" in partner.get(where).text
    assert indicator.values.count() == 2
    assert where not in as_("guest").get(url("indicator", indicator)).text
    assert as_("guest").post(where).status_code == 403
    sent = {"once": str(uuid4())}
    for _click in range(2):
        assert as_("partner").post(where, sent)["Location"] == indicator.get_absolute_url()
    assert [row.value for row in indicator.values.all()] == [12]
    said = sentences(world.action_commission)
    assert said.count("Value removed: \u2068kanaria-indicator-commission\u2069") == 1


def test_curve_goes_the_way_one_reads(world):
    values = world.indicator_commission.values
    values.all().delete()
    for days, value in ((-10, 0), (-5, 20), (0, 100)):
        values.create(measured_on=today(days), value=value)
    with translation.override("en"):
        chart = chart_of(values.all(), Decimal(200))
    with translation.override("ar"):
        mirrored = chart_of(values.all(), Decimal(200))
    xs, ys = zip(*chart.points, strict=True)
    assert [float(x) for x in xs] == [10, 180, 350]
    assert [float(y) for y in ys] == [140, 127, 75]
    assert (float(chart.target), float(chart.zero), chart.low, chart.high) == (10, 140, 0, 200)
    assert [x for x, _y in mirrored.points] == list(reversed(xs))
    assert mirrored.points[0][1] == ys[0]


def test_curve_of_one_value_and_of_none(world):
    values = world.indicator_commission.values
    assert chart_of(values.all(), None).points == [("180.0", "10.0")]
    values.update(value=0)
    assert chart_of(values.all(), None).points == [("180.0", "75.0")]
    assert chart_of(values.none(), Decimal(1)) is None
