"""Two clicks make one thing.

A form carries a token; the first request that brings it does the work, and every other that brings
the same one is led to what the first one made:

    if form.is_valid() and (url := once.do_form(request, form, lambda: add(...).url)):
        return redirect(url)
"""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from .changes import show_errors
from .files import undone_with_files
from .lines import OneLineMixin

# As long as a form may stay open in somebody's browser and still be sent twice.
KEPT_DAYS = 2


class Submission(models.Model):
    """A form that was sent, and where its sender was led."""

    token = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=64)
    url = models.CharField(max_length=500)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return str(self.token)


class OnceForm(OneLineMixin, forms.Form):
    """Mixed into forms that make something."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def clean_once(self) -> UUID:
        # Without one, as from a program, nothing is known of an earlier request.
        return self.cleaned_data["once"] or uuid4()


def do(token: UUID, user: Any, make: Callable[[], str], *, form: str) -> str:
    """Run `make`, which returns an address, in a transaction; for a token that was brought before
    return the address of then. Whatever `make` raises undoes everything, the token included.

    `form` is where the form stands and what came with it, by `content_of`. Raises ValidationError
    for a token that was brought with another form, or other content: that was not done.
    """
    try:
        with undone_with_files(), transaction.atomic():
            # A second request waits here until the first one is done.
            submission = Submission.objects.create(token=token, user=user, form=form)
            submission.url = make()
            submission.save(update_fields=["url"])
            return submission.url
    except IntegrityError:
        done = Submission.objects.filter(token=token).first()
        if done is None:
            raise
        if (done.user_id, done.form) != (user.pk, form):
            raise ValidationError(
                _("This form was sent already, with something else in it. Open it again.")
            ) from None
        return done.url


def do_form(request: HttpRequest, form: "OnceForm", make: Callable[[], str]) -> str:
    """`do` for a valid form: where what was made is. Empty where `make` refused with a
    ValidationError, which the form then shows."""
    try:
        return do(form.cleaned_data["once"], request.user, make, form=content_of(request))
    except ValidationError as error:
        show_errors(form, error)
        return ""


def content_of(request: HttpRequest) -> str:
    """What a form was sent with, as a digest: for `do`."""
    digest = sha256(request.path.encode())
    for name, values in sorted(request.POST.lists()):
        if name != "csrfmiddlewaretoken":
            digest.update(repr((name, values)).encode())
    for name, uploads in sorted(request.FILES.lists()):
        for upload in uploads:
            digest.update(repr((name, upload.name, upload.size)).encode())
    return digest.hexdigest()


def done(request: HttpRequest) -> str:
    """Where this very form, sent before, has led; empty where it is the first. For a form that does
    not stay valid, because what it brings is used up."""
    try:
        token = UUID(request.POST.get("once", ""))
    except ValueError:
        return ""
    user: Any = request.user
    before = Submission.objects.filter(token=token, user=user, form=content_of(request))
    return before.values_list("url", flat=True).first() or ""


def forget_old() -> int:
    """Delete what no browser sends again; returns how many."""
    limit = timezone.now() - timedelta(days=KEPT_DAYS)
    return Submission.objects.filter(created_at__lt=limit).delete()[0]
