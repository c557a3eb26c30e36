"""Numbers as people type them: read alike from every keyboard, and written back."""

from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from network.core.amounts import AmountField, NumberField, read_number, write_amount
from network.templatetags.network_actions import amount


class BudgetForm(forms.Form):
    planned = AmountField(show_hidden_initial=True)


class MeasureForm(forms.Form):
    value = NumberField(show_hidden_initial=True)


def refusal(typed, form_class=BudgetForm):
    [name] = form_class.base_fields
    sent = form_class({name: typed})
    assert not sent.is_valid(), sent.cleaned_data
    # What was typed is still there.
    assert sent[name].value() == typed
    return sent.errors[name][0]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1200.5", "1200.5"),
        ("1 200,50", "1200.5"),
        ("1\u00a0200,50", "1200.5"),
        ("1\u202f200,50", "1200.5"),
        ("1.200,50", "1200.5"),
        ("1,200.50", "1200.5"),
        ("1’200.50", "1200.5"),
        ("١٬٢٠٠٫٥٠", "1200.5"),
        ("١٢٠٠٫٥", "1200.5"),
        ("۱٬۲۰۰٫۵۰", "1200.5"),
        ("١،٥", "1.5"),
        ("\u200f\u2066١٢٠٠\u2069\u061c", "1200"),
        ("1 250 000", "1250000"),
        ("1.250.000", "1250000"),
        ("1,250,000", "1250000"),
        ("1,250,000.75", "1250000.75"),
        ("1.250.000,75", "1250000.75"),
        # One sign, three digits after it.
        ("1.200", "1200"),
        ("12,500", "12500"),
        ("0.500", "0.5"),
        ("0,125", "0.125"),
        ("1200,125", "1200.125"),
        ("1 200,125", "1200.125"),
        ("1.20", "1.2"),
        ("12,5", "12.5"),
        (",5", "0.5"),
        ("-3,5", "-3.5"),
        ("\u22123", "-3"),
        ("-0", "0"),
        ("007", "7"),
    ],
)
def test_number_is_read_as_it_was_meant(typed, read):
    assert str(read_number(typed).normalize()) == str(Decimal(read).normalize())


@pytest.mark.parametrize(
    "typed",
    ["1.20.300", "1,2,3", "1.200,50,30", "12 50", "1 2000", "1200 DH", "twelve", "1e9", "NaN",
     "Infinity", ".", "-", "--1", "1-2", "1٫2٫3", "1,200 50", "½", "9" * 70, "1\0"],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_an_example(typed):
    with pytest.raises(ValueError, match=r"."):
        read_number(typed)
    assert refusal(typed) == "Write a number in digits, for example 1,200.50."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-1", "Write a number that is not below zero."),
        ("1.234,567", "Write at most 2 digits after the decimal sign."),
        ("1000000000000", "This number is too large: at most 999,999,999,999."),
        ("9" * 40, "This number is too large: at most 999,999,999,999."),
    ],
)
def test_amount_that_cannot_be_is_refused_in_a_sentence(typed, said):
    assert refusal(typed) == said


def test_number_that_is_no_amount_may_be_negative_and_finer():
    sent = MeasureForm({"value": "-1 234,567"})
    assert sent.is_valid()
    assert sent.cleaned_data["value"] == Decimal("-1234.567")
    assert "3 digits" in refusal("1,2345", MeasureForm)


@pytest.mark.parametrize(
    ("language", "written"),
    [("fr", "1\u00a0250\u00a0000,50"), ("ar", "1.250.000,50"), ("en", "1,250,000.50")],
)
def test_amount_is_written_as_the_reader_writes(language, written):
    with translation.override(language):
        assert write_amount(Decimal("1250000.5")) == written
        assert "50" not in write_amount(Decimal("1200.00"))
        assert f'<bdi dir="ltr">{written}</bdi> euro' in amount(Decimal("1250000.5"), "euro")
        assert f'value="{written}"' in str(BudgetForm(initial={"planned": Decimal("1250000.50")}))
    assert amount(None) == "–"


NUMBERS = ["0", "0.5", "0.123", "1.234", "12.345", "-1.5", "-7.125", "999", "1200", "1200.5",
           "1234.567", "1250000", "123456789012.125"]  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("number", NUMBERS)
def test_what_a_form_shows_is_read_as_the_same_number(language, number):
    with translation.override(language):
        shown = MeasureForm(initial={"value": Decimal(number)})["value"].value()
        assert read_number(shown) == Decimal(number)
        # So nobody has changed what nobody touched.
        sent = MeasureForm({"value": shown, "initial-value": shown})
        assert sent.is_valid()
        assert not sent.has_changed()


def test_field_asks_for_a_number_that_is_written_from_the_left():
    assert 'inputmode="decimal" dir="ltr"' in str(BudgetForm()["planned"])
