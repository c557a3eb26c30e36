"""By what somebody belongs to the network now: what every question of who sees what starts from.

Read once a request and person, since a page asks many such questions; nothing of it outlives the
request, so a mandate that is ended lets nobody in from the next request on.
"""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone

from network.core.actor import COORDINATE

if TYPE_CHECKING:
    from .models import Membership, Organisation, WorkingGroup

_ATTRIBUTE = "_network_standing"


@dataclass(frozen=True)
class Standing:
    """A person's place in the network on one day. Whoever has none sees nothing of it."""

    user_pk: Any = None
    is_coordinator: bool = False
    # A superuser: nothing is narrowed so far that they would not read it.
    sees_all: bool = False
    is_guest: bool = False
    # Current mandates in active organisations.
    memberships: tuple["Membership", ...] = ()
    # What they had: why somebody is not let in.
    has_suspended: bool = False
    has_ended: bool = False

    @property
    def is_in(self) -> bool:
        """Whether the private area is theirs to enter."""
        return self.is_coordinator or self.belongs

    @property
    def belongs(self) -> bool:
        """Whether they may be of a working group: by a mandate, or named without ever having had
        one. Who coordinates sees every group, and is of those alone that this makes theirs."""
        return self.is_guest or bool(self.memberships)

    @cached_property
    def organisations(self) -> tuple["Organisation", ...]:
        """Those they may act for, each once."""
        return tuple(
            {mandate.organisation_id: mandate.organisation for mandate in self.memberships}.values()
        )

    @cached_property
    def organisation_ids(self) -> frozenset[int]:
        return frozenset(mandate.organisation_id for mandate in self.memberships)

    @cached_property
    def managed_organisation_ids(self) -> frozenset[int]:
        return self.ids_with("manager")

    @cached_property
    def group_ids(self) -> frozenset[int]:
        """The working groups that they belong to; none while they may not come in."""
        return frozenset(group.pk for group in self.groups)

    @cached_property
    def facilitated_group_ids(self) -> frozenset[int]:
        """Those of them that they lead."""
        return frozenset(group.pk for group in self.groups if group.leads)

    @cached_property
    def guest_group_ids(self) -> frozenset[int]:
        """Those of them that they were named into."""
        return frozenset(group.pk for group in self.groups if group.visits)

    @cached_property
    def groups(self) -> tuple[Any, ...]:
        """Those groups themselves in their order, each with whether they lead it (`leads`), and are
        its guest (`visits`): in one query, which every page asks anyway to name them."""
        if not self.belongs or self.user_pk is None:
            return ()
        group = apps.get_model("network", "WorkingGroup")
        # A page names them; what they are for is read with the group's own page.
        rows = group.objects.places_of(self).in_order().only("kind", "name", "closed_at")
        return tuple(rows)

    @cached_property
    def _named_organisations(self) -> frozenset[tuple[int, int]]:
        """Each group that names an organisation of theirs, with that: in one query."""
        if not self.organisation_ids:
            return frozenset()
        through = apps.get_model("network", "WorkingGroup").organisations.through
        rows = through._base_manager.filter(organisation__in=self.organisation_ids)
        return frozenset(rows.values_list("workinggroup", "organisation"))

    def organisations_in(self, group: "WorkingGroup") -> list["Organisation"]:
        """Those of theirs that work in a group: in the plenary, all."""
        if group.kind == group.Kind.PLENARY:
            return list(self.organisations)
        named = self._named_organisations
        return [row for row in self.organisations if (group.pk, row.pk) in named]

    def sees_group(self, pk: int) -> bool:
        """Whether they may know of this working group at all."""
        return self.is_coordinator or pk in self.group_ids

    def ids_with(self, *roles: str) -> frozenset[int]:
        """The organisations in which they have one of these roles."""
        return frozenset(
            mandate.organisation_id for mandate in self.memberships if mandate.role in roles
        )


NONE = Standing()


