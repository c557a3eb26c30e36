"""Who does the tasks of an action: its organisations, and the people of each."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from network.members.models import Membership, Organisation, WorkingGroup
from network.members.models.organisations import OrganisationQuerySet
from network.members.standing import people_of

from .models import JointAction, Partner

# Who has the whole of an organisation's tasks to look after.
KEEPERS = (Membership.Role.MANAGER, Membership.Role.REPRESENTATIVE)


def organisations_of(action: JointAction) -> OrganisationQuerySet:
    """Its lead and its partners, as far as they are active members: who can do something for it."""
    partners = Partner.objects.filter(action=action).order_by().values("organisation")
    return Organisation.objects.filter(
        Q(pk=action.lead_id) | Q(pk__in=partners), status=Organisation.Status.ACTIVE
    )


def people_for(group: WorkingGroup, organisations: Collection[Organisation]) -> QuerySet:
    """Who can do a task of one of these in an action of the group, as users: who acts for it now,
    and who is in the group by name; all of them see the action."""
    mandates = Membership.objects.current().filter(organisation__in=[o.pk for o in organisations])
    return people_of(group).filter(Q(pk__in=mandates.values("user")) | _named_in(group))


def mandates_of(people: Collection[Any], organisations: Collection[Organisation]) -> QuerySet:
    """Each of these people with each of the organisations that they act for, by their keys."""
    rows = Membership.objects.current().filter(
        user__in=[person.pk for person in people], organisation__in=[o.pk for o in organisations]
    )
    return rows.order_by("organisation").values_list("user", "organisation").distinct()


def _named_in(group: WorkingGroup) -> Q:
    return Q(pk__in=group.guests.values("pk")) | Q(pk__in=group.facilitators.values("pk"))
