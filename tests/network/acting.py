"""What the tests of members' operations share: who acts, as their next request finds them."""

from network.core import audit
from network.core.actor import Actor
from network.models import Membership


def fresh(user):
    """The person as their next request finds them."""
    return type(user).objects.get(pk=user.pk)


def acting(world, persona, organisation=None):
    return Actor(fresh(world.users[persona]), organisation)


def mandate(world, persona, role):
    return Membership.objects.get(user=world.users[persona], role=role, ended_at=None)


def sentences(obj):
    return [entry.message for entry in audit.history(obj)]
