"""An action's pages: what they show to whom, and what their forms refuse beside which field."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from network.actions.operations import change_partners, propose_action
from network.models import (
    ActionPublication,
    ActivityDomain,
    JointAction,
    MultilingualText,
    Partner,
    Task,
    Territory,
)

from . import world as small_world
from .papers import actor
from .workspace import main_of

State = JointAction.State
TODAY = timezone.localdate


def url(name, thing):
    return reverse(f"network:{name}", args=[thing.pk])


def proposal(**values):
    return {"once": str(uuid4()), "title_en": "Seed bank", "title_ar": "بنك البذور", **values}


# Proposing


def test_proposal_in_both_languages_leads_to_its_page(as_, world):
    answer = as_("member").post(url("action-new", world.commission), proposal(), follow=True)
    action = JointAction.objects.latest("pk")
    assert answer.redirect_chain[0][0] == action.get_absolute_url()
    assert "The joint action is proposed" in answer.text
    assert (action.title.get("ar").body, action.lead) == ("بنك البذور", world.a)


def test_two_clicks_make_one_action(as_, world):
    member, sent = as_("member"), proposal()
    before = JointAction.objects.count()
    answers = [member.post(url("action-new", world.commission), sent) for _ in range(2)]
    assert len({answer["Location"] for answer in answers}) == 1
    assert JointAction.objects.count() == before + 1


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_day_at_the_end_of_all_calendars_is_refused(as_, world, day):
    before = JointAction.objects.count()
    sent = proposal(starts_on=day, ends_on=day)
    answer = as_("member").post(url("action-new", world.commission), sent)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"starts_on", "ends_on"}
    assert JointAction.objects.count() == before


def test_bad_proposal_is_refused_beside_the_field_and_keeps_what_was_typed(as_, world):
    sent = proposal(
        title_en="", title_ar="بنك", aims_en="Keep them", starts_on="2026-05-02",
        ends_on="2026-05-01",
    )  # fmt: skip
    answer = as_("member").post(url("action-new", world.commission), sent)
    assert answer.context["form"].errors == {"ends_on": ["It ends before it begins."]}
    assert all(words in answer.text for words in ("بنك", "Keep them", "2026-05-02", "2026-05-01"))
    answer = as_("member").post(
        url("action-new", world.commission), proposal(title_en="", title_ar="")
    )
    assert "title" in answer.context["form"].errors


def test_lead_is_chosen_by_who_may_and_by_nobody_else(as_, world):
    page = url("action-new", world.commission)
    assert 'name="lead"' not in as_("member").get(page).text
    # What the form does not ask for changes nothing.
    as_("member").post(page, proposal(lead=world.c.pk))
    assert JointAction.objects.latest("pk").lead == world.a
    guest = as_("guest")
    assert 'name="lead"' in guest.get(page).text
    assert "lead" in guest.post(page, proposal()).context["form"].errors
    assert "lead" in guest.post(page, proposal(lead=world.b.pk)).context["form"].errors
    assert guest.post(page, proposal(lead=world.c.pk)).status_code == 302


@pytest.mark.parametrize("value", ["x", "9" * 30, "-1"])
def test_people_that_are_none_are_refused(as_, world, value):
    answer = as_("member").post(url("action-new", world.commission), proposal(contacts=value))
    assert "contacts" in answer.context["form"].errors


# Editing


def edit_of(action, **values):
    loaded = {
        "title_en": action.title.get("en").body,
        "title_en_loaded": action.title.version("en"),
        "initial-starts_on": str(action.starts_on),
        "starts_on": str(action.starts_on),
        "initial-ends_on": str(action.ends_on),
        "ends_on": str(action.ends_on),
    }
    return {**loaded, **values}


def test_second_of_two_editors_loses_nothing(as_, world):
    action, page = world.action_commission, url("action-edit", world.action_commission)
    first, second = TODAY() + timedelta(days=60), TODAY() + timedelta(days=90)
    opened = edit_of(action)
    lead = {"lead": world.a.pk, "initial-lead": world.a.pk}
    as_("manager").post(page, {**opened, **lead, "ends_on": str(first)})
    # Another field goes beside it.
    answer = as_("member").post(page, {**opened, "title_en": "Seeds"}, follow=True)
    assert "The joint action is saved" in answer.text
    action.refresh_from_db()
    assert (action.ends_on, action.title.get("en").body) == (first, "Seeds")
    # The same one is shown first, and overwritten when it is sent again.
    answer = as_("member").post(page, {**opened, "ends_on": str(second)})
    assert "Somebody else has changed this in the meantime" in answer.text
    action.refresh_from_db()
    assert action.ends_on == first


def test_edit_says_beside_the_field_what_is_wrong(as_, world):
    page = url("action-edit", world.action_commission)
    sent = edit_of(world.action_commission, ends_on="2020-01-01")
    answer = as_("member").post(page, sent)
    assert answer.context["form"].errors == {"ends_on": ["It ends before it begins."]}
    sent = edit_of(world.action_commission, lead=world.c.pk, **{"initial-lead": world.a.pk})
    answer = as_("manager").post(page, sent)
    assert "Take it out of the partners first" in answer.context["form"].errors["lead"][0]


def test_outcomes_are_mended_once_they_are_written(as_, world):
    action, page = world.action_commission, url("action-edit", world.action_commission)
    assert "results_en" not in as_("member").get(page).text
    action.results = small_world.text("Ten")
    action.save()
    assert "results_en" in as_("member").get(page).text


# Partners


def test_partners_are_added_changed_and_taken_out_on_one_page(as_, world):
    action = world.action_commission
    partner, page = action.partners.get(), url("action-partners", action)
    world.commission.organisations.add(world.b)
    version = partner.part.version("en")
    sent = {
        f"partner-{partner.pk}-is-here": "1",
        f"partner-{partner.pk}-part_en": "Land",
        f"partner-{partner.pk}-part_en_loaded": version,
        "new-partner-0-organisation": world.b.pk,
        "new-partner-0-part_ar": "بذور",
    }
    answer = as_("member").post(page, sent, follow=True)
    assert "The partners are saved" in answer.text
    assert {(str(row), str(row.part)) for row in action.partners.all()} == {
        (str(world.c), "Land"),
        (str(world.b), "بذور"),
    }
    removal = {f"partner-{partner.pk}-is-here": "1", f"partner-{partner.pk}-removes": "on"}
    as_("member").post(page, removal)
    assert [row.organisation for row in action.partners.all()] == [world.b]


def test_two_clicks_add_one_partner(as_, world):
    action = propose_action(
        world.commission, {"title": small_world.text("Seeds")}, by=actor(world, "member")
    )
    sent = {"once": str(uuid4()), "new-partner-0-organisation": world.c.pk}
    for _click in range(2):
        answer = as_("member").post(url("action-partners", action), sent)
        assert answer.status_code == 302
    assert action.partners.count() == 1


def test_partner_that_cannot_be_one_is_told_why_and_what_was_typed_stays(as_, world):
    page = url("action-partners", world.action_commission)
    for organisation, sentence in ((world.a, "leads the action"), (world.c, "partner already")):
        sent = {"new-partner-0-organisation": organisation.pk, "new-partner-0-part_en": "Land"}
        answer = as_("member").post(page, sent)
        assert sentence in answer.text
        assert "Land" in answer.text
    nameless = as_("member").post(page, {"new-partner-0-part_en": "Land"})
    assert "Choose the organisation" in nameless.text
    world.commission.organisations.add(world.b)
    twice = {f"new-partner-{number}-organisation": world.b.pk for number in (0, 1)}
    assert "is a partner already" in as_("member").post(page, twice).text
    assert world.action_commission.partners.count() == 1


def test_part_that_somebody_else_changed_is_shown_first(as_, world):
    partner = world.action_commission.partners.get()
    opened = partner.part.version("en")
    Partner.objects.filter(pk=partner.pk).update(part=small_world.text("Theirs"))
    sent = {
        f"partner-{partner.pk}-is-here": "1",
        f"partner-{partner.pk}-part_en": "Mine",
        f"partner-{partner.pk}-part_en_loaded": opened,
    }
    answer = as_("member").post(url("action-partners", world.action_commission), sent)
    assert "Theirs" in answer.text
    assert "Mine" in answer.text


# Moving


def test_moves_are_offered_to_whose_they_are(as_, world):
    def offered(persona):
        return as_(persona).get(world.action_commission.get_absolute_url()).context["moves"]

    assert [state for state, _label in offered("member")] == [State.DONE, State.STOPPED]
    assert offered("partner") == offered("guest") == []
    page = url("action-move", world.action_stopped)
    assert "those to say who facilitate the group" in as_("member").get(page).text
    assert "Take it up again" in as_("manager").get(page).text


def test_page_asks_for_what_a_move_needs(as_, world):
    page = url("action-move", world.action_commission)
    assert 'name="reason"' in as_("member").get(page, {"state": "stopped"}).text
    world.action_commission.indicators.create(name=small_world.text("Trees planted"))
    done = as_("member").get(page, {"state": "done"}).text
    assert 'name="results_en"' in done
    assert "Trees planted" in done
    assert "kanaria-indicator" not in done


def test_move_needs_its_words_and_keeps_them(as_, world):
    action, page = world.action_commission, url("action-move", world.action_commission)
    sent = {"state": "stopped", "seen": "running", "reason": "  "}
    assert "Say why it is stopped" in as_("member").post(page, sent).text
    world.action_commission.indicators.create(name=small_world.text("Trees planted"))
    sent = {"state": "done", "seen": "running", "results_en": "Ten", "results_ar": "عشرة"}
    answer = as_("member").post(page, sent)
    assert "No value was written down yet of: Trees planted" in answer.text
    assert "Ten" in answer.text
    assert "عشرة" in answer.text
    action.refresh_from_db()
    assert action.state == State.RUNNING


def test_board_is_led_back_to_and_asked_for_words_elsewhere(as_, world):
    action = world.action_plenary
    page, board = url("action-move", action), reverse("network:actions-board")
    sent = {"state": "running", "seen": "planned", "next": board}
    assert as_("other").post(page, sent)["Location"] == board
    answer = as_("other").post(page, {"state": "stopped", "seen": "running", "next": board})
    assert answer["Location"].startswith(f"{page}?state=stopped&next=")
    elsewhere = {"state": "running", "seen": "planned", "next": "https://elsewhere.example"}
    assert as_("other").post(page, elsewhere)["Location"] == action.get_absolute_url()


def test_second_of_two_who_move_it_is_told_and_keeps_their_words(as_, world):
    action = world.action_plenary
    page = url("action-move", action)
    as_("coordinator").post(page, {"state": "running", "seen": "planned"})
    late = {"state": "stopped", "seen": "planned", "reason": "No money"}
    answer = as_("other").post(page, late)
    assert "In the meantime coordinator has moved it: it is “Running” now." in answer.text
    assert "No money" in answer.text
    assert 'name="seen" value="running"' in answer.text
    answer = as_("superuser").post(page, {"state": "running", "seen": "planned"}, follow=True)
    assert "In the meantime coordinator has moved it" in answer.text


def test_move_that_is_not_theirs_is_refused(as_, world):
    action = propose_action(
        world.commission, {"title": small_world.text("Seeds")}, by=actor(world, "member")
    )
    sent = {"state": "planned", "seen": "proposed"}
    for persona in ("member", "partner", "guest"):
        assert as_(persona).post(url("action-move", action), sent).status_code == 403
    assert as_("manager").post(url("action-move", action), sent).status_code == 302


# The page


def test_page_shows_what_is_late_how_much_there_is_and_who_does_what(as_, world):
    action = world.action_commission
    for key, days in (("late", -1), ("later", 9)):
        action.milestones.create(
            title=small_world.text(f"Milestone {key}"), due_on=TODAY() + timedelta(days=days)
        )
    page = main_of(as_("partner").get(action.get_absolute_url()))
    assert "40" in page
    assert '<meter min="0" max="100" value="40"' in page
    assert page.count("Late since") == 2
    assert "kanaria-part-commission" in page
    assert url("organisation", world.c) in page
    # For who runs it alone.
    for name in ("action-edit", "action-partners", "indicator-new", "milestone-new"):
        assert url(name, action) not in page


def test_page_names_what_it_is_about_and_where_in_the_readers_language(signed_in, world):
    action = world.action_commission
    domains = [
        ActivityDomain.objects.create(
            name=both(f"Seeds {n}", f"بذور {n}"), code=f"s{n}", position=n
        )
        for n in (2, 1)
    ]
    action.domains.set(domains)
    name = both("Larache", "العرائش")
    action.territories.add(
        Territory.objects.create(code="MA-LAR", kind="province", name=name, full_name=name)
    )
    page = main_of(signed_in("guest").get(action.get_absolute_url()))
    assert page.index("Seeds 1") < page.index("Seeds 2") < page.index("Larache")
    page = main_of(signed_in("guest", "ar").get(action.get_absolute_url()))
    assert all(words in page for words in ("بذور 1", "بذور 2", "العرائش"))


def both(english, arabic):
    return MultilingualText().with_body("en", english).with_body("ar", arabic)


def test_public_state_is_said_and_offered_to_the_coordination_alone(as_, world):
    action = world.action_commission
    publish, withdraw = url("action-publish", action), url("action-withdraw", action)
    assert publish in as_("coordinator").get(action.get_absolute_url()).text
    ActionPublication.objects.create(
        action=action, state=action.state, title=action.title, lead=action.lead
    )
    assert withdraw in as_("coordinator").get(action.get_absolute_url()).text
    page = as_("member").get(action.get_absolute_url()).text
    assert "Public page" in page
    assert publish not in page
    assert withdraw not in page


def test_page_of_a_stopped_action_says_why_and_asks_for_nothing(as_, world):
    page = main_of(as_("member").get(world.action_stopped.get_absolute_url()))
    assert "kanaria-reason" in page
    assert "action-move" not in page
    assert url("task-new", world.action_stopped) not in page


def test_history_tells_in_the_readers_words(signed_in, world):
    change_partners(
        world.action_commission,
        [],
        [world.action_commission.partners.get()],
        by=actor(world, "manager"),
    )
    page = signed_in("guest").get(url("action-history", world.action_commission)).text
    assert "Partner removed: \u2068kanaria-organisation-c\u2069" in page


def test_pages_are_of_their_group(as_, world):
    for name in ("action", "action-history"):
        page = as_("member").get(url(name, world.action_commission))
        assert page.context["group"] == world.commission
        assert 'aria-current="true"' in page.text


# What leads to it


def test_group_shows_its_latest_actions_and_the_way_to_propose(as_, world):
    page = main_of(as_("member").get(world.commission.get_absolute_url()))
    assert "kanaria-action-commission" in page
    assert "kanaria-action-other" not in page
    assert url("action-new", world.commission) in page
    as_("member")
    world.commission.closed_at = timezone.now()
    world.commission.save()
    page = main_of(as_("member").get(world.commission.get_absolute_url()))
    assert url("action-new", world.commission) not in page


def test_search_finds_actions_and_tasks_of_ones_own_groups_alone(as_, world):
    search = reverse("network:search")
    page = main_of(as_("member").get(search, {"q": "kanaria action"}))
    assert world.action_commission.get_absolute_url() in page
    assert world.action_other.get_absolute_url() not in page
    page = main_of(as_("member").get(search, {"q": "kanaria task", "in": "tasks"}))
    tasks = Task.objects.all()
    shown = {task for task in tasks if task.get_absolute_url() in page}
    assert shown == {world.task_commission, world.task_plenary}
