"""What a password must not be, beside Django's own rules (NIST SP 800-63B-4, 3.1.1.2)."""

import unicodedata
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# What somebody who attacks this site tries first.
LOCAL_WORDS = ("noress", "radev", "tanger", "tétouan", "طنجة", "تطوان", "نوريس")
MAX_LENGTH = 256


def normalised_password(password: str | None) -> str | None:
    """
    The password as it is hashed, however the keyboard composes its letters (NFKC).

    `é` can be one character or two, and an Arabic letter has many forms.
    """
    return password and unicodedata.normalize("NFKC", password)


class MaximumLengthValidator:
    """Refuses what is too long to be a password."""

    def validate(self, password, user=None):
        if len(password) > MAX_LENGTH:
            raise ValidationError(
                ngettext(
                    "This password is too long: %(limit)d character at most.",
                    "This password is too long: %(limit)d characters at most.",
                    MAX_LENGTH,
                ),
                code="password_too_long",
                params={"limit": MAX_LENGTH},
            )

    def get_help_text(self):
        return ""


class NotGuessedValidator:
    """Refuses few characters over and over, 1234… and abcd…, and the site's name and place."""

    def validate(self, password, user=None):
        rest = password.casefold()
        for word in LOCAL_WORDS:
            rest = rest.replace(word, "")
        in_a_row = sum(abs(ord(a) - ord(b)) <= 1 for a, b in pairwise(rest))
        if len(set(rest)) < 5 or in_a_row > len(rest) / 2:
            raise ValidationError(
                _("This password is easy to guess: take a few words that do not belong together."),
                code="password_guessed",
            )

    def get_help_text(self):
        return ""
