"""Documents that are public: who asked for it, who said yes, and to what exactly."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.core.multilingual import MultilingualTextField, SearchKeyField, found_by
from network.members.models import ActivityDomain, Organisation

from .audiences import seen_by
from .documents import Document, Version

# What of a document must not be public, whatever was agreed to before.
HIDDEN = (
    Q(document__removed_at__isnull=False)
    | Q(document__is_for_facilitators=True)
    | Q(document__circle__isnull=False)
)


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the documents that somebody sees."""
        return self.filter(seen_by(user, "document__"), document__removed_at=None)

    def public(self) -> Self:
        """What everybody may read: all that the public pages know of documents."""
        return self.filter(~HIDDEN, state=Publication.State.PUBLISHED)

    def hidden(self) -> Self:
        """Those that are public, or wait to be, of documents that must not be."""
        states = [Publication.State.ASKED, Publication.State.PUBLISHED]
        return self.filter(HIDDEN, state__in=states)

    def matching(self, query: str) -> Self:
        """Those that have every word of the query in their title or description. What the file is
        called is nobody's business outside."""
        return self.filter(found_by("search_key", query))

    def with_what_a_list_shows(self) -> Self:
        """With the file and whose paper it is, in one query."""
        return self.select_related("version", "document__organisation")

    def with_what_a_page_shows(self) -> Self:
        """With the people, besides, and what the document is now."""
        return self.select_related(
            "version",
            "document__current",
            "document__group",
            "document__organisation",
            "asked_by__network_profile",
            "organisation",
            "decided_by__network_profile",
        )


class Publication(models.Model):
    """One version of a document, asked to be public and perhaps agreed to.

    It keeps what the document was called and said to be about when it was asked: exactly that was
    agreed to, and exactly that is public. Another version, another title, is asked for anew.
    """

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("state of a publication", "Waits for an answer")
        PUBLISHED = "published", pgettext_lazy("state of a publication", "Public")
        DECLINED = "declined", pgettext_lazy("state of a publication", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("state of a publication", "Withdrawn")

    # With the document goes all that was ever public of it.
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="publications")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    title = MultilingualTextField(_("title"), max_length=200)
    description = MultilingualTextField(
        _("description"), blank=True, multiline=True, max_length=5000
    )
    domains = models.ManyToManyField(
        ActivityDomain, verbose_name=_("activity domains"), blank=True, related_name="+"
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.ASKED)

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    organisation = models.ForeignKey(
        Organisation, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    message = models.CharField(_("message"), max_length=1000, blank=True)
    # Who said yes or no; of what was taken back before, nobody.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    search_key = SearchKeyField(sources=["title", "description"])

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(state="asked"),
                name="network_publication_one_asked",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(state="published"),
                name="network_publication_one_public",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-decided_at", "-id"],
                condition=Q(state="published"),
                name="network_publication_latest",
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("network:publication", args=[self.pk])

    @property
    def is_asked(self) -> bool:
        return self.state == self.State.ASKED

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_declined(self) -> bool:
        return self.state == self.State.DECLINED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == self.State.WITHDRAWN

    @property
    def is_older(self) -> bool:
        """Whether the document has another file, or is called otherwise, than what this is of."""
        document = self.document
        return (
            self.version_id != document.current_id
            or self.title != document.title
            or self.description != document.description
        )
