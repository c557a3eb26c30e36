"""What becomes of a task: given to who can do it, moved by one at a time, never in a circle."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from network.actions import operations
from network.actions.operations import add_task, change_task, hand_over, move_task
from network.actions.operations import tasks as module
from network.core.actor import Actor
from network.members.operations import grant_membership, suspend_organisation
from network.models import JointAction, Membership, Partner, Step, Task

from .acting import sentences
from .papers import actor
from .world import SYSTEM, text

pytestmark = pytest.mark.django_db

TODO, DOING, DONE = "todo", "doing", "done"


def given(world, persona="member", organisation=None, *, title="Call the caterer", **values):
    by = SYSTEM if persona is None else actor(world, persona)
    return add_task(
        world.action_commission,
        title=text(title),
        organisation=organisation or world.a,
        by=by,
        **values,
    )


def again(task):
    return Task.objects.get(pk=task.pk)


def refused(function, *args, **values):
    with pytest.raises(ValidationError) as error:
        function(*args, **values)
    return error.value.message_dict


# Who gets one


def test_task_is_given_to_an_organisation_of_the_action_and_its_people(world):
    task = given(world, organisation=world.c, person=world.users["partner"])
    assert (task.organisation, task.person, task.state) == (world.c, world.users["partner"], TODO)
    assert sentences(task) == ["Task added"]


def test_task_is_not_given_to_who_has_no_part_in_the_action(world):
    assert "organisation" in refused(given, world, None, world.b)
    # Of the group, and of another organisation of the action.
    assert "person" in refused(given, world, person=world.users["partner"])
    # Their mandate has ended; they are of no organisation of the group.
    for persona in ("former", "other", "outsider"):
        assert "person" in refused(given, world, person=world.users[persona])
    assert Task.objects.filter(action=world.action_commission).count() == 1


def test_who_is_in_the_group_by_name_can_do_a_task_and_moves_it(world):
    task = given(world, person=world.users["guest"])
    move_task(task, DONE, seen=TODO, by=actor(world, "guest"))
    assert again(task).is_done
    with pytest.raises(PermissionDenied):
        move_task(world.task_commission, DONE, seen=TODO, by=actor(world, "guest"))


def test_partner_takes_tasks_for_itself_alone(world):
    assert given(world, "partner", world.c).organisation == world.c
    assert "organisation" in refused(given, world, "partner", world.a)
    task = given(world, organisation=world.c)
    grant_membership(world.users["partner"], world.c, role=Membership.Role.MANAGER, by=SYSTEM)
    # Nor does it give away what it was to do.
    found = refused(change_task, task, {"organisation": world.a}, by=actor(world, "partner"))
    assert "organisation" in found
    assert again(task).organisation == world.c


def test_who_has_no_part_gives_nothing(world):
    for persona in ("guest", "other"):
        with pytest.raises(PermissionDenied):
            given(world, persona)
    JointAction.objects.update(state=JointAction.State.DONE)
    with pytest.raises(PermissionDenied):
        given(world)


def test_what_has_become_wrong_keeps_nobody_from_mending_the_rest(world):
    task = given(world, organisation=world.c, person=world.users["partner"])
    Partner.objects.all().delete()
    change_task(task, {"due_on": timezone.localdate()}, by=actor(world, "member"))
    assert again(task).due_on == timezone.localdate()
    assert sentences(task)[0] == "Changed: due on"


def test_milestone_and_what_is_waited_for_are_of_the_same_action(world):
    assert "milestone" in refused(given, world, milestone=world.milestone_plenary)
    assert "waits_for" in refused(given, world, waits_for=world.task_plenary)


# What waits for what


def test_tasks_never_wait_in_a_circle(world):
    first, by = given(world), actor(world, "member")
    second = given(world, waits_for=first)
    third = given(world, waits_for=second)
    assert "waits_for" in refused(change_task, first, {"waits_for": first}, by=by)
    assert "waits_for" in refused(change_task, first, {"waits_for": third}, by=by)
    assert again(first).waits_for is None
    change_task(third, {"waits_for": first}, by=by)
    assert again(third).waits_for == first


def test_two_who_set_it_at_once_make_no_circle(world, monkeypatch):
    """The first one's change stands when the second one, who knew nothing of it, has the lock."""
    first, second, by = given(world), given(world), actor(world, "member")
    lock = module.lock_action

    def locked_late(action):
        monkeypatch.setattr(module, "lock_action", lock)
        change_task(again(second), {"waits_for": first}, by=by)
        lock(action)

    monkeypatch.setattr(module, "lock_action", locked_late)
    assert "waits_for" in refused(change_task, first, {"waits_for": second}, by=by)
    assert again(first).waits_for is None


def test_what_waits_may_be_moved_all_the_same(world):
    task = given(world, waits_for=world.task_commission)
    move_task(task, DONE, seen=TODO, by=actor(world, "member"))
    assert again(task).is_done


# Moving


def test_second_of_two_who_move_it_is_told_of_the_first(world):
    task = given(world)
    stale = again(task)
    move_task(task, DONE, seen=TODO, by=actor(world, "manager"))
    with translation.override("ar"), pytest.raises(ValidationError) as error:
        move_task(stale, DOING, seen=TODO, by=actor(world, "member"))
    assert "manager" in error.value.messages[0]
    with translation.override("ar"):
        assert str(Task.State.DONE.label) in error.value.messages[0]
    assert again(task).is_done
    assert again(task).moved_by == world.users["manager"]
    # To the same state too: it was not theirs.
    with pytest.raises(ValidationError):
        move_task(stale, DONE, seen=TODO, by=actor(world, "member"))
    assert sentences(task).count("State: Done") == 1


