"""The partners of an action: who does it with the organisation that leads it, and what."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.core import audit, changes
from network.core.actor import Actor
from network.documents.operations import organisations_to_name
from network.members.models import Organisation

from ..models import JointAction, Partner
from ..rules import can_change_action
from .locks import lock_action
from .records import in_both_languages, in_readers_language, touch

# In the history of the action: it is what happened to it.
audit.register(
    {
        "network.jointaction.partner_added": _("Partner added: %(partner)s"),
        "network.jointaction.partner_changed": _("Part of a partner changed: %(partner)s"),
        "network.jointaction.partner_removed": _("Partner removed: %(partner)s"),
    },
    names={"partner": in_readers_language},
)


@transaction.atomic
def change_partners(
    action: JointAction,
    changed: Iterable[tuple[Partner, Mapping[str, Any]]],
    removed: Iterable[Partner] = (),
    *,
    by: Actor,
) -> None:
    """Add partners, change what somebody changed of those there are, and take some away.

    Raises ValidationError for an organisation that cannot be one; then nothing is saved.
    """
    lock_action(action)
    if not can_change_action(by, action):
        raise PermissionDenied
    verbs = []
    # First those that go: of what was a partner's, another may take the place.
    for partner in removed:
        _check_own(action, partner)
        if Partner.objects.filter(pk=partner.pk).delete()[0]:
            verbs.append((partner, "removed"))
    for partner, values in changed:
        is_new = partner._state.adding
        written = changes.apply(_checked(action, partner, values), values)
        if is_new or written:
            verbs.append((partner, "added" if is_new else "changed"))
    for partner, verb in verbs:
        name = in_both_languages(partner.organisation.name)
        audit.record(action, f"network.jointaction.partner_{verb}", by=by, data={"partner": name})
    if verbs:
        touch(action)


def check_partner(action: JointAction, organisation: Organisation) -> None:
    """Whether an organisation can become a partner. Raises ValidationError, which says why not."""
    if organisation.pk == action.lead_id:
        raise ValidationError(
            _("This organisation leads the action: it is no partner of its own."), code="lead"
        )
    if Partner.objects.filter(action=action, organisation=organisation).exists():
        sentence = gettext("%(name)s is a partner already.")
        raise ValidationError(sentence % {"name": organisation}, code="once")
    if not organisations_to_name(action.group).filter(pk=organisation.pk).exists():
        sentence = gettext("%(name)s is not in this group.")
        raise ValidationError(sentence % {"name": organisation}, code="strange")


def _checked(action: JointAction, partner: Partner, values: Mapping[str, Any]) -> Partner:
    """The partner to write to, once it may be one."""
    if not partner._state.adding:
        _check_own(action, partner)
        return partner
    check_partner(action, values["organisation"])
    partner.action, partner.organisation = action, values["organisation"]
    return partner


def _check_own(action: JointAction, partner: Partner) -> None:
    if partner.action_id != action.pk:
        raise PermissionDenied
