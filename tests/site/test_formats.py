"""Dates and numbers as they are written in Morocco."""

from datetime import date, datetime

import pytest
from django.utils.formats import date_format, number_format
from django.utils.translation import override

MONTHS = [
    *("يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو"),
    *("يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"),
]


@pytest.mark.parametrize("month", range(1, 13))
def test_arabic_month_has_its_moroccan_name(month):
    with override("ar"):
        assert date_format(date(2026, month, 14)) == f"14 {MONTHS[month - 1]} 2026"
        assert date_format(date(2026, month, 14), "N") == MONTHS[month - 1]


def test_time_follows_an_arabic_comma():
    with override("ar"):
        assert date_format(datetime(2026, 8, 14, 15, 30), "DATETIME_FORMAT") == "14 غشت 2026، 15:30"


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "1\u00a0250\u00a0000,5"), ("ar", "1.250.000,5")]
)
def test_numbers_are_grouped_as_each_language_does(language, text):
    with override(language):
        assert number_format(1250000.5) == text
