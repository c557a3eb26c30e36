"""Tests' way in: as if somebody had signed in with both their factors."""

import time

from allauth.account.internal.flows import login
from allauth.account.internal.userkit import user_id_to_str


def sign_in(client, user):
    """Sign in to a session in which a second factor was used, as an admin wants it."""
    client.force_login(user)
    session = client.session
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": time.time(), "email": user.email},
        {"method": "mfa", "at": time.time(), "type": "totp"},
    ]
    session.save()
