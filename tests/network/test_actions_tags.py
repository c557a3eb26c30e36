"""What each row of a list of actions or tasks says of itself."""

import datetime

import pytest
from django.utils.translation import override
from django.utils.translation import pgettext as said

from network.models import JointAction, Task
from network.templatetags.network_actions import late, other_states, period, state_of, tasks_done

pytestmark = pytest.mark.once
DAY = datetime.date(2026, 3, 4)


def test_state_is_in_the_language_of_each_reader():
    """It is kept for the next row, and not for a reader of the other language."""
    action = JointAction(state=JointAction.State.RUNNING)
    for code in ("en", "ar", "en"):
        with override(code):
            assert f">{said('state of an action', 'Running')}<" in state_of(action)


def test_state_of_a_task_is_not_taken_for_that_of_an_action():
    with override("ar"):
        of_action = state_of(JointAction(state=JointAction.State.DONE))
        of_task = state_of(Task(state=Task.State.DONE))
        assert f">{said('state of an action', 'Done')}<" in of_action
        assert f">{said('state of a task', 'Done')}<" in of_task


def test_buttons_lead_to_every_other_state():
    for code in ("en", "ar", "en"):
        with override(code):
            buttons = other_states(Task(state=Task.State.DOING))
            assert 'value="doing"' not in buttons
            assert buttons.count("<button") == len(Task.State) - 1
            assert f">{said('state of a task', 'Dropped')}<" in buttons


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "words"),
    [(DAY, DAY, " to "), (DAY, None, "from "), (None, DAY, "until ")],
)
def test_period_says_the_days_that_are_known(starts_on, ends_on, words):
    written = period(JointAction(starts_on=starts_on, ends_on=ends_on))
    assert words in written
    assert written.count('<time datetime="2026-03-04">') == sum(map(bool, (starts_on, ends_on)))


def test_what_is_not_says_nothing():
    action = JointAction()
    action.task_count = action.done_count = 0
    assert not late(None)
    assert not period(action)
    assert not tasks_done(action)
