"""The page on which a site shows its joint actions."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from .public import ShowsJointActions


class JointActionsPage(ShowsJointActions, Page):
    """Public joint actions, the newest first, below an introduction; a page of each."""

    introduction = RichTextField(_("introduction"), blank=True)

    template = "network/actions/public/list.html"
    page_description = _("The joint actions that the network shows to everybody, and where.")
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("page of joint actions")
        verbose_name_plural = _("pages of joint actions")
