"""The mails of a development server, to read at /mails/: they go into files, and nowhere else.

Only under DEBUG: a production site has no such address, and sends its mails.
"""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import get_language_info
from django.views.decorators.http import require_safe

# What Django's backend writes after each mail of a file.
BETWEEN = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class ReadMail:
    """A mail in a file: `name` is the file's, and its place in it."""

    name: str
    message: EmailMessage
    written: datetime

    @property
    def language(self) -> str:
        """Of the mails that say so; others, like the accounts', are read as they come."""
        return str(self.message["Content-Language"] or "")

    @property
    def dir(self) -> str:
        try:
            return "rtl" if get_language_info(self.language)["bidi"] else "ltr"
        except KeyError:
            return "auto"

    @property
    def text(self) -> str:
        return self._body("plain")

    @property
    def html(self) -> str:
        return self._body("html")

    def _body(self, kind: str) -> str:
        part = self.message.get_body(preferencelist=(kind,))
        return part.get_content() if part else ""


def urlpatterns() -> list[URLPattern]:
    """None, where DEBUG is off."""
    if not settings.DEBUG:
        return []
    return [
        path("mails/", mails, name="mails"),
        path("mails/<str:name>/", mail, name="mail"),
        path("mails/<str:name>/html/", mail_html, name="mail_html"),
    ]


def read_mails() -> list[ReadMail]:
    """Every mail that was sent, the newest first."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    found = []
    for file in Path(folder).glob("*.log") if folder else ():
        written = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
        contents = file.read_bytes().split(BETWEEN)[:-1]
        found += [
            ReadMail(
                f"{file.stem}-{number}",
                message_from_bytes(content, policy=policy.default),
                written,
            )
            for number, content in enumerate(contents)
        ]
    return sorted(found, key=lambda mail: (mail.written, mail.name), reverse=True)


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    return render(request, "development/mails.html", {"mails": read_mails()})


@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "development/mail.html", {"mail": _named(name)})


@require_safe
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML alone, for the frame of its page, which lets it do nothing."""
    return HttpResponse(_named(name).html)


def _named(name: str) -> ReadMail:
    for found in read_mails():
        if found.name == name:
            return found
    raise Http404
