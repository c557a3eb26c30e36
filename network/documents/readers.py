"""Who sees a document: `models.audiences.seen_by` the other way round, for those who are told."""

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from network.members.models import Membership
from network.members.standing import coordinators, people_in, people_of

from .models import Circle, Document


def readers_of(document: Document) -> QuerySet:
    """The people who see it now, as users; of what was removed, nobody.

    Of whom to tell, and no more: whether somebody sees it `visible_to` says, once more before each
    mail leaves.
    """
    users = get_user_model()._default_manager.filter(is_active=True)
    if document.removed_at is not None:
        return users.none()
    coordinate = Q(pk__in=coordinators().order_by().values("pk"))
    if document.is_for_members:
        return users.filter(coordinate | Q(pk__in=people_in()))
    group = document.group
    is_let_in = _acts_for_its_circle(document)
    leads = Q(pk__in=group.facilitators.order_by().values("pk"))
    is_told = is_let_in & leads if document.is_for_facilitators else is_let_in
    of_group = Q(pk__in=people_of(group).order_by().values("pk"))
    return users.filter(
        Q(is_superuser=True)
        | of_group & (is_told | _owns(document))
        | coordinate & (is_let_in | _owns(document))
    )


def _acts_for_its_circle(document: Document) -> Q:
    """Those of the organisations it is narrowed to; where it is to none in particular, anybody."""
    if document.circle_id is None:
        return ~Q(pk__in=())
    circles = Circle.organisations.through.objects.filter(circle=document.circle_id)
    return _acts_for(circles.values("organisation"))


def _owns(document: Document) -> Q:
    """Those of the organisation whose it is; a guest's own is the guest's."""
    if document.organisation_id is None:
        return Q(pk=document.author_id)
    return _acts_for([document.organisation_id])


def _acts_for(organisations: QuerySet | list[int]) -> Q:
    mandates = Membership.objects.current().filter(organisation__in=organisations)
    return Q(pk__in=mandates.order_by().values("user"))
