"""Who sees a folder or a document: what somebody chose for it, and what comes of that.

A thing says for itself how far it is seen, or is seen as the folder it is in. A folder that is
narrowed narrows all that is in it: what is in it can be narrowed further, and never widened. What
comes of it is resolved when something changes, by `operations.audiences`, and kept in each row; so
reading is one flat question, however deep the folders are.
"""

from typing import Any, Self

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.core.conditions import Condition, keys
from network.members.models import Organisation, WorkingGroup
from network.members.standing import Standing, standing_of


class Sharing(models.TextChoices):
    """How far somebody chose to let a thing be seen."""

    INHERITED = "", pgettext_lazy("who sees it", "Whoever sees the folder it is in")
    GROUP = "group", pgettext_lazy("who sees it", "The working group")
    FACILITATORS = "facilitators", pgettext_lazy("who sees it", "Those who facilitate the group")
    ORGANISATIONS = "organisations", pgettext_lazy("who sees it", "Some organisations of the group")
    MEMBERS = "members", pgettext_lazy("who sees it", "All members of the network")


class Circle(models.Model):
    """A set of organisations that things are narrowed to. It never changes; a set is kept once.

    `key` is the numbers of its organisations in order, as a digest.
    """

    key = models.CharField(max_length=64, unique=True, editable=False)
    organisations = models.ManyToManyField(Organisation, related_name="+")

    def __str__(self) -> str:
        return self.key


class SharedQuerySet(models.QuerySet):
    """What is asked of folders and of documents alike."""

    def visible_to(self, user: Any) -> Self:
        """Those that somebody sees, without what was removed."""
        return self.filter(seen_by(user), removed_at=None)

    def restorable_by(self, user: Any) -> Self:
        """Those in the trash that somebody could bring back: whose they are, and who leads."""
        return self.filter(
            seen_by(user), _brings_back(user), removed_at__isnull=False, removed_with=None
        )


class Shared(models.Model):
    """What folders and documents have in common: whose they are, and who sees them.

    `around` is the folder that a thing is in, None at the top of its group; `around_id` its number.
    """

    around: Any
    around_id: int | None

    group = models.ForeignKey(
        WorkingGroup,
        verbose_name=_("working group"),
        on_delete=models.PROTECT,
        related_name="%(class)ss",
    )
    # Whose it is: who put it here, and for which organisation.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    organisation = models.ForeignKey(
        Organisation, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    # What was chosen for it.
    sharing = models.CharField(
        _("who sees it"), max_length=20, choices=Sharing, blank=True, default=Sharing.INHERITED
    )
    shared_with = models.ManyToManyField(
        Organisation, verbose_name=_("organisations"), blank=True, related_name="+"
    )
    # What comes of it, with what its folders say: kept by `operations.audiences`.
    is_for_members = models.BooleanField(default=False, editable=False)
    is_for_facilitators = models.BooleanField(default=False, editable=False)
    # Without an index: nearly all are in none, and a database that reads all of them by it sorts
    # them for nothing.
    circle = models.ForeignKey(
        Circle,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )

    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # The folder with which it went: with that it comes back.
    removed_with = models.ForeignKey(
        "network.Folder", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def noun(self) -> str:
        """What addresses and actions call it: folder, document."""
        return str(self._meta.model_name)

    @property
    def is_narrowed(self) -> bool:
        """Whether there are people of its group who do not see it."""
        return self.is_for_facilitators or self.circle_id is not None


# The columns that conditions ask.
_COLUMNS = (
    *("group", "organisation", "author", "circle"),
    *("is_for_members", "is_for_facilitators"),
)
# What is of an organisation that somebody acts for; a guest's own is the guest's.
_OWN = "({organisation} IN {organisations} OR {organisation} IS NULL AND {author} = {user})"
# What is not narrowed to organisations, or to one of theirs.
_LET_IN = """({circle} IS NULL OR {circle} IN (
    SELECT circle_id FROM network_circle_organisations WHERE organisation_id IN {organisations}
))"""
_SEEN = f"""{{is_for_members}} OR {{group}} IN {{groups}} AND (
    {_OWN} OR {_LET_IN} AND (NOT {{is_for_facilitators}} OR {{group}} IN {{led}})
)"""
_SEEN_BY_COORDINATION = f"{_OWN} OR {_LET_IN}"


def seen_by(user: Any, path: str = "") -> Q | Condition:
    """What is for somebody, by the audience that each row keeps; removed or not. `path` leads to
    the folder or document from the rows that are asked for, as in "document__".

    A thing is always for the organisation whose it is, as long as that is in the group. What is
    narrowed to organisations is not the coordination's to read; all is a superuser's.

    All of it is asked of the row's own columns: an index still gives the latest twenty without a
    look at all the others, which a subquery of what is visible would not.
    """
    standing = standing_of(user)
    if not standing.is_in:
        return Q(pk__in=())
    if standing.sees_all:
        return Q()
    if standing.is_coordinator:
        return _condition(_SEEN_BY_COORDINATION, standing, path)
    groups = keys(WorkingGroup, standing.group_ids)
    return _condition(_SEEN, standing, path, groups=groups, led=_led(standing))


def _condition(sql: str, standing: Standing, path: str, **values: Any) -> Condition:
    [user] = keys(get_user_model(), [standing.user_pk])
    own = {"organisations": keys(Organisation, standing.organisation_ids), "user": user}
    return Condition(sql, {name: f"{path}{name}" for name in _COLUMNS}, own | values)


def _brings_back(user: Any) -> Q | Condition:
    """Of what somebody sees, what they could take out of the trash."""
    standing = standing_of(user)
    if standing.is_coordinator:
        return Q()
    sql = f"{{group}} IN {{led}} OR {_OWN}"
    return _condition(sql, standing, "", led=_led(standing))


def _led(standing: Standing) -> tuple[Value, ...]:
    return keys(WorkingGroup, standing.facilitated_group_ids)
