"""Who may do what with a joint action and what it holds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from network.actions import rules
from network.members.operations import close_group, end_membership, suspend_organisation
from network.models import (
    ActionPublication,
    IndicatorValue,
    JointAction,
    Membership,
    Photo,
    ProgressNote,
    Step,
    Task,
)

from . import world as small_world
from .acting import fresh
from .papers import actor

pytestmark = pytest.mark.usefixtures("private")

INSIDE = [persona for persona in small_world.PERSONAS if persona != "anonymous"]
# A leads the commission's action: its member and manager; the coordination looks after all.
RUN_IT = {"member", "manager", "coordinator", "superuser"}
FACILITATE = {"manager", "coordinator", "superuser"}
State = JointAction.State


def who(world, rule, *things):
    """Those of the personas to whom the rule says yes."""
    return {persona for persona in INSIDE if rule(actor(world, persona), *things)}


def in_state(action, state):
    JointAction.objects.filter(pk=action.pk).update(state=state)
    return JointAction.objects.get(pk=action.pk)


def task_of(world, organisation):
    """A task of the commission's action that this organisation does, as a request finds it."""
    Task.objects.filter(pk=world.task_commission.pk).update(organisation=organisation)
    return Task.objects.get(pk=world.task_commission.pk)


def test_action_is_proposed_by_who_takes_part_in_the_group(world):
    assert who(world, rules.can_propose_action, world.commission) == small_world.COMMISSION
    assert who(world, rules.can_propose_action, world.plenary) == small_world.PLENARY


def test_action_is_changed_by_its_lead_and_who_facilitates(world):
    assert who(world, rules.can_change_action, world.action_commission) == RUN_IT


def test_proposal_is_taken_on_by_who_facilitates_and_run_by_its_lead(world):
    def movers(action, state):
        return who(world, rules.can_move_action, action, state)

    proposed = in_state(world.action_commission, State.PROPOSED)
    assert movers(proposed, State.PLANNED) == FACILITATE
    assert movers(proposed, State.STOPPED) == RUN_IT
    assert movers(proposed, State.DONE) == set()
    planned = in_state(proposed, State.PLANNED)
    assert movers(planned, State.RUNNING) == RUN_IT
    running = in_state(planned, State.RUNNING)
    assert movers(running, State.DONE) == RUN_IT
    assert movers(running, State.PLANNED) == set()
    # What has ended goes on again by the group's word.
    assert movers(in_state(running, State.DONE), State.RUNNING) == FACILITATE
    assert movers(in_state(running, State.STOPPED), State.PLANNED) == FACILITATE


def test_moves_are_those_that_are_theirs(world):
    running = world.action_commission
    assert rules.moves_of(actor(world, "member"), running) == [State.DONE, State.STOPPED]
    assert rules.moves_of(actor(world, "partner"), running) == []


def test_who_has_a_part_adds_to_the_action(world):
    everybody_in_it = {*RUN_IT, "partner"}
    for rule in (
        rules.can_add_task,
        rules.can_add_note,
        rules.can_measure,
        rules.can_link_document,
    ):
        assert who(world, rule, world.action_commission) == everybody_in_it


def test_what_has_ended_takes_notes_and_no_tasks(world):
    done = in_state(world.action_commission, State.DONE)
    assert who(world, rules.can_add_task, done) == set()
    assert who(world, rules.can_hand_over, done) == set()
    assert who(world, rules.can_move_task, task_of(world, world.a)) == set()
    assert who(world, rules.can_add_note, done) == {*RUN_IT, "partner"}


def test_partner_takes_tasks_for_itself_and_gives_none_to_others(world):
    action = world.action_commission
    assert who(world, rules.can_give_task_to, action, world.c) == {*RUN_IT, "partner"}
    assert who(world, rules.can_give_task_to, action, world.a) == RUN_IT


def test_task_is_moved_by_who_does_it_and_changed_by_who_answers_for_it(world):
    task = task_of(world, world.c)
    assert who(world, rules.can_move_task, task) == {*RUN_IT, "partner"}
    # A contributor of C moves it; what is to be done, and by when, is for its manager to say.
    assert who(world, rules.can_change_task, task) == RUN_IT
    small_world.operations.grant_membership(
        world.users["partner"], world.c, role=Membership.Role.MANAGER, by=small_world.SYSTEM
    )
    world.users["partner"] = fresh(world.users["partner"])
    assert who(world, rules.can_change_task, task) == {*RUN_IT, "partner"}


