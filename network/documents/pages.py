"""The page on which a site shows the public documents."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from .public import ShowsPublicDocuments


class ResourcesPage(ShowsPublicDocuments, Page):
    """Public documents, the newest first, below an introduction."""

    introduction = RichTextField(_("introduction"), blank=True)

    template = "network/documents/resources_page.html"
    page_description = _("The documents that the network shows to everybody, the newest first.")
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("page of public documents")
        verbose_name_plural = _("pages of public documents")
