"""What waits for somebody: the few things that are theirs to do, each with the way to do it.

One query a question, however much there is, and none where the question is not theirs; all that is
only counted is one question.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.actions.models import JointAction, Task
from network.core.conf import url_of
from network.core.lines import sentence
from network.core.mail.models import Mail
from network.core.multilingual import content_languages
from network.core.people import name_columns, name_of
from network.documents.models import Publication
from network.members.models import Membership, MembershipInvitation, Organisation, Profile
from network.members.standing import Standing, standing_of

# How soon an end is near.
MANDATE_DAYS = 30
INVITATION_DAYS = 3
TASK_DAYS = 7
# Of each kind; what there is besides is where these lead.
SHOWN = 5


@dataclass(frozen=True)
class Waiting:
    """One thing, and where to do something about it; `action` names that."""

    icon: str
    sentence: SafeString
    url: str
    action: str


def waiting_for(user: Any, since: datetime.datetime | None) -> list[Waiting]:
    """What waits for this person; `since` is when they were here before."""
    standing = standing_of(user)
    counts = _counts(user, standing)
    return [
        *_own_name(user),
        *_tasks(user),
        *_proposals(counts.get("proposals", 0)),
        *_mandates_that_end(user, standing),
        *_invitations(user, standing, since),
        *(_for_the_coordination(user, counts) if standing.is_coordinator else ()),
    ]


def _own_name(user: Any) -> Iterator[Waiting]:
    """A network of two scripts knows a person in both."""
    profile: Profile | None = getattr(user, "network_profile", None)
    if profile is None:
        return
    missing = []
    if not profile.name_latin:
        missing.append(_("Your name is not written in Latin letters yet."))
    if not profile.name_arabic and "ar" in content_languages():
        missing.append(_("Your name is not written in Arabic letters yet."))
    for words in missing:
        yield Waiting("person", sentence(words), url_of("network:profile"), _("Complete it"))


def _tasks(user: Any) -> Iterator[Waiting]:
    """One's own that are late, or due soon."""
    today = timezone.localdate()
    last = today + datetime.timedelta(days=TASK_DAYS)
    tasks = list(
        Task.objects.visible_to(user)
        .open()
        .filter(person=user.pk, due_on__lte=last)
        .only("title", "due_on")
        .order_by("due_on", "pk")[: SHOWN + 1]
    )
    for task in tasks[:SHOWN]:
        due: Any = task.due_on
        is_late = due < today
        words = _("“{task}” is late since {day}.") if is_late else _("“{task}” is due on {day}.")
        facts = {"task": task, "day": date_format(due, "DATE_FORMAT")}
        icon = "warning" if is_late else "task"
        yield Waiting(icon, sentence(words, **facts), task.get_absolute_url(), _("See it"))
    if len(tasks) > SHOWN:
        words = sentence(_("More of your tasks are late, or due soon."))
        yield Waiting("task", words, url_of("network:tasks"), _("See my tasks"))


def _counts(user: Any, standing: Standing) -> dict[str, int]:
    """How many there are of what is counted, by its name: one query for all that is theirs."""
    rows: dict[str, QuerySet] = {}
    proposals = JointAction.objects.visible_to(user).filter(
        state=JointAction.State.PROPOSED, group__closed_at=None
    )
    if standing.is_coordinator:
        managers = Membership.objects.current().filter(
            organisation=OuterRef("pk"), role=Membership.Role.MANAGER
        )
        active = Organisation.objects.visible_to(user).filter(status=Organisation.Status.ACTIVE)
        rows = {
            "proposals": proposals,
            "publications": Publication.objects.visible_to(user).filter(
                state=Publication.State.ASKED
            ),
            "failed": Mail.objects.visible_to(user).filter(state=Mail.State.FAILED),
            "unmanaged": active.filter(~Exists(managers)),
        }
    elif standing.facilitated_group_ids:
        rows = {"proposals": proposals.filter(group__in=standing.facilitated_group_ids)}
    if not rows:
        return {}
    first, *others = (
        some.order_by().values_list(Value(name)).annotate(count=Count("pk"))
        for name, some in rows.items()
    )
    return dict(first.union(*others, all=True))


def _proposals(proposed: int) -> Iterator[Waiting]:
    """Actions that were proposed to the groups one facilitates; to the coordination, all."""
    if proposed:
        yield Waiting(
            "flag",
            _counted(
                ngettext(
                    "{count} joint action is proposed, and waits for an answer.",
                    "{count} joint actions are proposed, and wait for an answer.",
                    proposed,
                ),
                proposed,
            ),
            f"{url_of('network:actions')}?state={JointAction.State.PROPOSED}",
            _("Answer"),
        )


