"""What looks over several actions: the board, the timeline, the load, the state of the network."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.actions.boards import CARDS
from network.actions.timelines import Year, in_year, rows_of
from network.models import BudgetLine, IndicatorValue, JointAction, Milestone, Task

from .workspace import main_of
from .world import text

pytestmark = pytest.mark.django_db
State = JointAction.State
DAY = timedelta(days=1)


@pytest.fixture
def look(as_):
    """What somebody reads on an overview."""

    def look(persona, name, **asked):
        answer = as_(persona).get(reverse(f"network:{name}"), asked)
        assert answer.status_code == 200
        return main_of(answer)

    return look


def action(world, title, state=State.RUNNING, group=None, **values):
    return JointAction.objects.create(
        group=group or world.commission, title=text(title), lead=world.a, state=state, **values
    )


def task(of, **values):
    return Task.objects.create(
        **{"action": of, "title": text("a task"), "organisation": of.lead, **values}
    )


def column(page, state):
    return re.search(rf'<section class="column" data-state="{state}".*?</section>', page, re.S)[0]


def card(page, title):
    cards = re.findall(r'<li class="acard">.*?</li>\s*(?=<li class="acard">|</ul>)', page, re.S)
    return next(found for found in cards if title in found)


# The board


def test_column_has_its_first_cards_and_says_how_many_there_are(world, look):
    for number in range(CARDS + 3):
        action(
            world, f"planned {number:02}", State.PLANNED, ends_on=date(2030, 1, 1) + number * DAY
        )
    page = look("member", "actions-board", group=world.commission.pk)
    planned = column(page, "planned")
    assert planned.count('class="acard"') == CARDS
    # What ends first is on top.
    assert planned.index("planned 00") < planned.index(f"planned {CARDS - 1:02}")
    assert f"Show all {CARDS + 3}" in planned
    assert f"?group={world.commission.pk}&amp;state=planned" in planned
    assert "kanaria-action-stopped" in column(page, "stopped")
    assert "Show all" not in column(page, "stopped")


def test_board_is_narrowed_by_words_and_group(world, look):
    found = action(world, "olives of the north", aims=text("a press"))
    action(world, "olives elsewhere", group=world.plenary)
    page = look("member", "actions-board", q="olives press")
    assert str(found.title) in page
    assert "elsewhere" not in page
    page = look("member", "actions-board", group=world.plenary.pk)
    assert "elsewhere" in page
    assert "of the north" not in page
    # A group that is not theirs narrows nothing, and shows nothing.
    page = look("member", "actions-board", group=world.other_commission.pk)
    assert "of the north" in page
    assert "kanaria-action-other" not in page
    assert "No action has all of these words" in look("member", "actions-board", q="nowhere")


def test_card_s_menu_has_the_moves_that_are_theirs(world, look):
    action(world, "a proposal", State.PROPOSED)
    url = reverse("network:action-move", args=[world.action_commission.pk])
    running = card(look("manager", "actions-board"), "kanaria-action-commission")
    # What asks for more leads to a page that asks it.
    assert re.findall(r'data-to="(\w+)"', running) == ["done", "stopped"]
    assert f'href="{url}?state=stopped&amp;next=/space/actions/board/"' in running
    assert "<button" not in running
    proposal = card(look("manager", "actions-board"), "a proposal")
    assert 'name="state" value="planned"' in proposal
    # A lead takes nothing on by itself; a partner moves nothing.
    assert re.findall(r'data-to="(\w+)"', card(look("member", "actions-board"), "a prop")) == [
        "stopped"
    ]
    assert "data-to" not in look("partner", "actions-board")


def test_column_s_form_says_what_was_seen_and_where_to_come_back_to(world, look):
    planned = column(look("manager", "actions-board", q="kanaria"), "running")
    form = re.search(r'<form id="move-running".*?</form>', planned, re.S)[0]
    assert 'name="seen" value="running"' in form
    assert 'name="next" value="/space/actions/board/?q=kanaria"' in form


def test_card_counts_the_tasks_that_were_not_dropped(world, look):
    of = action(world, "counted", ends_on=timezone.localdate() - DAY)
    for state in ("todo", "done", "done", "dropped"):
        task(of, state=state)
    found = card(look("member", "actions-board"), "counted")
    assert "Tasks done: 2/3" in found
    assert "Late since" in found


# The timeline


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("2024-04", date(2024, 4, 1)),
        ("2024-06", date(2024, 4, 1)),
        ("2024-13", None),
        ("1899-01", None),
        ("٢٠٢٤-٠٤", None),
        ("9", None),
        ("", None),
    ],
)
def test_year_is_what_was_asked_for_or_this_one(asked, first):
    assert Year.asked(asked).first == (first or timezone.localdate().replace(month=1, day=1))


def test_year_gives_each_month_as_much_room():
    year = Year(date(2024, 4, 1))
    assert year.last == date(2025, 3, 31)
    assert (year.before, year.after) == ("2024-01", "2024-07")
    assert year.place(date(2024, 4, 1)) == 0
    assert year.place(date(2024, 5, 1)) == pytest.approx(100 / 12)
    assert year.place(date(2025, 2, 15)) == pytest.approx(1050 / 12)
    assert year.place(date(2026, 1, 1)) == 100


@pytest.mark.parametrize(
    ("begins", "ends", "state", "is_there"),
    [
        (date(2023, 1, 1), date(2023, 12, 31), State.DONE, False),
        (date(2023, 1, 1), date(2024, 1, 1), State.DONE, True),
        (date(2024, 12, 31), date(2025, 3, 1), State.PLANNED, True),
        (date(2025, 1, 1), date(2025, 3, 1), State.PLANNED, False),
        (date(2023, 1, 1), None, State.RUNNING, True),
        (None, date(2024, 6, 1), State.RUNNING, True),
        (None, None, State.RUNNING, False),
        # It should have ended, and goes on until today.
        (date(2023, 1, 1), date(2023, 12, 31), State.RUNNING, True),
    ],
)
def test_timeline_has_what_goes_on_in_its_year(world, begins, ends, state, is_there):
    found = action(world, "when", state, starts_on=begins, ends_on=ends)
    rows = JointAction.objects.filter(pk=found.pk)
    assert in_year(rows, Year(date(2024, 1, 1))).exists() == is_there


def test_bar_is_drawn_where_its_days_are(world):
    found = action(
        world, "drawn", State.DONE, starts_on=date(2024, 4, 1), ends_on=date(2024, 6, 30)
    )
    Milestone.objects.create(action=found, title=text("half"), due_on=date(2024, 7, 1))
    Milestone.objects.create(action=found, title=text("next year"), due_on=date(2025, 7, 1))
    row = rows_of([found], Year(date(2024, 1, 1)), world.member)[0]
    assert (row.bar.x, row.bar.width, row.bar.is_open) == ("25.00%", "25.00%", False)
    assert row.late is None
    assert [mark.x for mark in row.marks] == ["50.00%"]
    # What is done is not late, whoever forgot to say that the milestone was reached.
    assert not row.marks[0].is_late


def test_what_is_late_is_drawn_until_today(world):
    today = timezone.localdate()
    found = action(world, "late", starts_on=today - 80 * DAY, ends_on=today - 40 * DAY)
    year = Year(today.replace(month=1, day=1) if today.month > 3 else Year.asked("").first)
    late = rows_of([found], year, world.member)[0].late
    end = float(late.x[:-1]) + float(late.width[:-1])
    assert end == pytest.approx(year.place(today + DAY), abs=0.8)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_timeline_draws_without_styles_and_says_the_dates(world, signed_in, language):
    action(world, "undated")
    answer = signed_in("member", language).get(reverse("network:actions-timeline"))
    page = main_of(answer)
    assert "kanaria-action-commission" in page
    assert "kanaria-action-other" not in page
    assert "kanaria-milestone-commission" in page
    assert '<rect class="bar running"' in page
    # As a program reads them, also where a reader's decimals have a comma.
    assert re.search(r'<rect class="bar \w+" x="\d+\.\d\d%" y="13" width="\d+\.\d\d%"', page)
    assert "style=" not in page
    row = re.search(r"<tr>(?:(?!</tr>).)*kanaria-action-commission.*?</tr>", page, re.S)[0]
    assert world.action_commission.ends_on.isoformat() in row


def test_timeline_is_narrowed_and_keeps_its_year(world, look):
    action(world, "undated")
    page = look("member", "actions-timeline", state="planned", **{"from": "2031-05"})
    assert '<input type="hidden" name="from" value="2031-04">' in page
    assert "No action of this period" in page
    assert "has no date" not in page
    assert "1 action has no date" in look("member", "actions-timeline", state="running")
    page = look("member", "actions-timeline", state="stopped")
    assert "kanaria-action-stopped" in page
    assert "kanaria-action-commission" not in page


# The load


def test_load_counts_what_is_seen_and_open(world, look):
    today = timezone.localdate()
    task(world.action_commission, organisation=world.c, due_on=today + DAY)
    task(world.action_commission, organisation=world.c, due_on=today + 60 * DAY)
    task(world.action_commission, organisation=world.c, state="done", due_on=today - DAY)
    task(world.action_stopped, organisation=world.c)
    task(world.action_other, organisation=world.c, person=world.other)
    assert load_of(look("member", "actions-load"), "kanaria-organisation-c") == [2, 0, 1, 2]
    assert load_of(look("member", "actions-load"), "kanaria-organisation-a") == [1, 1, 0, 0]
    # Nothing of the other commission's; to the coordination, all.
    assert load_of(look("member", "actions-load"), "kanaria-organisation-b") == [1, 1, 0, 0]
    assert load_of(look("coordinator", "actions-load"), "kanaria-organisation-b") == [2, 2, 0, 0]
    assert load_of(look("coordinator", "actions-load"), "kanaria-organisation-c") == [3, 0, 1, 2]


def load_of(page, name):
    """The numbers in the row of an organisation."""
    row = re.search(rf"<tr>(?:(?!</tr>).)*{name}.*?</tr>", page, re.S)[0]
    cells = re.findall(r'<td class="num".*?</td>', row, re.S)
    return [int(re.sub(r"<[^>]+>", "", cell)) for cell in cells]


def test_load_marks_who_has_left_and_leads_to_the_tasks(world, look, as_):
    left = task(world.action_commission, organisation=world.gone, title=text("left behind"))
    page = look("partner", "actions-load")
    row = re.search(r"<tr>(?:(?!</tr>).)*kanaria-organisation-gone.*?</tr>", page, re.S)[0]
    assert "no longer a member" in row
    link = re.search(r'href="([^"]+)"', row)[1].replace("&amp;", "&")
    assert str(left.title) in main_of(as_("partner").get(link))
    # Who sees no task of it does not learn that it was there.
    assert "kanaria-organisation-gone" not in look("other", "actions-load")
    assert as_("other").get(link).status_code == 404


# The state of the network


def test_state_of_the_network_is_the_coordination_s(as_):
    address = reverse("network:actions-network")
    assert as_("manager").get(address).status_code == 403
    page = main_of(as_("manager").get(reverse("network:actions-board")))
    assert address not in page
    assert address in main_of(as_("coordinator").get(reverse("network:actions-board")))


def test_state_of_the_network_says_what_is_to_be_looked_at(world, look):
    today, long_ago = timezone.localdate(), timezone.now() - 61 * DAY
    action(world, "much too late", ends_on=today - 3 * DAY)
    action(world, "asked for", State.PROPOSED, state_since=long_ago)
    still = {"updated_at": long_ago, "state_since": long_ago}
    action(world, "asleep", **still)
    awake = action(world, "wide awake", **still)
    task(awake)
    BudgetLine.objects.create(
        action=world.action_commission, label=text("x"), currency="EUR", planned=7, spent=Decimal(3)
    )
    BudgetLine.objects.create(action=world.action_stopped, label=text("x"), planned=999)
    IndicatorValue.objects.filter(indicator=world.indicator_other).delete()
    page = look("coordinator", "actions-network")
    assert "much too late" in part(page, "late")
    assert "asked for" in part(page, "proposals")
    assert "asleep" in part(page, "still")
    assert "wide awake" not in part(page, "still")
    assert "kanaria-indicator-other" in part(page, "unmeasured")
    assert "kanaria-indicator-commission" not in part(page, "unmeasured")
    money = re.findall(r'<td class="num"><bdi dir="ltr">([^<]+)</bdi>', page)
    # Of the three that go on, none of the one that was stopped.
    assert [re.sub(r"\D", "", amount) for amount in money] == ["3000", "0", "7", "3"]


def part(page, name):
    return re.search(rf'<section class="panel" aria-labelledby="{name}">.*?</section>', page, re.S)[
        0
    ]


# How much is asked, with the session and the account

PAGES = {
    "actions-board": 10,
    "actions-timeline": 11,
    "actions-load": 8,
    "tasks": 11,
    "tasks?of=organisation": 12,
}


def more(world, numbers):
    today = timezone.localdate()
    for number in numbers:
        of = action(
            world,
            f"more {number}",
            list(State)[number % 5],
            group=[world.commission, world.plenary][number % 2],
            starts_on=today,
            ends_on=today + number * DAY,
        )
        Milestone.objects.create(action=of, title=text("x"), due_on=today)
        for state in ("todo", "done"):
            task(of, state=state, person=world.manager, due_on=today)
        task(world.action_commission, person=world.manager, waits_for=world.task_commission)
        task(world.action_commission, organisation=world.a, person=world.member)


def asked(client, names):
    got = {}
    for name in names:
        name, mark, query = name.partition("?")
        address = reverse(f"network:{name}") + mark + query
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        got[name + mark + query] = len(queries)
    return got


def test_overviews_ask_as_much_for_one_row_as_for_thirty(world, as_):
    client = as_("manager")
    more(world, range(1, 6))
    few = asked(client, PAGES)
    more(world, range(6, 36))
    assert asked(client, PAGES) == few == PAGES


def test_state_of_the_network_asks_as_much_for_one_row_as_for_thirty(world, as_):
    client = as_("coordinator")
    more(world, range(1, 6))
    few = asked(client, ["actions-network"])
    more(world, range(6, 36))
    # Nine of them are who the reader is: without a mandate that is more to ask.
    assert asked(client, ["actions-network"]) == few == {"actions-network": 16}


def test_days_are_the_network_s_own(world, monkeypatch):
    """Late is what was to be done before today, where the network is."""
    late = datetime(2030, 1, 1, 23, 30, tzinfo=timezone.get_current_timezone())
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    found = action(world, "until then", ends_on=date(2030, 1, 1))
    assert found.late_since is None
