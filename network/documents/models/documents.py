"""Documents of a working group, and their versions."""

from functools import lru_cache
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.core.files import FileType, private_storage, size_in_words, type_named
from network.core.lines import listed
from network.core.multilingual import (
    MultilingualTextField,
    SearchKeyField,
    SortKeysField,
    found_by,
    name_of_language,
)
from network.core.people import name_columns
from network.members.models import ActivityDomain, Organisation, WorkingGroup

from .audiences import Shared, SharedQuerySet, seen_by
from .folders import Folder

_COLUMNS_OF_A_LIST = (
    *("title", "author", "organisation", "created_at", "updated_at", "reserved_until"),
    *("is_for_members", "is_for_facilitators", "circle", "folder", "group__name"),
    *(f"current__{name}" for name in ("name", "content_type", "size", "languages")),
    "current__organisation__name",
)


class DocumentQuerySet(SharedQuerySet):
    def matching(self, query: str) -> Self:
        """Those that have every word of the query, in the title, the description or the name of the
        current file."""
        return self.filter(found_by("search_key", query))

    def with_what_a_list_shows(self) -> Self:
        """With the file and whose it is, in one query; and of all that only what a list shows: a
        fifth of the columns. Whoever reads a row's `group` selects it besides."""
        return self._with_its_file().only(
            *_COLUMNS_OF_A_LIST,
            *name_columns("current__author__"),
            *name_columns("reserved_by__"),
        )

    def with_what_a_line_shows(self) -> Self:
        """With whose it is and where, for a line that says no more than that."""
        rows = self.select_related("group", "organisation")
        return rows.only("title", "updated_at", "group__name", "organisation__name")

    def with_what_a_page_shows(self) -> Self:
        """With whose paper it is, and what there is to see of it, besides."""
        return self._with_its_file().select_related(
            "group", "author__network_profile", "organisation", "folder", "current__preview"
        )

    def _with_its_file(self) -> Self:
        return self.select_related(
            "current",
            "current__author__network_profile",
            "current__organisation",
            "reserved_by__network_profile",
        )


class Document(Shared):
    """A paper of a working group: a title, and the files it has been so far.

    `dated_on` is the day that the paper itself bears. Who has reserved it says that they are
    working on it, until a moment that passes by itself.
    """

    # At the top of its group it is in none.
    folder = models.ForeignKey(
        Folder,
        verbose_name=_("folder"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
    )
    title = MultilingualTextField(_("title"), max_length=200)
    description = MultilingualTextField(
        _("description"), blank=True, multiline=True, max_length=5000
    )
    domains = models.ManyToManyField(
        ActivityDomain, verbose_name=_("activity domains"), blank=True, related_name="documents"
    )
    dated_on = models.DateField(_("date of the paper"), null=True, blank=True)
    # The latest, so that a list reads it without a query a row; an operation keeps it.
    current = models.OneToOneField(
        "Version", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    # What that file is called: a paper is looked for by it, too.
    file_name = models.CharField(max_length=255, blank=True, editable=False)
    created_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    reserved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reserved_until = models.DateTimeField(null=True, editable=False)

    # What lists are sorted and searched by.
    title_keys = SortKeysField(source="title")
    search_key = SearchKeyField(sources=["title", "description", "file_name"])

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-updated_at", "-pk"]
        # For the first page of a list, however long it is.
        indexes = [
            models.Index(fields=["group", "-updated_at", "-id"], name="network_document_of_group"),
            models.Index(fields=["-updated_at", "-id"], name="network_document_latest"),
            models.Index(
                fields=["folder", "-updated_at", "-id"], name="network_document_in_folder"
            ),
            models.Index(
                fields=["removed_at"],
                condition=Q(removed_at__isnull=False),
                name="network_document_removed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("network:document", args=[self.pk])

    @property
    def around(self) -> Folder | None:
        return self.folder

    @property
    def around_id(self) -> int | None:
        return self.folder_id

    @property
    def is_reserved(self) -> bool:
        """Whether somebody is working on it now."""
        return (
            self.reserved_by_id is not None
            and self.reserved_until is not None
            and self.reserved_until > timezone.now()
        )


def same_content(user: Any, group: WorkingGroup, sha256: str) -> DocumentQuerySet:
    """The documents of a group whose file is now this very one, as far as somebody sees them."""
    return Document.objects.visible_to(user).filter(group=group, current__sha256=sha256)


class VersionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the documents that somebody sees."""
        return self.filter(seen_by(user, "document__"), document__removed_at=None)

    def with_what_a_list_shows(self) -> Self:
        """With who brought each, in one query; and of all that only what a list shows."""
        rows = self.select_related("author__network_profile", "organisation")
        return rows.only(
            *("document", "number", "name", "content_type", "size", "languages", "note"),
            *("created_at", "author", "organisation__name"),
            *name_columns("author__"),
        )


class Version(models.Model):
    """One file of a document. It never changes: another file is another version.

    `size` is in bytes, `sha256` the digest of the content in hexadecimal; `languages` are the codes
    of those that the file is written in, with spaces between them.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    file = models.FileField(storage=private_storage, max_length=200, editable=False)
    name = models.CharField(_("file name"), max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    languages = models.CharField(_("languages"), max_length=100, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    # By whom, and for which organisation: it stays with the organisation when the person leaves.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    organisation = models.ForeignKey(
        Organisation, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="network_version_number")
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.number}"

    def get_absolute_url(self) -> str:
        return self.document.get_absolute_url()

    @property
    def kind(self) -> FileType:
        """What the file is, for a reader."""
        return type_named(self.content_type, self.name)

    @property
    def size_in_words(self) -> str:
        return size_in_words(self.size)

    @property
    def language_names(self) -> str:
        """The languages it is written in, each named in itself: Français, العربية."""
        return _names_of_languages(self.languages, get_language())


@lru_cache(maxsize=500)
def _names_of_languages(codes: str, _language: str | None) -> str:
    """A list writes the same few again and again, as the reader's language sets them apart."""
    return listed(capfirst(name_of_language(code)) for code in codes.split())
