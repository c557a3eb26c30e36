"""Wagtail's admin for this site's editors: in both directions, and with no way to other sites."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms import choosers
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.models import WorkflowState
from wagtail_localize import models as localize_models
from wagtail_localize.views import edit_translation

# wagtail-localize writes the names of the months in English whatever the language: figures instead.
localize_models.DATE_FORMAT = edit_translation.DATE_FORMAT = "%d/%m/%Y"

# Wagtail leaves these fields of its dialogues for links without labels: Django would make English
# ones of their names.
LINK_LABELS = {
    "link_text": _("Link text"),
    "email_address": _("Email address"),
    "phone_number": _("Phone number"),
    "subject": _("Subject"),
    "body": _("Message"),
}
for form in (
    choosers.ExternalLinkChooserForm,
    choosers.AnchorLinkChooserForm,
    choosers.EmailLinkChooserForm,
    choosers.PhoneLinkChooserForm,
):
    for name in LINK_LABELS.keys() & form.base_fields.keys():
        form.base_fields[name].label = LINK_LABELS[name]

# Wagtail translates these two as it starts, into French for everyone.
ChooserViewSet.search_tab_label = _("Search")
ChooserViewSet.create_action_label = _("Create")


@hooks.register("insert_global_admin_js")
def admin_script():
    return format_html('<script src="{}"></script>', static("js/admin.js"))


@hooks.register("insert_global_admin_css")
def admin_style():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


# Before wagtail-localize's, which answers for translations.
@hooks.register("before_edit_page", order=-1)
def say_why_it_came_back(request, page):
    """Wagtail keeps the coordination's remark for the mail and the page's history."""
    workflow = page.current_workflow_state if request.method == "GET" else None
    if workflow and workflow.status == WorkflowState.STATUS_NEEDS_CHANGES:
        comment = workflow.current_task_state.comment
        remark = gettext("The coordination sent this page back: %s") % comment
        messages.warning(request, remark)


@hooks.register("construct_help_menu")
def leave_out_other_sites(request, menu_items):
    """Wagtail's guide and release notes are pages in English on its own site."""
    menu_items[:] = [item for item in menu_items if not item.url.startswith("https:")]
