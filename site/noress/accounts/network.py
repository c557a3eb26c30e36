"""What the network asks of the site's accounts: one for whom it invites."""

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import override

from . import invitations
from .addresses import normalised
from .models import User


def open_account(request: HttpRequest, email: str, language: str, next_url: str) -> str:
    """
    Where somebody opens their account, and from there goes on to `next_url`.

    For NETWORK_OPEN_ACCOUNT: by the network's link, which they hold, they have just proved that
    they read this mailbox. Who has an account signs in; whose address no account can have comes
    back to `next_url`, and reads why.
    """
    has_account = User.objects.filter(email=normalised(email)).exists()
    with override(language):
        if has_account:
            url = reverse("account_login")
        else:
            try:
                token = invitations.let_in(email, language=language)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
                return next_url
            url = reverse("accept_invitation", args=[token])
    return f"{url}?{urlencode({REDIRECT_FIELD_NAME: next_url})}"
