"""Folders: a tree for each working group."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.core.multilingual import (
    MultilingualTextField,
    SearchKeyField,
    SortKeysField,
    found_by,
    sorted_by,
)
from network.core.people import name_columns

from .audiences import Shared, SharedQuerySet

# More is lost in, and an address bar shows no more.
DEEPEST = 10

_COLUMNS_OF_A_LIST = (
    *("name", "path", "parent", "author", "organisation"),
    *("is_for_members", "is_for_facilitators", "circle", "group__name"),
    # Whether it is active: `who_sees` asks that.
    *("organisation__name", "organisation__status"),
)


class FolderQuerySet(SharedQuerySet):
    def matching(self, query: str) -> Self:
        """Those whose name has every word of the query, in whichever language."""
        return self.filter(found_by("search_key", query))

    def in_order(self) -> Self:
        """By name, in the reader's language."""
        return self.order_by(sorted_by("name_keys"), "pk")

    def with_what_a_list_shows(self) -> Self:
        """With whose it is, in one query; and of all that only what a list shows. Whoever reads a
        row's `group` selects it besides."""
        rows = self.select_related("author__network_profile", "organisation")
        return rows.only(*_COLUMNS_OF_A_LIST, *name_columns("author__"))

    def with_what_a_page_shows(self) -> Self:
        """With whose it is and where, in one query."""
        return self.select_related("group", "parent", "author__network_profile", "organisation")

    def below(self, *folders: "Folder") -> Self:
        """These folders and every one in them, however deep."""
        inside = Q(pk__in=())
        for folder in folders:
            inside |= Q(group=folder.group_id, path__startswith=folder.path)
        return self.filter(inside)


class Folder(Shared):
    """Where a working group keeps documents of one matter. At the top of the group it has no
    parent.

    `path` is the numbers of the folders that lead to it and its own, as in "/3/17/".
    """

    parent = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=255, db_index=True, editable=False)
    name = MultilingualTextField(_("name"), max_length=150)
    created_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    # What lists are sorted and searched by.
    name_keys = SortKeysField(source="name")
    search_key = SearchKeyField(sources=["name"])

    objects = FolderQuerySet.as_manager()

    class Meta:
        verbose_name = _("folder")
        verbose_name_plural = _("folders")
        ordering = ["pk"]
        indexes = [models.Index(fields=["group", "parent"], name="network_folder_of_group")]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("network:folder", args=[self.pk])

    @property
    def around(self) -> "Folder | None":
        return self.parent

    @property
    def around_id(self) -> int | None:
        return self.parent_id

    @property
    def ancestor_ids(self) -> list[int]:
        """The numbers of the folders that lead to it, the topmost first."""
        return [int(number) for number in self.path.split("/") if number][:-1]

    @property
    def depth(self) -> int:
        return self.path.count("/") - 1
