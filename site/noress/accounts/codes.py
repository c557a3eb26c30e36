"""
An authenticator app's code counts once, in every process (RFC 6238, 5.2).

allauth forgets a used code after one period, in a cache; with its tolerance for wrong clocks a code
is good for three. So the last period used is kept with the authenticator.
"""

import time
import unicodedata

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.db import transaction


def step_now() -> int:
    """The period that the clock is in, counted from 1970."""
    return int(time.time()) // app_settings.TOTP_PERIOD


def latin_digits(code: str) -> str:
    """The code in the digits it was made in, whatever the keyboard writes."""
    return "".join(str(unicodedata.decimal(character, character)) for character in code)


def step_of(app: Authenticator, code: str) -> int | None:
    """The period that an app's code is of, counted from 1970; None where it is of none near now."""
    secret = decrypt(app.data["secret"])
    return next(
        (
            step
            for step in yield_hotp_counters_from_time()
            if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step)))
        ),
        None,
    )


def use_up(app: Authenticator, step: int) -> bool:
    """Let no code of this period or an earlier one count again; False where another was faster."""
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=app.pk)
        if step <= row.data.get("last_step", 0):
            return False
        row.data["last_step"] = step
        row.save(update_fields=["data"])
    return True
