"""How much room a working group has for its files, and how much of it is taken."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.core.conf import group_quota_bytes
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
