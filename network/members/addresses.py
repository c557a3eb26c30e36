"""How people and organisations are reached: numbers and addresses as they are kept."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

# Arabic-Indic and Persian digits, as a telephone's keyboard may write them.
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_PHONE = re.compile(r"\+?[0-9][0-9 ]{4,28}[0-9]")
# Some come along with a number or an address that is copied from an Arabic page.
_BIDI_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean_phone(number: str) -> str:
    """A telephone number as it is kept: digits and single spaces, perhaps a plus before them.

    Raises ValidationError for what no telephone can call. Empty stays empty.
    """
    number = _BIDI_CONTROLS.sub("", number.translate(_DIGITS))
    number = " ".join(re.sub(r"[().\-/\s]", " ", number).split())
    if number and not _PHONE.fullmatch(number):
        raise ValidationError(
            _("Write a telephone number with its digits, for example +212 5 39 00 00 00."),
            code="phone",
        )
    return number


def clean_email(address: str) -> str:
    """An e-mail address. Raises ValidationError for what is none."""
    address = _BIDI_CONTROLS.sub("", address).strip()
    validate_email(address)
    # Django's check takes letters that only look like a Latin one: no mail server does.
    if not address.isascii():
        raise ValidationError(_("Write the address in Latin letters."), code="email")
    return address


def clean_website(address: str) -> str:
    """An address of the web; without https:// before it, it gets that.

    Raises ValidationError for any other: a link to it would do something else when it is pressed.
    """
    address = _BIDI_CONTROLS.sub("", address).strip()
    if "://" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        is_fine = parts.scheme in ("http", "https") and "." in (parts.hostname or "")
        # A name and a password in it would be everybody's; a port that is none raises.
        is_fine = is_fine and parts.username is None and parts.port != 0
    except ValueError:
        is_fine = False
    if not is_fine or re.search(r"[\s\\]", address):
        raise ValidationError(
            _("Write the address of a web site, for example https://www.example.org."), code="url"
        )
    return address
