"""What a person is called and written to, whatever user model the site has."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import get_language


def name_of(user: Any) -> str:
    """The person's name in the reader's script, from their profile; else the account's own."""
    if profile := getattr(user, "network_profile", None):
        return profile.name
    return account_name(user)


def account_name(user: Any) -> str:
    """The name that the site's user model knows, or what its account is called."""
    get_full_name = getattr(user, "get_full_name", None)
    return (get_full_name() if get_full_name else "").strip() or user.get_username()


def name_columns(path: str) -> list[str]:
    """For `only`: what `name_of` reads of the people at the end of `path`, as in "author__".

    A site whose user model makes a name of other columns pays a query for each account without a
    name in its profile.
    """
    user_model = get_user_model()
    known = {field.name for field in user_model._meta.concrete_fields}
    account = {user_model.USERNAME_FIELD, "first_name", "last_name"} & known
    profile = ("name_latin", "name_arabic", "shows_email")
    return [
        *(f"{path}{name}" for name in sorted(account)),
        *(f"{path}network_profile__{name}" for name in profile),
    ]


def address_of(user: Any) -> str:
    """The e-mail address that the site has for the person; empty where it has none."""
    return getattr(user, user.get_email_field_name(), "") or ""


def language_of(user: Any) -> str:
    """The language that somebody is written to in: theirs, else the one active now."""
    profile = getattr(user, "network_profile", None)
    return (profile and profile.language) or get_language() or settings.LANGUAGE_CODE


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are one mailbox: nobody tells mailboxes apart by case."""
    return one.strip().casefold() == other.strip().casefold()


def users_with_address(address: str) -> QuerySet:
    """The active accounts with this address; a site's user model may allow more than one."""
    user_model = get_user_model()
    field = user_model.get_email_field_name()
    return user_model._default_manager.filter(
        **{f"{field}__iexact": address.strip()}, is_active=True
    )
