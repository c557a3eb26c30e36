"""Tasks over all actions: one's own, an organisation's; and what of them the dashboard says."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from network.members import operations
from network.models import JointAction, Membership, Task

from .acting import mandate
from .workspace import DASHBOARD, main_of
from .world import SYSTEM, text

pytestmark = pytest.mark.django_db
TASKS = reverse("network:tasks")
DAY = timedelta(days=1)


@pytest.fixture
def look(as_):
    def look(persona, address=TASKS, **asked):
        answer = as_(persona).get(address, asked)
        assert answer.status_code == 200
        return main_of(answer)

    return look


def task(of, title, **values):
    return Task.objects.create(
        **{"action": of, "title": text(title), "organisation": of.lead, **values}
    )


def sections(page):
    """What each table is called, and the titles of its tasks, in their order."""
    found = []
    for table in re.findall(r"<table.*?</table>", page, re.S):
        caption = re.search(r"<caption>(.*?)</caption>", table, re.S)
        name = " ".join(re.sub(r"<[^>]+>", " ", caption[1]).split()) if caption else ""
        titles = re.findall(r'<th scope="row">\s*<a [^>]*>(.*?)</a>', table, re.S)
        found.append((name, [re.sub(r"<[^>]+>", "", title).strip() for title in titles]))
    return found


def test_own_tasks_are_listed_by_date_the_late_ones_first(world, look):
    today, of = timezone.localdate(), world.action_commission
    own = {"person": world.member}
    task(of, "some day", **own)
    task(of, "tomorrow", due_on=today + DAY, **own)
    task(of, "last week", due_on=today - 7 * DAY, **own)
    task(of, "somebody else's", due_on=today, person=world.manager)
    task(of, "done", state="done", **own)
    task(of, "done long ago", state="done", moved_at=timezone.now() - 31 * DAY, **own)
    task(world.action_stopped, "of what was stopped", **own)
    page = look("member")
    assert sections(page) == [
        ("Late", ["last week", "kanaria-task-commission"]),
        ("With a date", ["tomorrow"]),
        ("Without a date", ["some day"]),
        ("", ["done"]),
    ]
    assert page.count("Late since") == 2
    assert "kanaria-action-commission" in page


def test_own_tasks_end_with_the_place_in_the_group(world, look):
    # Their organisation was taken out of the commission.
    world.commission.organisations.remove(world.a)
    assert "kanaria-task-commission" not in look("member")


def test_who_has_no_task_is_told_so(look):
    assert "you have no open task" in look("guest")


def test_state_is_changed_from_the_list_by_who_does_it(world, look):
    address = reverse("network:task-move", args=[world.task_commission.pk])
    assert address in look("member")
    # A partner's contributor sees A's tasks, and moves none.
    page = look("partner", of=world.a.pk)
    assert "kanaria-task-commission" in page
    assert address not in page


def test_keepers_of_an_organisation_have_its_tasks_by_person(world, look):
    of = world.action_commission
    task(of, "nobody has it")
    task(of, "of the manager", person=world.manager)
    task(of, "of another organisation", organisation=world.c)
    page = look("manager", of="organisation")
    assert [titles for _name, titles in sections(page)[:1]] == [["nobody has it"]]
    assert {title for _name, titles in sections(page) for title in titles} == {
        "nobody has it", "of the manager", "kanaria-task-commission"
    }  # fmt: skip
    assert "No longer acts" not in page
    operations.end_membership(mandate(world, "member", Membership.Role.CONTRIBUTOR), by=SYSTEM)
    _name, titles = next(
        found for found in sections(look("manager", of="organisation")) if "No longer" in found[0]
    )
    assert titles == ["kanaria-task-commission"]


def test_contributor_is_not_offered_the_organisation_s_tasks(world, look):
    task(world.action_commission, "of the manager", person=world.manager)
    page = look("member", of="organisation")
    assert "Tasks of" not in page
    assert "of the manager" not in page


def test_tasks_of_an_organisation_are_those_that_one_sees(world, look, as_):
    task(world.action_other, "kept back", organisation=world.a)
    assert "kept back" not in look("manager", of="organisation")
    assert "kept back" not in look("partner", of=world.a.pk)
    assert "kept back" in look("coordinator", of=world.a.pk)
    assert as_("member").get(TASKS, {"of": "999999"}).status_code == 404
    # What is no number is one's own.
    assert "My tasks" in look("member", of="٩x")


def test_part_of_an_organisation_s_tasks_is_what_the_load_counted(world, look):
    today, of = timezone.localdate(), world.action_commission
    task(of, "soon", due_on=today + DAY, person=world.manager)
    task(of, "far", due_on=today + 90 * DAY)

    def titles(show):
        page = look("partner", of=world.a.pk, show=show)
        return {title for _name, some in sections(page) for title in some}

    assert titles("late") == {"kanaria-task-commission"}
    assert titles("soon") == {"soon"}
    assert titles("unassigned") == {"far"}
    assert titles("nonsense") == {"kanaria-task-commission", "soon", "far"}


def test_side_bar_marks_the_tasks_and_not_the_actions(as_):
    page = as_("member").get(TASKS).text
    side = re.search(r'<nav class="side".*?</nav>|<aside class="side".*?</aside>', page, re.S)[0]
    current = re.findall(r'<a href="([^"]+)"[^>]*aria-current', side)
    assert current == [TASKS]


# The dashboard


def test_dashboard_says_which_of_one_s_tasks_are_late_or_due_soon(world, look):
    today, of = timezone.localdate(), world.action_commission
    task(of, "soon", due_on=today + 2 * DAY, person=world.member)
    task(of, "far", due_on=today + 20 * DAY, person=world.member)
    task(of, "another's", due_on=today, person=world.manager)
    page = look("member", DASHBOARD)
    waiting = re.search(r'aria-labelledby="waiting".*?</section>', page, re.S)[0]
    assert re.findall(r"“<bdi>(.*?)</bdi>” is (late since|due on)", waiting) == [
        ("kanaria-task-commission", "late since"),
        ("soon", "due on"),
    ]
    assert "More of your tasks" not in waiting
    for number in range(5):
        task(of, f"more {number}", due_on=today, person=world.member)
    page = look("member", DASHBOARD)
    assert page.count("” is ") == 5
    assert "More of your tasks are late, or due soon." in page


def test_dashboard_counts_the_proposals_that_wait_for_one(world, look):
    for group in (world.commission, world.other_commission):
        JointAction.objects.create(group=group, title=text("asked for"), lead=world.a)
    said = "<bdi>{}</bdi> joint action"
    assert said.format(1) in look("manager", DASHBOARD)
    assert said.format(2) in look("coordinator", DASHBOARD)
    assert "waits for an answer" not in look("member", DASHBOARD)
    # A group that is closed answers nothing any more.
    operations.close_group(world.commission, by=SYSTEM)
    assert "waits for an answer" not in look("manager", DASHBOARD)
