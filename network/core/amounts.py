"""Numbers as people type them, and as they read them.

A French keyboard gives `1 200,50`, an English one `1,200.50`, an Arabic one `1.200,50` or
`١٬٢٠٠٫٥٠`; who copies out of a table brings spaces along that cannot be told apart. All of them are
read alike, whatever language the page is in, by what the signs can only mean:

- of two different signs the last one is before the decimals;
- one that is there twice or more is between groups of three;
- one that is there once, with exactly three digits after it, is between groups too, unless what is
  before it is nought, or has more than three digits: nobody writes 0.500 for five hundred;
- else it is before the decimals.

What was read is written back in the reader's own way, so that a number read otherwise than it was
meant is seen at once.
"""

import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.functional import Promise
from django.utils.numberformat import format as format_number
from django.utils.translation import gettext_lazy as _

# No number that anybody means is longer.
_LONGEST = 60
_ARABIC_DECIMAL = "\u066b"
# Signs that are between groups and nothing else; a space is what is left of each.
_GROUPING = str.maketrans(dict.fromkeys("\u066c'\u2019", " "))
# Signs that are one or the other.
_EITHER = ".,"
_GROUPED = re.compile(r"\d{1,3}(?:([ .,])\d{3})(?:\1\d{3})*|\d*")


def read_number(text: str) -> Decimal:
    """The number that somebody typed. Raises ValueError where it is none, or could be several."""
    if len(text) > _LONGEST:
        raise ValueError("too long")
    plain = " ".join("".join(map(_plain, text)).translate(_GROUPING).split())
    sign, body = ("-", plain[1:].lstrip()) if plain.startswith("-") else ("", plain)
    mark = _decimal_mark(body)
    whole, _mark, decimals = body.rpartition(mark) if mark else (body, "", "")
    if not _GROUPED.fullmatch(whole) or not re.fullmatch(r"\d*", decimals, re.ASCII):
        raise ValueError("not a number")
    digits = re.sub(r"\D", "", whole)
    if not digits and not decimals:
        raise ValueError("no digits")
    # Noughts at the end say nothing; and there is no number below nought that is nought.
    return Decimal(f"{sign}{digits or '0'}.{decimals.rstrip('0') or '0'}") + 0


def _plain(character: str) -> str:
    """In ASCII, where it is a digit, a sign or a space; what turns the order of letters round, and
    nobody sees, is nothing."""
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Cf":
        return ""
    return {"\u2212": "-", "\u060c": ","}.get(character, character)


def _decimal_mark(body: str) -> str:
    """The sign that is before the decimals; empty where there are none."""
    if _ARABIC_DECIMAL in body:
        return _ARABIC_DECIMAL
    there = [sign for sign in _EITHER if sign in body]
    if len(there) != 1:
        return max(there, key=body.rindex, default="")
    [sign] = there
    if body.count(sign) > 1:
        return ""
    before, _sign, after = body.partition(sign)
    is_group = len(after) == 3 and len(before) <= 3 and " " not in before and before.strip("0")
    return "" if is_group else sign


def write_number(number: Decimal, places: int | None = None) -> str:
    """The number in groups of three, as the reader's language writes it; with so many decimals, or
    as many as it has."""
    if places is None:
        number = _without_noughts(number)
    written = format_number(
        number,
        get_format("DECIMAL_SEPARATOR"),
        decimal_pos=places,
        grouping=3,
        thousand_sep=get_format("THOUSAND_SEPARATOR"),
        # Also where a site writes its other numbers without groups.
        force_grouping=True,
    )
    return written.replace("-", "\u2212")


def write_amount(amount: Decimal) -> str:
    """An amount of money: with two decimals, or none where it is whole."""
    return write_number(amount, 0 if amount == amount.to_integral_value() else 2)


def _without_noughts(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()


class AmountField(forms.Field):
    """Asks for an amount of money: not below nought, with two decimals.

    With other `places`, and if it `may_be_negative`, for any number.
    """

    widget: Any = forms.TextInput
    default_error_messages = {
        "invalid": _("Write a number in digits, for example %(example)s."),
        "negative": _("Write a number that is not below zero."),
        "places": _("Write at most %(places)d digits after the decimal sign."),
        "too_large": _("This number is too large: at most %(limit)s."),
    }

    def __init__(
        self,
        *,
        max_digits: int = 14,
        decimal_places: int = 2,
        may_be_negative: bool = False,
        **kwargs: Any,
    ) -> None:
        self.max_digits, self.places = max_digits, decimal_places
        self.may_be_negative = may_be_negative
        super().__init__(**kwargs)

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        # A number is written from the left in every language.
        return {"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"}

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        try:
            return read_number(str(value))
        except ValueError as error:
            raise self._refusal("invalid", example=write_amount(Decimal("1200.5"))) from error

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is None:
            return
        if value < 0 and not self.may_be_negative:
            raise self._refusal("negative")
        if abs(value) >= 10 ** (self.max_digits - self.places):
            limit = Decimal(10 ** (self.max_digits - self.places) - 1)
            raise self._refusal("too_large", limit=write_number(limit))
        if round(value, self.places) != value:
            raise self._refusal("places", places=self.places)

    def _refusal(self, code: str, **params: Any) -> ValidationError:
        message: str | Promise = self.error_messages[code]
        return ValidationError(message, code=code, params=params)

    def prepare_value(self, value: Any) -> Any:
        """What is there already, in the reader's way; what was just typed, as it was typed."""
        if not isinstance(value, Decimal):
            return value
        written = write_amount(value) if self.places == 2 else write_number(value)
        # The one way to write a number that would be read as another one: 1,234 with decimals.
        return written if read_number(written) == value else f"{written}0"


class NumberField(AmountField):
    """Asks for any number, as one that was measured: with three decimals, and below nought too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"decimal_places": 3, "max_digits": 16, "may_be_negative": True} | kwargs
        )