def standing_of(user: Any) -> Standing:
    """Where the person stands now; remembered on this user object, which lives for one request."""
    if user is None or not user.is_authenticated or not user.is_active:
        return NONE
    today = timezone.localdate()
    day, standing = getattr(user, _ATTRIBUTE, (None, NONE))
    if day != today:
        standing = _standing_on(user, today)
        setattr(user, _ATTRIBUTE, (today, standing))
    return standing


def forget_standing(user: Any) -> None:
    """To be called where this very object's mandates have just changed."""
    user.__dict__.pop(_ATTRIBUTE, None)


def _standing_on(user: Any, day: datetime.date) -> Standing:
    model = apps.get_model("network", "Membership")
    # With their profile: every page says who they are.
    rows = model.objects.filter(user=user).select_related("organisation", "user__network_profile")
    every = list(rows.order_by("pk"))
    if every and (profile := getattr(every[0].user, "network_profile", None)):
        user.network_profile = profile
    current = tuple(mandate for mandate in every if mandate.is_current)
    return Standing(
        user_pk=user.pk,
        is_coordinator=user.has_perm(COORDINATE),
        sees_all=user.is_superuser,
        # Who was a member once comes back by a mandate, and not because a list still names them.
        is_guest=not every and _is_named(user),
        memberships=current,
        has_suspended=any(
            mandate.ended_at is None and not mandate.organisation.is_active for mandate in every
        ),
        has_ended=bool(every),
    )


def _is_named(user: Any) -> bool:
    group = apps.get_model("network", "WorkingGroup")
    return any(
        group.objects.filter(**{role: user.pk}).exists() for role in ("guests", "facilitators")
    )


def people_in() -> QuerySet:
    """Who belongs to the network by a mandate or as a guest, as a subquery of users."""
    membership = apps.get_model("network", "Membership").objects
    group = apps.get_model("network", "WorkingGroup").objects
    # A list at a time: in one query over both, each name would count once for each of the other.
    named = [
        Q(pk__in=group.filter(**{f"{role}__isnull": False}).order_by().values(role))
        for role in ("guests", "facilitators")
    ]
    is_guest = (named[0] | named[1]) & ~Q(pk__in=membership.order_by().values("user"))
    return (
        get_user_model()
        ._default_manager.filter(is_active=True)
        .filter(Q(pk__in=membership.current().order_by().values("user")) | is_guest)
        .order_by()
        .values("pk")
    )


def coordinators() -> QuerySet:
    """Who looks after the network, as users: those to whom Django's own backend gives the
    permission, and superusers."""
    # Not before: this module asks for the user model, and models are made of ours.
    from django.contrib.auth.backends import ModelBackend

    return ModelBackend().with_perm(COORDINATE)


def people_of(group: "WorkingGroup") -> QuerySet:
    """Who belongs to a working group now, as users: `WorkingGroup.objects.joined_by` the other way
    round. By a mandate of one of its organisations, for the plenary of any; or by name."""
    mandates = apps.get_model("network", "Membership").objects.current()
    if group.kind != group.Kind.PLENARY:
        mandates = mandates.filter(organisation__in=group.organisations.values("pk"))
    by_name = Q(pk__in=group.guests.values("pk")) | Q(pk__in=group.facilitators.values("pk"))
    # Who had a mandate once is not in by a list that still names them.
    return get_user_model()._default_manager.filter(
        Q(pk__in=mandates.values("user")) | by_name, pk__in=people_in()
    )


def people_to_ask() -> QuerySet:
    """Whom to tell of what waits for the coordination, as users: who was given the permission. That
    a superuser has every permission makes them no coordinator."""
    users, permissions = get_user_model()._default_manager, apps.get_model("auth", "Permission")
    app, codename = COORDINATE.split(".")
    given = permissions.objects.filter(content_type__app_label=app, codename=codename).values("pk")
    # One way at a time: in one query over both, each would count once for each of the other.
    return users.filter(
        Q(pk__in=users.filter(user_permissions__in=given).values("pk"))
        | Q(pk__in=users.filter(groups__permissions__in=given).values("pk")),
        is_active=True,
    )