def test_note_is_changed_by_whose_it_is_and_who_runs_the_action(world):
    ProgressNote.objects.filter(pk=world.note_commission.pk).update(organisation=world.c)
    note = ProgressNote.objects.get(pk=world.note_commission.pk)
    assert who(world, rules.can_change_note, note) == {*RUN_IT, "partner"}
    assert who(world, rules.can_change_note, world.note_other) == {
        "other",
        "coordinator",
        "superuser",
    }


def test_only_the_coordination_shows_an_action_to_everybody(world):
    coordination = small_world.COORDINATION
    assert who(world, rules.can_publish_action, world.action_commission) == coordination
    for state in (State.PROPOSED, State.STOPPED):
        hidden = in_state(world.action_commission, state)
        assert who(world, rules.can_publish_action, hidden) == set()
    assert who(world, rules.can_withdraw_action, ActionPublication()) == coordination
    assert {persona for persona in INSIDE if rules.can_see_network(actor(world, persona))} == (
        coordination
    )


def test_closed_group_is_read_and_no_more(world):
    close_group(world.commission, by=small_world.SYSTEM)
    action = JointAction.objects.get(pk=world.action_commission.pk)
    task = Task.objects.get(pk=world.task_commission.pk)
    assert action in JointAction.objects.visible_to(world.users["member"])
    for rule, thing in (
        (rules.can_propose_action, action.group),
        (rules.can_change_action, action),
        (rules.can_add_task, action),
        (rules.can_move_task, task),
        (rules.can_add_note, action),
    ):
        assert who(world, rule, thing) == set()


def test_ended_mandate_and_suspended_organisation_open_nothing(world):
    for mandate in Membership.objects.filter(user=world.users["member"]):
        end_membership(mandate, by=small_world.SYSTEM)
    suspend_organisation(world.c, by=small_world.SYSTEM)
    for persona in ("member", "partner"):
        user = fresh(world.users[persona])
        world.users[persona] = user
        assert not JointAction.objects.visible_to(user).exists()
        assert not Task.objects.visible_to(user).exists()
        assert not rules.can_add_note(actor(world, persona), world.action_commission)


def test_who_forges_an_organisation_gains_nothing(world):
    forged = actor(world, "other", "a")
    assert not rules.can_change_action(forged, world.action_commission)
    assert not rules.can_move_task(forged, world.task_commission)
    assert not rules.has_part(forged, world.action_commission)


@pytest.mark.parametrize("model", [JointAction, Task, Step, IndicatorValue, ProgressNote, Photo])
def test_what_belongs_to_an_action_is_seen_by_its_group_alone(world, model):
    seen = {
        persona: model.objects.visible_to(fresh(world.users[persona])).count() for persona in INSIDE
    }
    # One of each in the commission, the other commission and the plenary; and an action stopped.
    stopped = 1 if model is JointAction else 0
    assert seen == {
        "outsider": 0,
        "editor": 0,
        "former": 0,
        "suspended": 0,
        "guest": 1 + stopped,
        "member": 2 + stopped,
        "manager": 2 + stopped,
        "partner": 2 + stopped,
        "other": 2,
        "coordinator": 3 + stopped,
        "superuser": 3 + stopped,
    }


def test_late_is_what_goes_on_after_its_end(world):
    action = world.action_commission
    today = timezone.localdate()
    JointAction.objects.filter(pk=action.pk).update(ends_on=today, starts_on=None)
    assert action not in JointAction.objects.late()
    yesterday = today - timedelta(days=1)
    JointAction.objects.filter(pk=action.pk).update(ends_on=yesterday)
    assert action in JointAction.objects.late()
    assert JointAction.objects.get(pk=action.pk).late_since == yesterday
    done = in_state(action, State.DONE)
    assert done.late_since is None
    assert done not in JointAction.objects.late()
    # Nobody can do a task of what has ended: it is not late either.
    assert not Task.objects.late().filter(action=done).exists()
    assert Task.objects.get(pk=world.task_commission.pk).late_since is None


def test_those_in_which_somebody_has_a_part(world):
    member, partner = world.users["member"], world.users["partner"]
    assert set(JointAction.objects.of_person(member)) == {
        world.action_commission,
        world.action_stopped,
    }
    assert not JointAction.objects.of_person(partner).exists()
    assert set(JointAction.objects.of_organisations([world.c.pk])) == {world.action_commission}
    Task.objects.filter(pk=world.task_plenary.pk).update(person=partner)
    assert set(JointAction.objects.of_person(partner)) == {world.action_plenary}
