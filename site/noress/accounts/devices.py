"""
The browsers that somebody has signed in with before.

A browser keeps a signed cookie that names the accounts it has signed in to (OWASP's “device
cookies”). A sign-in without it is news to the account's owner, by mail; and tries from elsewhere do
not lock out a browser that has it.
"""

import secrets

from django.core import signing
from django.http import HttpRequest, HttpResponse

from .models import User

COOKIE, SALT = "known_device", "noress.accounts.devices"
SECONDS = 400 * 24 * 3600  # The longest that browsers keep a cookie.
ACCOUNTS = 8  # Of a browser that many people share, the last ones.


def token(request: HttpRequest, user: User) -> str | None:
    """What this browser got when `user` signed in with it, or None."""
    return _read(request).get(str(user.pk))


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let this browser know that `user` has signed in with it."""
    known = _read(request)
    known.pop(str(user.pk), None)
    known = dict([*known.items(), (str(user.pk), secrets.token_urlsafe(9))][-ACCOUNTS:])
    response.set_cookie(
        COOKIE,
        signing.dumps(known, salt=SALT),
        max_age=SECONDS,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> dict[str, str]:
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return {}
