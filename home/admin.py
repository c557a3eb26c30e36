"""Wagtail's admin for this site's editors: in both directions, and with no way to other sites."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail_localize import models as localize_models
from wagtail_localize.views import edit_translation

# wagtail-localize writes the names of the months in English whatever the language: figures instead.
localize_models.DATE_FORMAT = edit_translation.DATE_FORMAT = "%d/%m/%Y"


@hooks.register("insert_global_admin_js")
def admin_script():
    return format_html('<script src="{}"></script>', static("js/admin.js"))


@hooks.register("insert_global_admin_css")
def admin_style():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("construct_help_menu")
def leave_out_other_sites(request, menu_items):
    """Wagtail's guide and release notes are pages in English on its own site."""
    menu_items[:] = [item for item in menu_items if not item.url.startswith("https:")]
