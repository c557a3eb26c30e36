"""How much room a working group has for its files, and how much of it is taken."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.core.conf import group_quota_bytes
from network.core.files import size_in_words
from network.members.models import WorkingGroup


class Space(models.Model):
    """The room of one working group, in bytes: every version counts, those in the trash too.

    `quota` is empty where the group has what every group has (NETWORK_GROUP_QUOTA_BYTES).
    """

    group = models.OneToOneField(WorkingGroup, on_delete=models.CASCADE, related_name="space")
    used = models.PositiveBigIntegerField(default=0, editable=False)
    quota = models.PositiveBigIntegerField(_("room for files"), null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.used} of {self.limit}"

    @property
    def limit(self) -> int:
        return group_quota_bytes() if self.quota is None else self.quota

    @property
    def percentage(self) -> int:
        """How full it is; a whole number from 0 to 100."""
        return min(100, -(-100 * self.used // self.limit)) if self.limit else 100

    @property
    def is_full(self) -> bool:
        return self.used >= self.limit

    @property
    def is_nearly_full(self) -> bool:
        """From here on it is said."""
        return self.percentage >= 90

    @property
    def used_in_words(self) -> str:
        return size_in_words(self.used)

    @property
    def limit_in_words(self) -> str:
        return size_in_words(self.limit)


def space_of(group: WorkingGroup) -> Space:
    """The room of a group; one that is empty where nothing was ever brought to it.

    Costs nothing where `space` was selected with the group.
    """
    return getattr(group, "space", None) or Space(group=group)