def _mandates_that_end(user: Any, standing: Standing) -> Iterator[Waiting]:
    """One's own, and those of the organisations that one manages."""
    last = timezone.localdate() + datetime.timedelta(days=MANDATE_DAYS)
    theirs = Q(user=user.pk) | Q(organisation__in=standing.managed_organisation_ids)
    mandates = (
        Membership.objects.visible_to(user)
        .current()
        .filter(theirs, ends_on__lte=last)
        .select_related("organisation", "user__network_profile")
        .only("ends_on", "organisation__name", *name_columns("user__"))
        .order_by("ends_on", "pk")[:SHOWN]
    )
    for mandate in mandates:
        facts = {
            "organisation": mandate.organisation,
            "day": date_format(mandate.ends_on, "DATE_FORMAT"),
        }
        if mandate.user_id == user.pk:
            words = sentence(_("Your mandate for {organisation} ends on {day}."), **facts)
        else:
            words = sentence(
                _("The mandate of {person} for {organisation} ends on {day}."),
                person=name_of(mandate.user),
                **facts,
            )
        yield Waiting("calendar", words, mandate.organisation.get_absolute_url(), _("See it"))


def _invitations(
    user: Any, standing: Standing, since: datetime.datetime | None
) -> Iterator[Waiting]:
    """Those one sent, or of an organisation that one manages."""
    if not standing.managed_organisation_ids and not standing.is_coordinator:
        return
    theirs = MembershipInvitation.objects.visible_to(user).filter(
        Q(organisation__in=standing.managed_organisation_ids) | Q(invited_by=user.pk)
    )
    soon = timezone.now() + datetime.timedelta(days=INVITATION_DAYS)
    expiring = (
        theirs.open()
        .filter(link__expires_at__lte=soon)
        .select_related("organisation", "link")
        .only("email", "organisation__name", "link__expires_at")
        .order_by("link__expires_at", "pk")[:SHOWN]
    )
    for invitation in expiring:
        day = timezone.localtime(invitation.link.expires_at)
        yield Waiting(
            "mail",
            sentence(
                _("{email} has not answered the invitation, which expires on {day}."),
                email=invitation.email,
                day=date_format(day, "DATE_FORMAT"),
            ),
            invitation.organisation.get_absolute_url(),
            _("See it"),
        )
    if since is None:
        return
    accepted = (
        Membership.objects.filter(invitation__in=theirs.filter(closed_at__gt=since))
        .select_related("organisation", "user__network_profile")
        .only("organisation__name", *name_columns("user__"))
        .order_by("-invitation__closed_at", "-pk")[:SHOWN]
    )
    for mandate in accepted:
        yield Waiting(
            "check",
            sentence(
                _("{person} has accepted the invitation and acts for {organisation} now."),
                person=name_of(mandate.user),
                organisation=mandate.organisation,
            ),
            mandate.organisation.get_absolute_url(),
            _("See it"),
        )


def _for_the_coordination(user: Any, counts: dict[str, int]) -> Iterator[Waiting]:
    may_enter_admin = user.has_perm("wagtailadmin.access_admin")
    outbox = url_of("network_mails:index") if may_enter_admin else ""
    yield from _publications(counts.get("publications", 0))
    if failed := counts.get("failed"):
        yield Waiting(
            "warning",
            _counted(
                ngettext(
                    "{count} mail could not be delivered.",
                    "{count} mails could not be delivered.",
                    failed,
                ),
                failed,
            ),
            outbox,
            _("See them"),
        )
    if without := counts.get("unmanaged"):
        yield Waiting(
            "building",
            _counted(
                ngettext(
                    "{count} organisation has no manager, who would invite its people.",
                    "{count} organisations have no manager, who would invite their people.",
                    without,
                ),
                without,
            ),
            url_of("network:members"),
            _("See the directory"),
        )


def _publications(asked: int) -> Iterator[Waiting]:
    if asked:
        yield Waiting(
            "globe",
            _counted(
                ngettext(
                    "{count} document waits for your yes to become public.",
                    "{count} documents wait for your yes to become public.",
                    asked,
                ),
                asked,
            ),
            url_of("network:publications"),
            _("Answer"),
        )


def _counted(words: str, count: int) -> SafeString:
    return sentence(words, count=count)
