"""What becomes of a joint action: by whom, in which order, and what is refused with which words."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from network.actions.operations import (
    change_action,
    change_partners,
    move_action,
    propose_action,
)
from network.core.multilingual import MultilingualEdit
from network.members.operations import suspend_organisation
from network.models import (
    ActionPublication,
    ActivityDomain,
    JointAction,
    MultilingualText,
    Partner,
    Territory,
)

from . import world as small_world
from .acting import sentences
from .papers import actions, actor

State = JointAction.State
TEXT = small_world.text


def propose(world, persona="member", **values):
    values = {"title": TEXT("Seed bank"), **values}
    return propose_action(world.commission, values, by=actor(world, persona))


def said(error):
    return " ".join(error.value.messages)


def in_state(world, state):
    JointAction.objects.filter(pk=world.action_commission.pk).update(state=state)
    return JointAction.objects.get(pk=world.action_commission.pk)


# Proposing


def test_proposal_is_led_by_the_organisation_one_acts_for(world):
    action = propose(world, aims=TEXT("Keep the seeds"))
    assert (action.lead, action.author) == (world.a, world.users["member"])
    assert (action.state, action.group) == (State.PROPOSED, world.commission)
    assert actions(action) == ["network.jointaction.proposed"]
    assert JointAction.objects.matching("seeds bank").get() == action


def test_proposal_keeps_all_that_was_chosen(world):
    domain = ActivityDomain.objects.create(name=TEXT("Seeds"))
    territory = Territory.objects.create(
        code="MA-LAR", kind="province", name=TEXT("Larache"), full_name=TEXT("Larache")
    )
    action = propose(
        world, contacts=[world.guest, world.partner], domains=[domain], territories=[territory]
    )
    assert set(action.contacts.all()) == {world.guest, world.partner}
    assert (action.domains.get(), action.territories.get()) == (domain, territory)


def test_member_does_not_propose_for_another_organisation(world):
    with pytest.raises(PermissionDenied):
        propose(world, "member", lead=world.c)
    assert propose(world, "manager", lead=world.c).lead == world.c


@pytest.mark.parametrize("persona", ["guest", "coordinator"])
def test_who_acts_for_none_of_the_group_says_which_of_it_leads(world, persona):
    with pytest.raises(ValidationError) as error:
        propose(world, persona)
    assert "lead" in error.value.message_dict
    with pytest.raises(ValidationError) as error:
        propose(world, persona, lead=world.b)
    assert "is not in this group" in said(error)
    assert propose(world, persona, lead=world.c).lead == world.c


@pytest.mark.parametrize("persona", ["other", "former", "suspended", "outsider", "editor"])
def test_nobody_proposes_to_a_group_they_are_not_in(world, persona):
    with pytest.raises(PermissionDenied):
        propose(world, persona, lead=world.a)


def test_suspended_organisation_leads_nothing_new(world):
    suspend_organisation(world.c, by=small_world.SYSTEM)
    with pytest.raises(ValidationError):
        propose(world, "coordinator", lead=world.c)


def test_contact_is_of_the_group(world):
    with pytest.raises(ValidationError) as error:
        propose(world, contacts=[world.other])
    assert "contacts" in error.value.message_dict


# Changing


def test_change_is_of_what_was_changed_and_makes_the_action_the_latest(world):
    action, before = world.action_commission, timezone.now()
    edit = MultilingualEdit({"en": "Seeds"}, {"en": action.title.version("en")})
    change_action(action, {"title": edit}, by=actor(world, "member"))
    action.refresh_from_db()
    assert action.title.get("en").body == "Seeds"
    assert action.updated_at >= before
    assert sentences(action) == ["Changed: title"]
    change_action(action, {"contacts": [world.partner]}, by=actor(world, "member"))
    assert list(action.contacts.all()) == [world.partner]
    assert sentences(action)[0] == "Changed: contact people"


def test_change_of_nothing_leaves_no_trace(world):
    before = world.action_commission.updated_at
    change_action(world.action_commission, {}, by=actor(world, "member"))
    assert (actions(world.action_commission), world.action_commission.updated_at) == ([], before)


@pytest.mark.parametrize("persona", ["partner", "guest", "other"])
def test_partner_does_not_change_the_action(world, persona):
    with pytest.raises(PermissionDenied):
        change_action(world.action_commission, {}, by=actor(world, persona))


def test_action_does_not_end_before_it_begins(world):
    action = world.action_commission
    with pytest.raises(ValidationError) as error:
        change_action(
            action, {"ends_on": action.starts_on.replace(year=2000)}, by=small_world.SYSTEM
        )
    assert said(error) == "It ends before it begins."
    assert actions(action) == []


def test_lead_is_given_away_by_who_facilitates_and_not_to_a_partner(world):
    action = world.action_commission
    with pytest.raises(PermissionDenied):
        change_action(action, {"lead": world.c}, by=actor(world, "member"))
    with pytest.raises(ValidationError) as error:
        change_action(action, {"lead": world.c}, by=actor(world, "manager"))
    assert "Take it out of the partners first" in said(error)
    change_partners(action, [], [action.partners.get()], by=actor(world, "manager"))
    change_action(action, {"lead": world.c}, by=actor(world, "manager"))
    action.refresh_from_db()
    assert action.lead == world.c


def test_contact_who_has_left_may_stay_and_no_other_stranger_comes(world):
    action = world.action_commission
    action.contacts.add(world.former)
    change_action(action, {"contacts": [world.former, world.guest]}, by=actor(world, "member"))
    assert set(action.contacts.all()) == {world.former, world.guest}
    with pytest.raises(ValidationError):
        change_action(action, {"contacts": [world.former, world.other]}, by=actor(world, "member"))


# Partners


def test_partner_is_added_changed_and_taken_out(world):
    action = propose(world)
    member = actor(world, "member")
    change_partners(
        action, [(Partner(), {"organisation": world.c, "part": TEXT("Seeds")})], by=member
    )
    partner = action.partners.get()
    assert (partner.organisation, str(partner.part)) == (world.c, "Seeds")
    edit = MultilingualEdit({"en": "Land"}, {"en": partner.part.version("en")})
    change_partners(action, [(partner, {"part": edit})], by=member)
    change_partners(action, [], [action.partners.get()], by=member)
    assert not action.partners.exists()
    assert sentences(action)[:3] == [
        "Partner removed: \u2068kanaria-organisation-c\u2069",
        "Part of a partner changed: \u2068kanaria-organisation-c\u2069",
        "Partner added: \u2068kanaria-organisation-c\u2069",
    ]


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("a", "leads the action"),
        ("c", "is a partner already"),
        ("b", "is not in this group"),
        ("gone", "is not in this group"),
    ],
)
def test_organisation_that_cannot_be_a_partner_is_told_why(world, key, sentence):
    new = (Partner(), {"organisation": getattr(world, key)})
    with pytest.raises(ValidationError) as error:
        change_partners(world.action_commission, [new], by=actor(world, "manager"))
    assert sentence in said(error)
    assert world.action_commission.partners.get().organisation == world.c


def test_partner_of_another_action_is_not_changed_through_this_one(world):
    action = propose(world)
    theirs = world.action_commission.partners.get()
    for changed, removed in (([(theirs, {})], []), ([], [theirs])):
        with pytest.raises(PermissionDenied):
            change_partners(action, changed, removed, by=actor(world, "member"))
    assert Partner.objects.filter(pk=theirs.pk).exists()


# From one state to the next


def test_action_goes_its_way_by_those_whose_it_is_to_say(world):
    action = propose(world)
    with pytest.raises(PermissionDenied):
        move_action(action, State.PLANNED, seen="proposed", by=actor(world, "member"))
    move_action(action, State.PLANNED, seen="proposed", by=actor(world, "manager"))
    move_action(action, State.RUNNING, seen="planned", by=actor(world, "member"))
    move_action(
        action, State.DONE, seen="running", results=TEXT("Ten banks"), by=actor(world, "member")
    )
    action.refresh_from_db()
    assert (action.state, str(action.results)) == (State.DONE, "Ten banks")
    with pytest.raises(PermissionDenied):
        move_action(action, State.RUNNING, seen="done", by=actor(world, "member"))
    move_action(action, State.RUNNING, seen="done", by=actor(world, "manager"))
    assert sentences(action)[0] == "From “Done” to “Running”"


@pytest.mark.parametrize("persona", ["partner", "guest", "other"])
def test_who_does_not_lead_it_moves_nothing(world, persona):
    with pytest.raises(PermissionDenied):
        move_action(
            world.action_commission,
            State.STOPPED,
            seen="running",
            reason="Because",
            by=actor(world, persona),
        )


def test_state_does_not_jump(world):
    action = propose(world)
    with pytest.raises(ValidationError) as error:
        move_action(action, State.DONE, seen="proposed", results=TEXT("x"), by=small_world.SYSTEM)
    assert said(error) == "From “Proposed” it cannot become “Done”."


def test_done_asks_for_outcomes_in_words_and_numbers_and_names_what_lacks(world):
    action = world.action_commission
    action.indicators.create(name=TEXT("People trained"))
    member = actor(world, "member")
    with pytest.raises(ValidationError) as error:
        move_action(action, State.DONE, seen="running", by=member)
    assert "one language at least" in error.value.message_dict["results"][0]
    assert "People trained" in error.value.message_dict["__all__"][0]
    assert "kanaria-indicator" not in said(error)
    action.refresh_from_db()
    assert action.state == State.RUNNING
    action.indicators.latest("pk").values.create(value=0)
    move_action(
        action,
        State.DONE,
        seen="running",
        results=MultilingualEdit({"ar": "عشرة"}),
        by=member,
    )
    assert action.results == MultilingualText().with_body("ar", "عشرة")


def test_stopping_asks_why_and_ends_the_public_page_and_going_on_clears_the_reason(world):
    action, member = world.action_commission, actor(world, "member")
    public = ActionPublication.objects.create(
        action=action, state=action.state, title=action.title, lead=action.lead
    )
    for nothing in ("", " \u200b "):
        with pytest.raises(ValidationError) as error:
            move_action(action, State.STOPPED, seen="running", reason=nothing, by=member)
        assert "reason" in error.value.message_dict
    public.refresh_from_db()
    assert public.is_public
    move_action(action, State.STOPPED, seen="running", reason="No\nmoney", by=member)
    public.refresh_from_db()
    action.refresh_from_db()
    assert (action.stop_reason, public.is_public) == ("No money", False)
    assert sentences(action)[:2] == ["No longer public", "Stopped: No money"]
    move_action(action, State.PLANNED, seen="stopped", by=actor(world, "manager"))
    action.refresh_from_db()
    assert (action.state, action.stop_reason) == (State.PLANNED, "")


def test_second_of_two_who_move_it_is_told_of_the_first(world):
    action = in_state(world, State.PLANNED)
    move_action(action, State.RUNNING, seen="planned", by=actor(world, "coordinator"))
    stale = JointAction.objects.get(pk=action.pk)
    with pytest.raises(ValidationError) as error:
        move_action(
            stale, State.STOPPED, seen="planned", reason="Because", by=actor(world, "manager")
        )
    assert said(error) == "In the meantime coordinator has moved it: it is “Running” now."
    action.refresh_from_db()
    assert (action.state, action.stop_reason) == (State.RUNNING, "")


def test_second_click_of_the_same_person_changes_nothing_and_is_no_error(world):
    action, manager = in_state(world, State.PLANNED), actor(world, "manager")
    for _click in range(2):
        move_action(action, State.RUNNING, seen="planned", by=manager)
    assert actions(action) == ["network.jointaction.moved"]
