"""Writing a mail: its subject, its text and its HTML, in the recipient's language."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from network.core.people import language_of, name_of

from .kinds import MailKind
from .models import Mail

# The page on which people say how often they want mails; and its way in for a mail program.
PREFERENCES_VIEW = "network:notifications"


@dataclass(frozen=True)
class Written:
    subject: str
    text: str
    html: str


def absolute(path: str) -> str:
    """A whole address. Its host is the site's own, and never from a request."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def language_for(mail: Mail) -> str:
    """The recipient's language now; for somebody without an account, that of the posting."""
    if not mail.recipient:
        return mail.language
    with translation.override(mail.language):
        return language_of(mail.recipient)


def write(mail: Mail, kind: MailKind, obj: Any) -> Written:
    """The mail, in the language that is active."""
    context = context_of(mail, kind, obj)
    subject = _subject(kind, context)
    template = f"network/emails/{kind.template}"
    context["subject"] = subject
    text = _plain(f"{template}.txt", context).strip() + "\n"
    html = render_to_string(f"{template}.html", context)
    return Written(subject, text, html)


def line_of(mail: Mail, kind: MailKind, obj: Any) -> tuple[str, str]:
    """The mail in one line, for the mail of the day: its subject, and the page it leads to."""
    context = context_of(mail, kind, obj)
    url = context["url"]
    return _subject(kind, context), url() if callable(url) else url


def message_of(mail: Mail, kind: MailKind, obj: Any) -> EmailMultiAlternatives:
    """The whole message, in the recipient's language."""
    language = language_for(mail)
    with translation.override(language):
        written = write(mail, kind, obj)
        preferences = preferences_url()
    headers = {
        # The same at every attempt: programs recognise a copy by it.
        "Message-ID": f"<{mail.uuid}@{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": language,
    }
    if preferences and mail.recipient:
        headers["List-Unsubscribe"] = f"<{preferences}>"
    message = EmailMultiAlternatives(written.subject, written.text, to=[mail.to], headers=headers)
    message.attach_alternative(written.html, "text/html")
    return message


def context_of(mail: Mail, kind: MailKind, obj: Any) -> dict[str, Any]:
    """What every mail's templates have: see `network/emails/base.html`."""
    language = translation.get_language() or mail.language
    return {
        "url": _url_of(obj),
        **mail.context,
        "object": obj,
        "recipient": mail.recipient,
        "name": name_of(mail.recipient) if mail.recipient else "",
        "language": language,
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
        "base_url": absolute(""),
        "site_name": getattr(settings, "WAGTAIL_SITE_NAME", ""),
        "preferences_url": preferences_url() if mail.recipient else "",
        **(kind.context(mail, obj) if kind.context else {}),
    }


def preferences_url() -> str:
    """Where people choose; empty where the site has not mounted the workspace."""
    try:
        return absolute(reverse(PREFERENCES_VIEW))
    except NoReverseMatch:
        return ""


def _url_of(obj: Any) -> Callable[[], str] | str:
    """The object's page, for templates that name it: asked for only then."""
    if not hasattr(obj, "get_absolute_url"):
        return ""
    return partial(_absolute_url_of, obj)


def _absolute_url_of(obj: Any) -> str:
    return absolute(obj.get_absolute_url())


def _subject(kind: MailKind, context: dict[str, Any]) -> str:
    # On one line, whatever stands in names: a second one would be another header.
    return " ".join(_plain(f"network/emails/{kind.template}.subject.txt", context).split())


def _plain(template: str, context: dict[str, Any]) -> str:
    """A text without HTML's escapes, so that nobody reads « l&#x27;ESS »."""
    engines_own = get_template(template).template  # type: ignore[attr-defined]
    return engines_own.render(Context(context, autoescape=False))
