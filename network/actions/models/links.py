"""The two doors of the actions without signing in: a calendar's feed, and a mail's « done »."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.core.links import Link

from .audiences import seen_by
from .tasks import Task


class ActionFeedQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own."""
        return self.filter(user=user.pk)


class ActionFeed(models.Model):
    """The address at which a calendar program finds the dates that somebody sees: theirs alone, as
    long as the link is open."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    link = models.OneToOneField(Link, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = ActionFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return str(self.user)


class TaskLinkQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own, of tasks that one sees."""
        return self.filter(seen_by(user, "task__action__"), user=user.pk)


class TaskLink(models.Model):
    """The way for one person to say from a mail that a task is done."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="links")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    link = models.OneToOneField(Link, on_delete=models.PROTECT, related_name="+", editable=False)

    objects = TaskLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link of a task")
        verbose_name_plural = _("links of tasks")
        indexes = [models.Index(fields=["task", "user"], name="network_tasklink_person")]

    def __str__(self) -> str:
        return str(self.task)
