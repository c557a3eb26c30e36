"""The screens of tasks: given, changed, moved from a menu, ticked off, handed over."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.actions.operations import add_task, change_task, move_task, set_steps
from network.members.operations import grant_membership, suspend_organisation
from network.models import JointAction, Membership, Milestone, Partner, Step, Task

from .papers import actor, url
from .screens import errors_of, values_in
from .workspace import main_of
from .world import SYSTEM, text

pytestmark = pytest.mark.django_db


def given(world, organisation=None, **values):
    return add_task(
        world.action_commission,
        title=text(values.pop("title", "Call the caterer")),
        organisation=organisation or world.a,
        by=SYSTEM,
        **values,
    )


def filled(world, **values):
    return {
        "once": str(uuid4()),
        "title_en": "Book the hall",
        "organisation": world.a.pk,
        "due_on": "2030-05-04",
        **values,
    }


def listed(answer):
    return [str(row.task.title) for section in answer.context["sections"] for row in section.rows]


# The list


def test_tasks_stand_under_their_milestones(world, as_):
    late = Milestone.objects.create(
        action=world.action_commission, title=text("Fair"), due_on="2031-01-01"
    )
    given(world, title="Without")
    given(world, title="Stands", milestone=late)
    client, address = as_("guest"), url("action-tasks", world.action_commission)
    answer = client.get(address)
    assert listed(answer) == ["kanaria-task-commission", "Stands", "Without"]
    assert [str(s.milestone) for s in answer.context["sections"]] == [
        "kanaria-milestone-commission",
        "Fair",
        "None",
    ]
    assert len(client.get(address, {"order": "date"}).context["sections"]) == 1


def test_filters_narrow_the_list(world, as_):
    other = given(world, world.c, title="Of C", due_on=timezone.localdate() + timedelta(9))
    move_task(other, "doing", seen="todo", by=SYSTEM)
    done = given(world, title="Past")
    move_task(done, "done", seen="todo", by=SYSTEM)
    client, address = as_("member"), url("action-tasks", world.action_commission)
    for asked, wanted in (
        ({"state": "open"}, {"kanaria-task-commission", "Of C"}),
        ({"state": "done"}, {"Past"}),
        ({"organisation": world.c.pk}, {"Of C"}),
        ({"late": "on"}, {"kanaria-task-commission"}),
        ({"organisation": world.b.pk}, {"kanaria-task-commission", "Of C", "Past"}),
    ):
        assert set(listed(client.get(address, asked))) == wanted


def test_list_says_what_is_late_what_waits_and_what_nobody_does(world, as_):
    given(world, world.c, title="Of C", waits_for=world.task_commission)
    page = main_of(as_("partner").get(url("action-tasks", world.action_commission)))
    assert "Late since" in page
    assert "Waits for “<bdi>kanaria-task-commission</bdi>”" in page
    assert "has left" not in page
    suspend_organisation(world.c, by=SYSTEM)
    page = main_of(as_("member").get(url("action-tasks", world.action_commission)))
    assert "Its organisation has left" in page
    assert url("action-hand-over", world.action_commission) in page
    # Who may not hand it over is told all the same.
    page = main_of(as_("guest").get(url("action-tasks", world.action_commission)))
    assert "left without anybody" in page
    assert url("action-hand-over", world.action_commission) not in page


def test_only_who_may_move_a_task_has_its_menu(world, as_):
    given(world, world.c, title="Of C")
    mine = url("task-move", world.task_commission)
    theirs = url("task-move", Task.objects.latest("pk"))
    for persona, own, other in (
        ("member", True, True),
        ("partner", False, True),
        ("guest", False, False),
    ):
        page = main_of(as_(persona).get(url("action-tasks", world.action_commission)))
        assert (mine in page, theirs in page) == (own, other)


# With the session and the account.
QUERIES = {"action-tasks": 12, "task": 11, "task-edit": 12, "task-steps": 10}


def test_pages_ask_as_much_for_one_task_as_for_thirty(world, as_):
    client = as_("manager")

    def asked():
        found = {}
        for name in QUERIES:
            about = world.action_commission if name == "action-tasks" else world.task_commission
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url(name, about)).status_code == 200
            found[name] = len(queries)
        return found

    def more(count):
        for number in range(count):
            milestone = Milestone.objects.create(
                action=world.action_commission, title=text("m"), due_on="2030-01-01"
            )
            task = given(
                world,
                world.c,
                person=world.users["partner"],
                milestone=milestone,
                waits_for=world.task_commission,
            )
            Task.objects.filter(pk=task.pk).update(due_on="2020-01-01")
            set_steps(world.task_commission, added=[f"Step {number}"], by=SYSTEM)

    more(1)
    asked()
    few = asked()
    more(29)
    assert asked() == few == QUERIES


# Given and changed


def test_task_is_given_once(world, as_):
    client, address = as_("manager"), url("task-new", world.action_commission)
    assert client.get(address).status_code == 200
    form = filled(world, title_ar="حجز القاعة", person=world.users["member"].pk)
    first = client.post(address, form)
    assert client.post(address, form)["Location"] == first["Location"]
    task = Task.objects.get(title__en__body="Book the hall")
    assert task.title.in_language("ar").body == "حجز القاعة"
    assert task.person == world.users["member"]
    assert first["Location"] == task.get_absolute_url()


def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_is_kept(world, as_):
    form = filled(
        world,
        title_ar="حجز القاعة",
        person=world.users["partner"].pk,
        due_on="soon",
    )
    answer = as_("member").post(url("task-new", world.action_commission), form)
    assert "due_on" in errors_of(answer)
    form["due_on"] = ""
    answer = as_("member").post(url("task-new", world.action_commission), form)
    assert "person" in errors_of(answer)
    assert 'value="Book the hall"' in answer.text
    assert 'value="حجز القاعة"' in answer.text


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_day_at_the_end_of_all_calendars_is_refused(world, as_, day):
    member, task = as_("member"), world.task_commission
    for address in (url("task-new", world.action_commission), url("task-edit", task)):
        answer = member.post(address, filled(world, due_on=day))
        assert "due_on" in answer.context["form"].errors
    task.refresh_from_db()
    assert str(task.due_on) != day


def test_partner_is_offered_itself_alone_and_people_who_can_do_it(world, as_):
    form = as_("partner").get(url("task-new", world.action_commission)).context["form"]
    assert [key for key, _ in form.fields["organisation"].choices] == [world.c.pk]
    people = {key for key, _ in form.fields["person"].choices if key}
    wanted = ("partner", "guest", "manager")
    assert people == {world.users[persona].pk for persona in wanted}
    answer = as_("partner").post(
        url("task-new", world.action_commission), filled(world, organisation=world.a.pk)
    )
    assert "organisation" in errors_of(answer)


def test_two_editors_lose_nothing(world, as_):
    client, address = as_("member"), url("task-edit", world.task_commission)
    form = values_in(client.get(address))
    change_task(world.task_commission, {"due_on": timezone.localdate()}, by=SYSTEM)
    assert client.post(address, {**form, "title_en": "Mine"}).status_code == 302
    task = Task.objects.get(pk=world.task_commission.pk)
    assert (str(task.title), task.due_on) == ("Mine", timezone.localdate())
    # And what both have changed is asked about.
    answer = client.post(address, {**form, "due_on": "2030-01-01"})
    assert "due_on" in errors_of(answer)


def test_circle_is_refused_beside_the_field(world, as_):
    waiting = given(world, waits_for=world.task_commission)
    client, address = as_("member"), url("task-edit", world.task_commission)
    form = values_in(client.get(address))
    answer = client.post(address, {**form, "waits_for": waiting.pk})
    assert "waits_for" in errors_of(answer)
    assert Task.objects.get(pk=world.task_commission.pk).waits_for is None


def test_manager_of_the_organisation_changes_a_task_and_orphans_can_be_edited(world, as_):
    task = given(world, world.c)
    grant_membership(world.users["partner"], world.c, role=Membership.Role.MANAGER, by=SYSTEM)
    assert as_("partner").get(url("task-edit", task)).status_code == 200
    Partner.objects.all().delete()
    client = as_("member")
    form = values_in(client.get(url("task-edit", task)))
    assert form["organisation"] == str(world.c.pk)
    assert client.post(url("task-edit", task), {**form, "title_en": "New"}).status_code == 302


# Moved


def test_menu_moves_a_task_and_leads_back(world, as_):
    client, task = as_("member"), world.task_commission
    back = url("action-tasks", world.action_commission) + "?order=date"
    form = {"state": "done", "seen": "todo", "next": back}
    answer = client.post(url("task-move", task), form)
    assert answer["Location"] == back
    assert Task.objects.get(pk=task.pk).is_done
    assert "kanaria-task-commission" in main_of(client.get(back))
    elsewhere = client.post(url("task-move", task), {**form, "next": "https://example.org/"})
    assert elsewhere["Location"] == task.get_absolute_url()


def test_who_comes_second_reads_who_came_first(world, as_):
    task = world.task_commission
    move_task(task, "doing", seen="todo", by=actor(world, "manager"))
    form = {"state": "done", "seen": "todo"}
    page = main_of(as_("member").post(url("task-move", task), form, follow=True))
    assert "manager has moved it to “In progress”" in page
    assert Task.objects.get(pk=task.pk).state == "doing"


def test_moving_says_that_it_still_waits(world, as_):
    task = given(world, waits_for=world.task_commission)
    form = {"state": "doing", "seen": "todo"}
    page = main_of(as_("member").post(url("task-move", task), form, follow=True))
    assert "It still waits for another task." in page


def test_what_cannot_be_chosen_changes_nothing(world, as_):
    for form in ({}, {"state": "lost", "seen": "todo"}, {"state": "done"}):
        page = as_("member").post(url("task-move", world.task_commission), form, follow=True)
        assert "This cannot be chosen." in page.text
    assert Task.objects.get(pk=world.task_commission.pk).state == "todo"


# Steps


def test_steps_are_ticked_from_the_page(world, as_):
    client, step = as_("member"), world.step_commission
    address = url("task-steps", world.task_commission)
    for name, is_done in (("tick", True), ("tick", True), ("untick", False)):
        assert client.post(address, {name: step.pk}).status_code == 302
        assert (Step.objects.get(pk=step.pk).done_at is not None) == is_done
    # Of another task, of no task, no number at all.
    for number in (world.step_plenary.pk, 9**20, "x", "-1"):
        assert client.post(address, {"tick": number}).status_code == 302
    assert not Step.objects.exclude(done_at=None).exists()


def test_steps_are_written_as_lines(world, as_):
    client, address = as_("member"), url("task-steps", world.task_commission)
    form = values_in(client.get(address)) | {"added": "Ask\r\n\r\nChoose\n"}
    for _ in range(2):
        assert client.post(address, form).status_code == 302
    texts = ["kanaria-step-commission", "Ask", "Choose"]
    assert [step.text for step in world.task_commission.steps.all()] == texts
    # From the page of the task: it leaves what it does not name.
    client.post(address, {"added": "Pay"})
    assert world.task_commission.steps.count() == 4
    form = values_in(client.get(address))
    form[f"step_{world.step_commission.pk}"] = ""
    client.post(address, form)
    assert not Step.objects.filter(pk=world.step_commission.pk).exists()


def test_step_that_two_have_changed_is_asked_about(world, as_):
    client, step = as_("member"), world.step_commission
    address = url("task-steps", world.task_commission)
    form = values_in(client.get(address)) | {f"step_{step.pk}": "Mine"}
    set_steps(world.task_commission, texts={step.pk: "Theirs"}, by=SYSTEM)
    answer = client.post(address, form)
    assert "Theirs" in answer.text
    assert Step.objects.get(pk=step.pk).text == "Theirs"
    again = values_in(answer) | {"once": str(uuid4())}
    assert client.post(address, again).status_code == 302
    assert Step.objects.get(pk=step.pk).text == "Mine"


# Handed over


def test_orphans_are_handed_over_in_one_step(world, as_):
    task = given(world, world.c, person=world.users["partner"])
    suspend_organisation(world.c, by=SYSTEM)
    client, address = as_("member"), url("action-hand-over", world.action_commission)
    answer = client.get(address)
    assert "kanaria-organisation-c" in main_of(answer)
    form = {
        "once": str(uuid4()),
        "from_organisation": world.c.pk,
        "to_organisation": world.a.pk,
    }
    page = main_of(client.post(address, form, follow=True))
    assert "1 task is handed over." in page
    task.refresh_from_db()
    assert (task.organisation, task.person) == (world.a, None)
    assert "nothing is to be handed over" in main_of(client.get(address))


def test_task_of_an_ended_action_is_read_and_no_more(world, as_):
    JointAction.objects.update(state=JointAction.State.DONE)
    page = main_of(as_("member").get(url("task", world.task_commission)))
    assert "kanaria-about-task-commission" in page
    assert "kanaria-step-commission" in page
    for name in ("task-move", "task-steps"):
        assert url(name, world.task_commission) not in page
