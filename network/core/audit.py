"""The history of what was done, over Wagtail's own log.

Actions are named `network.<noun>.<verb>`. A slice says what its actions read like, once, when its
module is imported:

    audit.register({"network.document.version_added": _("Version %(number)s added")})

(where `data` has the names of changed fields as `fields`, the sentence gets their labels) and its
operations record them, in the transaction of the change:

    audit.record(document, "network.document.version_added", by=by, data={"number": 2})
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import Promise, keep_lazy_text
from django.utils.text import capfirst
from django.utils.translation import gettext
from wagtail.log_actions import LogFormatter
from wagtail.log_actions import registry as wagtail_log
from wagtail.models import BaseLogEntry
from wagtail.models.audit_log import ModelLogEntryManager

from .actor import COORDINATE, Actor
from .lines import listed
from .multilingual import MultilingualText
from .people import name_of

_ACTIONS: dict[str, str | Promise] = {}
_NAMES: dict[str, Callable[[Any], str]] = {}
_KEPT_TO: dict[type[models.Model], Callable[[Any], models.QuerySet]] = {}
# A placeholder of a sentence, with the punctuation that leads to it.
_DATA = re.compile(r"[\s:،,«“”»]*%\(\w+\)s[\s»”]*")


class AuditEntryManager(ModelLogEntryManager):
    """Wagtail shows its site history to whoever may change *some* model; ours is not for them. Nor
    is what was done to records that even the coordination does not read: `keep_to`."""

    def viewable_by_user(self, user: Any) -> models.QuerySet:
        if not user.has_perm(COORDINATE):
            return self.none()
        rows = self.all()
        # By what is seen, and not by the few that are not: of what is deleted no row says any more
        # from whom it was kept.
        for model, seen_by in _KEPT_TO.items():
            keys = seen_by(user).order_by().annotate(key=Cast("pk", models.CharField()))
            is_one = Q(content_type=ContentType.objects.get_for_model(model))
            rows = rows.exclude(is_one & ~Q(object_id__in=keys.values("key")))
        return rows


class AuditEntry(BaseLogEntry):
    """One thing that somebody did to one of the network's records.

    It outlives both: the label and `data` say what it was when neither is there any more.
    """

    object_id = models.CharField(max_length=255)

    objects = AuditEntryManager()

    class Meta(BaseLogEntry.Meta):
        ordering = ["-timestamp", "-id"]
        indexes = [
            models.Index(
                fields=["content_type", "object_id", "-timestamp"], name="network_audit_object"
            )
        ]

    @property
    def who(self) -> str:
        """Who did it, in the reader's script; the system's jobs are named as such."""
        if self.user_id is None:
            return gettext("The system")
        return name_of(self.user) if self.user else gettext("Somebody who has left")

    @property
    def organisation(self) -> str:
        """For which organisation they did it, as it was called then, in the reader's language."""
        name = self.data.get("organisation", {}).get("name", "")
        return str(MultilingualText.from_json(name)) if isinstance(name, dict) else name


class _Formatter(LogFormatter):
    def format_message(self, log_entry: Any) -> str:
        data = dict(log_entry.data)
        if "fields" in data:
            # Kept by Django; the entry's own would be asked for with each of a page's entries.
            model = ContentType.objects.get_for_id(log_entry.content_type_id).model_class()
            data["fields"] = listed(_field_label(model, name) for name in data["fields"])
        for key in data.keys() & _NAMES.keys():
            data[key] = _NAMES[key](data[key])
        return str(_ACTIONS[log_entry.action]) % data


def _field_label(model: type[models.Model] | None, name: str) -> str:
    try:
        return str(model._meta.get_field(name).verbose_name) if model else name
    except FieldDoesNotExist:
        # A field of an earlier version.
        return name


def register(
    actions: Mapping[str, str | Promise], names: Mapping[str, Callable[[Any], str]] | None = None
) -> None:
    """Say what actions read like; a sentence may name what the entry's data holds.

    `names`: what a code in the data, by its key, is called in the reader's language.
    """
    _ACTIONS.update(actions)
    _NAMES.update(names or {})


def keep_to(model: type[models.Model], seen_by: Callable[[Any], models.QuerySet]) -> None:
    """Show what was done to records of this model only to who sees them, in the admin too: there
    are some that the coordination does not see. `seen_by` is given a user."""
    _KEPT_TO[model] = seen_by


def register_with_wagtail(registry: Any) -> None:
    """Tell Wagtail's registry of every action; for its hook `register_log_actions`."""
    for action, sentence in _ACTIONS.items():
        label = _label(action, sentence)
        formatter = type("Formatter", (_Formatter,), {"label": label, "message": sentence})
        registry.register_action(action)(formatter)


@keep_lazy_text
def _label(action: str, sentence: str | Promise) -> str:
    """What Wagtail's filter lists an action as: of what, and the sentence without its data."""
    words = " ".join(_DATA.sub(" ", str(sentence)).split())
    try:
        kind = apps.get_model("network", action.split(".")[-2])._meta.verbose_name
    except LookupError:
        return words
    return f"{capfirst(kind)} – {words}"


def record(
    obj: models.Model, action: str, *, by: Actor, data: Mapping[str, Any] | None = None
) -> None:
    """Add an entry to the history of `obj`. Raises ValidationError for an unregistered action."""
    wagtail_log.scan_for_actions()
    details = _details(by, data or {})
    AuditEntry.objects.log_action(obj, action, user=by.user, data=details)


def record_each(
    entries: Iterable[tuple[models.Model, Mapping[str, Any]]], action: str, *, by: Actor
) -> None:
    """Add an entry to the history of each of these, with its data: hundreds as quickly as one."""
    wagtail_log.scan_for_actions()
    now = timezone.now()
    rows = [
        AuditEntry(
            content_type=ContentType.objects.get_for_model(obj, for_concrete_model=False),
            object_id=str(obj.pk),
            label=str(obj),
            action=action,
            timestamp=now,
            user=by.user,
            data=_details(by, data),
        )
        for obj, data in entries
    ]
    for row in rows[:1]:
        row.clean()
    AuditEntry.objects.bulk_create(rows, batch_size=500)


def _details(by: Actor, data: Mapping[str, Any]) -> dict[str, Any]:
    details = dict(data)
    if by.organisation:
        name = by.organisation.name.as_json()
        details["organisation"] = {"id": by.organisation.pk, "name": name}
    if by.is_system:
        details["system"] = by.name
    return details


def history(obj: models.Model) -> models.QuerySet[AuditEntry]:
    """What was done to `obj`, the last first; whoever may see `obj` may read it."""
    return AuditEntry.objects.for_instance(obj).select_related("user__network_profile")