def test_second_click_does_nothing(world):
    task = given(world)
    move_task(task, DONE, seen=TODO, by=actor(world, "member"))
    moved_at = again(task).moved_at
    move_task(again(task), DONE, seen=TODO, by=actor(world, "member"))
    assert again(task).moved_at == moved_at
    assert len(sentences(task)) == 2


def test_task_is_moved_by_who_does_it_or_runs_the_action(world):
    task = given(world, organisation=world.c)
    for persona in ("guest", "other"):
        with pytest.raises(PermissionDenied):
            move_task(task, DONE, seen=TODO, by=actor(world, persona))
    # A's contributor, who acts for the lead; C's.
    move_task(task, DOING, seen=TODO, by=actor(world, "member"))
    move_task(task, DONE, seen=DOING, by=actor(world, "partner"))
    with pytest.raises(PermissionDenied):
        move_task(world.task_commission, DONE, seen=TODO, by=actor(world, "partner"))


def test_nothing_is_moved_in_an_action_that_has_just_ended(world):
    task = given(world)
    JointAction.objects.update(state=JointAction.State.STOPPED)
    with pytest.raises(PermissionDenied):
        move_task(task, DONE, seen=TODO, by=actor(world, "member"))


def test_task_has_no_other_state(world):
    with pytest.raises(ValidationError):
        move_task(world.task_commission, "lost", seen=TODO, by=SYSTEM)


# Steps


def test_steps_are_added_renamed_and_taken_out(world):
    task, by = world.task_commission, actor(world, "member")
    operations.set_steps(task, added=["  Ask\u202e for prices ", "", "Choose"], by=by)
    first, prices, _choose = task.steps.all()
    assert prices.text == "Ask for prices"
    operations.set_steps(task, texts={first.pk: "", prices.pk: "Prices"}, by=by)
    assert [step.text for step in task.steps.all()] == ["Prices", "Choose"]
    # What somebody else took out meanwhile.
    operations.set_steps(task, texts={first.pk: "Back"}, by=by)
    assert task.steps.count() == 2
    with pytest.raises(PermissionDenied):
        operations.set_steps(task, added=["Mine"], by=actor(world, "partner"))


def test_task_has_only_so_many_steps(world):
    lines = ["A step"] * operations.MOST_STEPS
    with pytest.raises(ValidationError):
        operations.set_steps(world.task_commission, added=lines, by=SYSTEM)
    assert world.task_commission.steps.count() == 1


def test_step_is_ticked_once(world):
    step, by = world.step_commission, actor(world, "member")
    for _ in range(2):
        operations.tick_step(step, is_done=True, by=by)
    found = Step.objects.get(pk=step.pk)
    assert found.done_by == world.users["member"]
    assert sentences(world.task_commission) == ["Step done: kanaria-step-commission"]
    operations.tick_step(step, is_done=False, by=by)
    assert Step.objects.get(pk=step.pk).done_at is None
    with pytest.raises(PermissionDenied):
        operations.tick_step(step, is_done=True, by=actor(world, "partner"))


# Handing over


@pytest.fixture
def orphans(world):
    """Two open tasks and a done one of C, which has left."""
    tasks = [given(world, organisation=world.c, person=world.users["partner"]) for _ in range(3)]
    move_task(tasks[2], DONE, seen=TODO, by=SYSTEM)
    suspend_organisation(world.c, by=SYSTEM)
    world.c.refresh_from_db()
    return tasks


def test_tasks_of_who_has_left_are_handed_over_in_one_step(world, orphans):
    by = actor(world, "member")
    assert hand_over(world.action_commission, world.c, world.a, by=by) == 2
    for task in map(again, orphans[:2]):
        assert (task.organisation, task.person) == (world.a, None)
        assert sentences(task)[0] == (
            "Handed over from \u2068kanaria-organisation-c\u2069"
            " to \u2068kanaria-organisation-a\u2069"
        )
    assert again(orphans[2]).organisation == world.c
    assert sentences(world.action_commission)[0].endswith(": 2")
    assert hand_over(world.action_commission, world.c, world.a, by=by) == 0


def test_nothing_is_taken_from_who_is_there_nor_given_to_who_is_not(world):
    action = world.action_commission
    assert "from_organisation" in refused(hand_over, action, world.c, world.a, by=SYSTEM)
    assert "to_organisation" in refused(hand_over, action, world.b, world.gone, by=SYSTEM)
    with pytest.raises(PermissionDenied):
        hand_over(action, world.gone, world.c, by=actor(world, "partner"))


def test_person_of_the_network_who_acts_for_nobody_gives_no_task(world):
    nobody = Actor(world.users["outsider"])
    with pytest.raises(PermissionDenied):
        add_task(world.action_commission, title=text("x"), organisation=world.a, by=nobody)


def test_due_date_is_late_from_the_next_day_on(world):
    today = timezone.localdate()
    task = given(world, due_on=today)
    assert task not in Task.objects.late()
    assert task in Task.objects.late(today + timedelta(days=1))
