"""What no screen shows by itself: who may do what about a mail, and whose mandates one sees."""

import pytest

from network.core.actor import Actor
from network.core.mail.rules import can_give_up_mail, can_retry_mail
from network.models import Mail, Membership

EVERY_PERSONA = ("guest", "member", "manager", "partner", "other", "former", "outsider")


@pytest.mark.parametrize("rule", [can_retry_mail, can_give_up_mail])
def test_mail_is_for_the_coordination_while_it_waits_or_has_failed(world, rule):
    mail = Mail(kind="network.invitation.sent", address="somebody@example.org")
    for state in Mail.State.values:
        mail.state = state
        is_open = state in (Mail.State.QUEUED, Mail.State.FAILED)
        assert rule(Actor(world.coordinator), mail) is is_open, state
        for persona in EVERY_PERSONA:
            assert not rule(Actor(world.users[persona]), mail), (persona, state)
        assert not rule(Actor.system("worker"), mail)


def test_mandates_are_seen_as_far_as_they_concern_somebody(world):
    def seen(persona):
        rows = Membership.objects.visible_to(world.users[persona])
        return set(rows.values_list("user__username", flat=True))

    now = {"member", "manager", "partner", "other"}
    for persona in ("guest", "member", "partner", "other"):
        assert seen(persona) == now
    # A manager sees what was in their organisation; the coordination, everything.
    assert seen("manager") == now | {"former"}
    assert seen("coordinator") == now | {"former", "suspended"}
    for persona in ("outsider", "former", "suspended"):
        assert seen(persona) == set()
