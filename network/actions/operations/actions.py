"""What a joint action goes through: proposed, changed, moved from one state to the next."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.core import audit, changes
from network.core.actor import Actor
from network.core.lines import listed, one_line
from network.core.multilingual import MultilingualEdit, MultilingualText
from network.documents.operations import organisations_to_name
from network.members.models import Organisation, WorkingGroup
from network.members.standing import people_of

from ..models import Indicator, JointAction, Partner
from ..rules import (
    MOVES,
    can_change_action,
    can_change_lead,
    can_choose_lead,
    can_move_action,
    can_propose_action,
)
from .locks import lock_action
from .publications import withdraw_what_is_stopped
from .records import touch

MOVED = "network.jointaction.moved"
STOPPED = "network.jointaction.stopped"
audit.register(
    {
        "network.jointaction.proposed": _("Joint action proposed"),
        "network.jointaction.changed": _("Changed: %(fields)s"),
        MOVED: _("From “%(action_before)s” to “%(action_after)s”"),
        STOPPED: _("Stopped: %(reason)s"),
    },
    names={
        key: lambda code: str(JointAction.State(code).label)
        for key in ("action_before", "action_after")
    },
)

State = JointAction.State


@transaction.atomic
def propose_action(group: WorkingGroup, values: Mapping[str, Any], *, by: Actor) -> JointAction:
    """Bring a joint action to a working group, as a proposal. It is led by `lead`, an organisation
    of the group, or else by the one they act for.

    Raises ValidationError for what is not valid.
    """
    if not can_propose_action(by, group):
        raise PermissionDenied
    lead = values.get("lead") or by.organisation
    if lead is None:
        raise ValidationError({"lead": _("Choose the organisation that leads it.")})
    if lead != by.organisation and not can_choose_lead(by, group):
        raise PermissionDenied
    _check_lead(group, lead)
    action = JointAction(group=group, lead=lead, author=by.user)
    others = {name: value for name, value in values.items() if name != "lead"}
    _check_contacts(action, others)
    changes.apply(action, others)
    audit.record(action, "network.jointaction.proposed", by=by)
    return action


@transaction.atomic
def change_action(action: JointAction, values: Mapping[str, Any], *, by: Actor) -> None:
    """Change what somebody changed of it. Raises ValidationError for what is not valid."""
    lock_action(action)
    if not can_change_action(by, action):
        raise PermissionDenied
    lead = values.get("lead", action.lead)
    if lead != action.lead:
        if not can_change_lead(by, action):
            raise PermissionDenied
        _check_lead(action.group, lead)
        if Partner.objects.filter(action=action, organisation=lead).exists():
            sentence = _("This organisation is a partner. Take it out of the partners first.")
            raise ValidationError({"lead": sentence}, code="partner")
    _check_contacts(action, values)
    if changed := changes.apply(action, values):
        touch(action)
        audit.record(action, "network.jointaction.changed", by=by, data={"fields": changed})


@transaction.atomic
def move_action(
    action: JointAction,
    state: str,
    *,
    seen: str,
    by: Actor,
    results: MultilingualEdit | MultilingualText | None = None,
    reason: str = "",
) -> None:
    """Have an action be in another state. `seen` is the one that its sender had before them: of two
    who move it at once, the second is told of the first, and nothing changes.

    What is done says what came of it, in `results` and in a value of each indicator; what is
    stopped says why, and is public no more. Raises ValidationError where that is missing, and for a
    state that does not follow.
    """
    lock_action(action)
    if not can_change_action(by, action):
        raise PermissionDenied
    if action.state != seen:
        if action.state == state and _moved_by(action, by):
            # The second click of the same person.
            return
        raise ValidationError(_what_happened(action), code="moved")
    if state not in MOVES[action.state]:
        raise ValidationError(_why_not(action, state), code="no_move")
    if not can_move_action(by, action, state):
        raise PermissionDenied
    if state == State.DONE:
        _write_results(action, results)
    action.stop_reason = _reason(reason) if state == State.STOPPED else ""
    before, action.state = action.state, state
    action.state_since = action.updated_at = timezone.now()
    action.full_clean()
    action.save()
    _record_move(action, before, by)
    if state == State.STOPPED:
        withdraw_what_is_stopped(action, by=by)


def indicators_without_value(action: JointAction) -> list[Indicator]:
    """What was to be measured of an action, and never was."""
    return list(Indicator.objects.filter(action=action, values=None))


def _check_lead(group: WorkingGroup, lead: Organisation) -> None:
    if not organisations_to_name(group).filter(pk=lead.pk).exists():
        sentence = gettext("%(name)s is not in this group.") % {"name": lead}
        raise ValidationError({"lead": sentence}, code="strange")


def _check_contacts(action: JointAction, values: Mapping[str, Any]) -> None:
    """They are people of the group; who was one when they were named may stay."""
    asked = {person.pk for person in values.get("contacts", ())}
    if action.pk is not None:
        asked -= set(action.contacts.values_list("pk", flat=True))
    if asked and people_of(action.group).filter(pk__in=asked).count() < len(asked):
        raise ValidationError({"contacts": _("Choose people of the group.")}, code="strange")


def _write_results(
    action: JointAction, results: MultilingualEdit | MultilingualText | None
) -> None:
    if isinstance(results, MultilingualEdit):
        results.write_to(action, "results")
    elif results is not None:
        action.results = results
    errors: dict[str, Any] = {}
    if not action.results:
        errors["results"] = _("Write what came of it, in one language at least.")
    if missing := indicators_without_value(action):
        sentence = gettext("No value was written down yet of: %(names)s.")
        errors["__all__"] = sentence % {"names": listed(missing)}
    if errors:
        raise ValidationError(errors)


def _reason(reason: str) -> str:
    if not (reason := one_line(reason)):
        raise ValidationError({"reason": _("Say why it is stopped.")}, code="required")
    return reason


def _record_move(action: JointAction, before: str, by: Actor) -> None:
    if action.state == State.STOPPED:
        data = {"reason": action.stop_reason, "action_after": action.state}
        audit.record(action, STOPPED, by=by, data=data)
    else:
        data = {"action_before": before, "action_after": action.state}
        audit.record(action, MOVED, by=by, data=data)


def _last_move(action: JointAction) -> audit.AuditEntry | None:
    return audit.history(action).filter(action__in=(MOVED, STOPPED)).first()


def _moved_by(action: JointAction, by: Actor) -> bool:
    """Whether it was they who last moved it."""
    entry = _last_move(action)
    return entry is not None and not by.is_system and entry.user_id == by.user.pk


def _what_happened(action: JointAction) -> str:
    facts = {"state": action.get_state_display()}
    if entry := _last_move(action):
        return gettext("In the meantime %(who)s has moved it: it is “%(state)s” now.") % {
            **facts,
            "who": entry.who,
        }
    return gettext("In the meantime it was moved: it is “%(state)s” now.") % facts


def _why_not(action: JointAction, state: str) -> str:
    return gettext("From “%(before)s” it cannot become “%(after)s”.") % {
        "before": action.get_state_display(),
        "after": State(state).label if state in State.values else state,
    }
