"""Lists of joint actions: what is in which, in which order, and of what how much is done."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.actions.timelines import quarter_of
from network.models import ActivityDomain, JointAction, Task, Territory

from . import world as small_world
from .workspace import main_of

LIST = reverse("network:actions")
State = JointAction.State


@pytest.fixture
def listed(as_):
    def listed(persona="member", address=LIST, **asked):
        page = main_of(as_(persona).get(address, asked))
        rows = re.search(r"<tbody>.*</tbody>", page, re.DOTALL)
        return re.findall(r"kanaria-action-(\w+)", rows[0]) if rows else []

    return listed


def group_list(group):
    return reverse("network:group-actions", args=[group.pk])


def test_everybody_finds_those_of_their_groups(listed, world):
    assert set(listed("member")) == {"commission", "stopped", "plenary"}
    assert set(listed("guest")) == {"commission", "stopped"}
    assert set(listed("other")) == {"other", "plenary"}
    assert set(listed("coordinator")) == {"commission", "stopped", "plenary", "other"}
    assert set(listed("member", group_list(world.commission))) == {"commission", "stopped"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "aims commission"}, {"commission"}),
        ({"q": "nothing of it"}, set()),
        ({"state": "stopped"}, {"stopped"}),
        ({"state": "nonsense"}, {"commission", "stopped", "plenary"}),
        ({"organisation": "kanaria organisation c"}, {"commission"}),
        ({"organisation": "kanaria organisation b"}, {"plenary"}),
        ({"ends_from": "2999-01-01"}, {"commission", "stopped", "plenary"}),
        ({"ends_from": "2199-01-01"}, set()),
        ({"ends_until": "2001-01-01"}, set()),
        ({"group": "9" * 30}, {"commission", "stopped", "plenary"}),
    ],
)
def test_list_has_what_is_asked_for(listed, world, asked, found):
    assert set(listed(**asked)) == found


def test_list_is_narrowed_to_a_group_a_domain_and_a_territory(listed, world):
    domain = ActivityDomain.objects.create(name=small_world.text("Seeds"))
    territory = Territory.objects.create(
        code="MA-LAR",
        kind="province",
        name=small_world.text("Larache"),
        full_name=small_world.text("Larache"),
    )
    world.action_plenary.domains.add(domain)
    world.action_commission.territories.add(territory)
    assert listed(group=world.plenary.pk) == ["plenary"]
    assert listed(domain=domain.pk) == ["plenary"]
    assert listed(territory=territory.pk) == ["commission"]


def test_saved_views(listed, world):
    JointAction.objects.filter(pk=world.action_plenary.pk).update(
        ends_on=timezone.localdate() - timedelta(days=1)
    )
    assert set(listed("member", view="mine")) == {"commission", "stopped"}
    assert listed("partner", view="mine") == []
    assert listed("partner", view="organisation") == ["commission"]
    assert set(listed("member", view="organisation")) == {"commission", "stopped"}
    assert listed("member", view="late") == ["plenary"]
    assert listed("guest", view="late") == []
    # Who acts for none has no such view, and the list is whole.
    assert set(listed("guest", view="organisation")) == {"commission", "stopped"}


def test_view_of_the_quarter_has_what_ends_in_it(listed, world):
    first, last = quarter_of(timezone.localdate())
    JointAction.objects.filter(pk=world.action_stopped.pk).update(ends_on=last)
    for day, found in (
        (first, ["commission"]),
        (last, ["commission"]),
        (last + timedelta(days=1), []),
    ):
        JointAction.objects.filter(group=world.plenary).update(ends_on=None)
        JointAction.objects.filter(pk=world.action_commission.pk).update(
            starts_on=None, ends_on=day
        )
        assert listed(view="quarter") == found


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), (date(2026, 1, 1), date(2026, 3, 31))),
        (date(2024, 3, 31), (date(2024, 1, 1), date(2024, 3, 31))),
        (date(2026, 6, 15), (date(2026, 4, 1), date(2026, 6, 30))),
        (date(2026, 12, 31), (date(2026, 10, 1), date(2026, 12, 31))),
    ],
)
def test_quarter_of_a_day(day, quarter):
    assert quarter_of(day) == quarter


def test_orders(listed, world):
    today = timezone.localdate()
    for number, key in enumerate(("plenary", "commission", "stopped")):
        JointAction.objects.filter(pk=getattr(world, f"action_{key}").pk).update(
            updated_at=timezone.now() - timedelta(days=number),
            starts_on=None,
            ends_on=today - timedelta(days=number) if number else None,
        )
    assert listed() == ["plenary", "commission", "stopped"]
    assert listed(order="end") == ["stopped", "commission", "plenary"]
    assert listed(order="name") == ["commission", "plenary", "stopped"]


def test_row_says_what_is_late_and_how_many_tasks_are_done(as_, world):
    action = world.action_commission
    ended = timezone.localdate() - timedelta(days=1)
    JointAction.objects.filter(pk=action.pk).update(ends_on=ended)
    for state in (Task.State.DONE, Task.State.DONE, Task.State.DROPPED):
        Task.objects.create(
            action=action, title=small_world.text("x"), organisation=world.a, state=state
        )
    page = re.sub(r"<[^>]+>", "", main_of(as_("member").get(group_list(world.commission))))
    assert "2 of 3 tasks done" in page
    assert "Late since" in page


def test_list_asks_as_much_for_one_as_for_thirty(as_, world):
    def asked(address, persona="manager"):
        client = as_(persona)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    pages = (LIST, group_list(world.commission), world.action_commission.get_absolute_url())
    few = [asked(page) for page in pages]
    few_of_partner = asked(pages[2], "partner")
    for number in range(30):
        action = JointAction.objects.create(
            group=world.commission, title=small_world.text(f"more {number}"), lead=world.a
        )
        for of in (action, world.action_commission):
            of.tasks.create(title=small_world.text("x"), organisation=world.a, person=world.member)
        action = world.action_commission
        action.milestones.create(title=small_world.text("x"), due_on=timezone.localdate())
        action.indicators.create(name=small_world.text("x"), target=3).values.create(value=1)
        organisation = type(world.a).objects.create(name=small_world.text("x"), family="support")
        action.partners.create(organisation=organisation)
    assert [asked(page) for page in pages] == few
    assert asked(pages[2], "partner") == few_of_partner
    assert max(few[:2]) <= 15
    assert max(few[2], few_of_partner) <= 14, (few, few_of_partner)


def test_list_says_it_in_arabic(signed_in, world):
    page = signed_in("member", "ar").get(LIST).text
    assert 'dir="rtl"' in page
