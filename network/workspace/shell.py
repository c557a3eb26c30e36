"""What stands around every page of the private area: who is in it, and where they may go.

Three queries, however much there is, and none for who only stands at the door: everything is asked
for when the page shows it.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, pgettext
from django.utils.translation import gettext as _

from network.core.conf import sign_out_url, url_of
from network.core.multilingual import sorted_by
from network.core.people import name_of
from network.members.models import Organisation, WorkingGroup
from network.members.standing import standing_of

# In the side bar; the others are on the page of all groups.
GROUPS_SHOWN = 8


@dataclass(frozen=True)
class Item:
    """A way to somewhere, with the name of its icon."""

    label: str
    url: str
    icon: str
    is_current: bool


@dataclass(frozen=True)
class Group:
    """A working group in the side bar."""

    name: str
    url: str
    documents_url: str
    actions_url: str
    members_url: str
    is_current: bool


@dataclass(frozen=True)
class Language:
    """The same page in another language, which is named in itself."""

    code: str
    name: str
    url: str


class Shell:
    """For templates: `{% shell as shell %}`. Of an anonymous reader it knows the languages."""

    def __init__(self, request: HttpRequest | None, group: WorkingGroup | None = None) -> None:
        self.request = request
        self.user = getattr(request, "user", None) or AnonymousUser()
        self._group = group

    @cached_property
    def user_name(self) -> str:
        return name_of(self.user) if self.user.is_authenticated else ""

    @property
    def initials(self) -> str:
        """Two of a name in Latin letters; one of a name in letters that would join."""
        words = [word for word in self.user_name.split() if word[0].isalpha()]
        if not words:
            return ""
        if len(words) == 1 or not words[0][0].isascii():
            return words[0][0].upper()
        return (words[0][0] + words[-1][0]).upper()

    @cached_property
    def photo_url(self) -> str:
        profile = getattr(self.user, "network_profile", None)
        return url_of("network:person-photo", profile.pk) if profile and profile.photo else ""

    # For whom one acts

    @property
    def actor_organisation(self) -> Organisation | None:
        actor = getattr(self.request, "actor", None)
        return actor.organisation if actor else None

    @property
    def actor_organisation_pk(self) -> int | None:
        return self.actor_organisation.pk if self.actor_organisation else None

    @cached_property
    def organisations(self) -> list[tuple[int, str]]:
        return [(row.pk, str(row)) for row in standing_of(self.user).organisations]

    @property
    def may_coordinate(self) -> bool:
        return standing_of(self.user).is_coordinator

    # Where one may go

    @cached_property
    def nav(self) -> list[Item]:
        """What is one's own."""
        return self._items(
            (pgettext("member area", "Dashboard"), "network:dashboard", "home"),
            (_("My tasks"), "network:tasks", "task"),
            (_("Documents"), "network:documents", "document"),
            (_("Joint actions"), "network:actions", "flag"),
        )

    @cached_property
    def network_nav(self) -> list[Item]:
        """What is everybody's."""
        return self._items((_("Directory"), "network:members", "building"))

    def _items(self, *ways: tuple[str, str, str]) -> list[Item]:
        found = [(label, url, icon) for label, name, icon in ways if (url := url_of(name))]
        # Of one place inside another, where one is is the inner one: tasks are below the actions.
        at = max((url for _label, url, _icon in found if self._is_at(url)), key=len, default="")
        return [Item(label, url, icon, url == at) for label, url, icon in found]

    def _is_at(self, url: str) -> bool:
        path = self.request.path if self.request else ""
        # A page of a group is in the group, its documents too.
        is_alone = url == reverse("network:dashboard") or self._group is not None
        return path == url if is_alone else path.startswith(url)

    @cached_property
    def _groups_to_show(self) -> list[WorkingGroup]:
        return open_groups_of(self.user, GROUPS_SHOWN + 1)

    @cached_property
    def groups(self) -> list[Group]:
        """One's own, then as many of the others as there is room for; the open one always."""
        groups = self._groups_to_show[:GROUPS_SHOWN]
        if self._group and self._group not in groups:
            groups.append(self._group)
        return [self._entry(group) for group in groups]

    @cached_property
    def group(self) -> Group | None:
        """The one that the page belongs to."""
        return next((group for group in self.groups if group.is_current), None)

    @property
    def has_more_groups(self) -> bool:
        return len(self._groups_to_show) > GROUPS_SHOWN

    @property
    def groups_url(self) -> str:
        return reverse("network:groups")

    def _entry(self, group: WorkingGroup) -> Group:
        return Group(
            name=str(group),
            url=group.get_absolute_url(),
            documents_url=url_of("network:group-documents", group.pk),
            actions_url=url_of("network:group-actions", group.pk),
            members_url=url_of("network:group-members", group.pk),
            is_current=group == self._group,
        )

    # The way elsewhere

    @cached_property
    def languages(self) -> list[Language]:
        """The other languages that have addresses of their own on this site."""
        active = get_language()
        return [
            Language(code, capfirst(get_language_info(code)["name_local"]), url)
            for code, _name in settings.LANGUAGES
            if code != active and (url := self._in_language(code))
        ]

    def _in_language(self, code: str) -> str:
        if self.request is None:
            return ""
        first_page = reverse("network:dashboard")
        for url in (self.request.get_full_path(), first_page):
            if (translated := translate_url(url, code)) != url:
                return translated
        return ""

    @cached_property
    def sign_out_url(self) -> str:
        return sign_out_url()

    @property
    def admin_url(self) -> str:
        may = self.user.has_perm("wagtailadmin.access_admin")
        return url_of("wagtailadmin_home") if may else ""


def open_groups_of(user: Any, most: int) -> list[WorkingGroup]:
    """The first of those that are not closed. Those that somebody belongs to are known already, and
    are all that they see; to the coordination there are others."""
    standing = standing_of(user)
    if standing.is_coordinator:
        return list(groups_of(user).filter(closed_at=None)[:most])
    return [group for group in standing.groups if group.closed_at is None][:most]


def groups_of(user: Any) -> QuerySet[WorkingGroup]:
    """The groups that somebody sees: those they belong to first, which `is_own` says of each."""
    own = WorkingGroup.objects.joined_by(user).values("pk")
    return (
        WorkingGroup.objects.visible_to(user)
        .annotate(is_own=Case(When(pk__in=own, then=Value(True)), default=Value(False)))
        .order_by("-is_own", "-kind", sorted_by("name_keys"), "pk")
    )
