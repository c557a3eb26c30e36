"""Working groups: where members meet, and what every document, action and meeting belongs to."""

from collections.abc import Collection
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.core.conditions import Condition, keys
from network.core.multilingual import (
    MultilingualTextField,
    SearchKeyField,
    SortKeysField,
    found_by,
    sorted_by,
)
from network.members.standing import Standing, standing_of

from .organisations import Organisation


class WorkingGroupQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those somebody belongs to; to a coordinator, every one."""
        standing = standing_of(user)
        return self.all() if standing.is_coordinator else self.joined_by(user)

    def joined_by(self, user: Any) -> Self:
        """Those somebody belongs to: by an organisation of theirs, or by name."""
        return self._joined_from(standing_of(user))

    def _joined_from(self, standing: Standing) -> Self:
        if not standing.belongs:
            return self.none()
        ways = _listed("organisations", standing.organisation_ids) | _naming(standing.user_pk)
        if standing.organisation_ids:
            ways |= Q(kind=WorkingGroup.Kind.PLENARY)
        return self.filter(ways)

    def places_of(self, standing: Standing) -> Self:
        """Those that somebody who stands there belongs to; whether they lead each (`leads`), and
        are its guest (`visits`)."""
        pks = [standing.user_pk]
        return self._joined_from(standing).annotate(
            leads=_listed("facilitators", pks), visits=_listed("guests", pks)
        )

    def naming(self, user: Any) -> Self:
        """Those that list somebody by name, whether or not that lets them in now."""
        return self.filter(_naming(user.pk))

    def of(self, organisation: Organisation) -> Self:
        """Those an organisation works in; an active one in the plenary, too."""
        named = Q(pk__in=organisation.working_groups.values("pk"))
        if organisation.is_active:
            named |= Q(kind=WorkingGroup.Kind.PLENARY)
        return self.filter(named)

    def matching(self, query: str) -> Self:
        """Those whose name has every word of the query, in whichever language."""
        return self.filter(found_by("search_key", query))

    def in_order(self) -> Self:
        """The plenary, then the others by name in the reader's language."""
        return self.order_by("-kind", sorted_by("name_keys"), "pk")


class WorkingGroup(models.Model):
    """The plenary, to which every active organisation belongs, or a commission of some.

    `guests` are people named into the group besides the organisations; `facilitators` lead it, and
    belong to it by that alone. A group is closed rather than deleted: it is read, and no more.
    """

    class Kind(models.TextChoices):
        PLENARY = "plenary", _("plenary")
        COMMISSION = "commission", _("commission")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.COMMISSION)
    name = MultilingualTextField(_("name"), max_length=200)
    description = MultilingualTextField(
        _("description"), blank=True, multiline=True, max_length=5000
    )
    organisations = models.ManyToManyField(
        Organisation,
        verbose_name=_("organisations"),
        blank=True,
        related_name="working_groups",
        help_text=_("The plenary needs none: every active organisation belongs to it."),
    )
    guests = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("guests"),
        blank=True,
        related_name="+",
        help_text=_("People who take part besides the organisations."),
    )
    facilitators = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("facilitators"), blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    # What lists are sorted and searched by.
    name_keys = SortKeysField(source="name")
    search_key = SearchKeyField(sources=["name"])

    objects = WorkingGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        # The plenary first.
        ordering = ["-kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind="plenary"),
                name="network_workinggroup_one_plenary",
                violation_error_message=_("There is a plenary already: a network has one."),
            )
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("network:group", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


def _naming(user_pk: Any) -> Q:
    return _listed("guests", [user_pk]) | _listed("facilitators", [user_pk])


def _listed(name: str, pks: Collection[Any]) -> Condition:
    """Groups with one of these in a list of theirs, which is read by itself: in a join of several
    lists, each row of one would count once for each of all the others."""
    field: Any = WorkingGroup._meta.get_field(name)
    table, group, listed = field.m2m_db_table(), field.m2m_column_name(), field.m2m_reverse_name()
    # Names of tables and columns.
    sql = f"{{pk}} IN (SELECT {group} FROM {table} WHERE {listed} IN {{pks}})"  # noqa: S608
    return Condition(sql, {"pk": "pk"}, {"pks": keys(field.related_model, pks)})
