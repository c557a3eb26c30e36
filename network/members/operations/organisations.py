"""What changes organisations."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.core import audit, changes
from network.core.actor import Actor
from network.core.pictures import replace_picture

from ..models import Contact, Organisation
from ..rules import can_coordinate, can_manage

audit.register(
    {
        "network.organisation.created": _("Organisation added"),
        "network.organisation.changed": _("Changed: %(fields)s"),
        "network.organisation.logo_changed": _("Logo changed"),
        "network.organisation.suspended": _("Organisation suspended"),
        "network.organisation.reinstated": _("Organisation active again"),
        "network.organisation.left": _("Organisation left the network"),
        "network.contact.added": _("Contact added: %(contact)s"),
        "network.contact.changed": _("Contact changed: %(contact)s"),
        "network.contact.removed": _("Contact removed: %(contact)s"),
    }
)


@transaction.atomic
def create_organisation(values: Mapping[str, Any], *, by: Actor) -> Organisation:
    """Add an active member. Raises PermissionDenied and ValidationError."""
    if not can_coordinate(by):
        raise PermissionDenied
    organisation = Organisation()
    changes.apply(organisation, values)
    audit.record(organisation, "network.organisation.created", by=by)
    return organisation


@transaction.atomic
def change_organisation(
    organisation: Organisation, values: Mapping[str, Any], *, by: Actor
) -> None:
    """Change what somebody changed of it. Raises PermissionDenied and ValidationError."""
    if not can_manage(by, organisation):
        raise PermissionDenied
    if changed := changes.apply(organisation, values):
        audit.record(organisation, "network.organisation.changed", by=by, data={"fields": changed})


@transaction.atomic
def change_contacts(
    organisation: Organisation,
    changed: Iterable[tuple[Contact, Mapping[str, Any]]],
    removed: Iterable[Contact] = (),
    *,
    by: Actor,
) -> None:
    """Add contacts, change what somebody changed of those there are, and take some away.

    Raises PermissionDenied and ValidationError.
    """
    if not can_manage(by, organisation):
        raise PermissionDenied
    for contact, values in changed:
        _change_contact(organisation, contact, values, by)
    for contact in removed:
        _require_own(organisation, contact)
        contact.delete()
        _record_contact(organisation, contact, "removed", by)


def _change_contact(
    organisation: Organisation, contact: Contact, values: Mapping[str, Any], by: Actor
) -> None:
    if contact._state.adding:
        contact = _new_contact(organisation, values)
    _require_own(organisation, contact)
    is_new = contact._state.adding
    if changes.apply(contact, values):
        _record_contact(organisation, contact, "added" if is_new else "changed", by)


def _new_contact(organisation: Organisation, values: Mapping[str, Any]) -> Contact:
    """The one to add; or the one that says the same and is there: a form may be sent twice."""
    contact = Contact(organisation=organisation, **values)
    contact.full_clean()
    same = organisation.contacts.filter(kind=contact.kind, value=contact.value)
    return same.first() or Contact(organisation=organisation)


def _require_own(organisation: Organisation, contact: Contact) -> None:
    if contact.organisation_id != organisation.pk:
        raise PermissionDenied


def _record_contact(organisation: Organisation, contact: Contact, verb: str, by: Actor) -> None:
    """In the organisation's history, where somebody looks for it."""
    audit.record(organisation, f"network.contact.{verb}", by=by, data={"contact": contact.value})


def suspend_organisation(organisation: Organisation, *, by: Actor) -> None:
    """Close the private area to all who come in by it; at once, and nothing of theirs is lost."""
    _set_status(organisation, Organisation.Status.SUSPENDED, "suspended", by)


def reinstate_organisation(organisation: Organisation, *, by: Actor) -> None:
    """Let it be a member again, with the mandates it has."""
    _set_status(organisation, Organisation.Status.ACTIVE, "reinstated", by)


def let_organisation_leave(organisation: Organisation, *, by: Actor) -> None:
    """It is no member any more; what it did stays, and stays its own."""
    _set_status(organisation, Organisation.Status.FORMER, "left", by)


@transaction.atomic
def _set_status(organisation: Organisation, status: str, verb: str, by: Actor) -> None:
    if not can_coordinate(by):
        raise PermissionDenied
    # Conditional, so that two clicks leave one entry.
    if Organisation.objects.filter(pk=organisation.pk).exclude(status=status).update(status=status):
        audit.record(organisation, f"network.organisation.{verb}", by=by)
    organisation.status = status


@transaction.atomic
def set_logo(organisation: Organisation, picture: Any, *, by: Actor) -> None:
    """Give it this picture (of a `PictureField`) as its logo; None takes away the one it has.

    Raises PermissionDenied, and ValidationError where there is no room for the file.
    """
    if not can_manage(by, organisation):
        raise PermissionDenied
    replace_picture(organisation, "logo", picture)
    audit.record(organisation, "network.organisation.logo_changed", by=by)
