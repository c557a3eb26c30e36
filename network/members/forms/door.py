"""The form behind an invitation's link, for a site that has no way of its own to an account."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import BaseUserCreationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from network.core.people import users_with_address


class OpenAccountForm(BaseUserCreationForm):
    """Makes an account of the site's user model, called what its address is.

    Raises ValidationError beside the password for one that AUTH_PASSWORD_VALIDATORS refuse.
    """

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        help_text=_("As colleagues know you, in Latin or Arabic letters."),
    )

    class Meta:
        model = get_user_model()
        fields = ()

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        user_model = self._meta.model
        # What the account is found by when somebody signs in, and what it is written to.
        setattr(self.instance, user_model.USERNAME_FIELD, email)
        setattr(self.instance, user_model.get_email_field_name(), email)
        self.order_fields(["name"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        user_model = self._meta.model
        taken = user_model._default_manager.filter(**{user_model.USERNAME_FIELD: self.email})
        if taken.exists() or users_with_address(self.email).exists():
            raise ValidationError(_("This address has an account already: sign in with it."))
        return cleaned
