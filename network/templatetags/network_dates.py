"""Writing when something happened, or will: in words for a reader, exactly for a program."""

import datetime
from functools import lru_cache

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def day(when: datetime.date | None) -> SafeString:
    """`{% day document.updated_at %}`: the day of it in words, also of a date without a time; of
    what has not happened, nothing."""
    if not when:
        return SafeString("")
    if isinstance(when, datetime.datetime):
        when = when.astimezone(get_current_timezone())
        return _time(when, _day_in_words(when.date(), get_language()))
    return _date(when, get_language())


@register.simple_tag
def moment(when: datetime.datetime | None) -> SafeString:
    """`{% moment entry.timestamp %}`: the day, and the time of it."""
    if not when:
        return SafeString("")
    when = when.astimezone(get_current_timezone())
    return _time(when, date_format(when, "DATETIME_FORMAT"))


def _time(when: datetime.date, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', when.isoformat(), words)


@lru_cache(maxsize=2000)
def _date(date: datetime.date, language: str | None) -> SafeString:
    return _time(date, _day_in_words(date, language))


@lru_cache(maxsize=2000)
def _day_in_words(date: datetime.date, _language: str | None) -> str:
    """A list writes the same few days again and again. `date_format` asks for the active language
    by itself: it is given here so that each language keeps its own."""
    return date_format(date, "DATE_FORMAT")
