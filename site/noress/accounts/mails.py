"""
The accounts' mails: in the person's language, as text and as HTML, sent after the answer.

After it, so that an answer takes as long for an address with an account as for one without, and
a mail server that is down fails no request. What could not be sent is in the log, and its person
can ask again.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from .models import User

logger = logging.getLogger(__name__)


def language_of(user: User | None) -> str:
    """The language in which somebody is written to: theirs, or else the one they are reading."""
    profile = getattr(user, "wagtail_userprofile", None) if user and user.pk else None
    return (profile and profile.preferred_language) or translation.get_language() or "fr"


def absolute(view: str, *args: Any, language: str) -> str:
    """A whole address for a mail. Its host is the site's own, and never from a request."""
    with translation.override(language):
        return settings.WAGTAILADMIN_BASE_URL + reverse(view, args=args)


def send(template: str, address: str, language: str, context: dict[str, Any]) -> None:
    """Send a mail after the answer, from `{template}_subject.txt` and `{template}_message.txt`."""
    later(_send_now, template, address, language, context)


def later(do: Callable, *args: Any) -> None:
    """Do something after the answer, in the language of now; not if what leads to it fails."""
    transaction.on_commit(partial(_later, translation.get_language(), do, *args))


def _later(*args: Any) -> None:
    if settings.MAIL_THREADS:
        _threads().submit(_do_in_thread, *args)
    else:
        _do(*args)


@cache
def _threads() -> ThreadPoolExecutor:
    # At the first mail: a worker's threads are not its parent's.
    return ThreadPoolExecutor(settings.MAIL_THREADS, thread_name_prefix="mail")


def _do_in_thread(*args: Any) -> None:
    try:
        _do(*args)
    finally:
        # No request ends here, and closes it.
        connection.close()


def _do(language: str | None, do: Callable, *args: Any) -> None:
    try:
        with translation.override(language):
            do(*args)
    except Exception:
        logger.exception("A mail could not be sent.")


def _send_now(template: str, address: str, language: str, context: dict[str, Any]) -> None:
    with translation.override(language):
        context = {
            **context,
            "language": language,
            "is_rtl": translation.get_language_bidi(),
            "site_url": settings.WAGTAILADMIN_BASE_URL,
            "site_name": settings.WAGTAIL_SITE_NAME,
        }
        subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
        text = render_to_string(f"{template}_message.txt", context).strip() + "\n"
        html = render_to_string("account/email/message.html", {**context, "text": text})
    mail = EmailMultiAlternatives(subject, text, to=[address])
    mail.attach_alternative(html, "text/html")
    mail.send()
