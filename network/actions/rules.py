"""Who may do what with the joint actions of a working group.

The group's people propose actions and those who facilitate it take them on; from then on an action
is run by the organisation that leads it. Its partners have a part in it: they add tasks of their
own and write how it goes on. A task is moved by who acts for the organisation that does it.
"""

from network.core.actor import Actor
from network.documents.rules import can_add_document
from network.members.models import Organisation, WorkingGroup
from network.members.rules import (
    acts_for_one_of,
    can_coordinate,
    can_facilitate,
    can_take_part,
    is_named,
    standing,
)

from .models import ActionPublication, JointAction, ProgressNote, Task

State = JointAction.State
# What may become of an action, by what it is.
MOVES: dict[str, tuple[str, ...]] = {
    State.PROPOSED: (State.PLANNED, State.STOPPED),
    State.PLANNED: (State.RUNNING, State.STOPPED),
    State.RUNNING: (State.DONE, State.STOPPED),
    State.DONE: (State.RUNNING,),
    State.STOPPED: (State.PLANNED,),
}


def can_propose_action(actor: Actor, group: WorkingGroup) -> bool:
    """Whoever takes part in the group."""
    return can_take_part(actor, group)


def can_choose_lead(actor: Actor, group: WorkingGroup) -> bool:
    """Whether they may propose an action for any organisation of the group: who facilitates it, and
    who is in it by name alone. Others propose for the organisation they act for."""
    if can_facilitate(actor, group):
        return True
    return can_take_part(actor, group) and not acts_for_one_of(actor, group)


def can_change_lead(actor: Actor, action: JointAction) -> bool:
    """Give an action to another organisation: who facilitates the group."""
    return can_facilitate(actor, action.group)


def can_change_action(actor: Actor, action: JointAction) -> bool:
    """Who leads it, and who facilitates the group."""
    if can_facilitate(actor, action.group):
        return True
    return _acts_for(actor, action.lead) and can_take_part(actor, action.group)


def can_move_action(actor: Actor, action: JointAction, state: str) -> bool:
    """Whether they may have the action be in this state next.

    That a proposal is taken on, and that what has ended goes on again, is the group's to say: by
    who facilitates it.
    """
    if state not in MOVES[action.state]:
        return False
    is_for_group = (action.state == State.PROPOSED and state == State.PLANNED) or not action.is_open
    if is_for_group:
        return can_facilitate(actor, action.group)
    return can_change_action(actor, action)


def moves_of(actor: Actor, action: JointAction) -> list[JointAction.State]:
    """The states that the action could be in next, as far as it is theirs to say."""
    return [State(state) for state in MOVES[action.state] if can_move_action(actor, action, state)]


def has_part(actor: Actor, action: JointAction) -> bool:
    """Whether they act for an organisation that does it, or may change it."""
    if can_change_action(actor, action):
        return True
    if actor.organisation is None or not can_take_part(actor, action.group):
        return False
    if not _acts_for(actor, actor.organisation):
        return False
    # A page has read them all anyway, and asks several times.
    return any(row.organisation_id == actor.organisation.pk for row in action.partners.all())


def can_add_task(actor: Actor, action: JointAction) -> bool:
    """Who has a part in it; as long as there is something to do."""
    return action.is_open and has_part(actor, action)


def can_give_task_to(actor: Actor, action: JointAction, organisation: Organisation) -> bool:
    """A partner takes tasks for itself, and gives none to others."""
    return can_change_action(actor, action) or (
        actor.organisation == organisation and has_part(actor, action)
    )


def can_change_task(actor: Actor, task: Task) -> bool:
    """Whoever runs the action; and who manages the organisation that does it."""
    if can_change_action(actor, task.action):
        return True
    manages = task.organisation_id in standing(actor).managed_organisation_ids
    return (
        manages and _acts_for(actor, task.organisation) and can_take_part(actor, task.action.group)
    )


def can_move_task(actor: Actor, task: Task) -> bool:
    """Whoever does it, for its organisation or as one who is in the group by name; and whoever may
    change it. Not of what has ended."""
    group = task.action.group
    if not task.action.is_open:
        return False
    if can_change_task(actor, task):
        return True
    if not can_take_part(actor, group):
        return False
    is_theirs = task.person_id is not None and task.person_id == actor.user.pk
    return _acts_for(actor, task.organisation) or (is_theirs and is_named(actor, group))


def can_hand_over(actor: Actor, action: JointAction) -> bool:
    """Give the tasks of an organisation that has left to another."""
    return action.is_open and can_change_action(actor, action)


def can_add_note(actor: Actor, action: JointAction) -> bool:
    """Who has a part in it, also once it is done: pictures come late."""
    return has_part(actor, action)


def can_change_note(actor: Actor, note: ProgressNote) -> bool:
    """Whose it is, and who runs the action."""
    if can_change_action(actor, note.action):
        return True
    if note.organisation_id is None:
        return not actor.is_system and note.author_id == actor.user.pk
    return (
        actor.organisation is not None
        and actor.organisation.pk == note.organisation_id
        and _acts_for(actor, actor.organisation)
        and can_take_part(actor, note.action.group)
    )


def can_measure(actor: Actor, action: JointAction) -> bool:
    """Write down a value of an indicator: who has a part in it."""
    return has_part(actor, action)


def can_link_document(actor: Actor, action: JointAction) -> bool:
    """Say that a paper belongs to it."""
    return has_part(actor, action)


def can_make_folder(actor: Actor, action: JointAction) -> bool:
    """Have a folder for its own papers: who could say that they belong to it, and bring them."""
    return can_link_document(actor, action) and can_add_document(actor, action.group)


def can_publish_action(actor: Actor, action: JointAction) -> bool:
    """What the network shows to everybody is the coordination's to say; not what nobody has taken
    on, nor what was stopped."""
    shown = (State.PLANNED, State.RUNNING, State.DONE)
    return can_coordinate(actor) and action.state in shown


def can_withdraw_action(actor: Actor, publication: ActionPublication) -> bool:
    """The coordination."""
    return can_coordinate(actor)


def can_have_feed(actor: Actor) -> bool:
    """A calendar of one's own: whoever is in the network."""
    return not actor.is_system and standing(actor).is_in


def can_see_network(actor: Actor) -> bool:
    """The state of all the network's actions on one page."""
    return can_coordinate(actor)


def _acts_for(actor: Actor, organisation: Organisation) -> bool:
    """Whether they act for it now, by a mandate that counts."""
    return (
        actor.organisation is not None
        and actor.organisation.pk == organisation.pk
        and organisation.pk in standing(actor).organisation_ids
    )
