"""The doors without a signed-in person: links that are sent to somebody.

Each link is for one purpose, expires, can be revoked, works once where it is used up, shows on GET
and acts on POST, if it acts at all. The doors there are:

- `INVITATION`: an answer to an invitation into an organisation;
- `TASK_DONE`: that a task is done, from the mail that reminds of it;
- `CALENDAR`: the dates of joint actions, for one person's calendar program.

A link's secret is made from SECRET_KEY and the row's nonce, so the database alone opens nothing:
it holds a digest. And a mail that is sent later can still be written.
"""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

INVITATION = "invitation"
TASK_DONE = "task_done"
CALENDAR = "calendar"


class LinkQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Those that still lead somewhere."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())


class Link(models.Model):
    """The way in for whoever holds its token. The record it is for points at it."""

    purpose = models.CharField(max_length=30)
    nonce = models.CharField(max_length=43, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    @property
    def is_open(self) -> bool:
        return not self.used_at and not self.revoked_at and self.expires_at > timezone.now()


def make(purpose: str, *, days: int) -> Link:
    """A new link for this purpose, open for so many days; `token_of` gives what to send."""
    link = _new(purpose, days)
    link.save()
    return link


def make_several(purpose: str, count: int, *, days: int) -> list[Link]:
    """So many new links at once."""
    return Link.objects.bulk_create([_new(purpose, days) for _ in range(count)])


def _new(purpose: str, days: int) -> Link:
    nonce = secrets.token_urlsafe(32)
    return Link(
        purpose=purpose,
        nonce=nonce,
        digest=_digest(_token(purpose, nonce, settings.SECRET_KEY)),
        expires_at=timezone.now() + timedelta(days=days),
    )


def token_of(link: Link) -> str:
    """What the link's address ends with.

    Raises LookupError where no key of this site made it (SECRET_KEY was changed, and the old one
    is not among SECRET_KEY_FALLBACKS): then the link can only be made again.
    """
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = _token(link.purpose, link.nonce, key)
        if constant_time_compare(_digest(token), link.digest):
            return token
    raise LookupError(f"No key of this site made the link {link.pk}.")


def find(purpose: str, token: str) -> Link | None:
    """The open link of this token, or None: a token for one purpose opens nothing else."""
    return Link.objects.open().filter(purpose=purpose, digest=_digest(token)).first()


def use(link: Link) -> bool:
    """Use the link up. False where somebody was first, or it is open no more."""
    return bool(Link.objects.open().filter(pk=link.pk).update(used_at=timezone.now()))


def revoke(link: Link) -> None:
    """Let the link lead nowhere from now on."""
    Link.objects.open().filter(pk=link.pk).update(revoked_at=timezone.now())


def _token(purpose: str, nonce: str, key: str) -> str:
    return salted_hmac(
        f"network.links.{purpose}", nonce, secret=key, algorithm="sha256"
    ).hexdigest()


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
