"""Who sees what: chosen for a folder or a document, and resolved into every row it is about."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.core import audit
from network.core.actor import Actor
from network.members.models import Organisation, WorkingGroup

from ..models import Circle, Document, Folder, Sharing
from ..models.audiences import seen_by
from ..rules import can_decide_about
from .publications import withdraw_what_is_hidden
from .spaces import lock_documents_of

audit.register(
    {
        "network.folder.shared": gettext_lazy("Who sees it: %(sharing)s"),
        "network.document.shared": gettext_lazy("Who sees it: %(sharing)s"),
    },
    names={"sharing": lambda code: str(Sharing(code).label)},
)
# What is narrowed to organisations is not the coordination's to read; the trash included.
audit.keep_to(Document, lambda user: Document.objects.filter(seen_by(user)))
audit.keep_to(Folder, lambda user: Folder.objects.filter(seen_by(user)))


@dataclass(frozen=True)
class Audience:
    """Who sees a thing, of all who belong to the network; `organisations` by their numbers."""

    is_for_members: bool = False
    is_for_facilitators: bool = False
    organisations: frozenset[int] | None = None

    @property
    def is_narrowed(self) -> bool:
        return self.is_for_facilitators or self.organisations is not None

    def of(self, sharing: str, organisations: Iterable[int]) -> "Audience":
        """Who sees a thing in here of which this was chosen: never more than may see what is
        narrowed."""
        match sharing:
            case Sharing.MEMBERS if not self.is_narrowed:
                return Audience(is_for_members=True)
            case Sharing.GROUP if not self.is_narrowed:
                return Audience()
            case Sharing.FACILITATORS:
                return Audience(False, True, self.organisations)
            case Sharing.ORGANISATIONS:
                named = frozenset(organisations)
                both = named if self.organisations is None else named & self.organisations
                return Audience(False, self.is_for_facilitators, both)
        return self

    def as_columns(self) -> dict[str, object]:
        """What a row keeps of it."""
        return {
            "is_for_members": self.is_for_members,
            "is_for_facilitators": self.is_for_facilitators,
            "circle": None if self.organisations is None else _circle_of(self.organisations),
        }


EVERYBODY_OF_THE_GROUP = Audience()


@transaction.atomic
def share(
    thing: Folder | Document,
    sharing: str,
    organisations: Collection[Organisation] = (),
    *,
    by: Actor,
) -> bool:
    """Let a folder with all that is in it, or a document, be seen as far as this. Returns whether
    something public no longer is.

    `organisations` are those it is narrowed to. Raises ValidationError, with the field it is about,
    for none, and for one that is not in the group.
    """
    lock_documents_of(thing.group)
    thing.refresh_from_db()
    if not can_decide_about(by, thing):
        raise PermissionDenied
    named = list(organisations) if sharing == Sharing.ORGANISATIONS else []
    if sharing == Sharing.ORGANISATIONS:
        _check_named(thing.group, named)
    before = {row.pk for row in thing.shared_with.all()}
    if thing.sharing == sharing and before == {row.pk for row in named}:
        return False
    thing.sharing = sharing
    thing.save(update_fields=["sharing"])
    thing.shared_with.set(named)
    resolve(thing)
    was_public = withdraw_what_is_hidden(thing.group, by=by)
    audit.record(
        thing,
        f"network.{thing.noun}.shared",
        by=by,
        data={"sharing": sharing, "organisation_ids": sorted(row.pk for row in named)},
    )
    return was_public


def organisations_to_name(group: WorkingGroup) -> QuerySet[Organisation]:
    """Those that something of a group can be narrowed to: the active ones of the group."""
    rows = Organisation.objects.filter(status=Organisation.Status.ACTIVE)
    if group.kind != WorkingGroup.Kind.PLENARY:
        rows = rows.filter(pk__in=group.organisations.values("pk"))
    return rows


def _check_named(group: WorkingGroup, named: Collection[Organisation]) -> None:
    if not named:
        raise ValidationError({"shared_with": _("Choose at least one organisation.")})
    known = set(organisations_to_name(group).values_list("pk", flat=True))
    if strange := [row for row in named if row.pk not in known]:
        raise ValidationError(
            {"shared_with": _("%(name)s is not in this group.") % {"name": strange[0]}}
        )


def resolve(thing: Folder | Document) -> None:
    """Keep in a thing's row, and of a folder in every row in it, who sees it now.

    To be called with the group's documents locked, after whatever could change it.
    """
    if isinstance(thing, Document):
        audience = audience_in(thing.folder).of(thing.sharing, _named(thing))
        Document.objects.filter(pk=thing.pk).update(**audience.as_columns())
        thing.refresh_from_db(fields=["is_for_members", "is_for_facilitators", "circle"])
    else:
        _resolve_below(thing)
        thing.refresh_from_db(fields=["is_for_members", "is_for_facilitators", "circle"])


def audience_in(folder: Folder | None) -> Audience:
    """Who sees what is in a folder, or in none, and says nothing for itself."""
    if folder is None:
        return EVERYBODY_OF_THE_GROUP
    organisations = None
    if folder.circle_id:
        through = Circle.organisations.through.objects.filter(circle=folder.circle_id)
        organisations = frozenset(through.values_list("organisation", flat=True))
    return Audience(folder.is_for_members, folder.is_for_facilitators, organisations)


def _resolve_below(top: Folder) -> None:
    known: dict[int | None, Audience] = {top.parent_id: audience_in(top.parent)}
    rows = Folder.objects.below(top).prefetch_related("shared_with")
    # Each after the one it is in.
    for folder in sorted(rows, key=lambda row: row.depth):
        known[folder.pk] = known[folder.parent_id].of(folder.sharing, _named(folder))
        columns = known[folder.pk].as_columns()
        Folder.objects.filter(pk=folder.pk).update(**columns)
        Document.objects.filter(folder=folder, sharing=Sharing.INHERITED).update(**columns)
        own = Document.objects.filter(folder=folder).exclude(sharing=Sharing.INHERITED)
        for document in own.prefetch_related("shared_with"):
            audience = known[folder.pk].of(document.sharing, _named(document))
            Document.objects.filter(pk=document.pk).update(**audience.as_columns())


def _named(thing: Folder | Document) -> list[int]:
    return [row.pk for row in thing.shared_with.all()]


def _circle_of(organisations: frozenset[int]) -> Circle:
    numbers = sorted(organisations)
    key = sha256(",".join(map(str, numbers)).encode()).hexdigest()
    with transaction.atomic():
        circle, is_new = Circle.objects.get_or_create(key=key)
        if is_new:
            circle.organisations.set(numbers)
    return circle
